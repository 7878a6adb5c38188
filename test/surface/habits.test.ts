/** What JavaScript's users do with values. */
import { expect, test } from "vitest";
import { nn, tensor, ValueError } from "../../src/index.js";

test("a tensor of one element is a number", () => {
	const loss = tensor([0.5]).sum() as unknown as number;
	let total = 1;
	total += loss;
	expect(total).toBe(1.5);
	expect(loss < 1).toBe(true);
	expect(Math.max(loss, 0.25)).toBe(0.5);
	expect(+(tensor([[3]]) as unknown as number)).toBe(3);
	expect(+(tensor([true]) as unknown as number)).toBe(1);
	expect(`${tensor([0.5])}`).toBe("tensor([0.5000])");
});

test("other tensors say what to call", () => {
	const x = tensor([1, 2]) as unknown as number;
	for (const run of [() => x + 1, () => x < 1, () => Number(x)]) {
		expect(run).toThrow(ValueError);
		expect(run).toThrow(/shape \[2\] has 2; call a\.add\(b\)/);
	}
});

test("values and indices are taken apart by name or in order", () => {
	const x = tensor([
		[1.5, 5],
		[7, 2],
	]);
	const pairs = [
		x.max(1),
		x.min(1),
		x.sort(1),
		x.topk(1),
		x.kthvalue(1),
		x.mode(1),
		x.median(1),
		x.nanmedian(1),
		x.cummax(1),
		nn.functional.maxPool1d(x, 2, { returnIndices: true }),
	];
	for (const pair of pairs) {
		const [values, indices, ...rest] = pair;
		expect(values).toBe(pair.values);
		expect(indices).toBe(pair.indices);
		expect(rest).toEqual([]);
	}
});
