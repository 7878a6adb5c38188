import { checkIterable } from "../value/arguments.js";
import { DTypeError } from "../value/errors.js";
import { kindOf, say } from "../value/quote.js";
import { IterableDataset } from "./dataset.js";

/**
 * Several streams of items one after the other, as `torch.utils.data.ChainDataset`.
 * @throws DTypeError for what is no IterableDataset; ConcatDataset takes the others
 * @example
 * class Lines extends IterableDataset<string> {
 *   *[Symbol.iterator]() { yield "first"; yield "second"; }
 * }
 * [...new ChainDataset([new Lines(), new Lines()])].length; // 4
 */
export class ChainDataset<Item> extends IterableDataset<Item> {
	readonly datasets: readonly IterableDataset<Item>[];

	constructor(datasets: Iterable<IterableDataset<Item>>) {
		super();
		this.datasets = [...checkIterable("ChainDataset", "datasets", datasets)];
		const odd = this.datasets.find((d) => !(d instanceof IterableDataset));
		if (odd !== undefined)
			throw new DTypeError(
				"ChainDataset",
				say`got ${kindOf(odd)} among the datasets; expected IterableDatasets (ConcatDataset takes those with length and get)`,
			);
	}

	/** The sum of the lengths; undefined where one of them is not known. */
	override get length(): number | undefined {
		const lengths = this.datasets.map((dataset) => dataset.length);
		return lengths.every((length) => length !== undefined)
			? lengths.reduce((sum, length) => sum + length, 0)
			: undefined;
	}

	override *[Symbol.iterator](): IterableIterator<Item> {
		for (const dataset of this.datasets)
			yield* { [Symbol.iterator]: () => dataset[Symbol.iterator]() };
	}

	override async *[Symbol.asyncIterator](): AsyncIterableIterator<
		Awaited<Item>
	> {
		for (const dataset of this.datasets)
			for await (const item of dataset) yield item;
	}
}
