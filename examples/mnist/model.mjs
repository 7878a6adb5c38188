import { nn } from "flambeau";

/** 28 × 28 pixels in, ten scores out: the highest is the network's answer. */
export function makeModel() {
	return new nn.Sequential(
		new nn.Flatten(),
		new nn.Linear(784, 128),
		new nn.ReLU(),
		new nn.Linear(128, 10),
	);
}

/** @param {nn.Module} model */
export function countParameters(model) {
	let count = 0;
	for (const parameter of model.parameters()) count += parameter.numel();
	return count;
}
