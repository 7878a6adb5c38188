/** Where an element equals its limit, or is NaN: the gradients are PyTorch's. */
import { describe, expect, test } from "vitest";
import {
	autograd,
	clamp,
	clampMax,
	clampMin,
	maximum,
	minimum,
	nn,
	type Tensor,
	tensor,
} from "../../src/index.js";

const NAN = Number.NaN;
const leaf = (data: number[]) =>
	tensor(data, { dtype: "float64", requiresGrad: true });

/** The gradients of all inputs of the sum. */
function gradients(
	fn: (...xs: Tensor[]) => Tensor,
	...data: number[][]
): unknown[] {
	const leaves = data.map(leaf);
	fn(...leaves)
		.sum()
		.backward();
	return leaves.map((x) => x.grad?.tolist());
}

type Fn = (...xs: Tensor[]) => Tensor;
const changed: Fn = (x, min) => (x as Tensor).clone().clampMin_(min as Tensor);

describe("an element at its limit gets the gradient, the limit none:", () => {
	test.each<[string, Fn]>([
		["clampMin", clampMin as Fn],
		["clamp with min", ((x, min) => clamp(x as Tensor, { min })) as Fn],
		["clampMin_", changed],
	])("%s", (_, fn) => {
		expect(gradients(fn, [1, 2, 3], [2, 2, 2])).toEqual([
			[0, 1, 1],
			[1, 0, 0],
		]);
	});

	test.each<[string, Fn]>([
		["clampMax", clampMax as Fn],
		["clamp with max", ((x, max) => clamp(x as Tensor, { max })) as Fn],
	])("%s", (_, fn) => {
		expect(gradients(fn, [1, 2, 3], [2, 2, 2])).toEqual([
			[1, 1, 0],
			[0, 0, 1],
		]);
	});

	const both: Fn = (x, min, max) => clamp(x as Tensor, { min, max });

	test("clamp with both", () => {
		const limits = [
			[2, 2, 2, 2, 2, 2],
			[4, 4, 4, 4, 4, 2],
		];
		expect(gradients(both, [1, 2, 3, 4, 5, 2], ...limits)).toEqual([
			[0, 1, 1, 1, 0, 1],
			[1, 0, 0, 0, 0, 0],
			[0, 0, 0, 0, 1, 0],
		]);
	});

	test("clamp with limits that are equal", () => {
		expect(gradients(both, [1, 3, 2], [2, 2, 2], [2, 2, 2])).toEqual([
			[0, 0, 1],
			[0, 0, 0],
			[0, 1, 0],
		]);
	});

	test("clamp with limits that are exchanged", () => {
		expect(gradients(both, [1, 2, 3], [4, 4, 2], [1.5, 2, 2])).toEqual([
			[0, 0, 0],
			[0, 0, 0],
			[1, 1, 1],
		]);
	});

	test("also in gradients of gradients", () => {
		const x = leaf([2]);
		const min = leaf([2]);
		const y = clampMin(x.square(), min.square());
		const [g] = autograd.grad(y.sum(), [x], undefined, { createGraph: true });
		expect(g?.tolist()).toEqual([4]);
		expect(autograd.grad((g as Tensor).sum(), [x])[0]?.tolist()).toEqual([2]);
	});
});

test("clamp passes no gradient where element or limit is NaN", () => {
	expect(gradients(clampMin as Fn, [NAN, 2, 3], [2, NAN, 2])).toEqual([
		[0, 0, 1],
		[0, 0, 0],
	]);
});

test.each<[string, Fn, number]>([
	["maximum", maximum as Fn, 3],
	["minimum", minimum as Fn, 1],
])("%s passes all of it to both where one is NaN", (_, fn, winner) => {
	expect(gradients(fn, [winner, 2, NAN, 1, NAN], [2, 2, 1, NAN, NAN])).toEqual([
		[1, 0.5, 1, 1, 1],
		[0, 0.5, 1, 1, 1],
	]);
});

test.each<[string, Fn, number]>([
	["elu", (x) => nn.functional.elu(x as Tensor), 1],
	["selu", nn.functional.selu as Fn, 1.0507009873554805],
	["celu", (x) => nn.functional.celu(x as Tensor), 1],
])("%s is straight at NaN", (_, fn, slope) => {
	expect(fn(leaf([NAN])).item()).toBeNaN();
	expect(gradients(fn, [NAN, 2])).toEqual([[slope, slope]]);
});
