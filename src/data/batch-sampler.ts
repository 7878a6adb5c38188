import { checkIterable } from "../value/arguments.js";
import { ValueError } from "../value/errors.js";
import { quote, say } from "../value/quote.js";

interface BatchSamplerOptions {
	/** Whether to leave out a last batch that is not full. Default false. */
	readonly dropLast?: boolean | undefined;
}

/**
 * Gathers the numbers of a sampler into lists of `batchSize`, as `torch.utils.data.BatchSampler`.
 *
 * @throws ValueError if the batch size is not a positive integer
 * @example [...new BatchSampler([5, 6, 7], 2)]; // [[5, 6], [7]]
 */
export class BatchSampler implements Iterable<number[]> {
	readonly sampler: Iterable<number>;
	readonly batchSize: number;
	readonly dropLast: boolean;

	constructor(
		sampler: Iterable<number>,
		batchSize: number,
		{ dropLast = false }: BatchSamplerOptions = {},
	) {
		if (!Number.isInteger(batchSize) || batchSize <= 0)
			throw new ValueError(
				"BatchSampler",
				say`batchSize ${batchSize}; a positive integer is needed`,
			);
		this.sampler = checkIterable("BatchSampler", "the sampler", sampler);
		this.batchSize = batchSize;
		this.dropLast = dropLast;
	}

	/** Number of batches. @throws ValueError if the sampler does not know its length */
	get length(): number {
		return batchCount(
			"BatchSampler",
			this.sampler,
			this.batchSize,
			this.dropLast,
		);
	}

	[Symbol.iterator](): IterableIterator<number[]> {
		return inBatches(this.sampler, this.batchSize, this.dropLast);
	}
}

/** Lists of `size` items each, the last one perhaps shorter. */
export function* inBatches<Item>(
	items: Iterable<Item>,
	size: number,
	dropLast: boolean,
): IterableIterator<Item[]> {
	let batch: Item[] = [];
	for (const item of items) {
		batch.push(item);
		if (batch.length < size) continue;
		yield batch;
		batch = [];
	}
	if (batch.length > 0 && !dropLast) yield batch;
}

/** How many lists `inBatches` gives. */
export function batchCount(
	op: string,
	items: object,
	size: number,
	dropLast: boolean,
): number {
	const { length } = items as { readonly length?: unknown };
	if (typeof length !== "number")
		throw new ValueError(
			op,
			say`the number of batches is not known: ${quote(items)} has no length; give it one, or count while iterating`,
		);
	return dropLast ? Math.floor(length / size) : Math.ceil(length / size);
}
