import { describe, expect, test } from "vitest";
import {
	type DType,
	median,
	nanmean,
	nanmedian,
	nansum,
	Tensor,
	tensor,
} from "../../src/index.js";

const NaNs = Number.NaN;
const gradient = (
	values: number[],
	fn: (x: Tensor) => Tensor,
	dtype: DType,
) => {
	const x = tensor(values, { dtype, requiresGrad: true });
	fn(x).backward();
	return x.grad?.tolist();
};

// PyTorch's numbers.
describe.each(["float32", "float64"] as DType[])("of %s", (dtype) => {
	test.each([
		["median", median],
		["nanmedian", nanmedian],
	] as const)("all elements that equal the %s share its gradient", (_, fn) => {
		expect(gradient([3, 1, 2, 2], fn, dtype)).toEqual([0, 0, 0.5, 0.5]);
		expect(gradient([1, 1, 2, 2, 5], fn, dtype)).toEqual([0, 0, 0.5, 0.5, 0]);
		expect(gradient([7, 7], fn, dtype)).toEqual([0.5, 0.5]);
		expect(gradient([NaNs, NaNs], fn, dtype)).toEqual([0.5, 0.5]);
	});

	test("NaNs share the median's gradient and have none of nanmedian's", () => {
		const some = [1, NaNs, NaNs];
		expect(gradient(some, median, dtype)).toEqual([0, 0.5, 0.5]);
		expect(gradient(some, nanmedian, dtype)).toEqual([1, 0, 0]);
		const one = [NaNs, 1, 1, 2];
		expect(gradient(one, median, dtype)).toEqual([1, 0, 0, 0]);
		expect(gradient(one, nanmedian, dtype)).toEqual([0, 0.5, 0.5, 0]);
	});
});

test("a matrix shares as its elements do, and a number has all", () => {
	const x = tensor(
		[
			[2, 1],
			[2, 3],
		],
		{ dtype: "float32", requiresGrad: true },
	);
	x.t().median().backward();
	expect(x.grad?.tolist()).toEqual([
		[0.5, 0],
		[0.5, 0],
	]);
	const one = tensor(5.5, { requiresGrad: true });
	one.median().mul(3).backward();
	expect(one.grad?.item()).toBe(3);
});

test("along a dimension only the element at the index has a gradient", () => {
	const x = tensor([[1, 2, 2, 3]], { dtype: "float32", requiresGrad: true });
	const { values, indices } = x.median(1);
	values.sum().backward();
	const wanted = [0, 0, 0, 0];
	wanted[indices.item()] = 1;
	expect(x.grad?.tolist()).toEqual([wanted]);
});

test("nanmean of nothing but NaN has the gradient NaN, and so has nansum of an infinite one", () => {
	const x = tensor(
		[
			[NaNs, NaNs],
			[1, NaNs],
		],
		{ dtype: "float32", requiresGrad: true },
	);
	nanmean(x, 1).sum().backward();
	expect(x.grad?.tolist()).toEqual([
		[NaNs, NaNs],
		[1, 0],
	]);
	x.grad = null;
	nansum(x, 1).mul(Number.POSITIVE_INFINITY).sum().backward();
	expect((x.grad as Tensor | null)?.tolist()).toEqual([
		[NaNs, NaNs],
		[Number.POSITIVE_INFINITY, NaNs],
	]);
});

test("the median of no integers is the least one, as PyTorch has it", () => {
	for (const of of [median, nanmedian]) {
		const y = (of as (x: Tensor) => Tensor)(tensor(new Int32Array(0)));
		expect(y.dtype).toBe("int32");
		expect(y.item()).toBe(-(2 ** 31));
		const float = (of as (x: Tensor) => Tensor)(tensor(new Float32Array(0)));
		expect(float.item()).toBeNaN();
	}
});

test("a change in place of what is no tensor is refused", () => {
	expect(() =>
		(Tensor.prototype.mul_ as (y: number) => unknown).call({}, 2),
	).toThrow(/^mul_: expected a tensor/);
});
