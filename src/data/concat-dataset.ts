import { checkList } from "../value/arguments.js";
import { ValueError } from "../value/errors.js";
import { asDataset, Dataset, type DatasetLike, place } from "./dataset.js";

/**
 * Several datasets one after the other, as `torch.utils.data.ConcatDataset`.
 * @throws ValueError if there are none
 * @example new ConcatDataset([dataset, dataset]).length; // 12
 */
export class ConcatDataset<Item> extends Dataset<Item> {
	readonly datasets: readonly Dataset<Item>[];

	constructor(datasets: readonly DatasetLike<Item>[]) {
		super();
		if (checkList("ConcatDataset", "datasets", datasets).length === 0)
			throw new ValueError("ConcatDataset", "no datasets; give at least one");
		this.datasets = datasets.map((d) => asDataset("ConcatDataset", d));
	}

	get length(): number {
		return this.datasets.reduce((sum, dataset) => sum + dataset.length, 0);
	}

	get(index: number): Item {
		let rest = place("ConcatDataset.get", index, this.length);
		for (const dataset of this.datasets) {
			if (rest < dataset.length) return dataset.get(rest);
			rest -= dataset.length;
		}
		throw new ValueError(
			"ConcatDataset.get",
			"a dataset changed its length while it was read",
		);
	}
}
