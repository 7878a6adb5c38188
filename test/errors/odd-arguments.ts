/** Arguments that rarely fit what is called with them, the same for each seed. */
import { rand, type Tensor, tensor, zeros } from "../../src/index.js";

export function oddTensors(): Tensor[] {
	return [
		tensor([
			[1.5, 2, 3],
			[4, 5, 6],
		]),
		tensor([
			[1, 2],
			[3, 4],
			[5, 6],
			[7.5, 8],
		]),
		tensor([1, 2, 3]),
		tensor([1.5, 2.5]),
		tensor([true, false, true]),
		tensor(1.5),
		rand([2, 3, 4]),
		zeros([0, 3]),
		rand([2, 3, 4, 5]),
		tensor([[1.5, 2]], { dtype: "float64" }),
		tensor([
			[Number.NaN, 1],
			[1, Number.NaN],
		]),
		tensor([1.5, 2], { requiresGrad: true }),
		tensor([100, -100, 7]),
	];
}

export function oddArguments(seed: number): unknown[] {
	const tensors = oddTensors();
	const [a, b, c] = tensors as [Tensor, Tensor, Tensor];
	const pool: unknown[] = [
		...tensors,
		...[0, 1, -1, 7, -9, 1.5, Number.NaN],
		...["no", null, undefined, true, "float32"],
		...[[], [0, 0], [7], [-1], [2, 2], [a, b], [a, c], {}, { dim: 9 }],
	];
	let state = seed * 7919 + 17;
	const draw = (n: number) => {
		state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
		return (state >> 8) % n;
	};
	return Array.from({ length: draw(5) }, () => pool[draw(pool.length)]);
}
