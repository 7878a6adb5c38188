import type { Collated } from "./collate.js";
import { asDataset, Dataset, type DatasetLike, place } from "./dataset.js";

/**
 * The items of a dataset with the given numbers, in that order, as `torch.utils.data.Subset`.
 * @example const evens = new Subset(dataset, [0, 2, 4]);
 */
export class Subset<Item> extends Dataset<Item> {
	readonly dataset: Dataset<Item>;
	readonly indices: ArrayLike<number>;

	constructor(dataset: DatasetLike<Item>, indices: ArrayLike<number>) {
		super();
		this.dataset = asDataset("Subset", dataset);
		this.indices = indices;
	}

	get length(): number {
		return this.indices.length;
	}

	get(index: number): Item {
		return this.dataset.get(this.#original(index));
	}

	override getBatch(
		indices: readonly number[],
	): Collated<Awaited<Item>> | undefined {
		return this.dataset.getBatch?.(indices.map((i) => this.#original(i)));
	}

	#original(index: number): number {
		return this.indices[place("Subset.get", index, this.length)] as number;
	}
}
