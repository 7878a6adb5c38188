// Trains a 24-16-3 network for 100,000 steps in one synchronous stretch and prints what memory did, as JSON.
import { manualSeed, memory, nn, optim, randint, randn, zeros } from "flambeau";

const STEPS = 100_000;
/** By now the JavaScript heap has its size: how lazily it is collected is the engine's business. */
const SETTLED = 20_000;
manualSeed(0);
const x = randn([16, 24]);
const y = randint(3, [16]);

function modules() {
	const model = new nn.Sequential(
		new nn.Linear(24, 16),
		new nn.ReLU(),
		new nn.Linear(16, 3),
	);
	return { parameters: [...model.parameters()], forward: () => model(x) };
}

function functions() {
	const w1 = randn([24, 16], { requiresGrad: true });
	const b1 = zeros([16], { requiresGrad: true });
	const w2 = randn([16, 3], { requiresGrad: true });
	const b2 = zeros([3], { requiresGrad: true });
	return {
		parameters: [w1, b1, w2, b2],
		forward: () => x.matmul(w1).add(b1).relu().matmul(w2).add(b2),
	};
}

const { parameters, forward } =
	process.argv[2] === "modules" ? modules() : functions();
const optimizer = new optim.Adam(parameters, { lr: 1e-3 });
const kept = [];
const seen = {};

for (let step = 1; step <= STEPS; step++) {
	optimizer.zeroGrad();
	const loss = nn.functional.crossEntropy(forward(), y);
	loss.backward();
	optimizer.step();
	if (step === 10) {
		kept.push(loss);
		seen.lossAt10 = loss.item();
	}
	if (step === SETTLED || step === STEPS)
		seen[step] = { heap: memory().heap, rss: process.memoryUsage().rss };
	if (step === STEPS) seen.lastLoss = loss.item();
}
process.stdout.write(
	JSON.stringify({
		...seen,
		keptLoss: kept[0].item(),
		first: seen[SETTLED],
		last: seen[STEPS],
	}),
);
