import { describe, expect, test } from "vitest";
import {
	BatchSampler,
	ConcatDataset,
	RandomSampler,
	randomSplit,
	SequentialSampler,
	Subset,
	TensorDataset,
	WeightedRandomSampler,
} from "../../src/data/index.js";
import {
	arange,
	Generator,
	IndexError,
	manualSeed,
	multinomial,
	ones,
	randint,
	randperm,
	ShapeError,
	tensor,
	ValueError,
	zeros,
} from "../../src/index.js";

describe("TensorDataset", () => {
	const data = new TensorDataset(arange(6).reshape([3, 2]), tensor([7, 8, 9]));

	test("gives a row of each tensor", () => {
		expect(data.length).toBe(3);
		expect(data.get(1).map((t) => t.tolist())).toEqual([[2, 3], 8]);
		expect(data.get(-1)[1].item()).toBe(9);
	});

	test("refuses tensors of different lengths", () => {
		const make = () => new TensorDataset(ones([3, 2]), ones([4]));
		expect(make).toThrow(ShapeError);
		expect(make).toThrow(
			"TensorDataset: the tensors have shapes [3, 2] and [4]",
		);
	});

	test("refuses numbers without dimensions, and nothing", () => {
		expect(() => new TensorDataset(tensor(1))).toThrow(ShapeError);
		expect(() => new TensorDataset()).toThrow(/at least one/);
	});

	test("refuses an index outside", () => {
		expect(() => data.get(3)).toThrow(IndexError);
	});
});

describe("Subset and ConcatDataset", () => {
	const letters = ["a", "b", "c", "d"];

	test("a subset gives the chosen items in the chosen order", () => {
		const subset = new Subset(letters, [3, 0]);
		expect([subset.length, subset.get(0), subset.get(-1)]).toEqual([
			2,
			"d",
			"a",
		]);
	});

	test("a subset can be chosen by typed arrays", () => {
		expect(new Subset(letters, Int32Array.of(2)).get(0)).toBe("c");
	});

	test("a subset refuses an index outside, with the range", () => {
		expect(() => new Subset(letters, [3, 0]).get(2)).toThrow(
			"Subset.get: no item 2 among 2; an integer from -2 to 1 is needed",
		);
		expect(() => new Subset(letters, [9]).get(0)).toThrow(/no item 9 among 4/);
	});

	test("joined datasets follow each other", () => {
		const joined = new ConcatDataset([letters, [], ["x", "y"]]);
		expect(joined.length).toBe(6);
		expect([0, 3, 4, 5, -1].map((i) => joined.get(i)).join("")).toBe("adxyy");
		expect(() => joined.get(6)).toThrow(/no item 6 among 6/);
		expect(() => new ConcatDataset([])).toThrow(ValueError);
	});
});

describe("randomSplit", () => {
	const sizes = (n: number, lengths: number[]) =>
		randomSplit(
			Array.from({ length: n }, (_, i) => i),
			lengths,
		).map((part) => part.length);

	test("gives every item once", () => {
		const parts = randomSplit([0, 1, 2, 3, 4], [2, 3]);
		const all = parts.flatMap((p) => Array.from(p.indices));
		expect(all.sort()).toEqual([0, 1, 2, 3, 4]);
	});

	test("takes fractions, the rest going round", () => {
		expect(sizes(10, [0.5, 0.5])).toEqual([5, 5]);
		expect(sizes(11, [0.5, 0.3, 0.2])).toEqual([6, 3, 2]);
		expect(sizes(10, [0.7, 0.2, 0.1])).toEqual([7, 2, 1]);
		expect(sizes(1, [1])).toEqual([1]);
	});

	test("draws from the given generator", () => {
		const order = randperm(6, { generator: new Generator().manualSeed(5) });
		const [all] = randomSplit([0, 1, 2, 3, 4, 5], [6], {
			generator: new Generator().manualSeed(5),
		});
		expect(Array.from(all?.indices ?? [])).toEqual(order.tolist());
	});

	test("refuses lengths that do not add up, with both sums", () => {
		expect(() => sizes(10, [7, 2])).toThrow(
			"randomSplit: lengths [7, 2] add up to 9 and the dataset has 10 items",
		);
		expect(() => sizes(10, [0.5, 0.6])).toThrow(ValueError);
		expect(() => sizes(10, [11, -1])).toThrow(ValueError);
	});
});

describe("samplers", () => {
	const five = { length: 5 };

	test("SequentialSampler counts", () => {
		expect([...new SequentialSampler(five)]).toEqual([0, 1, 2, 3, 4]);
	});

	test("RandomSampler gives each number once, in another order each time", () => {
		manualSeed(1);
		const sampler = new RandomSampler({ length: 50 });
		const [a, b] = [[...sampler], [...sampler]];
		expect(a).not.toEqual(b);
		expect(new Set(a).size).toBe(50);
	});

	test("RandomSampler goes on with another permutation where more numbers are wanted", () => {
		const generator = new Generator().manualSeed(2);
		const sampler = new RandomSampler(five, { numSamples: 8, generator });
		const same = new Generator().manualSeed(2);
		const first = randperm(5, { generator: same }).tolist() as number[];
		const rest = randperm(5, { generator: same }).tolist() as number[];
		expect([...sampler]).toEqual([...first, ...rest.slice(0, 3)]);
		expect(sampler.length).toBe(8);
	});

	test("RandomSampler draws a last permutation also where it takes nothing of it, as PyTorch does", () => {
		const generator = new Generator().manualSeed(2);
		const sampler = new RandomSampler(five, { generator });
		const same = new Generator().manualSeed(2);
		const draw = () => randperm(5, { generator: same }).tolist();
		expect([...sampler]).toEqual(draw());
		draw();
		expect([...sampler]).toEqual(draw());
	});

	test("WeightedRandomSampler draws as multinomial does", () => {
		const weights = [0.1, 0, 3, 1];
		const options = () => ({ generator: new Generator().manualSeed(2) });
		const sampler = new WeightedRandomSampler(weights, 9, options());
		const same = tensor(weights, { dtype: "float64" });
		const drawn = multinomial(same, 9, { ...options(), replacement: true });
		expect([...sampler]).toEqual(drawn.tolist());
		expect(sampler.length).toBe(9);
		const each = new WeightedRandomSampler(weights, 3, { replacement: false });
		expect([...each].sort()).toEqual([0, 2, 3]);
		expect(() => new WeightedRandomSampler(weights, 0)).toThrow(
			"WeightedRandomSampler: 0 samples; expected a positive integer",
		);
	});

	test("RandomSampler with replacement draws 32 numbers at a time, as they are wanted", () => {
		const generator = new Generator().manualSeed(2);
		const sampler = new RandomSampler(five, {
			replacement: true,
			numSamples: 40,
			generator,
		});
		const same = { generator: new Generator().manualSeed(2) };
		const drawn = randint(0, 5, [41], same).tolist() as number[];
		expect([...sampler]).toEqual(drawn.slice(0, 40));

		generator.manualSeed(2);
		expect(sampler[Symbol.iterator]().next().value).toBe(drawn[0]);
		expect(randint(0, 5, [1], { generator }).item()).toBe(drawn[32]);
	});

	test("RandomSampler takes its seed when its first number is wanted", () => {
		manualSeed(4);
		const iterator = new RandomSampler(five)[Symbol.iterator]();
		manualSeed(5);
		const first = iterator.next().value;
		manualSeed(5);
		expect([...new RandomSampler(five)][0]).toBe(first);
	});

	test("RandomSampler refuses no samples", () => {
		expect(() => new RandomSampler(five, { numSamples: 0 })).toThrow(
			ValueError,
		);
	});

	test("BatchSampler groups what a sampler gives", () => {
		expect([...new BatchSampler([5, 6, 7], 2)]).toEqual([[5, 6], [7]]);
		expect([...new BatchSampler([5, 6, 7], 2, { dropLast: true })]).toEqual([
			[5, 6],
		]);
		expect(new BatchSampler([5, 6, 7], 2).length).toBe(2);
		expect(() => new BatchSampler([1], 0)).toThrow(/batchSize 0/);
		expect(() => new BatchSampler(new Set([1]), 1).length).toThrow(
			/Set has no length/,
		);
	});
});

test("a dataset of zero items gives no batches", () => {
	expect(new TensorDataset(zeros([0, 3])).length).toBe(0);
});
