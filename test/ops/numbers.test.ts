/** JavaScript's numbers are floats whatever their value; in return, what takes positions or labels takes whole floats. */
import { describe, expect, test } from "vitest";
import { defaultCollate } from "../../src/data/index.js";
import {
	arange,
	bincount,
	DTypeError,
	eye,
	full,
	nn,
	ones,
	randn,
	searchsorted,
	setDefaultDType,
	type Tensor,
	tensor,
	ValueError,
	where,
} from "../../src/index.js";

const f = nn.functional;

describe("the dtype of numbers", () => {
	test("does not depend on their value", () => {
		for (const data of [3, [1, 2], [[1, 2.5]], [], [2 ** 40]])
			expect(tensor(data).dtype).toBe("float32");
		expect(full([2], 1).dtype).toBe("float32");
		expect(full([2], true).dtype).toBe("bool");
		expect(tensor([true, false]).dtype).toBe("bool");
		expect(tensor([true, 2]).dtype).toBe("float32");
		expect(tensor(Int32Array.of(1)).dtype).toBe("int32");
		expect(tensor([1, 2], { dtype: "int32" }).dtype).toBe("int32");
	});

	test("is the default float dtype", () => {
		setDefaultDType("float64");
		try {
			expect(tensor([1, 2]).dtype).toBe("float64");
			expect(full([1], 3).dtype).toBe("float64");
			expect(defaultCollate([1, 2]).dtype).toBe("float64");
		} finally {
			setDefaultDType("float32");
		}
	});

	test("makes the first line of every tutorial work", () => {
		const x = tensor([1, 2, 3], { requiresGrad: true });
		x.pow(2).sum().backward();
		expect(x.grad?.tolist()).toEqual([2, 4, 6]);
	});

	test("follows the tensor beside them", () => {
		expect(arange(3).add(2).dtype).toBe("int32");
		expect(arange(3).add(0.5).dtype).toBe("float32");
		expect(where(arange(3).gt(1), arange(3), 0).dtype).toBe("int32");
		const into = arange(3);
		into.setAt(["0:1"], [2 ** 24 + 1]);
		expect(into.tolist()).toEqual([2 ** 24 + 1, 1, 2]);
		const steps = arange(2 ** 24, 2 ** 24 + 3);
		expect(searchsorted(steps, 2 ** 24 + 1).item()).toBe(1);
	});
});

describe("positions and labels", () => {
	const picks: readonly [string, (index: Tensor) => Tensor][] = [
		["at", (i) => eye(3).at(i)],
		["gather", (i) => eye(3).gather(0, i.reshape([1, 2]))],
		["indexSelect", (i) => eye(3).indexSelect(0, i)],
		["take", (i) => eye(3).take(i)],
		["indexAdd", (i) => eye(3).indexAdd(0, i, ones([2, 3]))],
		["scatter", (i) => eye(3).scatter(0, i.reshape([1, 2]), 5)],
		["repeatInterleave", (i) => ones([2]).repeatInterleave(i)],
		["bincount", (i) => bincount(i)],
		["oneHot", (i) => f.oneHot(i, 3)],
		["embedding", (i) => f.embedding(i, eye(3))],
		["embeddingBag", (i) => f.embeddingBag(i.reshape([1, 2]), eye(3))],
		["offsets", (i) => f.embeddingBag(tensor([0, 1, 2]), eye(3), i)],
		["crossEntropy", (i) => f.crossEntropy(eye(3).narrow(0, 0, 2), i)],
		["nllLoss", (i) => f.nllLoss(eye(3).narrow(0, 0, 2), i)],
		["multiMarginLoss", (i) => f.multiMarginLoss(eye(3).narrow(0, 0, 2), i)],
	];

	test.each(picks)("%s takes whole floats as integers", (_, pick) => {
		const right = pick(tensor([0, 2], { dtype: "int32" })).tolist();
		expect(pick(tensor([0, 2])).tolist()).toEqual(right);
		expect(pick(tensor([0, 2], { dtype: "float64" })).tolist()).toEqual(right);
	});

	test.each(picks)("%s names the first fraction", (_, pick) => {
		expect(() => pick(tensor([0, 1.5]))).toThrow(ValueError);
		expect(() => pick(tensor([0, 1.5]))).toThrow(/1\.5/);
		for (const odd of [Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31])
			expect(() => pick(tensor([0, odd]))).toThrow(ValueError);
	});

	test("bools are neither", () => {
		const mask = tensor([true, false]);
		expect(() => eye(3).indexSelect(0, mask)).toThrow(DTypeError);
		expect(() => eye(3).indexSelect(0, mask)).toThrow(
			"indexSelect: a tensor of dtype bool where each element is an index; expected integers",
		);
		expect(() => f.crossEntropy(randn([2, 3]), mask)).toThrow(DTypeError);
	});

	test("probabilities are told from labels by their shape", () => {
		const logits = randn([2, 3]);
		const soft = f.oneHot(tensor([0, 2]), 3).float();
		const [a, b] = [tensor([0, 2]), soft].map((t) => f.crossEntropy(logits, t));
		expect(a?.item()).toBeCloseTo(b?.item() as number, 6);
	});
});
