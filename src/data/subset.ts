import type { Collated } from "./collate.js";
import {
	asDataset,
	Dataset,
	type DatasetLike,
	type Gettable,
	place,
} from "./dataset.js";
import { type Numbers, numbersOf } from "./numbers-of.js";

/**
 * The items of a dataset with the given numbers, in that order, as `torch.utils.data.Subset`.
 * @throws DTypeError for indices that are no list of numbers
 * @example const evens = new Subset(dataset, [0, 2, 4]);
 */
export class Subset<Item> extends Dataset<Item> {
	readonly dataset: DatasetLike<Item>;
	readonly #items: Gettable<Item>;
	readonly indices: ArrayLike<number>;

	constructor(dataset: DatasetLike<Item>, indices: Numbers) {
		super();
		this.dataset = dataset;
		this.#items = asDataset("Subset", dataset);
		this.indices = numbersOf("Subset", indices);
	}

	get length(): number {
		return this.indices.length;
	}

	get(index: number): Item {
		return this.#items.get(this.#original(index));
	}

	override getBatch(
		indices: readonly number[],
	): Collated<Awaited<Item>> | undefined {
		return this.#items.getBatch?.(indices.map((i) => this.#original(i)));
	}

	#original(index: number): number {
		return this.indices[place("Subset.get", index, this.length)] as number;
	}
}
