import { defaultGenerator, type Generator } from "../ops/random/generator.js";
import { BatchSampler, batchCount } from "./batch-sampler.js";
import { type Collated, defaultCollate } from "./collate.js";
import { asDataset, IterableDataset, type Source } from "./dataset.js";
import {
	type CollateFn,
	type Fetcher,
	fetchByIndex,
	fetchInOrder,
	fetchItems,
	fetchStream,
} from "./fetch.js";
import { checkLoaderOptions, type LoaderOptions } from "./loader-options.js";
import { RandomSampler, SequentialSampler } from "./sampler.js";

export interface DataLoaderOptions<Item, Batch> extends LoaderOptions {
	/** Items in a batch. Default 1. */
	readonly batchSize?: number | undefined;
	/** Makes a batch of items. Default: `defaultCollate`. */
	readonly collateFn?: CollateFn<Item, Batch> | null | undefined;
}

/** With `batchSize: null`, what makes something of one item, instead of a batch of items. */
export interface OneByOneOptions<Item, Out>
	extends Omit<LoaderOptions, "batchSize" | "batchSampler" | "dropLast"> {
	readonly collateFn?: ((item: Item) => Out) | null | undefined;
}

/**
 * Batches of a dataset, as `torch.utils.data.DataLoader`: loop over it as often as you like. With `shuffle`, a seed gives
 * PyTorch's orders. For a dataset whose items are Promises, loop with `for await`.
 *
 * @param dataset an array, an object with `length` and `get`, or an `IterableDataset`
 * @param batchSize items in a batch; default 1. With null the items come one by one, as they are or as `collateFn` makes them
 * @param shuffle whether each pass takes the items in a new random order; default false
 * @param sampler the order of the items, instead of `shuffle`
 * @param batchSampler the batches as lists of numbers, instead of `batchSize`, `shuffle`, `sampler` and `dropLast`
 * @param numWorkers 0: a `get` that returns a Promise does what PyTorch's worker processes do
 * @param collateFn makes a batch of items; default `defaultCollate`
 * @param dropLast whether to leave out a last batch that is not full; default false
 * @param generator where random orders come from; default: the one that `manualSeed` seeds
 * @throws ValueError for options that exclude each other or a batch size that is not a positive integer
 * @example
 * for (const [x, y] of new DataLoader(dataset, { batchSize: 64, shuffle: true })) {
 *   const loss = nn.functional.crossEntropy(model(x), y);
 * }
 */
export class DataLoader<Item, Batch = Collated<Awaited<Item>>>
	implements Iterable<Batch>, AsyncIterable<Batch>
{
	/** The dataset as it was given. A stream may not know its length. */
	readonly dataset: Source<Item> & { readonly length: number };
	/** Items in a batch; null where a `batchSampler` settles it, or the items come one by one. */
	readonly batchSize: number | null;
	/** Whether a last batch that is not full is left out. */
	readonly dropLast: boolean;
	/** The order of the items; null for a stream, whose items come in their own. */
	readonly sampler: Iterable<number> | null;
	/** The numbers of the items of each batch; null for a stream and where the items come one by one. */
	readonly batchSampler: Iterable<readonly number[]> | null;
	/** What makes a batch of items, or with `batchSize: null` something of one item. */
	readonly collateFn: CollateFn<Awaited<Item>, Batch>;
	/** Where random orders come from; null for the generator that `manualSeed` seeds. */
	readonly generator: Generator | null;
	/** There are no worker processes. */
	readonly numWorkers = 0;

	readonly #fetcher: Fetcher<Batch>;

	constructor(
		dataset: Source<Item>,
		options: DataLoaderOptions<Awaited<Item>, Batch> = {},
	) {
		checkLoaderOptions(options, dataset instanceof IterableDataset);
		this.dataset = dataset as never;
		this.batchSize = options.batchSampler == null ? batchSizeOf(options) : null;
		this.dropLast = options.dropLast ?? false;
		this.generator = options.generator ?? null;
		this.collateFn = (options.collateFn ??
			(hasBatches(options) ? defaultCollate : defaultConvert)) as never;
		this.sampler = orderOf(dataset, options);
		this.batchSampler = hasBatches(options)
			? batchesOf(this.sampler, options)
			: null;
		this.#fetcher = this.#fetch(dataset);
	}

	#fetch(dataset: Source<Item>): Fetcher<Batch> {
		const { batchSize, batchSampler, collateFn, sampler } = this;
		if (dataset instanceof IterableDataset)
			return batchSize === null
				? fetchStream(dataset, collateFn)
				: fetchInOrder(dataset, batchSize, this.dropLast, collateFn);
		const items = asDataset("DataLoader", dataset);
		if (batchSampler === null)
			return fetchItems(items, sampler as Iterable<number>, collateFn);
		const gather = collateFn === (defaultCollate as unknown);
		return fetchByIndex(items, batchSampler, collateFn, gather);
	}

	/** Number of batches. @throws ValueError if the sampler or the stream of items does not know its length */
	get length(): number {
		const { batchSize, batchSampler, sampler, dataset, dropLast } = this;
		if (batchSampler !== null)
			return batchCount("DataLoader", batchSampler, 1, false);
		return batchCount(
			"DataLoader",
			sampler ?? dataset,
			batchSize ?? 1,
			dropLast,
		);
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
		(this.generator ?? defaultGenerator()).random64();
	}
}

/** An item that comes without a batch stays as it is. */
function defaultConvert<Item>(item: Item): Item {
	return item;
}

function batchSizeOf({ batchSize = 1 }: LoaderOptions): number | null {
	return batchSize;
}

function hasBatches(options: LoaderOptions): boolean {
	return options.batchSampler != null || options.batchSize !== null;
}

function orderOf<Item>(
	dataset: Source<Item>,
	{ sampler, shuffle, generator }: LoaderOptions,
): Iterable<number> | null {
	if (dataset instanceof IterableDataset) return null;
	if (sampler != null) return sampler;
	const items = asDataset("DataLoader", dataset);
	return shuffle
		? new RandomSampler(items, { generator })
		: new SequentialSampler(items);
}

function batchesOf(
	order: Iterable<number> | null,
	{ batchSampler, batchSize, dropLast }: LoaderOptions,
): Iterable<readonly number[]> | null {
	if (batchSampler != null) return batchSampler;
	if (order === null) return null;
	return new BatchSampler(order, batchSize ?? 1, { dropLast });
}
