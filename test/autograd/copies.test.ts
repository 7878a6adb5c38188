/** What was copied has a gradient of its own, apart from its source's. */
import { describe, expect, test } from "vitest";
import { grad, type Tensor, tensor, zeros } from "../../src/index.js";

const leaf = () => tensor([1, 2.5], { requiresGrad: true });

describe.each([
	["copy_", (x: Tensor) => zeros([2]).copy_(x)],
	[
		"copy_ that casts",
		(x: Tensor) => zeros([2], { dtype: "float64" }).copy_(x),
	],
	["setAt everywhere", (x: Tensor) => zeros([2]).setAt(["..."], x)],
	["setAt of a slice", (x: Tensor) => zeros([2]).setAt([":"], x)],
	["copy_ over a copy", (x: Tensor) => zeros([2]).copy_(x).copy_(x)],
] as const)("%s", (_, copy) => {
	test("grad tells the copy from its source", () => {
		const x = leaf();
		const y = copy(x);
		const loss = y.mul(2).sum().add(x.mul(3).sum());
		const [ofCopy, ofSource] = grad(loss, [y, x]);
		expect(ofCopy?.tolist()).toEqual([2, 2]);
		expect(ofSource?.tolist()).toEqual([5, 5]);
		const [none] = grad(x.sum(), [y], null, { allowUnused: true });
		expect(none).toBeNull();
	});

	test("so do hooks and retained gradients", () => {
		const x = leaf();
		const y = copy(x);
		y.registerHook((g) => g.mul(10));
		y.retainGrad();
		y.mul(2).sum().add(x.mul(3).sum()).backward();
		expect(y.grad?.tolist()).toEqual([20, 20]);
		expect(x.grad?.tolist()).toEqual([23, 23]);
	});
});

test("a leaf that was switched off after its use gets no gradient", () => {
	const x = leaf();
	const w = leaf();
	const loss = x.mul(w).sum();
	w.requiresGrad_(false);
	loss.backward();
	expect(w.grad).toBeNull();
	expect(x.grad?.tolist()).toEqual([1, 2.5]);
});
