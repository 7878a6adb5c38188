import { Tensor } from "../tensor/tensor.js";
import { DTypeError, IndexError, ValueError } from "../value/errors.js";
import { say } from "../value/quote.js";
import type { Collated } from "./collate.js";

/**
 * Items that are found by their number, as `torch.utils.data.Dataset`. An object with `length` and `get` will do as well.
 * A `get` that returns a Promise makes a dataset for `for await`.
 *
 * @example
 * class Squares extends Dataset<[number, number]> {
 *   readonly length = 100;
 *   get(i: number): [number, number] { return [i, i * i]; }
 * }
 */
export abstract class Dataset<Item = unknown> {
	/** How many items there are. */
	abstract readonly length: number;

	/** Item number `index`, from 0. */
	abstract get(index: number): Item;

	/**
	 * The batch of these items as `defaultCollate` would make it, for datasets that can gather many items at once;
	 * undefined, or no such method: the loader takes the items one by one.
	 */
	getBatch?(indices: readonly number[]): Collated<Awaited<Item>> | undefined;
}

/**
 * Items that come one after the other, as `torch.utils.data.IterableDataset`: extend it with a `[Symbol.iterator]`, or
 * with a `[Symbol.asyncIterator]` for `for await`. The loader gives batches in the order of the items.
 *
 * @example
 * class Lines extends IterableDataset<string> {
 *   *[Symbol.iterator]() { yield "first"; yield "second"; }
 * }
 */
export abstract class IterableDataset<Item = unknown> {
	/** How many items will come, if that is known: what the loader's `length` is computed from. */
	readonly length?: number;

	/** The items. */
	[Symbol.iterator](): Iterator<Item> {
		throw new ValueError(
			this.constructor.name,
			"the dataset has no [Symbol.iterator]; iterate over it, or over its loader, with 'for await'",
		);
	}

	/** The items as they arrive; those of `[Symbol.iterator]` unless overridden. */
	async *[Symbol.asyncIterator](): AsyncIterator<Awaited<Item>> {
		for (const item of { [Symbol.iterator]: () => this[Symbol.iterator]() })
			yield await item;
	}
}

/** A dataset, or an array of items. */
export type DatasetLike<Item> = Dataset<Item> | readonly Item[];

/** Lets arrays stand for datasets and refuses what is neither. */
export function asDataset<Item>(
	op: string,
	source: DatasetLike<Item>,
): Dataset<Item> {
	if (Array.isArray(source)) return new ArrayDataset(source as Item[]);
	const dataset = source as Dataset<Item>;
	if (typeof dataset?.get === "function" && typeof dataset.length === "number")
		return dataset;
	const hint =
		dataset instanceof Tensor
			? "wrap the tensor: new TensorDataset(x)"
			: "expected an array or an object with length and get(index)";
	throw new DTypeError(op, say`the dataset is ${describe(source)}; ${hint}`);
}

function describe(value: unknown): string {
	if (typeof value !== "object" || value === null) return String(value);
	return `of class ${value.constructor?.name ?? "Object"}`;
}

class ArrayDataset<Item> extends Dataset<Item> {
	readonly #items: readonly Item[];

	constructor(items: readonly Item[]) {
		super();
		this.#items = items;
	}

	get length(): number {
		return this.#items.length;
	}

	get(index: number): Item {
		return this.#items[place("get", index, this.length)] as Item;
	}
}

/** Where item `index` lies: negative numbers count from the end. */
export function place(op: string, index: number, length: number): number {
	if (Number.isInteger(index) && index >= -length && index < length)
		return index < 0 ? index + length : index;
	throw new IndexError(
		op,
		say`no item ${index} among ${length}; an integer from ${-length} to ${length - 1} is needed`,
	);
}
