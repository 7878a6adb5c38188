import { describe, expect, expectTypeOf, test } from "vitest";
import {
	DataLoader,
	Dataset,
	type DatasetLike,
	IterableDataset,
	Subset,
	TensorDataset,
} from "../../src/data/index.js";
import {
	arange,
	Generator,
	manualSeed,
	memory,
	rand,
	type Tensor,
	tensor,
	ValueError,
} from "../../src/index.js";

const ten = Array.from({ length: 10 }, (_, i) => i);

function lists(loader: Iterable<Tensor>): unknown[] {
	return Array.from(loader, (batch) => batch.tolist());
}

describe("DataLoader", () => {
	test("gives batches of one by default, in order", () => {
		expect(lists(new DataLoader([5, 6, 7]))).toEqual([[5], [6], [7]]);
	});

	test("gives a last batch that is not full unless dropLast", () => {
		const all = new DataLoader(ten, { batchSize: 4 });
		const full = new DataLoader(ten, { batchSize: 4, dropLast: true });
		expect(lists(all)).toEqual([
			[0, 1, 2, 3],
			[4, 5, 6, 7],
			[8, 9],
		]);
		expect(lists(full)).toEqual([
			[0, 1, 2, 3],
			[4, 5, 6, 7],
		]);
		expect([all.length, full.length]).toEqual([3, 2]);
	});

	test("passes through the items anew in each loop", () => {
		const loader = new DataLoader(ten, { batchSize: 5 });
		expect(lists(loader)).toEqual(lists(loader));
	});

	test("can be left in the middle", () => {
		const loader = new DataLoader(ten, { batchSize: 5, shuffle: true });
		for (const batch of loader) {
			expect(batch.shape).toEqual([5]);
			break;
		}
		expect(lists(loader).flat().sort()).toEqual(ten);
	});

	test("shuffles the same with the same generator, whatever the default one is", () => {
		const run = (seed: number) => {
			manualSeed(seed);
			const generator = new Generator().manualSeed(7);
			return lists(new DataLoader(ten, { shuffle: true, generator }));
		};
		expect(run(1)).toEqual(run(2));
	});

	test("leaves the default generator alone if it has its own", () => {
		manualSeed(0);
		const first = rand([1]).item();
		manualSeed(0);
		const generator = new Generator().manualSeed(7);
		lists(new DataLoader(ten, { shuffle: true, generator }));
		expect(rand([1]).item()).toBe(first);
	});

	test("draws its base seed when the loop begins, also without shuffle", () => {
		manualSeed(0);
		lists(new DataLoader(ten));
		const after = rand([1]).item();
		manualSeed(0);
		rand([2]);
		expect(rand([1]).item()).toBe(after);
	});

	test("takes the items in a sampler's order", () => {
		const loader = new DataLoader(ten, { sampler: [3, 1, 2], batchSize: 2 });
		expect(lists(loader)).toEqual([[3, 1], [2]]);
		expect(loader.length).toBe(2);
	});

	test("takes batches from a batchSampler", () => {
		const loader = new DataLoader(ten, { batchSampler: [[1], [2, 3, 4]] });
		expect(lists(loader)).toEqual([[1], [2, 3, 4]]);
		expect(loader.length).toBe(2);
	});

	test("calls collateFn with the items", () => {
		const loader = new DataLoader(["a", "b", "c"], {
			batchSize: 2,
			collateFn: (items) => items.join(""),
		});
		expectTypeOf(loader).toEqualTypeOf<DataLoader<string, string>>();
		expect([...loader]).toEqual(["ab", "c"]);
	});

	test("calls collateFn with the items of a TensorDataset too", () => {
		const loader = new DataLoader(new TensorDataset(arange(3)), {
			batchSize: 2,
			collateFn: (items) => items.length,
		});
		expect([...loader]).toEqual([2, 1]);
	});

	test("knows the types of the batches", () => {
		const data = new TensorDataset(arange(3), arange(3));
		for (const [x, y] of new DataLoader(data)) {
			expectTypeOf(x).toEqualTypeOf<Tensor>();
			expectTypeOf(y).toEqualTypeOf<Tensor>();
		}
		const named = new DataLoader([{ name: "a", size: 1 }]);
		for (const batch of named)
			expectTypeOf(batch).toEqualTypeOf<{ name: string[]; size: Tensor }>();
	});
});

describe("the gather of whole batches", () => {
	const x = rand([30, 2, 3]);
	const y = arange(30);
	const plain = {
		length: 30,
		get: (i: number): [Tensor, Tensor] => [x.select(0, i), y.select(0, i)],
	};
	const read = (loader: Iterable<[Tensor, Tensor]>) =>
		Array.from(loader, ([a, b]) => [a.tolist(), b.tolist(), a.dtype, b.dtype]);

	test("gives what stacking items gives", () => {
		const options = { batchSize: 8, shuffle: true };
		manualSeed(3);
		const gathered = read(new DataLoader(new TensorDataset(x, y), options));
		manualSeed(3);
		expect(gathered).toEqual(read(new DataLoader(plain, options)));
	});

	test("gives what stacking items gives for a subset of a subset", () => {
		const inner = [4, 8, 15, 16, 23];
		const outer = [4, 0, 2];
		const nest = (d: DatasetLike<[Tensor, Tensor]>) =>
			new Subset(new Subset(d, inner), outer);
		const gathered = new DataLoader(nest(new TensorDataset(x, y)), {
			batchSize: 2,
		});
		const stacked = new DataLoader(nest(plain), { batchSize: 2 });
		expect(read(gathered)).toEqual(read(stacked));
		expect(read(gathered)[1]?.[1]).toEqual([15]);
	});

	test("gives batches that do not share memory with the dataset", () => {
		const data = new TensorDataset(arange(4));
		for (const [batch] of new DataLoader(data, { batchSize: 4 })) batch.zero_();
		expect(data.tensors[0].tolist()).toEqual([0, 1, 2, 3]);
	});

	test("leaves no tensors behind but the batch", () => {
		const generator = new Generator().manualSeed(0);
		const data = new TensorDataset(x, y);
		const options = { batchSize: 6, shuffle: true, generator };
		const before = memory().bytes;
		for (const [a, b] of new DataLoader(data, options)) {
			a.dispose();
			b.dispose();
		}
		expect(memory().bytes).toBe(before);
	});
});

class Slow extends Dataset<Promise<[Tensor, number]>> {
	readonly length = 5;
	async get(i: number): Promise<[Tensor, number]> {
		await Promise.resolve();
		if (i === 4) throw new RangeError("no item 4");
		return [arange(i, i + 2), i];
	}
}

describe("a dataset of Promises", () => {
	test("gives batches to 'for await'", async () => {
		const seen: unknown[] = [];
		const loader = new DataLoader(new Subset(new Slow(), [0, 1, 2]), {
			batchSize: 2,
		});
		for await (const [x, y] of loader) seen.push([x.tolist(), y.tolist()]);
		expect(seen).toEqual([
			[
				[
					[0, 1],
					[1, 2],
				],
				[0, 1],
			],
			[[[2, 3]], [2]],
		]);
	});

	test("is refused by a plain loop, with the way out", () => {
		expect(() => [...new DataLoader(new Slow())]).toThrow(ValueError);
		expect(() => [...new DataLoader(new Slow())]).toThrow(/for await/);
	});

	test("is refused without an unhandled rejection of the item besides", async () => {
		const loader = new DataLoader(new Subset(new Slow(), [4]));
		expect(() => [...loader]).toThrow(ValueError);
		await new Promise((done) => setTimeout(done, 0));
	});

	test("hands on an item's error", async () => {
		const loader = new DataLoader(new Slow(), { sampler: [4] });
		await expect(loader[Symbol.asyncIterator]().next()).rejects.toThrow(
			"no item 4",
		);
	});

	test("shuffles as a synchronous one does", async () => {
		manualSeed(0);
		const sync = lists(new DataLoader(ten, { batchSize: 3, shuffle: true }));
		manualSeed(0);
		const seen: unknown[] = [];
		const later = new DataLoader(
			ten.map((i) => Promise.resolve(i)),
			{ batchSize: 3, shuffle: true },
		);
		for await (const batch of later) seen.push(batch.tolist());
		expect(seen).toEqual(sync);
	});
});

class Count extends IterableDataset<number> {
	override *[Symbol.iterator]() {
		yield* [1, 2, 3, 4, 5];
	}
}

class Ticks extends IterableDataset<number> {
	override readonly length = 3;
	override async *[Symbol.asyncIterator]() {
		yield* [1, 2, 3];
	}
}

describe("an IterableDataset", () => {
	test("gives batches in its own order", () => {
		const loader = new DataLoader(new Count(), { batchSize: 2 });
		expect(lists(loader)).toEqual([[1, 2], [3, 4], [5]]);
		const full = new DataLoader(new Count(), { batchSize: 2, dropLast: true });
		expect(lists(full)).toEqual([
			[1, 2],
			[3, 4],
		]);
	});

	test("gives the same to 'for await'", async () => {
		const seen: unknown[] = [];
		const loader = new DataLoader(new Count(), { batchSize: 2 });
		for await (const batch of loader) seen.push(batch.tolist());
		expect(seen).toEqual([[1, 2], [3, 4], [5]]);
	});

	test("can be asynchronous only", async () => {
		const loader = new DataLoader(new Ticks(), { batchSize: 2 });
		const seen: unknown[] = [];
		for await (const batch of loader) seen.push(batch.tolist());
		expect(seen).toEqual([[1, 2], [3]]);
		expect(loader.length).toBe(2);
		expect(() => [...loader]).toThrow(/Ticks: .*for await/);
	});

	test("has no number of batches if it does not know its length", () => {
		expect(() => new DataLoader(new Count()).length).toThrow(
			/Count has no length/,
		);
	});

	test("is not shuffled", () => {
		expect(() => new DataLoader(new Count(), { shuffle: true })).toThrow(
			/shuffle is given for an IterableDataset/,
		);
	});
});

describe("a tensor", () => {
	test("is the dataset of its rows", () => {
		const rows = arange(6).view(3, 2);
		const batches = [...new DataLoader(rows, 2)];
		expect(batches.map((b) => b.tolist())).toEqual([
			[
				[0, 1],
				[2, 3],
			],
			[[4, 5]],
		]);
		const last = new Subset(rows, [-1]).get(0);
		expect(last.tolist()).toEqual([4, 5]);
		expect(() => new Subset(rows, [5]).get(0)).toThrow(
			/^get: no item 5 among 3/,
		);
		const single = [...new DataLoader(rows, { batchSize: null })];
		expect(single[1]?.tolist()).toEqual([2, 3]);
	});
});

describe("options that cannot be", () => {
	const refused: [string, object, RegExp][] = [
		["a batch of nothing", { batchSize: 0 }, /batchSize 0/],
		["half a batch", { batchSize: 2.5 }, /batchSize 2.5/],
		["two orders", { sampler: [1], shuffle: true }, /sampler and shuffle/],
		[
			"two ways of batching",
			{ batchSampler: [[1]], batchSize: 2 },
			/batchSampler and batchSize/,
		],
	];
	for (const [name, options, message] of refused)
		test(name, () => {
			expect(() => new DataLoader(ten, options)).toThrow(message);
		});

	test("a tensor without a first dimension", () => {
		expect(() => new DataLoader(tensor(3))).toThrow(/shape \[\]/);
	});

	test("nothing to shuffle", () => {
		expect(() => new DataLoader([], { shuffle: true })).toThrow(
			/0 samples from 0 items/,
		);
	});
});
