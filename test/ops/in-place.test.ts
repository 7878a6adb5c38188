/** Each change in place gives what its twin without underscore gives. */
import { describe, expect, test } from "vitest";
import { arange, grad, noGrad, tensor, ValueError } from "../../src/index.js";
import type { Tensor } from "../../src/tensor/tensor.js";
import { difference } from "./compare.js";
import { type Layout, lay, layouts, make, valuesFor } from "./inputs.js";
import type { InPlaceName } from "./names.js";
import type { Domain } from "./sample.js";

interface Change {
	readonly change: (x: Tensor, y: Tensor) => Tensor;
	readonly twin: (x: Tensor, y: Tensor) => Tensor;
	readonly domain?: Domain;
}

const both = (
	name: Exclude<InPlaceName, "copy_" | "fill_" | "zero_">,
	...args: readonly unknown[]
) => {
	const called = (key: string) => (x: Tensor, y: Tensor) =>
		(x[key as "add"] as (...list: unknown[]) => Tensor)(
			...args.map((arg) => (arg === OTHER ? y : arg)),
		);
	return { change: called(name), twin: called(name.slice(0, -1)) };
};
/** Stands for the second tensor in a list of arguments. */
const OTHER = Symbol("other");

/** The positions of the first dimension in reverse. */
const turned = (y: Tensor) =>
	y.ndim === 0 ? tensor([0]) : arange(y.size(0)).flip([0]);
/** The same for each element. */
const turnedAll = (y: Tensor) =>
	turned(y)
		.reshape(y.ndim === 0 ? [] : [-1, ...Array(y.ndim - 1).fill(1)])
		.expand(y.shape);
const seven = tensor(7, { dtype: "float64" });

const changes: Record<InPlaceName, readonly Change[]> = {
	add_: [
		both("add_", OTHER),
		both("add_", 2),
		both("add_", OTHER, { alpha: 3 }),
	],
	sub_: [both("sub_", OTHER), both("sub_", OTHER, { alpha: 0.5 })],
	mul_: [both("mul_", OTHER), both("mul_", 0.5)],
	div_: [both("div_", OTHER), both("div_", 2)],
	trueDivide_: [both("trueDivide_", OTHER), both("trueDivide_", 2)],
	pow_: [both("pow_", 3)],
	lerp_: [both("lerp_", OTHER, 0.25)],
	addcmul_: [
		{
			change: (x, y) => x.addcmul_(y, y, { value: 2 }),
			twin: (x, y) => x.add(y.mul(y).mul(2)),
		},
	],
	addcdiv_: [
		{
			change: (x, y) => x.addcdiv_(y, y.add(9)),
			twin: (x, y) => x.add(y.div(y.add(9))),
		},
	],
	scatter_: [
		{
			change: (x, y) => x.scatter_(0, turnedAll(y), y),
			twin: (x, y) => x.scatter(0, turnedAll(y), y),
		},
	],
	scatterAdd_: [
		{
			change: (x, y) => x.scatterAdd_(0, turnedAll(y), y),
			twin: (x, y) => x.scatterAdd(0, turnedAll(y), y),
		},
	],
	indexAdd_: [
		{
			change: (x, y) => x.indexAdd_(0, turned(y), y, { alpha: 2 }),
			twin: (x, y) => x.indexAdd(0, turned(y), y, { alpha: 2 }),
		},
	],
	indexCopy_: [
		{
			change: (x, y) => x.indexCopy_(0, turned(y), y),
			twin: (x, y) => x.indexCopy(0, turned(y), y),
		},
	],
	indexFill_: [
		{
			change: (x, y) => x.indexFill_(0, turned(y), 7),
			twin: (x, y) => x.indexFill(0, turned(y), 7),
		},
	],
	indexPut_: [
		{
			change: (x, y) => x.indexPut_([y.gt(0)], seven),
			twin: (x, y) => x.indexPut([y.gt(0)], seven),
		},
	],
	neg_: [both("neg_")],
	abs_: [both("abs_")],
	exp_: [both("exp_")],
	log_: [{ ...both("log_"), domain: "positive" }],
	sqrt_: [{ ...both("sqrt_"), domain: "positive" }],
	rsqrt_: [{ ...both("rsqrt_"), domain: "positive" }],
	reciprocal_: [{ ...both("reciprocal_"), domain: "nonzero" }],
	square_: [both("square_")],
	sigmoid_: [both("sigmoid_")],
	tanh_: [both("tanh_")],
	relu_: [both("relu_")],
	erfinv_: [{ ...both("erfinv_"), domain: "unit" }],
	digamma_: [{ ...both("digamma_"), domain: "positive" }],
	lgamma_: [{ ...both("lgamma_"), domain: "positive" }],
	floor_: [both("floor_")],
	ceil_: [both("ceil_")],
	round_: [both("round_")],
	clamp_: [both("clamp_", { min: -1, max: 1 })],
	clampMin_: [both("clampMin_", OTHER), both("clampMin_", 1)],
	clampMax_: [both("clampMax_", OTHER), both("clampMax_", 1)],
	maskedFill_: [
		{
			change: (x, y) => x.maskedFill_(y.gt(0), 7),
			twin: (x, y) => x.maskedFill(y.gt(0), 7),
		},
	],
	copy_: [{ change: (x, y) => x.copy_(y), twin: (x, y) => x.mul(0).add(y) }],
	fill_: [{ change: (x) => x.fill_(3), twin: (x) => x.mul(0).add(3) }],
	zero_: [{ change: (x) => x.zero_(), twin: (x) => x.mul(0) }],
};

const writable = layouts.filter((layout) => layout !== "expanded");
const shapes = [[3, 4], [17], [], [0, 2]];

function pair(domain: Domain, shape: readonly number[], layout: Layout) {
	const { leaf, look } = lay(layout, valuesFor(domain, "float64", shape, 0));
	const other = make(valuesFor(domain, "float64", shape, 1), "float64", true);
	return { leaf, look, other };
}
const plain = (x: Tensor) => ({
	shape: x.shape,
	data: Array.from(x.toTypedArray()),
});

describe.each(Object.entries(changes))("%s", (_, list) => {
	test.each(writable)(
		"writes what its twin gives into %s tensors",
		(layout) => {
			for (const { change, twin, domain = "any" } of list)
				for (const shape of shapes) {
					const { leaf, look, other } = pair(domain, shape, layout);
					const owner = make(leaf, "float64");
					const x = look(owner);
					const expected = plain(
						twin(look(make(leaf, "float64")), other.detach()),
					);
					expect(change(x, other.detach())).toBe(x);
					expect(difference(x, expected, 1e-12)).toBeUndefined();
					// What lies around the view is untouched.
					noGrad(() => x.copy_(look(make(leaf, "float64"))));
					expect(difference(owner, leaf, 0)).toBeUndefined();
				}
		},
	);

	test.each(writable)(
		"has the gradients of its twin on %s tensors",
		(layout) => {
			for (const { change, twin, domain = "any" } of list) {
				const { leaf, look, other } = pair(domain, [3, 4], layout);
				const gradients = (f: (x: Tensor, y: Tensor) => Tensor) => {
					const x = make(leaf, "float64", true);
					const seed = make(valuesFor("any", "float64", [3, 4], 2), "float64");
					return grad(f(look(x.clone()), other), [x, other], seed, {
						allowUnused: true,
					});
				};
				const expected = gradients(twin);
				gradients(change).forEach((g, i) => {
					const wanted = expected[i];
					const zero = make({ shape: [], data: [0] }, "float64");
					const nd = plain(
						(wanted ?? zero).expand((g ?? wanted ?? zero).shape),
					);
					if (g) expect(difference(g, nd, 1e-12)).toBeUndefined();
					else expect(nd.data.every((v) => v === 0)).toBe(true);
				});
			}
		},
	);

	test("refuses an expanded tensor", () => {
		const x = tensor([[0.5]], { dtype: "float64" }).expand([3, 4]);
		const other = tensor(0.25, { dtype: "float64" }).expand([3, 4]);
		for (const { change } of list)
			expect(() => change(x, other)).toThrow(ValueError);
	});
});
