import { stack, tensor } from "flambeau";
import { transforms } from "flambeau/data";
import { loadMNIST } from "../mnist/data.mjs";

/**
 * The first images, [count, 1, 28, 28] from 0 to 1, and their labels.
 * @param {boolean} train
 * @param {number} count
 */
export function digits(train, count) {
	const dataset = loadMNIST(train, new transforms.ToTensor());
	const items = Array.from({ length: count }, (_, i) => dataset.get(i));
	return {
		images: stack(items.map(([image]) => image)),
		labels: tensor(
			items.map(([, label]) => label),
			{ dtype: "int32" },
		),
	};
}
