// Trains the network that the Worker serves and writes its weights: node examples/worker/train.mjs
import { writeFileSync } from "node:fs";
import { manualSeed, nn, noGrad, optim, saveSafetensors } from "flambeau";
import { DataLoader } from "flambeau/data";
import { loadMNIST } from "../mnist/data.mjs";

manualSeed(0);
const model = new nn.Sequential(
	new nn.Flatten(),
	new nn.Linear(784, 16),
	new nn.ReLU(),
	new nn.Linear(16, 10),
);
const optimizer = new optim.Adam(model.parameters(), { lr: 1e-3 });
for (let epoch = 0; epoch < 3; epoch++)
	for (const [x, y] of new DataLoader(loadMNIST(true), {
		batchSize: 64,
		shuffle: true,
	})) {
		optimizer.zeroGrad();
		nn.functional.crossEntropy(model(x), y).backward();
		optimizer.step();
	}

let right = 0;
noGrad(() => {
	for (const [x, y] of new DataLoader(loadMNIST(false), { batchSize: 1000 }))
		right += model(x).argmax(1).eq(y).sum().item();
});
console.log(`${right} of 10,000 test images right`);

// Without the Flatten in front the layers are one place lower.
const layers = [...model].slice(1);
const state = new nn.Sequential(...layers).stateDict();
writeFileSync(
	new URL("digits.safetensors", import.meta.url),
	saveSafetensors(state),
);
