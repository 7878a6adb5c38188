import { tidy } from "../../../src/ops/engine/define.js";
import { everything, numbers, type Sample } from "../sample.js";
import { elementwise, erf } from "./unary.js";

const sinc = (x: number) =>
	x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);

/** Integers become floats. */
const withIntegers = { dtypes: everything } as const;
const steps = { differentiable: false, dtypes: numbers } as const;

export const special = {
	tan: elementwise((x) => x.tan(), Math.tan, withIntegers),
	asin: elementwise((x) => x.asin(), Math.asin, { domain: "unit" }),
	acos: elementwise((x) => x.acos(), Math.acos, { domain: "unit" }),
	atan: elementwise((x) => x.atan(), Math.atan, withIntegers),
	sinh: elementwise((x) => x.sinh(), Math.sinh, withIntegers),
	cosh: elementwise((x) => x.cosh(), Math.cosh, withIntegers),
	asinh: elementwise((x) => x.asinh(), Math.asinh, withIntegers),
	acosh: elementwise(
		(x) => tidy(() => x.add(1).acosh()),
		(x) => Math.acosh(x + 1),
		{ domain: "positive", tolerance: 1e-5 },
	),
	atanh: elementwise((x) => x.atanh(), Math.atanh, { domain: "unit" }),
	sinc: [
		...elementwise((x) => x.sinc(), sinc, withIntegers),
		// The gradient at 0 is a constant 0, as in PyTorch: it has no slope of its own.
		...elementwise((x) => x.sinc(), sinc, {
			...withIntegers,
			name: "at 0",
			domain: "zeros",
			smooth: false,
		}),
	],
	deg2rad: elementwise(
		(x) => x.deg2rad(),
		(x) => (x * Math.PI) / 180,
		withIntegers,
	),
	rad2deg: elementwise(
		(x) => x.rad2deg(),
		(x) => (x * 180) / Math.PI,
		withIntegers,
	),
	exp2: elementwise(
		(x) => x.exp2(),
		(x) => 2 ** x,
		withIntegers,
	),
	erfc: elementwise(
		(x) => x.erfc(),
		(x) => 1 - erf(x),
		withIntegers,
	),
	logit: [
		...elementwise(
			(x) => x.logit(),
			(x) => Math.log(x / (1 - x)),
			{ domain: "probability" },
		),
		...elementwise(
			(x) => x.logit(0.2),
			(x) => {
				const inside = Math.min(0.8, Math.max(0.2, x));
				return Math.log(inside / (1 - inside));
			},
			{ domain: "probability" },
		),
	],
	sgn: elementwise((x) => x.sgn(), Math.sign, {
		dtypes: numbers,
	}),
	positive: elementwise(
		(x) => x.positive(),
		(x) => x,
		{ dtypes: numbers },
	),
	signbit: elementwise(
		(x) => x.signbit(),
		(x) => Number(x < 0 || Object.is(x, -0)),
		{ ...steps, domain: "zeros" },
	),
	frac: elementwise(
		(x) => x.frac(),
		(x) => x % 1,
	),
	isposinf: elementwise(
		(x) => x.isposinf(),
		(x) => Number(x === Number.POSITIVE_INFINITY),
		{ ...steps, domain: "special" },
	),
	isneginf: elementwise(
		(x) => x.isneginf(),
		(x) => Number(x === Number.NEGATIVE_INFINITY),
		{ ...steps, domain: "special" },
	),
	nanToNum: [
		...elementwise(
			(x) => x.nanToNum(),
			(x) => x,
			{ dtypes: numbers },
		),
		...elementwise(
			(x) => x.nanToNum({ nan: 5, posinf: 6, neginf: 7 }),
			(x) => (Number.isNaN(x) ? 5 : Number.isFinite(x) ? x : x > 0 ? 6 : 7),
			{ ...steps, domain: "special" },
		),
	],
} satisfies Record<string, readonly Sample[]>;
