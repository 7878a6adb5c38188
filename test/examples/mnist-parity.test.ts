import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { loadMNIST } from "../../examples/mnist/data.mjs";
import { evaluate } from "../../examples/mnist/evaluate.mjs";
import { makeModel } from "../../examples/mnist/model.mjs";
import { trainEpoch } from "../../examples/mnist/train.mjs";
import { DataLoader } from "../../src/data/index.js";
import {
	loadSafetensors,
	manualSeed,
	optim,
	saveSafetensors,
} from "../../src/index.js";

interface Run {
	losses: [epoch: number, step: number, loss: number][];
	test_accuracy: number[];
}

const file = new URL("../fixtures/mnist-mlp-seed0.json", import.meta.url);
const pytorch = JSON.parse(readFileSync(file, "utf8")) as Run;

describe("three epochs on MNIST from seed 0", () => {
	const losses: number[][] = [];
	const accuracies: number[] = [];
	let model: ReturnType<typeof makeModel>;
	let testBatches: DataLoader<[import("../../src/index.js").Tensor, number]>;

	beforeAll(() => {
		const train = loadMNIST(true);
		testBatches = new DataLoader(loadMNIST(false), { batchSize: 1000 });
		manualSeed(0);
		model = makeModel();
		const optimizer = new optim.Adam(model.parameters(), { lr: 1e-3 });
		const loader = new DataLoader(train, { batchSize: 64, shuffle: true });
		for (const _ of pytorch.test_accuracy) {
			const epoch: number[] = [];
			trainEpoch(model, optimizer, loader, (loss) => epoch.push(loss));
			losses.push(epoch);
			accuracies.push(evaluate(model, testBatches).accuracy);
		}
	}, 180_000);

	test("the first 100 losses are PyTorch's to 1e-3", () => {
		const first = pytorch.losses.filter(
			([epoch, step]) => epoch === 0 && step < 100,
		);
		expect(first).toHaveLength(100);
		for (const [, step, loss] of first)
			expect(
				Math.abs((losses[0]?.[step] ?? Number.NaN) - loss),
				`step ${step}`,
			).toBeLessThan(1e-3);
	});

	test("an epoch has as many steps as in PyTorch", () => {
		expect(losses.map((epoch) => epoch.length)).toEqual([938, 938, 938]);
	});

	test("the test accuracies are PyTorch's to 0.3 points, and at last 97 %", () => {
		pytorch.test_accuracy.forEach((accuracy, epoch) => {
			expect(
				Math.abs((accuracies[epoch] ?? 0) - accuracy),
				`epoch ${epoch}`,
			).toBeLessThan(3e-3);
		});
		expect(accuracies.at(-1)).toBeGreaterThanOrEqual(0.97);
	});

	test("the weights, saved and loaded into a fresh model, classify the same", () => {
		const loaded = makeModel();
		loaded.loadStateDict(loadSafetensors(saveSafetensors(model.stateDict())));
		expect(evaluate(loaded, testBatches).accuracy).toBe(accuracies.at(-1));
	});
});
