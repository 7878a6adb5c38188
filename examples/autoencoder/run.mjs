import { manualSeed, nn, noGrad, optim } from "flambeau";
import { DataLoader } from "flambeau/data";
import { drawImage } from "../mnist/drawing.mjs";
import { count } from "../mnist/format.mjs";
import { countParameters } from "../mnist/model.mjs";
import { startProgress } from "../mnist/progress.mjs";
import { trainEpoch } from "../mnist/train.mjs";
import { Autoencoder } from "./model.mjs";

export const NUMBERS = 16;

/**
 * Trains an autoencoder.
 *
 * @typedef {import("flambeau").Tensor} Tensor
 * @typedef {import("flambeau/data").Dataset<[Tensor, number]>} Digits images of pixels from 0 to 1
 * @param {Digits} train
 * @param {Digits} test
 * @param {number} epochs
 * @returns the model, and its loss on the test images
 */
export function run(train, test, epochs) {
	manualSeed(0);
	const model = new Autoencoder(NUMBERS);
	const optimizer = new optim.Adam(model.parameters(), { lr: 2e-3 });
	const batches = new DataLoader(train, { batchSize: 128, shuffle: true });
	const testBatches = new DataLoader(test, { batchSize: 1000 });
	console.log(
		`MNIST: ${count(train.length)} images, each squeezed into ${NUMBERS} numbers and drawn again from those`,
	);
	console.log(`${count(countParameters(model))} parameters\n`);

	let testLoss = Number.NaN;
	for (let epoch = 1; epoch <= epochs; epoch++) {
		const title = `epoch ${epoch}/${epochs}`;
		const progress = startProgress(title, train.length);
		trainEpoch(model, optimizer, batches, progress.step, missedPixels);
		const { seconds, loss } = progress.stop();
		testLoss = evaluate(model, testBatches);
		console.log(
			`${title}  loss ${loss.toFixed(4)}  test loss ${testLoss.toFixed(4)}  ${seconds.toFixed(1)} s, ${count(Math.round(train.length / seconds))} examples/s`,
		);
	}
	return { model, testLoss };
}

/** @type {(model: Autoencoder, images: Tensor) => Tensor} */
function missedPixels(model, images) {
	return nn.functional.binaryCrossEntropyWithLogits(model(images), images);
}

/**
 * @param {Autoencoder} model
 * @param {Iterable<[Tensor, Tensor]>} loader
 */
function evaluate(model, loader) {
	let total = 0;
	let images = 0;
	noGrad(() => {
		for (const [batch] of loader) {
			total += missedPixels(model, batch).item() * batch.size(0);
			images += batch.size(0);
		}
	});
	return total / images;
}

/**
 * Draws images, and below each what the model makes of it.
 *
 * @param {Autoencoder} model
 * @param {Digits} digits
 * @param {number} images how many
 */
export function reconstructions(model, digits, images) {
	return Array.from({ length: images }, (_, i) => {
		const [image, label] = digits.get(i);
		const again = noGrad(() => model(image.unsqueeze(0)).sigmoid().squeeze(0));
		const off = again.sub(image).abs().sum().div(image.sum()).item();
		const width = 22;
		const arrow = `↓ ${NUMBERS} numbers ↓`;
		return {
			lines: [
				...draw(image),
				arrow.padStart((width + arrow.length) / 2).padEnd(width),
				...draw(again),
			],
			caption: `a ${label}, ${Math.round(100 * off)} % of ink off`,
		};
	});
}

/** @param {Tensor} image [1, 28, 28], from 0 to 1 */
function draw(image) {
	return drawImage(image.squeeze(0).mul(255).round().byte());
}
