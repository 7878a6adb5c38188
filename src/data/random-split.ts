import type { Generator } from "../ops/random/generator.js";
import { randperm } from "../tensor/create/random.js";
import { checkList } from "../value/arguments.js";
import { show, ValueError } from "../value/errors.js";
import { say } from "../value/quote.js";
import { asDataset, type DatasetLike } from "./dataset.js";
import { Subset } from "./subset.js";

interface RandomSplitOptions {
	/** Where the permutation comes from. Default: the generator that `manualSeed` seeds. */
	readonly generator?: Generator | null | undefined;
}

/** Random parts of a dataset, without overlap. */
export function randomSplit<Item>(
	dataset: DatasetLike<Item>,
	lengths: readonly number[],
	options: RandomSplitOptions = {},
): Subset<Item>[] {
	const source = asDataset("randomSplit", dataset);
	const sizes = wholeSizes(source.length, lengths);
	const order = randperm(source.length, {
		generator: options.generator ?? null,
	}).toTypedArray();
	let end = 0;
	return sizes.map((size) => {
		end += size;
		return new Subset(dataset, order.slice(end - size, end));
	});
}

function wholeSizes(total: number, lengths: readonly number[]): number[] {
	const sum = checkList("randomSplit", "lengths", lengths).reduce(
		(a, b) => a + b,
		0,
	);
	if (lengths.every((n) => Number.isInteger(n) && n >= 0) && sum === total)
		return [...lengths];
	// A sum of decimal fractions is 1 only nearly: .7 + .2 + .1 is not.
	if (lengths.every((n) => n >= 0 && n <= 1) && Math.abs(sum - 1) < 1e-9)
		return fromFractions(total, lengths);
	throw new ValueError(
		"randomSplit",
		say`lengths ${show(lengths)} add up to ${sum} and the dataset has ${total} items; give sizes that add up to ${total}, or fractions that add up to 1`,
	);
}

/** Rounded down; what is left over goes round, one item to each part. */
function fromFractions(total: number, fractions: readonly number[]): number[] {
	const sizes = fractions.map((fraction) => Math.floor(total * fraction));
	const rest = total - sizes.reduce((a, b) => a + b, 0);
	for (let i = 0; i < rest; i++)
		sizes[i % sizes.length] = (sizes[i % sizes.length] as number) + 1;
	return sizes;
}
