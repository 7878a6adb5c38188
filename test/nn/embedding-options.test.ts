/** What embeddings do to the rows that they take: norms that are limited, gradients that are divided. */
import { describe, expect, test } from "vitest";
import { nn, type Tensor, tensor, ValueError } from "../../src/index.js";

const F = nn.functional;
const float = (data: number[][]) => tensor(data, { dtype: "float32" });

/** Rows of norms 5, 0.5 and 10. */
const rows = () =>
	float([
		[3, 4],
		[0.3, 0.4],
		[6, 8],
	]);

const near = (x: Tensor, wanted: number[][]) =>
	wanted.flat().forEach((value, i) => {
		expect(x.toTypedArray()[i]).toBeCloseTo(value, 6);
	});

describe("maxNorm", () => {
	test("scales the rows that are taken, in place, and no others", () => {
		const weight = new nn.Parameter(rows());
		const taken = F.embedding(tensor([[0, 1, 0]]), weight, { maxNorm: 1 });
		const [small] = rows().narrow(0, 1, 1).tolist() as number[][];
		near(taken, [[0.6, 0.8], small as number[], [0.6, 0.8]]);
		near(weight, [[0.6, 0.8], small as number[], [6, 8]]);
		// A row that is short enough keeps its bits.
		expect(weight.select(0, 1).tolist()).toEqual(small);
		taken.sum().backward();
		expect(weight.grad?.tolist()).toEqual([
			[2, 2],
			[1, 1],
			[0, 0],
		]);
	});

	test("follows normType", () => {
		const one = rows();
		F.embedding(tensor([0]), one, { maxNorm: 3.5, normType: 1 });
		near(one, [
			[1.5, 2],
			[0.3, 0.4],
			[6, 8],
		]);
		const most = rows();
		const normType = Number.POSITIVE_INFINITY;
		F.embedding(tensor([2]), most, { maxNorm: 4, normType });
		near(most, [
			[3, 4],
			[0.3, 0.4],
			[3, 4],
		]);
	});

	test("works in modules and bags, in float64 and for rows of nothing", () => {
		const layer = new nn.Embedding(3, 2, { maxNorm: 2, dtype: "float64" });
		layer.loadStateDict({ weight: rows() });
		near(layer(tensor([2])), [[1.2, 1.6]]);
		near(layer.weight, [
			[3, 4],
			[0.3, 0.4],
			[1.2, 1.6],
		]);
		expect(layer(tensor([], { dtype: "int32" })).shape).toEqual([0, 2]);
		const bag = new nn.EmbeddingBag(3, 2, { maxNorm: 1, mode: "sum" });
		bag.loadStateDict({ weight: rows() });
		near(bag(tensor([[0, 2]])), [[1.2, 1.6]]);
		near(bag.weight, [
			[0.6, 0.8],
			[0.3, 0.4],
			[0.6, 0.8],
		]);
	});

	test("that is no number is refused", () => {
		for (const maxNorm of [Number.NaN, -1, "1", {}] as never[])
			expect(() => F.embedding(tensor([0]), rows(), { maxNorm })).toThrow(
				ValueError,
			);
	});
});

describe("scaleGradByFreq", () => {
	const upstream = float([
		[1, 2],
		[3, 4],
		[5, 6],
	]);

	test("divides the gradient of a row by how often it was taken", () => {
		const layer = new nn.Embedding(4, 2, { scaleGradByFreq: true });
		const index = tensor([1, 1, 2]);
		const taken = layer(index);
		expect(taken.tolist()).toEqual(F.embedding(index, layer.weight).tolist());
		taken.mul(upstream).sum().backward();
		expect(layer.weight.grad?.tolist()).toEqual([
			[0, 0],
			[2, 3],
			[5, 6],
			[0, 0],
		]);
	});

	test("leaves the row of padding without a gradient", () => {
		const options = { scaleGradByFreq: true, paddingIdx: 2 };
		const layer = new nn.Embedding(4, 2, options);
		layer(tensor([1, 1, 2]))
			.mul(upstream)
			.sum()
			.backward();
		expect(layer.weight.grad?.select(0, 2).tolist()).toEqual([0, 0]);
		expect(layer.weight.grad?.select(0, 1).tolist()).toEqual([2, 3]);
	});

	test("counts over all bags, for sums and means", () => {
		// Row 1 is in a bag of two and in one of its own.
		for (const [mode, row0, row1] of [
			["sum", [1, 2], [(1 + 3) / 2, (2 + 4) / 2]],
			["mean", [0.5, 1], [(0.5 + 3) / 2, (1 + 4) / 2]],
		] as const) {
			const bag = new nn.EmbeddingBag(3, 2, { mode, scaleGradByFreq: true });
			const y = bag(tensor([1, 0, 1]), tensor([0, 2]));
			y.mul(upstream.narrow(0, 0, 2))
				.sum()
				.backward();
			expect(bag.weight.grad?.tolist()).toEqual([row0, row1, [0, 0]]);
		}
	});

	test("is refused for maxima, as in PyTorch", () => {
		const options = { mode: "max", scaleGradByFreq: true } as const;
		expect(() => new nn.EmbeddingBag(3, 2, options)).toThrow(ValueError);
		expect(() => F.embeddingBag(tensor([[0]]), rows(), null, options)).toThrow(
			'scaleGradByFreq with mode "max"',
		);
	});
});

test("the options are printed as PyTorch prints them", () => {
	expect(
		String(
			new nn.Embedding(4, 2, {
				paddingIdx: 1,
				maxNorm: 1.5,
				normType: 1,
				scaleGradByFreq: true,
			}),
		),
	).toBe(
		"Embedding(4, 2, padding_idx=1, max_norm=1.5, norm_type=1, scale_grad_by_freq=True)",
	);
	expect(String(new nn.EmbeddingBag(4, 2, { maxNorm: 1.5 }))).toBe(
		"EmbeddingBag(4, 2, max_norm=1.5, mode=mean)",
	);
});
