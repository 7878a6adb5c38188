import { describe, expect, test } from "vitest";
import {
	arange,
	DTypeError,
	type FlambeauError,
	IndexError,
	manualSeed,
	nn,
	ones,
	optim,
	rand,
	randn,
	ShapeError,
	tensor,
	ValueError,
	zeros,
} from "../../src/index.js";

type Refusal = [() => unknown, typeof FlambeauError, RegExp];

function expectRefusals(refusals: readonly Refusal[]): void {
	for (const [call, kind, message] of refusals) {
		expect(call).toThrow(kind);
		expect(call).toThrow(message);
	}
}

describe("ModuleDict", () => {
	test("holds modules under their names, in order", () => {
		const dict = new nn.ModuleDict({
			a: new nn.Linear(2, 3),
			b: new nn.ReLU(),
		});
		dict.set("c_d", new nn.Linear(3, 1));
		expect([dict.length, [...dict], dict.keys()]).toEqual([
			3,
			["a", "b", "c_d"],
			["a", "b", "c_d"],
		]);
		expect(Object.keys(dict.stateDict())).toEqual([
			"a.weight",
			"a.bias",
			"c_d.weight",
			"c_d.bias",
		]);
		expect(dict.at("b")).toBe(dict.values()[1]);
		expect(dict.items()[1]).toEqual(["b", dict.at("b")]);
		expect(String(dict)).toBe(
			"ModuleDict(\n  (a): Linear(in_features=2, out_features=3, bias=True)\n  (b): ReLU()\n  (c_d): Linear(in_features=3, out_features=1, bias=True)\n)",
		);
		dict.eval();
		expect(dict.at("a").training).toBe(false);
	});

	test("takes pairs, replaces, and lets go", () => {
		const [first, second] = [new nn.ReLU(), new nn.Tanh()];
		const dict = new nn.ModuleDict<nn.Module>([["f", first]]);
		dict.update(new Map([["f", second]]));
		expect(dict.at("f")).toBe(second);
		expect(dict.pop("f")).toBe(second);
		expect([dict.has("f"), dict.length]).toEqual([false, 0]);
		dict.update({ g: first }).clear();
		expect(dict.keys()).toEqual([]);
		expect(String(dict)).toBe("ModuleDict()");
	});

	test("refuses what is no module, bad names, and to be called", () => {
		const dict = new nn.ModuleDict({ a: new nn.ReLU() });
		expectRefusals([
			[
				() => new nn.ModuleDict({ a: nn.ReLU as never }),
				DTypeError,
				/^ModuleDict: "a" is not a module but function/,
			],
			[() => dict.set("a.b", new nn.ReLU()), ValueError, /^ModuleDict.*a\.b/],
			[() => dict.at("x"), IndexError, /^ModuleDict.*"x".*\["a"\]/],
			[() => dict.pop("x"), IndexError, /^ModuleDict/],
			[() => dict(), ValueError, /^ModuleDict.*at\(name\)/],
		]);
	});
});

describe("ParameterList and ParameterDict", () => {
	test("are found by optimisers and state dicts", () => {
		class Net extends nn.Module {
			weights = new nn.ParameterList([ones([2, 2]), ones([2, 1])]);
			scales = new nn.ParameterDict({ left: ones([1]) });
			forward(x = ones([1, 2])) {
				let y = x;
				for (const w of this.weights) y = y.matmul(w);
				return y.mul(this.scales.at("left"));
			}
		}
		const net = new Net();
		expect(Object.keys(net.stateDict())).toEqual([
			"weights.0",
			"weights.1",
			"scales.left",
		]);
		net(ones([1, 2]))
			.sum()
			.backward();
		new optim.SGD(net.parameters(), { lr: 0.5 }).step();
		expect(net.weights.at(-1).tolist()).toEqual([[0], [0]]);
		expect(net.scales.at("left").tolist()).toEqual([-1]);
	});

	test("make parameters of other tensors and keep parameters", () => {
		const own = new nn.Parameter(zeros([2, 3]));
		const list = new nn.ParameterList([own]).append(ones([1]));
		expect(list.at(0)).toBe(own);
		expect(list.at(1)).toBeInstanceOf(nn.Parameter);
		expect(list.length).toBe(2);
		expect(String(list)).toBe(
			"ParameterList(\n    (0): Parameter containing: [torch.float32 of size 2x3]\n    (1): Parameter containing: [torch.float32 of size 1]\n)",
		);
		const dict = new nn.ParameterDict([["a", own]]);
		expect(dict.set("b", zeros([1])).at("b").requiresGrad).toBe(true);
		expect(dict.pop("a")).toBe(own);
	});

	test("refuse what is no float tensor, other places, and to be called", () => {
		const list = new nn.ParameterList([ones([1])]);
		expectRefusals([
			[() => list.append(3 as never), DTypeError, /^ParameterList.*got 3/],
			[() => list.append(arange(2)), DTypeError, /int32/],
			[() => list.at(1), IndexError, /^ParameterList: index 1 of 1/],
			[() => list(), ValueError, /^ParameterList/],
			[() => new nn.ParameterDict()(), ValueError, /^ParameterDict/],
			[() => new nn.ParameterDict().at("a"), IndexError, /^ParameterDict/],
		]);
	});
});

describe("parameters as one vector", () => {
	test("go there and back", () => {
		manualSeed(0);
		const [model, other] = [new nn.Linear(3, 2), new nn.Linear(3, 2)];
		const vector = nn.utils.parametersToVector(model.parameters());
		expect(vector.shape).toEqual([8]);
		nn.utils.vectorToParameters(vector, other.parameters());
		expect(other.weight.equal(model.weight)).toBe(true);
		expect(other.bias?.equal(model.bias as nn.Parameter)).toBe(true);
		vector.square().sum().backward();
		expect(model.weight.grad?.allclose(model.weight.mul(2))).toBe(true);
	});

	test("refuse other sizes, and change nothing then", () => {
		const model = new nn.Linear(3, 2);
		const before = model.weight.tolist();
		const { parametersToVector, vectorToParameters } = nn.utils;
		expectRefusals([
			[
				() => vectorToParameters(ones([7]), model.parameters()),
				ShapeError,
				/^vectorToParameters.*\[7\].*8 elements/,
			],
			[() => parametersToVector([]), ValueError, /^parametersToVector/],
			[() => parametersToVector([1 as never]), DTypeError, /^parametersToV/],
		]);
		expect(model.weight.tolist()).toEqual(before);
	});
});

test("padSequence takes the rows of a tensor, and refuses sizes that do not agree", () => {
	const { padSequence } = nn.utils.rnn;
	expect(padSequence(tensor([[1, 2]])).tolist()).toEqual([[1], [2]]);
	const ints = [tensor([1, 2]), tensor([3])];
	expect(padSequence(ints, { paddingValue: -1 }).tolist()).toEqual([
		[1, 3],
		[2, -1],
	]);
	expectRefusals([
		[() => padSequence([]), ValueError, /^padSequence/],
		[
			() => padSequence([ones([2, 3]), ones([2])]),
			ShapeError,
			/^padSequence: sequence 1 has shape \[2\] and sequence 0 \[2, 3\]/,
		],
		[() => padSequence([tensor(1)]), ShapeError, /^padSequence/],
		[() => padSequence(3 as never), DTypeError, /^padSequence/],
	]);
});

test("what bags, dropout, gumbelSoftmax and bilinear refuse says why", () => {
	const f = nn.functional;
	const weight = randn([5, 3]);
	const ints = tensor([0, 2, 4]);
	const offsets = tensor([0, 2]);
	const bag = (...args: unknown[]) =>
		(f.embeddingBag as (...a: unknown[]) => unknown)(...args);
	expectRefusals([
		[() => bag(ints, weight), ShapeError, /^embeddingBag.*\[3\] without/],
		[
			() => bag(tensor([5]), weight, tensor([0])),
			IndexError,
			/index 5.*0 to 4/,
		],
		[
			() => bag(rand([2]), weight, offsets),
			ValueError,
			/index 0\.\d+ at position 0/,
		],
		[() => bag(ints, weight, tensor([0.5])), ValueError, /offset 0.5 at/],
		[
			() => bag(ints, weight, tensor([1, 2])),
			ValueError,
			/\[1, 2, 3\].*ascend/,
		],
		[() => bag(ints, weight, tensor([0, 9])), ValueError, /\[0, 9, 3\]/],
		[() => bag(ints.reshape([1, 3]), weight, offsets), ValueError, /rows/],
		[() => bag(ints, ones([5]), offsets), ShapeError, /shape \[5\]/],
		[
			() => bag(ints, weight, offsets, { mode: "x" }),
			ValueError,
			/"x"; one of/,
		],
		[
			() => bag(ints, weight, offsets, { perSampleWeights: ones([3]) }),
			ValueError,
			/mode "mean"/,
		],
		[
			() =>
				bag(ints, weight, offsets, {
					mode: "sum",
					perSampleWeights: ones([2]),
				}),
			ShapeError,
			/perSampleWeights of shape \[2\]/,
		],
		[
			() => bag(ints, weight, offsets, { paddingIdx: 5 }),
			IndexError,
			/^embeddingBag: paddingIdx 5/,
		],
		[
			() => new nn.EmbeddingBag(3, 2, { paddingIdx: -4 }),
			IndexError,
			/^EmbeddingBag: paddingIdx -4 of 3/,
		],
		[
			() => new nn.EmbeddingBag(3, 2, { mode: "x" as "max" }),
			ValueError,
			/^EmbeddingBag/,
		],
		[() => f.dropout1d(ones([2])), ShapeError, /^dropout1d.*\[2\].*2 or 3/],
		[() => f.dropout2d(ones([2, 3])), ShapeError, /^dropout2d.*3 or 4/],
		[() => f.dropout3d(ones([2, 3])), ShapeError, /^dropout3d.*4 or 5/],
		[() => f.dropout2d(ones([2, 3, 4]), -1), ValueError, /^dropout2d: p is -1/],
		[
			() => f.featureAlphaDropout(ones([2])),
			ShapeError,
			/^featureAlphaDropout/,
		],
		[() => new nn.AlphaDropout(2), ValueError, /^AlphaDropout: p is 2/],
		[() => f.gumbelSoftmax(weight, 0), ValueError, /^gumbelSoftmax: tau is 0/],
		[() => f.gumbelSoftmax(arange(3)), DTypeError, /^gumbelSoftmax.*int32/],
		[
			() => f.bilinear(weight, weight, ones([2, 3, 4])),
			ShapeError,
			/^bilinear: inputs \[5, 3\] and \[5, 3\].*\[2, 3, 4\]/,
		],
		[() => f.bilinear(weight, weight, weight), ShapeError, /^bilinear/],
	]);
});

test("dropout of channels and of SELUs gives its input in evaluation, and nothing for p 1", () => {
	const x = randn([2, 3, 4]);
	for (const Drop of [nn.Dropout1d, nn.Dropout2d, nn.AlphaDropout]) {
		expect(new Drop(0.5).eval()(x)).toBe(x);
		expect(new Drop(0)(x)).toBe(x);
		expect(new Drop(1)(x).abs().sum().item()).toBe(0);
	}
	expect(String(new nn.Dropout3d(0.25))).toBe(
		"Dropout3d(p=0.25, inplace=False)",
	);
});

test("layers print as PyTorch prints them", () => {
	expect(
		String(new nn.EmbeddingBag(3, 4, { paddingIdx: 1, mode: "sum" })),
	).toBe("EmbeddingBag(3, 4, mode=sum, padding_idx=1)");
	expect(String(new nn.Bilinear(2, 3, 4))).toBe(
		"Bilinear(in1_features=2, in2_features=3, out_features=4, bias=True)",
	);
	expect(String(new nn.CosineSimilarity())).toBe("CosineSimilarity()");
	const x = randn([2, 3]);
	const distance = new nn.PairwiseDistance({ p: 1, keepdim: true })(
		x,
		x.add(1),
	);
	expect(distance.shape).toEqual([2, 1]);
});
