/** Python's calling convention: by position in PyTorch's order, by name, or mixed; each call gives the same. */
import { describe, expect, test } from "vitest";
import {
	ArgumentError,
	arange,
	einsum,
	linalg,
	meshgrid,
	nn,
	ones,
	optim,
	randn,
	sum,
	type Tensor,
	tensor,
	zeros,
} from "../../src/index.js";

const F = nn.functional;
const x = arange(6).float().reshape(2, 3);

const same: readonly [string, ...(() => Tensor)[]][] = [
	[
		"sum over a dimension that stays",
		() => x.sum(0, true),
		() => x.sum(0, { keepdim: true }),
		() => x.sum({ dim: 0, keepdim: true }),
		() => x.sum({ axis: 0, keepdims: true } as never),
		() => sum(x, 0, true),
		() => sum({ input: x, dim: 0, keepdim: true }),
		() => x.sum(0, true, {}),
		() => x.sum(0, true, { device: "cpu" } as never),
		() => x.sum(0, true, undefined),
	],
	[
		"sizes as a list or one by one",
		() => x.reshape(3, 2),
		() => x.reshape([3, 2]),
		() => x.view(3, 2),
		() => x.view(-1, 2),
		() => x.reshape({ shape: [3, 2] }),
	],
	["ones", () => ones(2, 3), () => ones([2, 3]), () => ones({ size: [2, 3] })],
	["permute", () => x.permute(1, 0), () => x.permute([1, 0]), () => x.t()],
	["repeat", () => x.repeat(2, 1), () => x.repeat([2, 1])],
	[
		"clamp",
		() => x.clamp(1, 4),
		() => x.clamp({ min: 1, max: 4 }),
		() => x.clamp(1, { max: 4 }),
	],
	["softmax", () => x.softmax(1), () => x.softmax({ dim: 1 })],
	[
		"einsum",
		() => einsum("ij,kj->ik", x, x),
		() => einsum("ij,kj->ik", [x, x]),
	],
	[
		"a convolution",
		() => F.conv2d(ones(1, 1, 4, 4), ones(1, 1, 3, 3), null, 1, 1),
		() =>
			F.conv2d(ones(1, 1, 4, 4), ones(1, 1, 3, 3), { stride: 1, padding: 1 }),
	],
	[
		"cross entropy with weights",
		() => F.crossEntropy(x, tensor([0, 2]), tensor([1, 2, 0.5])),
		() => F.crossEntropy(x, [0, 2], { weight: tensor([1, 2, 0.5]) }),
	],
	[
		"the norm",
		() => x.norm(1, 0, true),
		() => x.norm({ p: 1, dim: 0, keepdim: true }),
	],
	[
		"a norm of linalg",
		() => linalg.vectorNorm(x, 1, 0),
		() => linalg.vectorNorm(x, { ord: 1, dim: 0 }),
	],
];

test.each(same)("%s", (_, first, ...others) => {
	const expected = first();
	for (const other of others) {
		const actual = other();
		expect(actual.shape).toEqual(expected.shape);
		expect(actual.tolist()).toEqual(expected.tolist());
	}
});

test("overloads are told apart by what they take", () => {
	const { values, indices } = x.max(1);
	expect(values.tolist()).toEqual([2, 5]);
	expect(indices.tolist()).toEqual([2, 2]);
	expect(x.max().item()).toBe(5);
	expect(x.max(ones(3).mul(3)).tolist()).toEqual([
		[3, 3, 3],
		[3, 4, 5],
	]);
	expect(x.var(1, false).tolist()).toEqual(
		x.var(1, { correction: 0 }).tolist(),
	);
	expect(x.var(false).item()).toBeCloseTo(35 / 12);
	expect(x.where(x.gt(2), 0).tolist()).toEqual([
		[0, 0, 0],
		[3, 4, 5],
	]);
	expect(meshgrid(arange(2), arange(3))[0]?.shape).toEqual([2, 3]);
});

test("options may follow sizes one by one", () => {
	expect(randn(2, 3, { requiresGrad: true }).requiresGrad).toBe(true);
});

describe("a refused call says why, and how the call is", () => {
	const refusals: readonly [() => unknown, string][] = [
		[
			() => x.sum(0, { keepDim: true } as never),
			'sum: unknown option "keepDim"; did you mean "keepdim"? sum(dim = null, keepdim = false, { dtype = null })',
		],
		[
			() => x.sum(0, { dim: 1 } as never),
			'sum: "dim" was given twice: by position and by name. sum(dim = null',
		],
		[() => (x.softmax as () => unknown)(), "softmax: dim is missing. softmax("],
		[
			() => (x.relu as (x: number) => unknown)(5),
			"relu: there is no place for the argument 5: at most 0 by position. relu()",
		],
		[
			() => (x.div as (...a: unknown[]) => unknown)(2, "floor"),
			'div: there is no place for the argument "floor": at most 1 by position, the rest by name: { roundingMode: "floor" }. div(other, { roundingMode = null })',
		],
		[
			() => zeros(2, { device: "cuda" } as never),
			'zeros: device is "cuda"; the only one is "cpu". zeros(...size',
		],
		[
			() => F.mseLoss(x, x, { sizeAverage: true } as never),
			"mseLoss: sizeAverage is deprecated in PyTorch and not here; use reduction. mseLoss(",
		],
		[
			() => F.embedding(tensor([0]), ones(2, 2), { sparse: true as false }),
			"embedding: sparse is true; it is not here: leave it out. embedding(",
		],
		[
			() => [x].map(F.relu as never),
			"relu: 3 arguments, as map passes them; write x => f(x)",
		],
		[
			() => x.max("rows" as never),
			'max: dim is "rows"; expected an integer. max() or max(dim, keepdim = false) or max(other)',
		],
	];
	test.each(refusals)("%o", (run, message) => {
		expect(run).toThrow(ArgumentError);
		expect(run).toThrow(message);
	});
});

test("classes are made as in Python, and so is what extends them", () => {
	const conv = new nn.Conv2d(1, 4, 3, 1, 1);
	expect(conv.padding).toEqual([1, 1]);
	expect(String(conv)).toBe(
		String(new nn.Conv2d(1, 4, { kernelSize: 3, padding: 1 })),
	);
	expect(new nn.Linear(3, 2, false).bias).toBe(null);
	expect(new nn.LSTM(3, 4, 2, true, true).batchFirst).toBe(true);
	const p = new nn.Parameter(ones(1));
	expect(new optim.SGD([p], 0.1, 0.9).paramGroups[0]).toMatchObject({
		lr: 0.1,
		momentum: 0.9,
	});
	const decay = new optim.lrScheduler.StepLR(
		new optim.Adam({ params: [p], lr: 1 }),
		{ stepSize: 2, gamma: 0.5 },
	);
	expect(decay.getLastLr()).toEqual([1]);
	class Same extends nn.Conv2d {
		constructor(channels: number) {
			super(channels, channels, 3, { padding: "same" });
		}
	}
	const same = new Same(2);
	expect(same).toBeInstanceOf(nn.Conv2d);
	expect(same.constructor).toBe(Same);
	expect(conv.constructor).toBe(nn.Conv2d);
	expect(same(ones(1, 2, 5, 5)).shape).toEqual([1, 2, 5, 5]);
});

test("a class is refused as PyTorch refuses it, and says how it is made", () => {
	const refusals: readonly [() => unknown, string][] = [
		[
			() => new nn.Linear(3, 2, { biases: false } as never),
			'Linear: unknown option "biases"; did you mean "bias"? Linear(inFeatures, outFeatures, bias = true, dtype = null)',
		],
		[
			() => new (nn.Tanh as new (...a: unknown[]) => unknown)(7),
			"Tanh: there is no place for the argument 7: at most 0 by position. Tanh()",
		],
		[
			() => (nn.ReLU as unknown as () => unknown)(),
			"ReLU: a class is made with new: new ReLU(...)",
		],
		[
			() => new optim.SGD([], { learningRate: 1 } as never),
			'SGD: unknown option "learningRate". SGD(params, lr = null',
		],
		[
			() => (new nn.MSELoss() as (...a: unknown[]) => unknown)(x, x, "sum"),
			'MSELoss: there is no place for the input "sum"; forward takes 2',
		],
	];
	for (const [run, message] of refusals) {
		expect(run).toThrow(ArgumentError);
		expect(run).toThrow(message);
	}
});

test("a layer takes the inputs that it has", () => {
	expect(() => (new nn.ReLU() as (...a: unknown[]) => unknown)(x, 7)).toThrow(
		"ReLU: there is no place for the input 7; forward takes 1",
	);
	class Doubled extends nn.ReLU {
		override forward(input: Tensor, factor = 2): Tensor {
			return super.forward(input).mul(factor);
		}
	}
	expect(new Doubled()(ones(1), 3).item()).toBe(3);
});
