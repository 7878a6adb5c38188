import { checkIterable } from "../value/arguments.js";
import { ValueError } from "../value/errors.js";
import {
	asDataset,
	Dataset,
	type DatasetLike,
	type Gettable,
	IterableDataset,
	place,
} from "./dataset.js";

/**
 * Several datasets one after the other, as `torch.utils.data.ConcatDataset`.
 * @throws ValueError if there are none, or for an IterableDataset, which ChainDataset takes
 * @example new ConcatDataset([dataset, dataset]).length; // 12
 */
export class ConcatDataset<Item> extends Dataset<Item> {
	readonly datasets: readonly DatasetLike<Item>[];
	readonly #parts: readonly Gettable<Item>[];

	constructor(datasets: Iterable<DatasetLike<Item>>) {
		super();
		this.datasets = [...checkIterable("ConcatDataset", "datasets", datasets)];
		if (this.datasets.length === 0)
			throw new ValueError("ConcatDataset", "no datasets; give at least one");
		this.#parts = this.datasets.map((part) => {
			if (part instanceof IterableDataset)
				throw new ValueError(
					"ConcatDataset",
					"an IterableDataset has no items by number; use ChainDataset",
				);
			return asDataset("ConcatDataset", part);
		});
	}

	get length(): number {
		return this.#parts.reduce((sum, { length }) => sum + length, 0);
	}

	/** How many items there are up to the end of each dataset. */
	get cumulativeSizes(): number[] {
		let end = 0;
		return this.#parts.map(({ length }) => (end += length));
	}

	get(index: number): Item {
		let rest = place("ConcatDataset.get", index, this.length);
		for (const part of this.#parts) {
			if (rest < part.length) return part.get(rest);
			rest -= part.length;
		}
		throw new ValueError(
			"ConcatDataset.get",
			"a dataset changed its length while it was read",
		);
	}
}
