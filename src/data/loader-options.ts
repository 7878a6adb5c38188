/** What a loader is told, and which of it excludes what. */
import { type Generator, generatorOf } from "../ops/random/generator.js";
import { checkFunction, checkIterable } from "../value/arguments.js";
import { ValueError } from "../value/errors.js";
import { quote, say } from "../value/quote.js";

/** Numbers of the items of a batch. */
export type IndexList = readonly number[];

export interface LoaderOptions {
	/** Items in a batch. Default 1; null for items one by one. */
	readonly batchSize?: number | null | undefined;
	/** Whether each pass takes the items in a new random order. Default false. */
	readonly shuffle?: boolean | null | undefined;
	/** Whether to leave out a last batch that is not full. Default false. */
	readonly dropLast?: boolean | undefined;
	/** The order of the items, instead of `shuffle`. */
	readonly sampler?: Iterable<number> | null | undefined;
	/** The batches as lists of numbers, instead of `batchSize`, `shuffle`, `sampler` and `dropLast`. */
	readonly batchSampler?: Iterable<IndexList> | null | undefined;
	/** Where random orders come from. Default: the generator that `manualSeed` seeds. */
	readonly generator?: Generator | null | undefined;
	/** 0: there are no worker processes. */
	readonly numWorkers?: number | undefined;
	/** What PyTorch takes for its worker processes, and refuses without them. */
	readonly multiprocessingContext?: unknown;
	readonly prefetchFactor?: number | null | undefined;
	readonly persistentWorkers?: boolean | undefined;
}

/** @param iterable whether the dataset is an `IterableDataset` */
export function checkLoaderOptions(
	options: LoaderOptions,
	iterable: boolean,
): void {
	checkWorkers(options);
	checkKinds(options);
	const { batchSize = 1 } = options;
	if (batchSize !== null && !(Number.isInteger(batchSize) && batchSize > 0))
		throw refusal(say`batchSize ${batchSize}; a positive integer is needed`);
	const given = givenOf(options);
	for (const [key, others] of Object.entries(excludedBy)) {
		const other = others.find((name) => given[name]);
		if (given[key] && other !== undefined)
			throw refusal(
				say`both ${key} and ${other} are given; the ${key} settles it, so leave ${other} out`,
			);
	}
	if (given.oneByOne && given.dropLast)
		throw refusal(
			"dropLast is given and batchSize is null; items that come one by one have no last batch",
		);
	const wrong = orders.find((name) => given[name]);
	if (iterable && wrong !== undefined)
		throw refusal(
			say`${wrong} is given for an IterableDataset, whose items come in their own order; leave it out`,
		);
}

const orders = ["shuffle", "sampler", "batchSampler"];

const excludedBy = {
	sampler: ["shuffle"],
	batchSampler: ["batchSize", "shuffle", "sampler", "dropLast"],
};

/** Which options say something else than the default. */
function givenOf(options: LoaderOptions): Record<string, boolean> {
	const { batchSize = 1, shuffle, dropLast, sampler, batchSampler } = options;
	return {
		batchSize: batchSize !== 1,
		shuffle: shuffle === true,
		dropLast: dropLast === true,
		sampler: sampler != null,
		batchSampler: batchSampler != null,
		oneByOne: batchSize === null && batchSampler == null,
	};
}

const forWorkers = [
	"multiprocessingContext",
	"prefetchFactor",
	"persistentWorkers",
] as const;

function checkWorkers(options: LoaderOptions): void {
	const { numWorkers = 0 } = options;
	if (numWorkers !== 0)
		throw refusal(
			say`numWorkers is ${quote(numWorkers)}; there are no worker processes here: leave it out, and let get return a Promise where items are slow to come`,
		);
	const other = forWorkers.find((name) => options[name]);
	if (other !== undefined)
		throw refusal(
			say`${other} is given; it is of use for worker processes, and there are none here: leave it out`,
		);
}

function checkKinds(options: LoaderOptions & { collateFn?: unknown }): void {
	const { sampler, batchSampler, generator, collateFn } = options;
	if (sampler != null) checkIterable("DataLoader", "the sampler", sampler);
	if (batchSampler != null)
		checkIterable("DataLoader", "the batchSampler", batchSampler);
	if (collateFn != null) checkFunction("DataLoader", collateFn);
	generatorOf("DataLoader", generator);
}

function refusal(reason: string): ValueError {
	return new ValueError("DataLoader", reason);
}
