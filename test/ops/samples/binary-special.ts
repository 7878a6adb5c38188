import { numbers, type Sample } from "../sample.js";
import { pairwise } from "./binary.js";

/** Integers become floats. */
const withIntegers = { dtypes: numbers } as const;

export const binarySpecial = {
	copysign: [
		pairwise(
			(x, y) => x.copysign(y),
			(x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x)),
			withIntegers,
		),
	],
	fmax: [pairwise((x, y) => x.fmax(y), Math.max, withIntegers)],
	fmin: [pairwise((x, y) => x.fmin(y), Math.min, withIntegers)],
	heaviside: [
		pairwise(
			(x, y) => x.heaviside(y),
			(x, y) => (x === 0 ? y : Number(x > 0)),
			{ ...withIntegers, domains: ["zeros", "any"], differentiable: false },
		),
	],
	hypot: [pairwise((x, y) => x.hypot(y), Math.hypot, { domains: ["nonzero"] })],
	logaddexp: [
		pairwise(
			(x, y) => x.logaddexp(y),
			(x, y) => Math.log(Math.exp(x) + Math.exp(y)),
			withIntegers,
		),
	],
	logaddexp2: [
		pairwise(
			(x, y) => x.logaddexp2(y),
			(x, y) => Math.log2(2 ** x + 2 ** y),
			withIntegers,
		),
	],
	xlogy: [
		pairwise(
			(x, y) => x.xlogy(y),
			(x, y) => (x === 0 ? 0 : x * Math.log(y)),
			{ ...withIntegers, domains: ["zeros", "positive"] },
		),
	],
	floatPower: [
		pairwise(
			(x, y) => x.floatPower(y),
			(x, y) => x ** y,
			{ domains: ["positive", "any"] },
		),
	],
} satisfies Record<string, readonly Sample[]>;
