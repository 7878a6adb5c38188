import { polygamma } from "../../../src/index.js";
import type { Tensor } from "../../../src/tensor/tensor.js";
import { digamma, lgamma, zeta } from "../../accuracy/references.js";
import { map, type Nd } from "../reference.js";
import {
	type Domain,
	everyShape,
	everything,
	numbers,
	type Sample,
} from "../sample.js";

export function elementwise(
	call: (x: Tensor) => Tensor,
	formula: (x: number) => number,
	settings: Partial<Sample> & { readonly domain?: Domain } = {},
): Sample[] {
	const { domain = "any", ...rest } = settings;
	return [
		{
			shapes: everyShape,
			domains: [domain],
			call,
			oracle: (x: Nd) => map(x, formula),
			...rest,
		},
	];
}

/** Integers become floats. */
const withIntegers = { dtypes: everything } as const;
/** Jumps: the gradient is zero wherever there is one. */
const steps = { dtypes: numbers } as const;
const noGradient = { differentiable: false } as const;

const special = {
	...noGradient,
	domain: "special",
	dtypes: everything,
} as const;

/** To the nearest, ties to even. */
function roundHalfEven(x: number): number {
	const low = Math.floor(x);
	if (x - low !== 0.5) return Math.round(x);
	return low % 2 === 0 ? low : low + 1;
}

/** erf by its series; far out, where its terms cancel, erf is 1. */
export function erf(x: number): number {
	if (Math.abs(x) > 5) return Math.sign(x);
	let term = x;
	let sum = x;
	for (let n = 1; n < 200; n++) {
		term *= (-x * x) / n;
		sum += term / (2 * n + 1);
	}
	return (sum * 2) / Math.sqrt(Math.PI);
}

/** erfinv by bisection. */
function erfinv(y: number): number {
	let [low, high] = [-6, 6];
	for (let i = 0; i < 80; i++) {
		const middle = (low + high) / 2;
		if (erf(middle) < y) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

export const unary = {
	neg: elementwise(
		(x) => x.neg(),
		(x) => -x,
		{ dtypes: numbers },
	),
	abs: elementwise((x) => x.abs(), Math.abs, { dtypes: everything }),
	exp: elementwise((x) => x.exp(), Math.exp, withIntegers),
	log: elementwise((x) => x.log(), Math.log, { domain: "positive" }),
	log1p: elementwise((x) => x.log1p(), Math.log1p, { domain: "positive" }),
	expm1: elementwise((x) => x.expm1(), Math.expm1, withIntegers),
	log2: elementwise((x) => x.log2(), Math.log2, { domain: "positive" }),
	log10: elementwise((x) => x.log10(), Math.log10, { domain: "positive" }),
	sqrt: elementwise((x) => x.sqrt(), Math.sqrt, { domain: "positive" }),
	rsqrt: elementwise(
		(x) => x.rsqrt(),
		(x) => 1 / Math.sqrt(x),
		{
			domain: "positive",
		},
	),
	reciprocal: elementwise(
		(x) => x.reciprocal(),
		(x) => 1 / x,
		{
			domain: "nonzero",
			dtypes: numbers,
		},
	),
	square: elementwise(
		(x) => x.square(),
		(x) => x * x,
		{ dtypes: numbers },
	),
	sigmoid: elementwise((x) => x.sigmoid(), sigmoid, withIntegers),
	tanh: elementwise((x) => x.tanh(), Math.tanh, withIntegers),
	relu: elementwise(
		(x) => x.relu(),
		(x) => Math.max(0, x),
		{
			dtypes: numbers,
		},
	),
	sin: elementwise((x) => x.sin(), Math.sin, withIntegers),
	cos: elementwise((x) => x.cos(), Math.cos, withIntegers),
	erf: elementwise((x) => x.erf(), erf, withIntegers),
	erfinv: elementwise((x) => x.erfinv(), erfinv, { domain: "unit" }),
	lgamma: elementwise((x) => x.lgamma(), lgamma, { domain: "positive" }),
	digamma: elementwise((x) => x.digamma(), digamma, { domain: "positive" }),
	polygamma: [
		...elementwise(
			(x) => polygamma(1, x),
			(x) => zeta(2, x),
			{
				domain: "positive",
			},
		),
		...elementwise(
			(x) => polygamma(2, x),
			(x) => -2 * zeta(3, x),
			{
				domain: "positive",
			},
		),
	],
	sign: elementwise((x) => x.sign(), Math.sign, {
		...steps,
		dtypes: everything,
	}),
	floor: elementwise((x) => x.floor(), Math.floor, steps),
	ceil: elementwise((x) => x.ceil(), Math.ceil, steps),
	round: elementwise((x) => x.round(), roundHalfEven, steps),
	trunc: elementwise((x) => x.trunc(), Math.trunc, steps),
	clamp: [
		...elementwise(
			(x) => x.clamp({ min: -1, max: 1.5 }),
			(x) => Math.min(1.5, Math.max(-1, x)),
		),
		...elementwise(
			(x) => x.clamp({ min: 1 }),
			(x) => Math.max(1, x),
			{
				dtypes: numbers,
			},
		),
		...elementwise(
			(x) => x.clamp({ max: 2 }),
			(x) => Math.min(2, x),
			{
				dtypes: numbers,
			},
		),
	],
	isnan: elementwise(
		(x) => x.isnan(),
		(x) => Number(Number.isNaN(x)),
		special,
	),
	isinf: elementwise(
		(x) => x.isinf(),
		(x) => Number(Math.abs(x) === Number.POSITIVE_INFINITY),
		special,
	),
	isfinite: elementwise(
		(x) => x.isfinite(),
		(x) => Number(Number.isFinite(x)),
		special,
	),
	logicalNot: elementwise(
		(x) => x.logicalNot(),
		(x) => Number(x === 0),
		{
			...noGradient,
			domain: "zeros",
			dtypes: everything,
		},
	),
	bitwiseNot: [
		...elementwise(
			(x) => x.bitwiseNot(),
			(x) => ~x,
			{
				...noGradient,
				dtypes: ["int32", "uint8"],
			},
		),
		...elementwise(
			(x) => x.bitwiseNot(),
			(x) => Number(x === 0),
			{
				...noGradient,
				dtypes: ["bool"],
			},
		),
	],
	clone: elementwise(
		(x) => x.clone(),
		(x) => x,
		{ dtypes: everything },
	),
	contiguous: elementwise(
		(x) => x.contiguous(),
		(x) => x,
		{
			dtypes: everything,
		},
	),
	detach: elementwise(
		(x) => x.detach(),
		(x) => x,
		{
			...noGradient,
			dtypes: everything,
		},
	),
	detached: elementwise(
		(x) => x.detached(),
		(x) => x,
		noGradient,
	),
	to: elementwise(
		(x) => x.to("float64"),
		(x) => x,
		{ dtypes: everything },
	),
	cpu: elementwise(
		(x) => x.cpu(),
		(x) => x,
		{ dtypes: everything },
	),
	typeAs: elementwise(
		(x) => x.typeAs(x.detach()),
		(x) => x,
	),
	float: elementwise((x) => x.float(), Math.fround, {
		dtypes: everything,
		differentiable: false,
	}),
	double: elementwise(
		(x) => x.double(),
		(x) => x,
		{ dtypes: everything },
	),
	int: elementwise((x) => x.int(), Math.trunc, {
		...noGradient,
		dtypes: everything,
	}),
	long: elementwise((x) => x.long(), Math.trunc, {
		...noGradient,
		dtypes: everything,
	}),
	byte: elementwise((x) => x.byte(), Math.trunc, {
		...noGradient,
		domain: "positive",
		dtypes: everything,
	}),
	bool: elementwise(
		(x) => x.bool(),
		(x) => Number(x !== 0),
		{
			...noGradient,
			domain: "zeros",
			dtypes: everything,
		},
	),
	filledLike: elementwise(
		(x) => x.filledLike(3),
		() => 3,
		{
			...noGradient,
			dtypes: numbers,
		},
	),
} satisfies Record<string, readonly Sample[]>;
