/** An operation keeps what its gradient reads, and nothing else: the rest may change in place before backward. */
import { describe, expect, test } from "vitest";
import {
	AutogradError,
	div,
	fmod,
	pow,
	remainder,
	tensor,
	where,
} from "../../src/index.js";
import type { Tensor } from "../../src/tensor/tensor.js";

const make = (data: number[], requiresGrad = true) =>
	tensor(data, { dtype: "float64", requiresGrad });

/** The gradient of x = [0.5, 0.25] through `fn` if `change` touches its input or output in between. */
function gradientAfter(
	fn: (x: Tensor) => Tensor,
	change: "input" | "output",
): readonly number[] {
	const x = make([0.5, 0.25]);
	const inner = x.mul(1);
	const y = fn(inner);
	(change === "input" ? inner : y).add_(1);
	y.sum().backward();
	return x.grad?.tolist() as readonly number[];
}

const mask = tensor([true, false]);

describe("the output may change", () => {
	test.each([
		["a power", (x: Tensor) => x.pow(2), [1, 0.5]],
		["a power of tensors", (x: Tensor) => x.pow(make([2, 2], false)), [1, 0.5]],
		["a number over it", (x: Tensor) => div(1, x), [-4, -16]],
	] as const)("of %s", (_, fn, expected) => {
		expect(gradientAfter(fn, "output")).toEqual(expected);
	});

	test("of erfinv", () => {
		const [slope] = gradientAfter((x) => x.erfinv(), "output");
		expect(slope).toBeCloseTo(1.1125848, 6);
	});
});

describe("the input may change", () => {
	test.each([
		["a quotient by a number", (x: Tensor) => x.div(2), [0.5, 0.5]],
		[
			"a quotient by a tensor",
			(x: Tensor) => x.div(make([2, 4], false)),
			[0.5, 0.25],
		],
		["remainder", (x: Tensor) => remainder(x, 0.3), [1, 1]],
		["fmod", (x: Tensor) => fmod(x, 0.3), [1, 1]],
		["where", (x: Tensor) => where(mask, x, make([1, 1])), [1, 0]],
	] as const)("of %s", (_, fn, expected) => {
		expect(gradientAfter(fn, "input")).toEqual(expected);
	});

	test("of exp2 and tan, which read their output", () => {
		const [slope] = gradientAfter((x) => x.exp2(), "input");
		expect(slope).toBeCloseTo(Math.SQRT2 * Math.LN2, 12);
		const [tangent] = gradientAfter((x) => x.tan(), "input");
		expect(tangent).toBeCloseTo(1 + Math.tan(0.5) ** 2, 12);
	});

	test("of an operand that wants no gradient itself", () => {
		const x = make([0.5, 0.25]);
		const divisor = make([2, 4], false);
		const [a, b] = [fmod(x, divisor), remainder(x, divisor)];
		divisor.add_(1);
		a.add(b).sum().backward();
		expect(x.grad?.tolist()).toEqual([2, 2]);
	});
});

test("what the gradient reads may not change", () => {
	expect(() => gradientAfter((x) => x.pow(3), "input")).toThrow(AutogradError);
	expect(() => gradientAfter((x) => div(1, x), "input")).toThrow(AutogradError);
	expect(() => gradientAfter((x) => pow(2, x), "output")).toThrow(
		AutogradError,
	);
	expect(() => gradientAfter((x) => x.tan(), "output")).toThrow(AutogradError);
});

describe("a tensor that wants no gradient changes in place by one that does", () => {
	test.each([
		["mul_", (x: Tensor, s: Tensor) => x.mul_(s), [2, 4]],
		["div_", (x: Tensor, s: Tensor) => x.div_(s), [-8, -16]],
		[
			"pow_",
			(x: Tensor, s: Tensor) => x.pow_(s),
			[Math.SQRT2 * Math.LN2, 4 ** 0.5 * Math.log(4)],
		],
		["clamp_", (x: Tensor, s: Tensor) => x.clamp_({ max: s }), [1, 1]],
		["add_", (x: Tensor, s: Tensor) => x.add_(s), [1, 1]],
	] as const)("%s", (_, change, expected) => {
		const s = make([0.5, 0.5]);
		const x = make([2, 4], false);
		change(x, s).sum().backward();
		const found = s.grad?.toTypedArray() ?? [];
		expected.forEach((value, i) => {
			expect(found[i]).toBeCloseTo(value, 12);
		});
	});

	test("also through a view", () => {
		const s = make([0.5]);
		const x = make([2, 4], false);
		x.at(":1").mul_(s);
		x.sum().backward();
		expect([x.tolist(), s.grad?.tolist()]).toEqual([[1, 4], [2]]);
	});
});
