import { manualSeed, optim } from "flambeau";
import { DataLoader } from "flambeau/data";
import { evaluate } from "../mnist/evaluate.mjs";
import { count, percent } from "../mnist/format.mjs";
import { countParameters } from "../mnist/model.mjs";
import { startProgress } from "../mnist/progress.mjs";
import { trainEpoch } from "../mnist/train.mjs";
import { makeLeNet } from "./model.mjs";

/**
 * Trains a LeNet and tests it after each epoch.
 *
 * @typedef {import("flambeau/data").Dataset<[import("flambeau").Tensor, number]>} Digits
 * @param {Digits} train
 * @param {Digits} test
 * @param {number} epochs
 * @returns the share of the test images that it then reads right
 */
export function run(train, test, epochs) {
	console.log(
		`MNIST: ${count(train.length)} training images, ${count(test.length)} test images\n`,
	);
	manualSeed(0);
	const model = makeLeNet();
	const optimizer = new optim.Adam(model.parameters(), { lr: 2e-3 });
	// Large steps first, then small ones to settle.
	const scheduler = new optim.lrScheduler.StepLR(optimizer, 1, { gamma: 0.2 });
	const batches = new DataLoader(train, { batchSize: 64, shuffle: true });
	const testBatches = new DataLoader(test, { batchSize: 1000 });
	console.log(`${model}\n${count(countParameters(model))} parameters\n`);

	let accuracy = 0;
	for (let epoch = 1; epoch <= epochs; epoch++) {
		const title = `epoch ${epoch}/${epochs}`;
		const progress = startProgress(title, train.length);
		trainEpoch(model, optimizer, batches, progress.step);
		scheduler.step();
		const { seconds, loss } = progress.stop();
		({ accuracy } = evaluate(model, testBatches));
		console.log(
			`${title}  loss ${loss.toFixed(4)}  test accuracy ${percent(accuracy)}  ${seconds.toFixed(1)} s, ${count(Math.round(train.length / seconds))} examples/s`,
		);
	}
	return accuracy;
}
