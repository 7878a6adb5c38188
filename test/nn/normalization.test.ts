import { describe, expect, test } from "vitest";
import {
	autograd,
	manualSeed,
	nn,
	ones,
	randn,
	ShapeError,
	type Tensor,
	tensor,
	ValueError,
	zeros,
} from "../../src/index.js";

const { functional: f } = nn;
const double = (shape: readonly number[]) =>
	randn(shape, { dtype: "float64" }).requiresGrad_();

describe("normalisations", () => {
	const cases: readonly [
		string,
		readonly number[],
		readonly number[],
		(x: Tensor, weight: Tensor, bias: Tensor) => Tensor,
	][] = [
		[
			"layerNorm",
			[2, 3, 4],
			[3, 4],
			(x, weight, bias) => f.layerNorm(x, [3, 4], { weight, bias }),
		],
		[
			"groupNorm",
			[2, 4, 3],
			[4],
			(x, weight, bias) => f.groupNorm(x, 2, { weight, bias }),
		],
		[
			"batchNorm",
			[4, 3, 2],
			[3],
			(x, weight, bias) =>
				f.batchNorm(x, null, null, { weight, bias, training: true }),
		],
		[
			"instanceNorm",
			[2, 3, 4],
			[3],
			(x, weight, bias) => f.instanceNorm(x, { weight, bias }),
		],
	];

	test.each(cases)(
		"%s has the slope of its values",
		(_, shape, channels, fn) => {
			manualSeed(0);
			const inputs = [double(shape), double(channels), double(channels)];
			expect(autograd.gradcheck(fn as never, inputs)).toBe(true);
		},
	);

	test("give mean 0 and variance 1 to what they normalise", () => {
		const x = randn([8, 6, 5]).mul(3).add(2);
		for (const [y, dims] of [
			[new nn.LayerNorm([6, 5])(x), [1, 2]],
			[new nn.BatchNorm1d(6)(x), [0, 2]],
			[new nn.InstanceNorm1d(6)(x), [2]],
			[new nn.GroupNorm(2, 6)(x).reshape([16, 15]), [1]],
		] as const) {
			const mean = y.mean(dims);
			expect(mean.allclose(zeros(mean.shape), { atol: 1e-5 })).toBe(true);
			const variance = y.var(dims, { unbiased: false });
			const one = ones(variance.shape);
			expect(variance.allclose(one, { atol: 1e-3 })).toBe(true);
		}
	});
});

describe("RMSNorm", () => {
	const x = tensor(
		[
			[3, 4],
			[1, 2],
		],
		{ dtype: "float64" },
	).requiresGrad_();

	test("divides by the root of the mean square", () => {
		const scale = tensor([1, 2], { dtype: "float64" });
		const y = f.rmsNorm(x, [2], { weight: scale, eps: 0 });
		const [a, b] = [Math.sqrt(12.5), Math.sqrt(2.5)];
		const wanted = tensor(
			[
				[3 / a, 8 / a],
				[1 / b, 4 / b],
			],
			{ dtype: "float64" },
		);
		expect(y.allclose(wanted)).toBe(true);
		expect(autograd.gradcheck((t) => f.rmsNorm(t, [2]), [x])).toBe(true);
	});

	test("is a module with a weight of ones, and eps from the dtype", () => {
		const norm = new nn.RMSNorm([2], { dtype: "float64" });
		expect(norm.weight?.tolist()).toEqual([1, 1]);
		expect(norm(x).equal(f.rmsNorm(x, [2], { eps: 2 ** -52 }))).toBe(true);
		expect(String(norm)).toBe(
			"RMSNorm((2,), eps=None, elementwise_affine=True)",
		);
		expect(new nn.RMSNorm(2, { elementwiseAffine: false }).weight).toBe(null);
	});

	test("refuses another shape", () => {
		expect(() => f.rmsNorm(x, [3])).toThrow(
			"rmsNorm: a tensor of shape [2, 2] and normalizedShape [3]; the first must end with the second",
		);
	});
});

describe("BatchNorm1d", () => {
	test("keeps running statistics in training and uses them afterwards", () => {
		const layer = new nn.BatchNorm1d(1, { momentum: 0.5 });
		layer(tensor([[1.5], [3.5]]));
		expect(layer.running_mean?.tolist()).toEqual([1.25]);
		expect(layer.running_var?.tolist()).toEqual([1.5]);
		expect(layer.num_batches_tracked?.item()).toBe(1);
		layer.eval();
		expect(layer(tensor([[1.25]])).item()).toBe(0);
		expect(layer.num_batches_tracked?.item()).toBe(1);
	});

	test("without tracking has no running statistics", () => {
		const layer = new nn.BatchNorm1d(2, { trackRunningStats: false });
		expect(Object.keys(layer.stateDict())).toEqual(["weight", "bias"]);
		layer.eval();
		expect(layer(randn([4, 2])).shape).toEqual([4, 2]);
	});

	test("refuses a single value for each channel, and other ranks", () => {
		expect(() => new nn.BatchNorm1d(2)(ones([1, 2]))).toThrow(ValueError);
		expect(() => new nn.BatchNorm1d(2)(ones([1, 2, 3, 4]))).toThrow(ShapeError);
	});
});

test("InstanceNorm2d takes one sample without the batch dimension", () => {
	const x = randn([1, 2, 3, 4]);
	const layer = new nn.InstanceNorm2d(2, { affine: true });
	expect(layer(x.squeeze(0)).allclose(layer(x).squeeze(0))).toBe(true);
});

test("impossible settings of normalisations are refused", () => {
	expect(() => new nn.GroupNorm(2, 3)).toThrow(ValueError);
	expect(() => f.layerNorm(ones([2, 3]), [2])).toThrow(ShapeError);
	expect(() => f.groupNorm(ones([2, 3]), 2)).toThrow(ShapeError);
	expect(() => f.batchNorm(ones([2, 3]), null, null)).toThrow(ValueError);
	expect(() => f.instanceNorm(ones([2, 3, 1]))).toThrow(ValueError);
});

test("distances are those of a right angle", () => {
	const [x, y] = [tensor([[3, 0.5]]), tensor([[0, 0.5]])];
	expect(f.pairwiseDistance(x, y).item()).toBeCloseTo(3, 5);
	expect(
		f.cosineSimilarity(tensor([[3, 0.0]]).float(), tensor([[0, 0.5]])).item(),
	).toBe(0);
});

test("localResponseNorm divides by what the channels beside hold, and has the slope of its values", () => {
	const x = tensor([[[2.0], [3.0]]]).float();
	const y = f.localResponseNorm(x, 2, { alpha: 2, beta: 1, k: 0 });
	expect(y.tolist()).toEqual([[[0.5], [Math.fround(3 / 13)]]]);
	const lrn = (t: Tensor) => f.localResponseNorm(t, 3, { alpha: 0.5 });
	expect(autograd.gradcheck(lrn, [double([2, 4, 3])])).toBe(true);
	expect(() => f.localResponseNorm(ones([2, 3]), 2)).toThrow(ShapeError);
});
