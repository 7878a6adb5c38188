/** Lists of numbers that are tensors. */
import { describe, expect, test } from "vitest";
import {
	Subset,
	TensorDataset,
	WeightedRandomSampler,
} from "../../src/data/index.js";
import {
	arange,
	DTypeError,
	FlambeauError,
	manualSeed,
	ones,
	rand,
	randperm,
	ShapeError,
	tensor,
} from "../../src/index.js";

describe("Subset", () => {
	const dataset = new TensorDataset(arange(10));

	test("takes a tensor of indices", () => {
		const part = new Subset(dataset, tensor([7, 0, 7]));
		expect(part.length).toBe(3);
		expect([0, 1, 2].map((i) => part.get(i)[0]?.item())).toEqual([7, 0, 7]);
		expect(part.getBatch([1, 2])?.[0]?.tolist()).toEqual([0, 7]);
		expect(new Subset(dataset, randperm(10)).length).toBe(10);
	});

	test("keeps the indices that it was given", () => {
		const indices = tensor([1, 2]);
		const part = new Subset(dataset, indices);
		indices.fill_(9);
		expect(part.get(0)[0]?.item()).toBe(1);
	});

	test("refuses what is no list of numbers", () => {
		for (const odd of [ones([2, 2]), tensor(1), tensor([true, false])])
			expect(() => new Subset(dataset, odd)).toThrow(ShapeError);
		for (const odd of [null, 3, "01", new Map(), [0, "1"], [null]])
			expect(() => new Subset(dataset, odd as never)).toThrow(DTypeError);
		expect(() => new Subset(dataset, { length: 2 } as never)).toThrow(
			'unknown option "length"',
		);
	});
});

describe("WeightedRandomSampler", () => {
	test("takes a tensor of weights, and draws as from a list", () => {
		const weights = rand([6], { dtype: "float64" });
		const draw = (list: ArrayLike<number> | typeof weights) => {
			manualSeed(3);
			return [...new WeightedRandomSampler(list, 20)];
		};
		expect(draw(weights)).toEqual(draw(weights.toTypedArray()));
		const only = new WeightedRandomSampler(tensor([0, 1, 0]), 3);
		expect([...only]).toEqual([1, 1, 1]);
	});

	test("refuses what is no list of numbers", () => {
		const make = (odd: unknown) => () =>
			new WeightedRandomSampler(odd as never, 2);
		expect(make(ones([2, 2]))).toThrow(
			"WeightedRandomSampler: a tensor of shape [2, 2] and dtype float32; expected a list of numbers",
		);
		for (const odd of [null, undefined, {}, "12", [1, undefined]])
			expect(make(odd)).toThrow(FlambeauError);
	});
});
