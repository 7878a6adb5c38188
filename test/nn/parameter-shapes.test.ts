/** Weights, biases and statistics that would broadcast without a word: refused where PyTorch refuses them. */
import { describe, expect, test } from "vitest";
import { nn, ones, rand, randn, ShapeError, tensor } from "../../src/index.js";

const F = nn.functional;
const x = randn([2, 3, 4]);
const three = ones([3]);

describe.each(["weight", "bias"])(
	"a %s of another shape is refused by",
	(name) => {
		const odd = [[], [1], [2], [3, 1]].map((shape) => ({
			[name]: ones(shape),
		}));
		test.each(odd)("batchNorm %#", (part) => {
			for (const training of [true, false])
				expect(() =>
					F.batchNorm(x, three.clone(), three.clone(), { training, ...part }),
				).toThrow(/^batchNorm: (weight|bias) of shape .*expected \[3\]/);
		});
		test.each(odd)("instanceNorm %#", (part) => {
			expect(() => F.instanceNorm(x, part)).toThrow(
				/^instanceNorm: (weight|bias) of shape .*expected \[3\]/,
			);
		});
		test.each(odd)("groupNorm %#", (part) => {
			expect(() => F.groupNorm(x, 3, part)).toThrow(
				/^groupNorm: (weight|bias) of shape .*expected \[3\]/,
			);
		});
		test.each([[1], [], [1, 4], [3, 4]])("layerNorm [%s]", (...shape) => {
			expect(() => F.layerNorm(x, [4], { [name]: ones(shape) })).toThrow(
				/^layerNorm: (weight|bias) of shape .*expected \[4\], as normalizedShape/,
			);
		});
	},
);

test("a weight of another shape is refused by rmsNorm", () => {
	for (const shape of [[], [1], [1, 4], [3, 4]])
		expect(() => F.rmsNorm(x, [4], { weight: ones(shape) })).toThrow(
			/^rmsNorm: weight of shape .*expected \[4\]/,
		);
});

test("running statistics of another shape are refused, and the others unchanged", () => {
	for (const training of [true, false])
		for (const [mean, variance] of [
			[ones([1]), ones([3])],
			[ones([3]), ones([1])],
			[ones([1, 3]), ones([3])],
		] as const) {
			expect(() => F.batchNorm(x, mean, variance, { training })).toThrow(
				/^batchNorm: running(Mean|Var) of shape .*expected \[3\]/,
			);
			expect(mean.sum().item()).toBe(mean.numel());
			expect(variance.sum().item()).toBe(variance.numel());
			expect(() =>
				F.instanceNorm(x, { runningMean: mean, runningVar: variance }),
			).toThrow(/^instanceNorm: running(Mean|Var) of shape/);
			expect(mean.sum().item()).toBe(mean.numel());
		}
});

test("prelu takes a weight of one dimension at most", () => {
	const y = ones([2, 3]).neg();
	expect(() => F.prelu(y, ones([1, 3]))).toThrow(ShapeError);
	expect(() => F.prelu(y, ones([1, 1]))).toThrow(ShapeError);
	expect(F.prelu(y, tensor(0.5)).tolist()).toEqual([
		[-0.5, -0.5, -0.5],
		[-0.5, -0.5, -0.5],
	]);
});

test("a bias broadcasts over linear's result, however many dimensions that has, and never enlarges it", () => {
	const [row, weight] = [ones([2, 3]), ones([4, 3])];
	for (const shape of [[], [1], [4], [2, 1], [1, 4], [2, 4]]) {
		const bias = ones(shape);
		expect(F.linear(row, weight, bias).tolist()).toEqual(
			ones([2, 4]).mul(4).tolist(),
		);
		expect(F.linear(row.unsqueeze(0), weight, bias).shape).toEqual([1, 2, 4]);
	}
	for (const shape of [[5], [3, 2, 4], [3, 1]])
		expect(() => F.linear(row, weight, ones(shape))).toThrow(ShapeError);
	for (const shape of [[5], [2, 4], [1, 4]])
		expect(() => F.linear(ones([3]), weight, ones(shape))).toThrow(ShapeError);
});

test("bilinear and convolutions take one number for each output", () => {
	const [rows, y] = [ones([2, 3]), ones([2, 3, 5])];
	for (const shape of [[], [1], [1, 4], [2, 4]]) {
		const bias = ones(shape);
		expect(() => F.bilinear(rows, rows, ones([4, 3, 3]), bias)).toThrow(
			/^bilinear: bias .*expected \[4\]/,
		);
		expect(() => F.conv1d(y, ones([4, 3, 2]), bias)).toThrow(ShapeError);
		expect(() => F.convTranspose1d(y, ones([3, 4, 2]), bias)).toThrow(
			ShapeError,
		);
	}
});

test("factors of a loss stay within its shape", () => {
	const p = rand([2, 3]);
	for (const weight of [ones([1, 2, 3]), ones([4, 2, 3])]) {
		const none = { weight, reduction: "none" } as const;
		expect(() => F.binaryCrossEntropy(p, p, none)).toThrow(ShapeError);
		expect(() => F.binaryCrossEntropyWithLogits(p, p, none)).toThrow(
			ShapeError,
		);
		expect(() =>
			F.binaryCrossEntropyWithLogits(p, p, { posWeight: weight }),
		).toThrow(ShapeError);
	}
	for (const weight of [ones([]), ones([1]), ones([3]), ones([2, 1])])
		expect(F.binaryCrossEntropy(p, p, { weight }).item()).toBe(
			F.binaryCrossEntropy(p, p).item(),
		);
});

test("multiMarginLoss takes a weight for each class", () => {
	for (const shape of [[], [1], [2], [3, 1]])
		expect(() =>
			F.multiMarginLoss(rand([2, 3]), tensor([0, 0]), { weight: ones(shape) }),
		).toThrow(/^multiMarginLoss: a weight of shape .*expected \[3\]/);
});

test("marginRankingLoss takes tensors of equally many dimensions", () => {
	const p = rand([2, 3]);
	for (const [a, b, c] of [
		[p, p, three],
		[p, p, ones([1])],
		[p, three, p],
		[three, p, p],
	] as const)
		expect(() => F.marginRankingLoss(a, b, c)).toThrow(
			/^marginRankingLoss: inputs .*equally many dimensions/,
		);
	expect(F.marginRankingLoss(p, p, ones([1, 3])).item()).toBe(0);
});
