// How long a page waits while a network learns on its main thread, in a plain loop and in a paced one.
import { manualSeed, nn, optim, randint, randn } from "flambeau";
import { DataLoader, paced, TensorDataset } from "flambeau/data";

manualSeed(0);
const data = new TensorDataset(randn(12_800, 784), randint(10, [12_800]));
const loader = new DataLoader(data, { batchSize: 64 });
const model = new nn.Sequential(
	new nn.Linear(784, 128),
	new nn.ReLU(),
	new nn.Linear(128, 10),
);
const optimizer = new optim.Adam(model.parameters());

function step([x, y]) {
	optimizer.zeroGrad();
	nn.functional.crossEntropy(model(x), y).backward();
	optimizer.step();
}

/** The longest time between two turns of somebody who asks for one all the time. */
async function longestWait(work) {
	const { port1, port2 } = new MessageChannel();
	let longest = 0;
	let last = performance.now();
	port1.onmessage = () => {
		const now = performance.now();
		longest = Math.max(longest, now - last);
		last = now;
		port2.postMessage(null);
	};
	port2.postMessage(null);
	await work();
	await new Promise((done) => setTimeout(done));
	port1.close();
	return Math.round(longest);
}

const plain = await longestWait(async () => {
	for (const batch of loader) step(batch);
});
const gently = await longestWait(async () => {
	for await (const batch of paced(loader)) step(batch);
});
const answered = `200 steps: longest task ${plain} ms, paced ${gently} ms`;
const body = JSON.stringify(
	gently < plain / 4
		? { answered }
		: { error: `pacing does not help: ${answered}` },
);
fetch("/result", { method: "POST", body });
