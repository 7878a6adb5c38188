/** A bool of no dimension picks all or nothing, along a new dimension. */
import { describe, expect, test } from "vitest";
import { arange, type Tensor, tensor } from "../../src/index.js";

const grid = () => arange(0, 6, 1, { dtype: "float32" }).reshape([2, 3]);

describe.each([
	["true", 1, () => tensor(true)],
	["false", 0, () => tensor(false)],
	["a comparison that holds", 1, () => tensor(3).gt(2)],
] as const)("%s", (_, size, mask) => {
	test("has PyTorch's shapes", () => {
		const x = grid();
		expect(x.at(mask()).shape).toEqual([size, 2, 3]);
		expect(x.at(mask(), 0).shape).toEqual([size, 3]);
		expect(x.at(0, mask()).shape).toEqual([size, 3]);
		expect(x.at(null, mask()).shape).toEqual([1, size, 2, 3]);
		expect(tensor(3).at(mask()).shape).toEqual([size]);
	});

	test("writes everywhere or nowhere", () => {
		const x = grid();
		x.setAt([mask()], 9);
		expect(x.tolist()).toEqual(
			size === 1
				? [
						[9, 9, 9],
						[9, 9, 9],
					]
				: grid().tolist(),
		);
	});
});

test("a uint8 of no dimension is a position", () => {
	const one: Tensor = tensor(1, { dtype: "uint8" });
	expect(grid().at(one).tolist()).toEqual([3, 4, 5]);
	expect(grid().at(0, one).item()).toBe(1);
});
