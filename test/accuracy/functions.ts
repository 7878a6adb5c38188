// What is measured: the operations of one and of two arguments that round, each with its float64 reference.
import * as library from "../../src/index.js";
import { digamma, erf, erfc, erfinv, lgamma, sigmoid } from "./references.js";

const { exp, log, log1p, tanh } = Math;

/** Functions of one argument, by the name of the operation. */
export const unary: Record<string, (x: number) => number> = {
	acos: Math.acos,
	acosh: Math.acosh,
	asin: Math.asin,
	asinh: Math.asinh,
	atan: Math.atan,
	atanh: Math.atanh,
	cos: Math.cos,
	cosh: Math.cosh,
	digamma,
	erf,
	erfc,
	erfinv,
	exp,
	exp2: (x) => 2 ** x,
	expm1: Math.expm1,
	lgamma,
	log,
	log10: Math.log10,
	log1p,
	log2: Math.log2,
	reciprocal: (x) => 1 / x,
	rsqrt: (x) => 1 / Math.sqrt(x),
	sigmoid,
	sin: Math.sin,
	sinh: Math.sinh,
	sqrt: Math.sqrt,
	tan: Math.tan,
	tanh,
};

/** Functions of two arguments. */
export const binary: Record<string, (a: number, b: number) => number> = {
	atan2: Math.atan2,
	hypot: Math.hypot,
	pow: (a, b) =>
		a === 1 || (a === -1 && Math.abs(b) === Infinity) ? 1 : a ** b,
	xlogy: (a, b) => (a === 0 && !Number.isNaN(b) ? 0 : a * log(b)),
};

export type Operation = (
	...operands: readonly library.Tensor[]
) => library.Tensor;

/** The library's function of the name. */
export function operation(name: string): Operation {
	const { [name]: found } = library as unknown as Record<string, Operation>;
	return found as Operation;
}
