/** Calls of torch.utils.data as PyTorch has them; the orders are PyTorch 1.13's. */
import { describe, expect, expectTypeOf, test } from "vitest";
import {
	BatchSampler,
	ChainDataset,
	ConcatDataset,
	DataLoader,
	Dataset,
	getWorkerInfo,
	IterableDataset,
	RandomSampler,
	randomSplit,
	Sampler,
	Subset,
	SubsetRandomSampler,
	WeightedRandomSampler,
} from "../../src/data/index.js";
import {
	ArgumentError,
	DTypeError,
	Generator,
	manualSeed,
	rand,
	type Tensor,
	tensor,
	ValueError,
} from "../../src/index.js";

const six = [0, 1, 2, 3, 4, 5];
class Letters extends IterableDataset<string> {
	override *[Symbol.iterator]() {
		yield* "abc";
	}
}
class Squares extends Dataset<number> {
	get length() {
		return 4;
	}
	get(i: number) {
		return i * i;
	}
}
const lists = (loader: Iterable<Tensor>) =>
	Array.from(loader, (batch) => batch.tolist());

describe("DataLoader", () => {
	test("takes its arguments in PyTorch's order, by name or mixed", () => {
		const all = [
			[0, 1],
			[2, 3],
		];
		const five = six.slice(0, 5);
		expect(
			lists(new DataLoader(five, 2, false, null, null, 0, null, false, true)),
		).toEqual(all);
		expect(
			lists(new DataLoader({ dataset: five, batchSize: 2, dropLast: true })),
		).toEqual(all);
		expect(lists(new DataLoader(five, 2, { dropLast: true }))).toEqual(all);
		const plain = { length: 2, get: (i: number) => i };
		expect(lists(new DataLoader(plain))).toEqual([[0], [1]]);
	});

	test("shows what it was made of", () => {
		const squares = new Squares();
		const loader = new DataLoader(squares, { batchSize: 3, shuffle: true });
		expect(loader.dataset).toBe(squares);
		expectTypeOf(loader.dataset.length).toEqualTypeOf<number>();
		expect([loader.batchSize, loader.dropLast]).toEqual([3, false]);
		expect(loader.sampler).toBeInstanceOf(RandomSampler);
		expect(loader.batchSampler).toBeInstanceOf(BatchSampler);
		const batched = new DataLoader(six, { batchSampler: [[1, 2], [3]] });
		expect([batched.batchSize, batched.length]).toEqual([null, 2]);
	});

	test("gives items one by one with batchSize null", async () => {
		manualSeed(0);
		expect([...new DataLoader(six, null, true)]).toEqual([0, 4, 3, 5, 2, 1]);
		const some = new DataLoader(six, { batchSize: null, sampler: [5, 3] });
		expect([[...some], some.length]).toEqual([[5, 3], 2]);
		const letters = new DataLoader(new Letters(), null);
		expect([...letters]).toEqual(["a", "b", "c"]);
		const later: unknown[] = [];
		const promised = { length: 2, get: async (i: number) => i };
		for await (const item of new DataLoader(promised, null)) later.push(item);
		for await (const item of letters) later.push(item);
		expect(later).toEqual([0, 1, "a", "b", "c"]);
		const made = new DataLoader(six, {
			batchSize: null,
			collateFn: (item: number) => -item,
		});
		expectTypeOf([...made]).toEqualTypeOf<number[]>();
		expectTypeOf([...letters]).toEqualTypeOf<string[]>();
		expect([...made][5]).toBe(-5);
	});

	const refused: readonly [Record<string, unknown>, string][] = [
		[{ batchsize: 3 }, 'did you mean "batchSize"?'],
		[{ batch_size: 3 }, 'did you mean "batchSize"?'],
		[{ dropLast: 1 }, "dropLast is 1; expected true or false"],
		[{ numWorkers: 4 }, "there are no worker processes here: leave it out"],
		[{ prefetchFactor: 4 }, "prefetchFactor is given; it is of use for worker"],
		[{ persistentWorkers: true }, "persistentWorkers is given"],
		[{ batchSize: null, dropLast: true }, "dropLast is given and batchSize"],
		[{ batchSampler: [[1]], batchSize: 2 }, "leave batchSize out"],
		[{ sampler: 5 }, "the sampler is 5; expected a list"],
		[{ batchSize: null, sampler: 5 }, "the sampler is 5; expected a list"],
		[{ batchSampler: 5 }, "the batchSampler is 5; expected a list"],
		[{ collateFn: 5 }, "expected a function"],
		[{ generator: 5 }, "generator is 5; expected new Generator()"],
	];
	test.each(refused)("refuses %j", (options, sentence) => {
		const run = () => new DataLoader(six, options as never);
		expect(run).toThrow(ValueError);
		expect(run).toThrow(sentence);
	});

	test("takes what PyTorch takes and changes nothing here", () => {
		const options = { numWorkers: 0, pinMemory: true, timeout: 3 };
		expect(lists(new DataLoader([7], options))).toEqual([[7]]);
		expect(
			lists(new DataLoader([7], { batchSampler: [[0]], batchSize: 1 })),
		).toEqual([[7]]);
		expect(getWorkerInfo()).toBeNull();
	});
});

describe("samplers and datasets", () => {
	test("SubsetRandomSampler gives PyTorch's orders", () => {
		manualSeed(3);
		const sampler = new SubsetRandomSampler([10, 20, 30, 40, 50]);
		expect([...sampler]).toEqual([20, 10, 40, 50, 30]);
		expect([...sampler]).toEqual([10, 20, 30, 50, 40]);
		expect(rand(2).tolist()).toEqual([0.5944212079048157, 0.887856662273407]);
		expect(sampler.length).toBe(5);
		const indices = tensor([3, 1, 4, 1, 5, 9], { dtype: "int32" });
		const generator = new Generator().manualSeed(5);
		expect([...new SubsetRandomSampler(indices, generator)]).toEqual([
			9, 3, 1, 1, 5, 4,
		]);
		expect(() => new SubsetRandomSampler(3 as never)).toThrow(DTypeError);
	});

	test("take their arguments by position and by name", () => {
		expect([...new RandomSampler(six, true, 3)]).toHaveLength(3);
		expect([...new RandomSampler({ dataSource: six })]).toHaveLength(6);
		expect([...new RandomSampler({ length: 3 })]).toHaveLength(3);
		expect([...new BatchSampler([5, 6, 7], 2, true)]).toEqual([[5, 6]]);
		expect([...new WeightedRandomSampler([0, 1], 2, true)]).toEqual([1, 1]);
		expect(new Subset({ dataset: six, indices: [4] }).get(0)).toBe(4);
		const generator = new Generator().manualSeed(1);
		const parts = randomSplit(six, [4, 2], generator);
		expect(parts.map((part) => part.length)).toEqual([4, 2]);
		expect(() => randomSplit(six, [4, 2], { seed: 1 } as never)).toThrow(
			ArgumentError,
		);
	});

	test("a Sampler of one's own may have a getter for its length", () => {
		class Backwards extends Sampler {
			override get length() {
				return 3;
			}
			*[Symbol.iterator]() {
				yield* [2, 1, 0];
			}
		}
		const loader = new DataLoader(six, 2, { sampler: new Backwards() });
		expect([lists(loader), loader.length]).toEqual([[[2, 1], [0]], 2]);
	});

	test("a Dataset is iterable, and keeps what it was made of", () => {
		expect([...new Squares()]).toEqual([0, 1, 4, 9]);
		expect(new Subset(six, [1]).dataset).toBe(six);
		const both = new ConcatDataset([new Squares(), six]);
		expect(both.cumulativeSizes).toEqual([4, 10]);
		expect([...both]).toEqual([0, 1, 4, 9, ...six]);
		expect(() => new ConcatDataset([new Letters() as never])).toThrow(
			"use ChainDataset",
		);
	});

	test("ChainDataset joins streams", async () => {
		const chain = new ChainDataset([new Letters(), new Letters()]);
		expect([...chain].join("")).toBe("abcabc");
		expect(chain.length).toBeUndefined();
		let later = "";
		for await (const letter of chain) later += letter;
		expect(later).toBe("abcabc");
		expect(() => new ChainDataset([six as never])).toThrow(
			"ConcatDataset takes",
		);
	});
});
