import { type DatasetLike, Subset } from "../../src/data/index.js";

/** The first images of a dataset: enough to see that something is learnt. */
export function first<Item>(
	dataset: DatasetLike<Item>,
	count: number,
): Subset<Item> {
	return new Subset(
		dataset,
		Array.from({ length: count }, (_, i) => i),
	);
}
