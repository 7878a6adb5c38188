import { describe, expect, test } from "vitest";
import { arange, cross, type Tensor, tensor } from "../../src/index.js";

/** The value, and the gradients of its sum weighted by 0, 1, 2, ... */
function run(x: Tensor, y: Tensor, dim?: number) {
	const [a, b] = [x.clone().requiresGrad_(), y.clone().requiresGrad_()];
	const out = cross(a, b, dim);
	out.mul(arange(out.numel()).reshape(out.shape)).sum().backward();
	return [out, a.grad, b.grad].map((t) => t?.tolist());
}

// PyTorch's numbers.
describe("cross with an operand that broadcasts", () => {
	const rows = arange(6).float().reshape([2, 3]).add(1);
	const one = tensor([[2, -1, 3]], { dtype: "float32" });
	const value = [
		[9, 3, -5],
		[21, 0, -14],
	];
	const ofRows = [
		[-5, -4, 2],
		[-17, -1, 11],
	];
	const ofOne = [[-2, 4, -2]];

	test("on the right, the dimension given or found", () => {
		expect(run(rows, one, 1)).toEqual([value, ofRows, ofOne]);
		expect(run(rows, one)).toEqual([value, ofRows, ofOne]);
	});

	test("on the left", () => {
		const negative = (lists: number[][]) =>
			lists.map((list) => list.map((n) => 0 - n));
		expect(run(one, rows, 1)).toEqual([
			negative(value),
			negative(ofOne),
			negative(ofRows),
		]);
	});

	test("on both sides", () => {
		const a = arange(9).float().reshape([3, 3, 1]);
		const b = arange(6).float().reshape([3, 1, 2]).add(1);
		expect(run(a, b, 0)).toEqual([
			[
				[
					[-3, -6],
					[-1, -4],
					[1, -2],
				],
				[
					[6, 12],
					[2, 8],
					[-2, 4],
				],
				[
					[-3, -6],
					[-1, -4],
					[1, -2],
				],
			],
			[
				[[16], [8], [0]],
				[[-32], [-16], [0]],
				[[16], [8], [0]],
			],
			[[[0, 9]], [[0, -18]], [[0, 9]]],
		]);
	});
});
