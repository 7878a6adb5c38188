import { defaultGenerator, type Generator } from "../ops/random/generator.js";
import { ValueError } from "../value/errors.js";
import { readOptions } from "../value/options.js";
import { say } from "../value/quote.js";
import { BatchSampler, batchCount } from "./batch-sampler.js";
import { type Collated, defaultCollate } from "./collate.js";
import { asDataset, type DatasetLike, IterableDataset } from "./dataset.js";
import {
	type CollateFn,
	type Fetcher,
	fetchByIndex,
	fetchInOrder,
} from "./fetch.js";
import { RandomSampler, SequentialSampler } from "./sampler.js";

export interface DataLoaderOptions<Item, Batch> {
	/** Items in a batch. Default 1. */
	readonly batchSize?: number | undefined;
	/** Whether each pass takes the items in a new random order. Default false. */
	readonly shuffle?: boolean | undefined;
	/** Whether to leave out a last batch that is not full. Default false. */
	readonly dropLast?: boolean | undefined;
	/** The order of the items, instead of `shuffle`. */
	readonly sampler?: Iterable<number> | undefined;
	/** The batches as lists of numbers, instead of `batchSize`, `shuffle`, `sampler` and `dropLast`. */
	readonly batchSampler?: Iterable<readonly number[]> | undefined;
	/** Makes a batch of items. Default: `defaultCollate`. */
	readonly collateFn?: CollateFn<Item, Batch> | undefined;
	/** Where random orders come from. Default: the generator that `manualSeed` seeds. */
	readonly generator?: Generator | null | undefined;
}

type Source<Item> = DatasetLike<Item> | IterableDataset<Item>;

/**
 * Batches of a dataset, as `torch.utils.data.DataLoader`: loop over it as often as you like. With `shuffle`, a seed gives
 * PyTorch's orders. For a dataset whose items are Promises, loop with `for await`.
 *
 * @throws ValueError for options that exclude each other or a batch size that is not a positive integer
 * @example
 * for (const [x, y] of new DataLoader(dataset, { batchSize: 64, shuffle: true })) {
 *   const loss = nn.functional.crossEntropy(model(x), y);
 * }
 */
export class DataLoader<Item, Batch = Collated<Awaited<Item>>>
	implements Iterable<Batch>, AsyncIterable<Batch>
{
	readonly #fetcher: Fetcher<Batch>;
	readonly #generator: Generator | null | undefined;
	readonly #count: () => number;

	constructor(
		dataset: Source<Item>,
		options: DataLoaderOptions<Awaited<Item>, Batch> = {},
	) {
		readOptions("DataLoader", options);
		checkOptions(options, dataset instanceof IterableDataset);
		const { batchSize = 1, dropLast = false, generator } = options;
		const collate = (options.collateFn ?? defaultCollate) as CollateFn<
			Awaited<Item>,
			Batch
		>;
		this.#generator = generator;
		if (dataset instanceof IterableDataset) {
			this.#fetcher = fetchInOrder(dataset, batchSize, dropLast, collate);
			this.#count = () =>
				batchCount("DataLoader", dataset, batchSize, dropLast);
		} else {
			const items = asDataset("DataLoader", dataset);
			const lists = indexLists(items, options);
			const gather = collate === (defaultCollate as unknown);
			this.#fetcher = fetchByIndex(items, lists, collate, gather);
			this.#count = () => batchCount("DataLoader", lists, 1, false);
		}
	}

	/** Number of batches. @throws ValueError if the sampler or the stream of items does not know its length */
	get length(): number {
		return this.#count();
	}

	[Symbol.iterator](): IterableIterator<Batch> {
		this.#drawBaseSeed();
		return this.#fetcher.batches();
	}

	[Symbol.asyncIterator](): AsyncIterableIterator<Batch> {
		this.#drawBaseSeed();
		return this.#fetcher.batchesAsync();
	}

	/** PyTorch's seed for its worker processes: not needed here, but all later draws come after it. */
	#drawBaseSeed(): void {
		(this.#generator ?? defaultGenerator()).random64();
	}
}

function indexLists<Item, Batch>(
	items: { readonly length: number },
	options: DataLoaderOptions<Item, Batch>,
): Iterable<readonly number[]> {
	const { batchSize = 1, dropLast = false, generator } = options;
	if (options.batchSampler !== undefined) return options.batchSampler;
	const order = options.shuffle
		? new RandomSampler(items, { generator })
		: new SequentialSampler(items);
	return new BatchSampler(options.sampler ?? order, batchSize, { dropLast });
}

const excludedBy = {
	sampler: ["shuffle"],
	batchSampler: ["batchSize", "shuffle", "sampler", "dropLast"],
} as const;

function checkOptions(
	options: DataLoaderOptions<never, unknown>,
	iterable: boolean,
): void {
	const { batchSize = 1 } = options;
	if (!Number.isInteger(batchSize) || batchSize <= 0)
		throw new ValueError(
			"DataLoader",
			say`batchSize ${batchSize}; a positive integer is needed`,
		);
	for (const key of ["sampler", "batchSampler"] as const) {
		if (options[key] === undefined) continue;
		const other = excludedBy[key].find((name) => options[name]);
		if (other !== undefined)
			throw new ValueError(
				"DataLoader",
				say`both ${key} and ${other} are given; the ${key} settles it, so leave ${other} out`,
			);
	}
	const order = (["shuffle", "sampler", "batchSampler"] as const).find(
		(name) => options[name],
	);
	if (iterable && order !== undefined)
		throw new ValueError(
			"DataLoader",
			say`${order} is given for an IterableDataset, whose items come in their own order; leave it out`,
		);
}
