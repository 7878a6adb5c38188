/** Each change in place gives what its twin without underscore gives. */
import { describe, expect, test } from "vitest";
import {
	arange,
	full,
	grad,
	noGrad,
	ones,
	tensor,
	ValueError,
	zeros,
} from "../../src/index.js";
import type { Tensor } from "../../src/tensor/tensor.js";
import { difference } from "./compare.js";
import { type Layout, lay, layouts, make, valuesFor } from "./inputs.js";
import type { InPlaceName, InPlaceValueName } from "./names.js";
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
	exp2_: [both("exp2_")],
	erfc_: [both("erfc_")],
	tan_: [both("tan_")],
	atan_: [both("atan_")],
	sinh_: [both("sinh_")],
	cosh_: [both("cosh_")],
	asinh_: [both("asinh_")],
	sinc_: [both("sinc_")],
	deg2rad_: [both("deg2rad_")],
	rad2deg_: [both("rad2deg_")],
	expm1_: [both("expm1_")],
	sin_: [both("sin_")],
	cos_: [both("cos_")],
	erf_: [both("erf_")],
	frac_: [both("frac_")],
	nanToNum_: [both("nanToNum_")],
	log1p_: [{ ...both("log1p_"), domain: "positive" }],
	log2_: [{ ...both("log2_"), domain: "positive" }],
	log10_: [{ ...both("log10_"), domain: "positive" }],
	asin_: [{ ...both("asin_"), domain: "unit" }],
	acos_: [{ ...both("acos_"), domain: "unit" }],
	atanh_: [{ ...both("atanh_"), domain: "unit" }],
	logit_: [{ ...both("logit_"), domain: "probability" }],
	acosh_: [
		{
			change: (x) => x.add_(9).acosh_(),
			twin: (x) => x.add(9).acosh(),
		},
	],
	copysign_: [both("copysign_", OTHER)],
	hypot_: [both("hypot_", OTHER)],
	atan2_: [both("atan2_", OTHER)],
	xlogy_: [{ ...both("xlogy_", OTHER), domain: "positive" }],
	floatPower_: [{ ...both("floatPower_", 2), domain: "positive" }],
	remainder_: [both("remainder_", 0.75)],
	fmod_: [both("fmod_", 0.75)],
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

/** Values only: no gradient passes, or the shapes are those of matrices. */
const valuesOf: Record<
	InPlaceValueName,
	readonly [x: Tensor, ...args: readonly unknown[]]
> = {
	eq_: [tensor([0.5, 2]), tensor([0.5, 3])],
	ne_: [tensor([0.5, 2]), 2],
	lt_: [tensor([0.5, 2]), 1],
	le_: [tensor([0.5, 2]), 0.5],
	gt_: [tensor([0.5, 2]), tensor([1, 1])],
	ge_: [tensor([0.5, 2]), 2],
	logicalAnd_: [tensor([0.5, 0]), tensor([1, 1])],
	logicalOr_: [tensor([0.5, 0]), tensor([0, 0])],
	logicalXor_: [tensor([0.5, 0]), tensor([1, 1])],
	logicalNot_: [tensor([0.5, 0])],
	bitwiseAnd_: [tensor([6, 3], { dtype: "int32" }), 5],
	bitwiseOr_: [
		tensor([6, 3], { dtype: "int32" }),
		tensor([1, 4], { dtype: "int32" }),
	],
	bitwiseXor_: [tensor([6, 3], { dtype: "int32" }), 7],
	renorm_: [
		tensor([
			[3, 4.5],
			[0, 0.5],
		]),
		2,
		0,
		1,
	],
	bitwiseNot_: [tensor([6, 3], { dtype: "int32" })],
	addmm_: [ones([2, 2]), ones([2, 3]), ones([3, 2]), { alpha: 2, beta: 0.5 }],
	baddbmm_: [ones([4, 2, 2]), ones([4, 2, 3]), ones([4, 3, 2]), { beta: 0 }],
	addbmm_: [ones([2, 2]), ones([4, 2, 3]), ones([4, 3, 2])],
	addmv_: [ones([2]), ones([2, 3]), ones([3]), { alpha: 3 }],
	addr_: [ones([2, 3]), tensor([1, 2.5]), ones([3])],
	tril_: [ones([3, 3]), -1],
	triu_: [ones([3, 3]), 1],
	heaviside_: [tensor([-1, 0, 2.5]), tensor([0.5, 0.5, 0.5])],
	sign_: [tensor([-1.5, 0, 2])],
	sgn_: [tensor([-1.5, 0, 2])],
	trunc_: [tensor([-1.5, 0.5, 2])],
	floorDivide_: [tensor([7.5, -7]), 2],
	scatterReduce_: [ones([3]), 0, tensor([0, 0, 2]), ones([3]), "sum"],
	maskedScatter_: [zeros([3]), tensor([true, false, true]), tensor([1.5, 2])],
	cumsum_: [ones([3]), 0],
	cumprod_: [full([3], 2), 0],
};

test.each(Object.entries(valuesOf))(
	"%s changes the tensor to what its twin gives",
	(name, [x, ...args]) => {
		const call = (key: string, on: Tensor) =>
			(on[key as "add"] as (...list: unknown[]) => Tensor)(...args);
		const expected = call(name.slice(0, -1), x).to(x.dtype);
		expect(call(name, x)).toBe(x);
		expect(x.tolist()).toEqual(expected.tolist());
	},
);
