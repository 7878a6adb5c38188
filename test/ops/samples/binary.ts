import {
	addcdiv,
	addcmul,
	maskedFill,
	rsub,
	where,
} from "../../../src/index.js";
import type { Tensor } from "../../../src/tensor/tensor.js";
import { map, type Nd, zip } from "../reference.js";
import {
	type Domain,
	everyPair,
	everything,
	floats,
	integers,
	numbers,
	type Sample,
} from "../sample.js";

export function pairwise(
	call: (x: Tensor, y: Tensor) => Tensor,
	formula: (x: number, y: number) => number,
	settings: Partial<Sample> = {},
): Sample {
	return {
		shapes: everyPair,
		call,
		oracle: (x: Nd, y: Nd) => zip(formula as (...v: number[]) => number, x, y),
		...settings,
	};
}

const noGradient = { differentiable: false } as const;
const divisor: readonly Domain[] = ["any", "nonzero"];
const question = (
	call: (x: Tensor, y: Tensor) => Tensor,
	formula: (x: number, y: number) => boolean,
): Sample[] => [
	pairwise(call, (x, y) => Number(formula(x, y)), {
		...noGradient,
		dtypes: everything,
		domains: ["zeros"],
	}),
];

const remainderOf = (x: number, y: number) => x - Math.floor(x / y) * y;
const [fraction, factor] = [0.3, 2.5];

/** A scalar operand runs the kernels' vector-scalar paths. */
function withNumber(
	call: (x: Tensor) => Tensor,
	formula: (x: number) => number,
	settings: Partial<Sample> = {},
): Sample {
	return {
		shapes: [[[2, 3]], [[]], [[0]], [[17]]],
		call,
		oracle: (x: Nd) => map(x, formula),
		...settings,
	};
}

const triples = [
	[
		[2, 3],
		[2, 3],
		[2, 3],
	],
	[[2, 3], [3], [2, 1]],
	[[], [3], []],
	[[0], [0], [1]],
	...[1, 3, 4, 5, 8, 17, 33].map((n) => [[n], [n], [n]]),
] as const;

export const binary = {
	add: [
		pairwise(
			(x, y) => x.add(y),
			(x, y) => x + y,
			{ dtypes: numbers },
		),
		pairwise(
			(x, y) => x.add(y, { alpha: 3 }),
			(x, y) => x + 3 * y,
			{ dtypes: numbers },
		),
		withNumber(
			(x) => x.add(fraction),
			(x) => x + fraction,
		),
	],
	sub: [
		pairwise(
			(x, y) => x.sub(y),
			(x, y) => x - y,
			{ dtypes: numbers },
		),
		pairwise(
			(x, y) => x.sub(y, { alpha: 0.5 }),
			(x, y) => x - y / 2,
		),
	],
	rsub: [
		pairwise(
			(x, y) => rsub(x, y),
			(x, y) => y - x,
			{ dtypes: numbers },
		),
		withNumber(
			(x) => x.rsub(1),
			(x) => 1 - x,
		),
	],
	mul: [
		pairwise(
			(x, y) => x.mul(y),
			(x, y) => x * y,
			{ dtypes: everything },
		),
		withNumber(
			(x) => x.mul(factor),
			(x) => x * factor,
		),
	],
	div: [
		pairwise(
			(x, y) => x.div(y),
			(x, y) => x / y,
			{
				dtypes: numbers,
				domains: divisor,
			},
		),
		pairwise(
			(x, y) => x.div(y, { roundingMode: "floor" }),
			(x, y) => Math.floor(x / y),
			{ dtypes: numbers, domains: divisor },
		),
		pairwise(
			(x, y) => x.div(y, { roundingMode: "trunc" }),
			(x, y) => Math.trunc(x / y),
			{ dtypes: numbers, domains: divisor },
		),
	],
	floorDivide: [
		pairwise(
			(x, y) => x.floorDivide(y),
			(x, y) => Math.floor(x / y),
			{
				...noGradient,
				dtypes: numbers,
				domains: divisor,
			},
		),
	],
	remainder: [
		pairwise((x, y) => x.remainder(y), remainderOf, {
			dtypes: numbers,
			domains: divisor,
		}),
	],
	fmod: [
		pairwise(
			(x, y) => x.fmod(y),
			(x, y) => x % y,
			{
				dtypes: numbers,
				domains: divisor,
			},
		),
	],
	pow: [
		pairwise(
			(x, y) => x.pow(y),
			(x, y) => x ** y,
			{
				domains: ["positive", "any"],
				tolerance: 1e-5,
			},
		),
		withNumber(
			(x) => x.pow(3),
			(x) => x ** 3,
			{ dtypes: numbers },
		),
		withNumber(
			(x) => x.pow(2),
			(x) => x ** 2,
			{ dtypes: numbers },
		),
		withNumber(
			(x) => x.pow(-1),
			(x) => 1 / x,
			{ domains: ["nonzero"] },
		),
	],
	maximum: [pairwise((x, y) => x.maximum(y), Math.max, { dtypes: numbers })],
	minimum: [pairwise((x, y) => x.minimum(y), Math.min, { dtypes: numbers })],
	atan2: [pairwise((x, y) => x.atan2(y), Math.atan2, { domains: ["nonzero"] })],
	bitwiseAnd: [
		pairwise(
			(x, y) => x.bitwiseAnd(y),
			(x, y) => x & y,
			{
				...noGradient,
				dtypes: integers,
			},
		),
	],
	bitwiseOr: [
		pairwise(
			(x, y) => x.bitwiseOr(y),
			(x, y) => x | y,
			{
				...noGradient,
				dtypes: integers,
			},
		),
	],
	bitwiseXor: [
		pairwise(
			(x, y) => x.bitwiseXor(y),
			(x, y) => x ^ y,
			{
				...noGradient,
				dtypes: integers,
			},
		),
	],
	eq: question(
		(x, y) => x.eq(y),
		(x, y) => x === y,
	),
	ne: question(
		(x, y) => x.ne(y),
		(x, y) => x !== y,
	),
	lt: question(
		(x, y) => x.lt(y),
		(x, y) => x < y,
	),
	le: question(
		(x, y) => x.le(y),
		(x, y) => x <= y,
	),
	gt: question(
		(x, y) => x.gt(y),
		(x, y) => x > y,
	),
	ge: question(
		(x, y) => x.ge(y),
		(x, y) => x >= y,
	),
	logicalAnd: question(
		(x, y) => x.logicalAnd(y),
		(x, y) => !!x && !!y,
	),
	logicalOr: question(
		(x, y) => x.logicalOr(y),
		(x, y) => !!x || !!y,
	),
	logicalXor: question(
		(x, y) => x.logicalXor(y),
		(x, y) => !!x !== !!y,
	),
	isclose: [
		pairwise(
			(x, y) => x.isclose(y, { atol: 1, rtol: 0 }),
			(x, y) => Number(Math.abs(x - y) <= 1),
			noGradient,
		),
	],
	lerp: [
		pairwise(
			(x, y) => x.lerp(y, fraction),
			(x, y) => x + (y - x) * fraction,
		),
		pairwise(
			(x, y) => x.lerp(y, 0.75),
			(x, y) => x + (y - x) * 0.75,
		),
		{
			name: "tensor weight",
			shapes: triples,
			call: (x, y, w) => x.lerp(y, w),
			oracle: (...xs) =>
				zip((x: number, y: number, w: number) => x + (y - x) * w, ...xs),
			tolerance: 1e-5,
		},
	],
	addcmul: [
		{
			shapes: triples,
			call: (x, a, b) => addcmul(x, a, b, { value: 0.5 }),
			oracle: (...xs) =>
				zip((x: number, a: number, b: number) => x + 0.5 * a * b, ...xs),
		},
	],
	addcdiv: [
		{
			shapes: triples,
			domains: ["any", "any", "nonzero"],
			call: (x, a, b) => addcdiv(x, a, b, { value: 0.5 }),
			oracle: (...xs) =>
				zip((x: number, a: number, b: number) => x + (0.5 * a) / b, ...xs),
		},
	],
	where: [
		{
			shapes: triples,
			domains: ["mask", "any"],
			dtypes: everything,
			call: (c, x, y) => where(c, x, y),
			oracle: (...xs) =>
				zip((c: number, x: number, y: number) => (c ? x : y), ...xs),
		},
		{
			name: "a number",
			shapes: everyPair,
			domains: ["mask", "any"],
			dtypes: floats,
			call: (c, x) => x.where(c, 0.5),
			oracle: (...xs) => zip((c: number, x: number) => (c ? x : 0.5), ...xs),
		},
	],
	maskedFill: [
		{
			shapes: everyPair,
			domains: ["any", "mask"],
			dtypes: numbers,
			call: (x, mask) => maskedFill(x, mask, 2),
			oracle: (...xs) => zip((x: number, m: number) => (m ? 2 : x), ...xs),
		},
		{
			name: "a tensor's value",
			shapes: [[[2, 3], [3], []]],
			domains: ["any", "mask", "any"],
			call: (x, mask, value) => maskedFill(x, mask, value),
			oracle: (...xs) =>
				zip((x: number, m: number, v: number) => (m ? v : x), ...xs),
		},
	],
} satisfies Record<string, readonly Sample[]>;
