/** Weights made of a length and a direction, or over their largest singular value; the numbers are PyTorch's. */
import { describe, expect, test } from "vitest";
import {
	arange,
	manualSeed,
	nn,
	optim,
	type Tensor,
	tensor,
	ValueError,
} from "../../src/index.js";

const { removeSpectralNorm, removeWeightNorm, spectralNorm, weightNorm } =
	nn.utils;

function train(model: nn.Module, x: Tensor): void {
	const optimizer = new optim.SGD(model.parameters(), { lr: 0.1 });
	for (let i = 0; i < 3; i++) {
		optimizer.zeroGrad();
		(model(x) as Tensor).pow(2).sum().backward();
		optimizer.step();
	}
}

const rounded = (x: Tensor | null) =>
	Array.from(x?.detach().reshape(-1).toTypedArray() ?? [], (v) =>
		Number(v.toFixed(4)),
	);

describe("weightNorm", () => {
	test("learns length and direction as PyTorch does, and goes away again", () => {
		manualSeed(0);
		const layer = weightNorm(new nn.Linear(3, 2));
		expect(layer.namedParameters().map(([name, p]) => [name, p.shape])).toEqual(
			[
				["bias", [2]],
				["weight_g", [2, 1]],
				["weight_v", [2, 3]],
			],
		);
		const x = tensor([[1, 2, 3]]);
		train(layer, x);
		const before = layer(x);
		expect(rounded(before)).toEqual([0.0788, -0.3632]);
		expect(rounded(layer.getParameter("weight_g").grad)).toEqual([
			0.1606, -0.2217,
		]);
		removeWeightNorm(layer);
		expect(Object.keys(layer.stateDict()).sort()).toEqual(["bias", "weight"]);
		expect(rounded(layer.weight)).toEqual([
			0.0191, 0.1191, -0.0601, -0.4314, -0.2686, 0.0597,
		]);
		expect(rounded(layer(x))).toEqual(rounded(before));
		expect(layer.parameters()).toContain(layer.weight);
	});

	test("takes another dimension, or one length for all", () => {
		const layer = weightNorm(new nn.Linear(3, 2), "weight", 1);
		expect(layer.getParameter("weight_g").shape).toEqual([1, 3]);
		const whole = weightNorm(new nn.Linear(3, 2), "weight", null);
		expect(whole.getParameter("weight_g").shape).toEqual([]);
	});
});

describe("spectralNorm", () => {
	const x = arange(18).div(10).reshape([1, 2, 3, 3]);

	test("divides by the largest singular value as PyTorch does", () => {
		manualSeed(0);
		const layer = spectralNorm(new nn.Conv2d(2, 3, 2), { nPowerIterations: 2 });
		expect(Object.keys(layer.stateDict())).toEqual([
			"bias",
			"weight_orig",
			"weight_u",
			"weight_v",
		]);
		train(layer, x);
		expect(rounded(layer(x).sum())).toEqual([-0.0261]);
		layer.eval();
		const before = rounded(layer.getBuffer("weight_u"));
		expect(before).toEqual([-0.1792, 0.6263, -0.7587]);
		expect(rounded(layer(x).sum())).toEqual([-0.0261]);
		expect(rounded(layer.getBuffer("weight_u"))).toEqual(before);
		removeSpectralNorm(layer);
		expect(rounded(layer.weight.sum())).toEqual([0.431]);
	});

	test("takes the outputs of a transposed convolution", () => {
		manualSeed(0);
		const layer = spectralNorm(new nn.ConvTranspose2d(2, 3, 2));
		expect(rounded(layer(x).sum())).toEqual([-0.1124]);
		expect(rounded(layer.getBuffer("weight_v"))).toEqual([
			-0.2288, 0.0505, 0.1548, 0.6365, 0.3533, 0.3774, -0.3337, -0.3707,
		]);
	});
});

test("what cannot be is refused in words", () => {
	const layer = new nn.Linear(3, 2);
	for (const [call, words] of [
		[
			() => weightNorm(layer, "w"),
			'weightNorm: Linear has no parameter "w"; it has weight, bias',
		],
		[() => weightNorm(3 as never), "weightNorm: 3 is no module"],
		[
			() => removeWeightNorm(layer),
			'removeWeightNorm: weightNorm was not applied to "weight" here',
		],
		[
			() => spectralNorm(layer, { nPowerIterations: 0 }),
			"nPowerIterations is 0; expected an integer of at least 1",
		],
		[
			() => removeSpectralNorm(weightNorm(new nn.Linear(1, 1))),
			"removeSpectralNorm: spectralNorm was not applied",
		],
	] as const) {
		expect(call).toThrow(ValueError);
		expect(call).toThrow(words);
	}
});
