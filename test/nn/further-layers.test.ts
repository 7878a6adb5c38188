/** Layers of one setting, unpooling, sequences and starting values; the numbers are PyTorch's. */
import { describe, expect, test } from "vitest";
import {
	arange,
	empty,
	IndexError,
	manualSeed,
	nn,
	ones,
	rand,
	ShapeError,
	tensor,
	ValueError,
} from "../../src/index.js";

const f = nn.functional;
const rows = (x: { toTypedArray(): ArrayLike<number> }) =>
	Array.from(x.toTypedArray(), (v) => Number(v.toFixed(4)));

describe("layers", () => {
	test("UpsamplingBilinear2d aligns corners, UpsamplingNearest2d repeats", () => {
		const x = arange(4).float().reshape([1, 1, 2, 2]);
		expect(new nn.UpsamplingBilinear2d([3, 3])(x).tolist()).toEqual([
			[
				[
					[0, 0.5, 1],
					[1, 1.5, 2],
					[2, 2.5, 3],
				],
			],
		]);
		const twice = new nn.UpsamplingNearest2d({ scaleFactor: 2 });
		expect(twice(x).shape).toEqual([1, 1, 4, 4]);
		expect([twice, new nn.UpsamplingBilinear2d([3, 3])].map(String)).toEqual([
			"UpsamplingNearest2d(scale_factor=2.0, mode=nearest)",
			"UpsamplingBilinear2d(size=(3, 3), mode=bilinear)",
		]);
	});

	test("Softmax2d goes over the channels", () => {
		const y = new nn.Softmax2d()(tensor([[[1, 2]], [[3, 1]]]));
		expect(rows(y)).toEqual([0.1192, 0.7311, 0.8808, 0.2689]);
		expect(() => new nn.Softmax2d()(ones([2, 2]))).toThrow(ShapeError);
	});

	test("LocalResponseNorm has its settings", () => {
		const layer = new nn.LocalResponseNorm(2, { alpha: 1 });
		const y = layer(arange(6).float().reshape([1, 3, 2]));
		expect(rows(y)).toEqual([0, 0.7378, 0.8774, 0.7825, 0.6622, 0.5722]);
		expect(String(new nn.LocalResponseNorm(2))).toBe(
			"LocalResponseNorm(2, alpha=0.0001, beta=0.75, k=1.0)",
		);
	});
});

describe("MaxUnpool", () => {
	const image = arange(16).float().reshape([1, 1, 4, 4]).requiresGrad_();
	const pooled = f.maxPool2d(image, 2, { returnIndices: true });

	test("puts maxima where they were, and gradients go the same way", () => {
		const back = f.maxUnpool2d(pooled.values, pooled.indices, 2);
		expect(rows(back.detach())).toEqual([
			0, 0, 0, 0, 0, 5, 0, 7, 0, 0, 0, 0, 0, 13, 0, 15,
		]);
		back.mul(back.detach()).sum().backward();
		expect(rows(image.grad ?? ones([0]))).toEqual(rows(back.detach()));
		expect(
			new nn.MaxUnpool1d(2)(tensor([[3.5, 5]]), tensor([[1, 3]])).tolist(),
		).toEqual([[0, 3.5, 0, 5]]);
	});

	test("takes another size, of which the indices count", () => {
		const layer = new nn.MaxUnpool2d(2);
		const back = layer(pooled.values.detach(), pooled.indices, [1, 1, 5, 5]);
		expect(rows(back).flatMap((v, i) => (v === 0 ? [] : [i]))).toEqual([
			5, 7, 13, 15,
		]);
		expect([layer, new nn.MaxUnpool1d(2)].map(String)).toEqual([
			"MaxUnpool2d(kernel_size=(2, 2), stride=(2, 2), padding=(0, 0))",
			"MaxUnpool1d(kernel_size=(2,), stride=(2,), padding=(0,))",
		]);
	});

	test("refuses what does not fit", () => {
		const { values, indices } = pooled;
		const layer = new nn.MaxUnpool2d(2);
		expect(() => layer(values, indices, [9, 9])).toThrow(
			"maxUnpool2d: outputSize is [9, 9]; expected [4, 4] or sizes that are less than the stride [2, 2] away from it",
		);
		expect(() => layer(values, indices, [9, 9])).toThrow(ValueError);
		expect(() => layer(values, indices.add(20))).toThrow(IndexError);
		expect(() => layer(values, indices.reshape([4]))).toThrow(
			"indices of shape [4] for an input of shape [1, 1, 2, 2]",
		);
		expect(() => layer(ones([2]), ones([2]))).toThrow(ShapeError);
	});
});

describe("sequences", () => {
	const { packSequence, unpadSequence } = nn.utils.rnn;

	test("packSequence packs what padSequence pads", () => {
		const packed = packSequence([arange(3), arange(1)]);
		expect(packed.batchSizes.tolist()).toEqual([2, 1, 1]);
		expect(packed.data.tolist()).toEqual([0, 0, 1, 2]);
		const sorted = packSequence([ones([1]), ones([3])], false);
		expect(sorted.sortedIndices?.tolist()).toEqual([1, 0]);
		expect(() => packSequence([ones([1]), ones([3])])).toThrow(
			"packSequence: lengths [1, 3] do not descend",
		);
	});

	test("unpadSequence takes the padding away", () => {
		const list = (x: ReturnType<typeof unpadSequence>) =>
			x.map((one) => one.tolist());
		const x = arange(6).reshape([3, 2]);
		expect(list(unpadSequence(x, [3, 1]))).toEqual([[0, 2, 4], [1]]);
		expect(list(unpadSequence(x.t(), tensor([3, 1]), true))).toEqual([
			[0, 2, 4],
			[1],
		]);
		expect(() => unpadSequence(x, [4, 1])).toThrow(ValueError);
		expect(() => unpadSequence(ones([3]), [3])).toThrow(ShapeError);
	});
});

test("sparse_ draws PyTorch's numbers and zeros", () => {
	manualSeed(1);
	expect(rows(nn.init.sparse_(empty([4, 3]), 0.5))).toEqual([
		0.0066, 0, 0.0006, 0, -0.0045, -0.0017, -0.0152, 0.0038, 0, 0, 0, 0,
	]);
	expect(rows(rand([1]))).toEqual([0.0444]);
	expect(() => nn.init.sparse_(empty([4]), 0.5)).toThrow(ShapeError);
	expect(() => nn.init.sparse_(empty([4, 3]), 2)).toThrow(
		"sparse_: sparsity is 2; expected 0 to 1",
	);
});
