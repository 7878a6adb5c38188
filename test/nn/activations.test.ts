import { describe, expect, test } from "vitest";
import {
	autograd,
	nn,
	randn,
	ShapeError,
	type Tensor,
	tensor,
	ValueError,
} from "../../src/index.js";

const { functional: f } = nn;

const functions: Readonly<Record<string, (x: Tensor) => Tensor>> = {
	elu: (x) => f.elu(x, 0.7),
	selu: f.selu,
	celu: (x) => f.celu(x, 0.7),
	silu: f.silu,
	softplus: (x) => f.softplus(x, { beta: 2 }),
	mish: f.mish,
	logsigmoid: f.logsigmoid,
	softsign: f.softsign,
	tanhshrink: f.tanhshrink,
	softmin: (x) => f.softmin(x, 0),
	glu: (x) => f.glu(x),
	hardtanh: f.hardtanh,
	relu6: f.relu6,
	hardsigmoid: f.hardsigmoid,
	hardswish: f.hardswish,
	hardshrink: f.hardshrink,
	softshrink: f.softshrink,
	threshold: (x) => f.threshold(x, 0.5, 20),
};

test.each(Object.entries(functions))(
	"%s has the slope of its values, and its gradient too",
	(_, fn) => {
		const x = tensor([-7.1, -3.3, -0.8, -0.2, 0.1, 0.7, 1.3, 6.4], {
			dtype: "float64",
			requiresGrad: true,
		});
		expect(autograd.gradcheck(fn, [x])).toBe(true);
		expect(autograd.gradgradcheck(fn, [x])).toBe(true);
	},
);

test("prelu's slopes are one, or one for each channel", () => {
	const x = tensor([[-1.5, -2.5, 3.5]], { dtype: "float64" }).requiresGrad_();
	for (const values of [[0.25], [0.1, 0.2, 0.3]]) {
		const weight = tensor(values, { dtype: "float64" }).requiresGrad_();
		expect(autograd.gradcheck(f.prelu, [x, weight])).toBe(true);
	}
	expect(f.prelu(x, tensor([0.5, 2, 1])).tolist()).toEqual([[-0.75, -5, 3.5]]);
	expect(() => f.prelu(x, tensor([0.5, 2]))).toThrow(ShapeError);
});

test("no branch that is not taken spoils a gradient far out", () => {
	const functions = [f.elu, f.selu, f.celu, f.softplus, f.logsigmoid];
	for (const fn of functions as readonly ((x: Tensor) => Tensor)[]) {
		const x = tensor([-1e30, 1e30]).requiresGrad_();
		fn(x).sum().backward();
		expect(x.grad?.isfinite().all().item()).toBe(true);
	}
});

describe("modules of activations", () => {
	const pairs: readonly [(x: Tensor) => Tensor, (x: Tensor) => Tensor][] = [
		[new nn.ELU(0.7), (x) => f.elu(x, 0.7)],
		[new nn.SELU(), f.selu],
		[new nn.CELU(0.7), (x) => f.celu(x, 0.7)],
		[new nn.SiLU(), f.silu],
		[new nn.Softplus({ beta: 2 }), (x) => f.softplus(x, { beta: 2 })],
		[new nn.Mish(), f.mish],
		[new nn.LogSigmoid(), f.logsigmoid],
		[new nn.Softsign(), f.softsign],
		[new nn.Tanhshrink(), f.tanhshrink],
		[new nn.Softmin(1), (x) => f.softmin(x, 1)],
		[new nn.GLU(), (x) => f.glu(x)],
		[new nn.Hardtanh(-2, 0.5), (x) => f.hardtanh(x, -2, 0.5)],
		[new nn.ReLU6(), f.relu6],
		[new nn.Hardsigmoid(), f.hardsigmoid],
		[new nn.Hardswish(), f.hardswish],
		[new nn.Hardshrink(0.2), (x) => f.hardshrink(x, 0.2)],
		[new nn.Softshrink(0.2), (x) => f.softshrink(x, 0.2)],
		[new nn.Threshold(0.5, 20), (x) => f.threshold(x, 0.5, 20)],
		[new nn.PReLU(4, { init: 0.5 }), (x) => f.leakyRelu(x, 0.5)],
	];

	test.each(pairs)("%s is the function of its name", (module, fn) => {
		const x = randn([3, 4]);
		expect(module(x).equal(fn(x))).toBe(true);
	});

	test("say their settings as PyTorch does", () => {
		expect(`${new nn.Hardtanh(-2, 3)}`).toBe(
			"Hardtanh(min_val=-2.0, max_val=3.0)",
		);
		expect(`${new nn.PReLU(3)}`).toBe("PReLU(num_parameters=3)");
		expect(`${new nn.Softplus()}`).toBe("Softplus(beta=1, threshold=20)");
	});
});

test("impossible settings are refused", () => {
	const x = tensor([0.5]);
	expect(() => f.softshrink(x, -1)).toThrow(ValueError);
	expect(() => f.celu(x, 0)).toThrow(ValueError);
	expect(() => f.glu(x)).toThrow(ShapeError);
	expect(() => f.hardtanh(x.byte())).toThrow(ValueError);
	expect(() => new nn.Hardtanh(1, -1)).toThrow(ValueError);
});
