/** Changes in place and the graph. */
import { describe, expect, test } from "vitest";
import { AutogradError, noGrad, tensor, ValueError } from "../../src/index.js";

const leaf = (data: number[] | number[][]) =>
	tensor(data, { dtype: "float64", requiresGrad: true });

describe("a saved tensor that changes", () => {
	test("is an error at backward that names both operations", () => {
		const x = leaf([1, 2]);
		const w = x.exp();
		const out = w.sum();
		w.mul_(2);
		expect(() => out.backward()).toThrow(/^exp \(backward\).*mul_/);
	});

	test("is noticed through a view of it", () => {
		const x = leaf([1, 2, 3]);
		const y = x.sigmoid();
		const out = y.sum();
		noGrad(() => y.narrow(0, 0, 1).zero_());
		expect(() => out.backward()).toThrow(/sigmoid.*zero_/);
	});

	test("is no error where the gradient does not need it", () => {
		const x = leaf([1, 2]);
		const y = x.add(1);
		const out = y.sum();
		y.mul_(3);
		out.backward();
		expect(x.grad?.tolist()).toEqual([1, 1]);
	});

	test("leaves the tensors intact when backward refuses", () => {
		const x = leaf([1, 2]);
		const y = x.exp();
		const out = y.sum();
		y.zero_();
		expect(() => out.backward()).toThrow(AutogradError);
		expect(x.tolist()).toEqual([1, 2]);
		expect(x.grad).toBeNull();
		expect(y.tolist()).toEqual([0, 0]);
	});
});

describe("a leaf that requires a gradient", () => {
	test("does not change while recording", () => {
		const x = leaf([1, 2]);
		expect(() => x.add_(1)).toThrow(AutogradError);
		expect(() => x.zero_()).toThrow(/zero_.*leaf.*noGrad/);
		expect(() => x.narrow(0, 0, 1).fill_(3)).toThrow(/view/);
		expect(() => x.setAt([0], 3)).toThrow(AutogradError);
		expect(x.tolist()).toEqual([1, 2]);
	});

	test("changes inside noGrad and stays a leaf", () => {
		const x = leaf([1, 2]);
		noGrad(() => x.sub_(0.5));
		noGrad(() => x.narrow(0, 1, 1).mul_(2));
		expect(x.tolist()).toEqual([0.5, 3]);
		expect(x.isLeaf).toBe(true);
		expect(x.requiresGrad).toBe(true);
		x.square().sum().backward();
		expect(x.grad?.tolist()).toEqual([1, 6]);
	});

	test("takes another leaf's elements inside noGrad, not its history", () => {
		const [x, y] = [leaf([1, 2]), leaf([3, 4])];
		noGrad(() => x.copy_(y));
		expect(x.isLeaf).toBe(true);
		x.sum().backward();
		expect(x.grad?.tolist()).toEqual([1, 1]);
		expect(y.grad).toBeNull();
	});
});

describe("an intermediate that changes", () => {
	test("carries both histories", () => {
		const [x, w] = [leaf([1, 2]), leaf([3, 4])];
		const y = x.mul(2);
		y.mul_(w);
		y.sum().backward();
		expect(y.tolist()).toEqual([6, 16]);
		expect(x.grad?.tolist()).toEqual([6, 8]);
		expect(w.grad?.tolist()).toEqual([2, 4]);
	});

	test("passes a view's change on to what it views", () => {
		const [x, w] = [leaf([1, 2, 3]), leaf([5])];
		const y = x.mul(2);
		y.narrow(0, 1, 1).mul_(w);
		expect(y.tolist()).toEqual([2, 20, 6]);
		y.sum().backward();
		expect(x.grad?.tolist()).toEqual([2, 10, 2]);
		expect(w.grad?.tolist()).toEqual([4]);
	});

	test("passes its change on to views that were made before", () => {
		const x = leaf([1, 2, 3]);
		const y = x.mul(2);
		const view = y.narrow(0, 1, 2);
		y.mul_(10);
		expect(view.tolist()).toEqual([40, 60]);
		view.sum().backward();
		expect(x.grad?.tolist()).toEqual([0, 20, 20]);
	});

	test("reaches a transposed view's elements", () => {
		const x = leaf([
			[1, 2],
			[3, 4],
		]);
		const y = x.mul(1);
		y.t().select(0, 0).mul_(5);
		expect(y.tolist()).toEqual([
			[5, 2],
			[15, 4],
		]);
		y.sum().backward();
		expect(x.grad?.tolist()).toEqual([
			[5, 1],
			[5, 1],
		]);
	});

	test("that is filled gives what it was computed from no gradient", () => {
		const x = leaf([1, 2]);
		const y = x.mul(3);
		y.fill_(7);
		expect(y.requiresGrad).toBe(true);
		y.sum().backward();
		expect(x.grad?.tolist()).toEqual([0, 0]);
	});

	test("that is filled in part keeps the history of the rest", () => {
		const x = leaf([1, 2, 3]);
		const y = x.mul(3);
		y.narrow(0, 0, 2).zero_();
		y.sum().backward();
		expect(x.grad?.tolist()).toEqual([0, 0, 3]);
	});

	test("that a leaf is copied into sends it the gradient", () => {
		const [x, w] = [leaf([1, 2]), leaf([3, 4])];
		const y = x.mul(3);
		y.copy_(w);
		y.mul(2).sum().backward();
		expect(w.grad?.tolist()).toEqual([2, 2]);
		expect(x.grad?.tolist() ?? [0, 0]).toEqual([0, 0]);
	});
});

describe("setAt", () => {
	test("sends the value's gradient to it and none to what it replaced", () => {
		const [x, v] = [leaf([1, 2, 3, 4]), leaf([10, 20])];
		for (const items of [["1:3"], [[1, 2]]]) {
			x.grad = null;
			v.grad = null;
			const y = x.mul(2);
			y.setAt(items, v);
			expect(y.tolist()).toEqual([2, 10, 20, 8]);
			y.mul(5).sum().backward();
			expect(x.grad).not.toBeNull();
			expect(
				(x as { grad: { tolist(): unknown } | null }).grad?.tolist(),
			).toEqual([10, 0, 0, 10]);
			expect(
				(v as { grad: { tolist(): unknown } | null }).grad?.tolist(),
			).toEqual([5, 5]);
		}
	});
});

test("an expanded tensor refuses to change and stays as it was", () => {
	const x = tensor([1, 2]).expand([3, 2]);
	expect(() => x.add_(1)).toThrow(ValueError);
	expect(() => x.setAt([0], 5)).not.toThrow();
	expect(x.tolist()).toEqual([
		[5, 5],
		[5, 5],
		[5, 5],
	]);
});

test("a change may read what it writes", () => {
	const x = tensor([1, 2, 3, 4]);
	x.narrow(0, 1, 3).add_(x.narrow(0, 0, 3));
	expect(x.tolist()).toEqual([1, 3, 5, 7]);
	x.mul_(x);
	expect(x.tolist()).toEqual([1, 9, 25, 49]);
});

test("a change keeps dtype and shape, or refuses", () => {
	const x = tensor([1, 2], { dtype: "int32" });
	expect(() => x.add_(0.5)).toThrow(/add_.*float32.*int32/);
	expect(() => x.add_(tensor([[1, 2]]).expand([2, 2]))).toThrow(/add_.*shape/);
	expect(() => x.div_(2)).toThrow(/div_/);
	expect(x.add_(tensor([1], { dtype: "uint8" })).tolist()).toEqual([2, 3]);
	expect(x.dtype).toBe("int32");
});
