/** Parameters that PyTorch refuses, and their neighbours that it takes. */
import { describe, expect, test } from "vitest";
import { distributions, tensor, ValueError } from "../../src/index.js";

const { Bernoulli, Categorical } = distributions;
const f32 = (data: number | number[] | number[][]) =>
	tensor(data, { dtype: "float32" });
const [nan, inf] = [Number.NaN, Number.POSITIVE_INFINITY];

describe("Categorical", () => {
	test.each([
		["NaN", [nan, 1]],
		["infinity", [inf, 1]],
		["nothing but -infinity", [-inf, -inf]],
	])("refuses logits with %s", (_, row) => {
		expect(() => new Categorical({ logits: f32(row) })).toThrow(ValueError);
		expect(() => new Categorical({ logits: f32([[0, 1], row]) })).toThrow(
			/^Categorical: logits of shape \[2, 2\]/,
		);
		const loose = { logits: f32(row), validateArgs: false };
		expect(new Categorical(loose).logits.isnan().any().item()).toBe(true);
	});

	test.each([[[nan, 1]], [[inf, 1]], [[0, 0]], [[-1, 2]]])(
		"refuses weights %j",
		(row) => {
			expect(() => new Categorical(f32(row))).toThrow(ValueError);
		},
	);

	test("takes a logit of -infinity, which never happens", () => {
		const d = new Categorical({ logits: f32([-inf, 1]) });
		expect(d.probs.tolist()).toEqual([0, 1]);
	});
});

describe("Bernoulli", () => {
	test("refuses logits that are NaN, as tensors and as numbers", () => {
		for (const logits of [f32([nan, 1]), f32(nan), nan])
			expect(() => new Bernoulli({ logits })).toThrow(
				/^Bernoulli: logits of shape .*a number/,
			);
		new Bernoulli({ logits: nan, validateArgs: false });
	});

	test("takes infinite logits", () => {
		expect(new Bernoulli({ logits: f32([inf, -inf]) }).probs.tolist()).toEqual([
			1, 0,
		]);
	});
});
