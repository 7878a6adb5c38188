import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { loadMNIST } from "../../examples/mnist/data.mjs";
import { evaluate } from "../../examples/mnist/evaluate.mjs";
import { makeModel } from "../../examples/mnist/model.mjs";
import { trainEpoch } from "../../examples/mnist/train.mjs";
import { DataLoader } from "../../src/data/index.js";
import {
	Generator,
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
		// PyTorch's run tested without a loader: this one must not draw from the stream that shuffles the next epoch.
		const generator = new Generator();
		const options = { batchSize: 1000, generator };
		testBatches = new DataLoader(loadMNIST(false), options);
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

	/** The largest difference from PyTorch among the recorded losses of an epoch's first steps. */
	function difference(epoch: number, steps: number): number {
		const recorded = pytorch.losses.filter(
			([e, step]) => e === epoch && step < steps,
		);
		expect(recorded.length).toBeGreaterThanOrEqual(100);
		return Math.max(
			...recorded.map(([, step, loss]) =>
				Math.abs((losses[epoch]?.[step] ?? Number.NaN) - loss),
			),
		);
	}

	test("the first 100 losses are PyTorch's to 1e-3", () => {
		expect(difference(0, 100)).toBeLessThan(1e-3);
	});

	test("all losses of the first epoch are PyTorch's to 1e-4", () => {
		expect(difference(0, 938)).toBeLessThan(1e-4);
	});

	// Rounding errors double every fifty steps or so; another shuffle would be .1 away at once.
	test("the second epoch begins like PyTorch's, to 1e-2", () => {
		expect(difference(1, 100)).toBeLessThan(1e-2);
	});

	test("an epoch has as many steps as in PyTorch", () => {
		expect(losses.map((epoch) => epoch.length)).toEqual([938, 938, 938]);
	});

	test("the test accuracies are PyTorch's to 0.3 points", () => {
		pytorch.test_accuracy.forEach((accuracy, epoch) => {
			expect(
				Math.abs((accuracies[epoch] ?? 0) - accuracy),
				`epoch ${epoch}`,
			).toBeLessThan(3e-3);
		});
	});

	test("the weights, saved and loaded into a fresh model, classify the same", () => {
		const loaded = makeModel();
		loaded.loadStateDict(loadSafetensors(saveSafetensors(model.stateDict())));
		expect(evaluate(loaded, testBatches).accuracy).toBe(accuracies.at(-1));
	});
});
