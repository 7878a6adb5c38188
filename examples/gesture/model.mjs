// The classifier of micro:bit's ml-trainer: batch norm, 16 units, one score for each gesture.
import { manualSeed, noGrad, tensor } from "flambeau";
import { DataLoader, TensorDataset } from "flambeau/data";
import { BatchNorm1d, Linear, ReLU, Sequential } from "flambeau/nn";
import { crossEntropy } from "flambeau/nn/functional";
import { Adam } from "flambeau/optim";

/**
 * @param {number[][]} features one list for each recording
 * @param {number[]} labels
 * @param {number} classes
 */
export function train(features, labels, classes) {
	manualSeed(0);
	const model = new Sequential(
		new BatchNorm1d(features[0]?.length ?? 0),
		new Linear(features[0]?.length ?? 0, 16),
		new ReLU(),
		new Linear(16, classes),
	);
	const optimizer = new Adam(model.parameters(), { lr: 0.01 });
	const data = new TensorDataset(tensor(features), tensor(labels));
	// Batch norm needs two examples to know a deviation: a last batch of one is left out, and another one in the next epoch.
	const dropLast = labels.length % 16 === 1;
	const loader = new DataLoader(data, {
		batchSize: 16,
		shuffle: true,
		dropLast,
	});
	for (let epoch = 0; epoch < 60; epoch++)
		for (const [x, y] of loader) {
			optimizer.zeroGrad();
			crossEntropy(model(x), y).backward();
			optimizer.step();
		}
	model.eval();
	return model;
}

/**
 * How likely each gesture is.
 * @param {Sequential} model
 * @param {number[]} features
 */
export function predict(model, features) {
	const scores = noGrad(() => model(tensor([features])).softmax(1));
	return /** @type {number[]} */ (scores.at(0).tolist());
}
