import { expect, test } from "vitest";
import {
	manualSeed,
	nn,
	ones,
	optim,
	randn,
	type Tensor,
	ValueError,
} from "../../src/index.js";

const { AveragedModel, getEmaAvgFn } = optim.swaUtils;

function build() {
	manualSeed(0);
	return new nn.Sequential(new nn.Linear(3, 2), new nn.BatchNorm1d(2));
}

/** Sets all weights to a number. */
function fill(model: nn.Module, value: number): void {
	for (const p of model.parameters()) p.detach().fill_(value);
}

test("averages what it is given, and leaves the model alone", () => {
	const model = build();
	const averaged = new AveragedModel(model);
	for (const value of [1, 2, 6]) {
		fill(model, value);
		averaged.updateParameters(model);
	}
	expect(averaged.nAveraged).toBe(3);
	for (const p of averaged.parameters())
		expect(p.sub(3).abs().max().item()).toBeLessThan(1e-6);
	for (const p of model.parameters())
		expect(p.sub(6).abs().max().item()).toBe(0);
});

test("forgets with an exponential average", () => {
	const model = build();
	const averaged = new AveragedModel(model, { avgFn: getEmaAvgFn(0.75) });
	for (const value of [4, 8]) {
		fill(model, value);
		averaged.updateParameters(model);
	}
	expect(averaged.parameters()[0]?.flatten().at(0).item()).toBeCloseTo(5, 6);
});

test("runs with its own parameters, buffers and mode", () => {
	const model = build();
	const x = randn([5, 3]);
	const averaged = new AveragedModel(model);
	averaged.eval();
	const before = (averaged(x) as Tensor).tolist();
	fill(model, 9);
	model(x); // in training: changes its own running statistics
	expect((averaged(x) as Tensor).tolist()).toEqual(before);
	expect(model.training).toBe(true);
	averaged.train();
	averaged(x);
	const own = averaged.stateDict()["module.1.running_mean"];
	expect(own?.abs().max().item()).toBeGreaterThan(0);
});

test("has PyTorch's state, and takes it back", () => {
	const model = build();
	const averaged = new AveragedModel(model, { useBuffers: true });
	averaged.updateParameters(model);
	averaged.updateParameters(model);
	expect(Object.keys(averaged.stateDict())).toEqual(
		expect.arrayContaining([
			"n_averaged",
			"module.0.weight",
			"module.1.running_var",
		]),
	);
	const other = new AveragedModel(build());
	other.loadStateDict(averaged.stateDict());
	expect(other.nAveraged).toBe(2);
});

test("refuses what is no module, and an impossible decay", () => {
	expect(() => new AveragedModel(ones([1]) as never)).toThrow(ValueError);
	expect(() => getEmaAvgFn(2)).toThrow(
		"getEmaAvgFn: decay is 2; expected 0 to 1",
	);
});
