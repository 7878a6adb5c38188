// Federated averaging (McMahan et al. 2017), as EPFL's DISCO does it in browsers: every participant trains on data that never
// leaves it, and only weights travel.
import { manualSeed, nn, noGrad, optim, tensor } from "flambeau";
import { DataLoader } from "flambeau/data";
import { fromHalf, toHalf } from "./half.mjs";

const { parametersToVector, vectorToParameters } = nn.utils;

export function makeModel() {
	return new nn.Sequential(
		new nn.Flatten(),
		new nn.Linear(784, 32),
		new nn.ReLU(),
		new nn.Linear(32, 10),
	);
}

/**
 * All weights as one message.
 * @param {nn.Module} model
 */
export function weightsOf(model) {
	const vector = parametersToVector(model.parameters()).detach();
	return toHalf(/** @type {Float32Array} */ (vector.toTypedArray()));
}

/**
 * @param {nn.Module} model
 * @param {Uint16Array} weights
 */
export function takeWeights(model, weights) {
	noGrad(() =>
		vectorToParameters(tensor(fromHalf(weights)), model.parameters()),
	);
}

/**
 * What a participant does in a round: an epoch on its own data, from the weights that all have.
 * @param {Uint16Array} weights
 * @param {import("flambeau/data").Subset<[import("flambeau").Tensor, number]>} data
 */
function trainLocally(weights, data) {
	const model = makeModel();
	takeWeights(model, weights);
	const optimizer = new optim.SGD(model.parameters(), { lr: 0.1 });
	for (const [x, y] of new DataLoader(data, { batchSize: 32, shuffle: true })) {
		optimizer.zeroGrad();
		nn.functional.crossEntropy(model(x), y).backward();
		optimizer.step();
	}
	return { weights: weightsOf(model), count: data.length };
}

/**
 * The mean of all answers, each counted by its examples.
 * @param {{ weights: Uint16Array, count: number }[]} answers
 */
export function average(answers) {
	const total = answers.reduce((sum, { count }) => sum + count, 0);
	const mean = answers
		.map(({ weights, count }) => tensor(fromHalf(weights)).mul(count / total))
		.reduce((sum, part) => sum.add(part));
	return toHalf(/** @type {Float32Array} */ (mean.toTypedArray()));
}

/**
 * Rounds of training and averaging; `onRound` sees the weights after each.
 * @param {import("flambeau/data").Subset<[import("flambeau").Tensor, number]>[]} participants
 * @param {number} rounds
 * @param {(weights: Uint16Array, round: number) => void} onRound
 */
export function federate(participants, rounds, onRound) {
	manualSeed(0);
	let weights = weightsOf(makeModel());
	for (let round = 1; round <= rounds; round++) {
		const shared = weights;
		weights = average(participants.map((data) => trainLocally(shared, data)));
		onRound(weights, round);
	}
	return weights;
}
