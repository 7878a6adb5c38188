import { noGrad } from "flambeau";

/**
 * Lets the model classify all images, and counts per class how many there are and how many it got right.
 *
 * @param {import("flambeau").nn.Sequential} model
 * @param {import("./train.mjs").Batches} loader
 */
export function evaluate(model, loader) {
	const total = new Array(10).fill(0);
	const right = new Array(10).fill(0);
	model.eval();
	noGrad(() => {
		for (const [images, labels] of loader) {
			const answers = model(images).argmax(1).toTypedArray();
			labels.toTypedArray().forEach((label, i) => {
				total[label] += 1;
				if (answers[i] === label) right[label] += 1;
			});
		}
	});
	return { total, right, accuracy: sum(right) / sum(total) };
}

/** @param {number[]} values */
function sum(values) {
	return values.reduce((a, b) => a + b, 0);
}
