// Trains a network to read handwritten digits, tests it, saves it, loads it and uses it. Run by `npm start`.
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	loadSafetensors,
	manualSeed,
	noGrad,
	optim,
	saveSafetensors,
} from "flambeau";
import { DataLoader } from "flambeau/data";
import { loadMNIST } from "./data.mjs";
import { drawImage, sideBySide } from "./drawing.mjs";
import { evaluate } from "./evaluate.mjs";
import { count, percent } from "./format.mjs";
import { countParameters, makeModel } from "./model.mjs";
import { startProgress } from "./progress.mjs";
import { trainEpoch } from "./train.mjs";

const EPOCHS = 3;

// --- the data --------------------------------------------------------------------------------------------------------

const train = loadMNIST(true);
const test = loadMNIST(false);
console.log(
	`MNIST: ${count(train.length)} training images, ${count(test.length)} test images\n`,
);

// --- the model and its training --------------------------------------------------------------------------------------

manualSeed(0);
const model = makeModel();
const optimizer = new optim.Adam(model.parameters(), { lr: 1e-3 });
const batches = new DataLoader(train, { batchSize: 64, shuffle: true });
const testBatches = new DataLoader(test, { batchSize: 1000 });
console.log(`${model}\n${count(countParameters(model))} parameters\n`);

let result = { total: [0], right: [0], accuracy: 0 };
for (let epoch = 1; epoch <= EPOCHS; epoch++) {
	const progress = startProgress(`epoch ${epoch}/${EPOCHS}`, train.length);
	trainEpoch(model, optimizer, batches, progress.step);
	const { seconds, loss } = progress.stop();
	result = evaluate(model, testBatches);
	console.log(
		`epoch ${epoch}/${EPOCHS}  loss ${loss.toFixed(4)}  test accuracy ${percent(result.accuracy)}  ${seconds.toFixed(1)} s, ${count(Math.round(train.length / seconds))} examples/s`,
	);
}

// --- which digits are hard? ------------------------------------------------------------------------------------------

console.log("\ndigit   images    right   accuracy");
result.total.forEach((images, digit) => {
	const right = result.right[digit] ?? 0;
	console.log(
		`${String(digit).padStart(5)}${count(images).padStart(9)}${count(right).padStart(9)}${percent(right / images).padStart(11)}`,
	);
});

// --- save it, and load it into a fresh model -------------------------------------------------------------------------

const path = join(tmpdir(), "flambeau-mnist.safetensors");
const bytes = saveSafetensors(model.stateDict());
writeFileSync(path, bytes);
console.log(`\nsaved ${count(bytes.length)} bytes to ${path}`);

const loaded = makeModel();
loaded.loadStateDict(loadSafetensors(readFileSync(path)));
const { accuracy } = evaluate(loaded, testBatches);
if (accuracy !== result.accuracy)
	throw new Error(
		`the loaded model reaches ${percent(accuracy)}, the saved one ${percent(result.accuracy)}`,
	);
console.log(`loaded into a fresh model: ${percent(accuracy)} again\n`);

// --- use it ----------------------------------------------------------------------------------------------------------

loaded.eval();
const drawings = Array.from({ length: 10 }, (_, i) => {
	const [image, label] = test.get(i);
	const answer = noGrad(() => loaded(image.unsqueeze(0)).argmax(1).item());
	return {
		lines: drawImage(test.data.select(0, i)),
		caption: `reads ${answer}, ${answer === label ? "right" : `but it is ${label}`}`,
	};
});
console.log("the first ten test images:\n");
console.log(sideBySide(drawings, process.stdout.columns ?? 80));
