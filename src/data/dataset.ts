import { tidy } from "../ops/engine/define.js";
import { fromFlat } from "../tensor/create/from-flat.js";
import { Tensor } from "../tensor/tensor.js";
import {
	DTypeError,
	IndexError,
	ShapeError,
	ValueError,
} from "../value/errors.js";
import { say } from "../value/quote.js";
import type { Collated } from "./collate.js";

/**
 * Items that are found by their number, as `torch.utils.data.Dataset`. An object with `length` and `get` will do as well.
 * A `get` that returns a Promise makes a dataset for `for await`. The items can be iterated.
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

	/** The items from first to last. */
	*[Symbol.iterator](): IterableIterator<Item> {
		for (let i = 0; i < this.length; i++) yield this.get(i);
	}
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
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: a field would hide the getter of a class that extends this one
export abstract class IterableDataset<Item = unknown> {
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

// biome-ignore lint/correctness/noUnusedVariables: merged declarations have the same parameters
export interface IterableDataset<Item = unknown> {
	/** How many items will come, if that is known: what the loader's `length` is computed from. */
	readonly length?: number | undefined;
}

/** What stands for a dataset: an object with `length` and `get`. */
export interface Gettable<Item> {
	readonly length: number;
	get(index: number): Item;
	getBatch?(indices: readonly number[]): Collated<Awaited<Item>> | undefined;
}

/** A dataset, an array of items, or a tensor, whose items are its rows. */
export type DatasetLike<Item> =
	| Gettable<Item>
	| readonly Item[]
	| (Tensor & Iterable<Item>);

/** What a loader reads. */
export type Source<Item> = DatasetLike<Item> | IterableDataset<Item>;

/** PyTorch's question of a dataset in which worker process it is: there are none here, so null. */
export function getWorkerInfo(): null {
	return null;
}

/** Lets arrays and tensors stand for datasets and refuses what is none. */
export function asDataset<Item>(
	op: string,
	source: DatasetLike<Item>,
): Gettable<Item> {
	if (Array.isArray(source)) return new ArrayDataset(source as Item[]);
	if (source instanceof Tensor)
		return new TensorRows(op, source) as Gettable<unknown> as Gettable<Item>;
	const dataset = source as Gettable<Item>;
	if (typeof dataset?.get === "function" && typeof dataset.length === "number")
		return dataset;
	throw new DTypeError(
		op,
		say`the dataset is ${describe(source)}; expected an array, a tensor or an object with length and get(index)`,
	);
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

/** A tensor as PyTorch's loaders take it: by its first dimension. */
class TensorRows extends Dataset<Tensor> {
	readonly #rows: Tensor;

	constructor(op: string, rows: Tensor) {
		super();
		if (rows.ndim === 0)
			throw new ShapeError(
				op,
				"the dataset is a tensor of shape []; it needs a first dimension, that of the items",
			);
		this.#rows = rows;
	}

	get length(): number {
		return this.#rows.size(0);
	}

	get(index: number): Tensor {
		return this.#rows.select(0, place("get", index, this.length));
	}

	override getBatch(indices: readonly number[]): Tensor {
		return gather(this.#rows, indices);
	}
}

/** The rows with these numbers, in one go. */
export function gather(rows: Tensor, indices: readonly number[]): Tensor {
	return tidy(() =>
		rows.indexSelect(0, fromFlat(indices, [indices.length], "int32")),
	);
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
