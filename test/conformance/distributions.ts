/**
 * Whether numbers could have come from a distribution. The margins are those that `FORMAT.md` of the cases suggests: wide
 * enough for one honest sample in a billion, narrow enough for a wrong factor.
 */
import { Tensor } from "../../src/index.js";
import type { Distribution, Json } from "./cases.js";
import { difference } from "./compare.js";

/** What is wrong with the sample, or undefined. */
export function disagreement(
	actual: unknown,
	expected: Distribution,
): string | undefined {
	if (!(actual instanceof Tensor)) return "the result is not a tensor";
	const x = Float64Array.from(actual.toTypedArray());
	const number = (name: string): number => Number(expected[name]);
	switch (expected.dist) {
		case "uniform":
			return uniform(x, number("low"), number("high"));
		case "normal":
			return moments(x, number("mean"), number("std"), 0.08);
		case "trunc_normal":
			return truncated(x, expected);
		case "constant":
			return x.every((v) => v === Math.fround(number("value")))
				? undefined
				: `not all elements are ${number("value")}`;
		case "exact":
			return difference(actual, expected.value as Json, {
				tolerance: undefined,
			});
		case "orthogonal":
			return orthogonal(x, actual.shape, number("gain"));
		case "randint":
			return integers(x, number("low"), number("high"));
		case "permutation":
			return permutation(x, number("n"));
		case "bernoulli":
			return rate(x, [0, 1], number("p"));
		case "dropout":
			return rate(x, [0, Math.fround(1 / (1 - number("p")))], 1 - number("p"));
		case "categorical":
			return categorical(x, expected.probs as readonly number[]);
		default:
			return `unknown distribution ${expected.dist}`;
	}
}

function mean(x: Float64Array): number {
	return x.reduce((sum, v) => sum + v, 0) / x.length;
}

function deviation(x: Float64Array): number {
	const m = mean(x);
	return Math.sqrt(x.reduce((sum, v) => sum + (v - m) ** 2, 0) / x.length);
}

/** Mean within 6 standard errors, standard deviation within a share, or its own 6 errors in a small sample. */
function moments(
	x: Float64Array,
	center: number,
	std: number,
	share: number,
): string | undefined {
	const m = mean(x);
	if (!(Math.abs(m - center) <= (6 * std) / Math.sqrt(x.length)))
		return `the mean is ${m}; expected ${center}`;
	const s = deviation(x);
	const allowed = Math.max(share, 6 / Math.sqrt(4 * x.length));
	if (!(Math.abs(s - std) <= allowed * std))
		return `the standard deviation is ${s}; expected ${std}`;
	return undefined;
}

function bounds(
	x: Float64Array,
	low: number,
	high: number,
): string | undefined {
	// The bounds are rounded to float32 once more than the values.
	const slack = 1e-6 * Math.max(Math.abs(low), Math.abs(high));
	const outside = x.find((v) => !(v >= low - slack && v <= high + slack));
	return outside === undefined
		? undefined
		: `${outside} lies outside of [${low}, ${high}]`;
}

function uniform(
	x: Float64Array,
	low: number,
	high: number,
): string | undefined {
	const twentieth = (high - low) / 20;
	if (
		!x.some((v) => v < low + twentieth) ||
		!x.some((v) => v > high - twentieth)
	)
		return `the outer twentieths of [${low}, ${high}] are empty`;
	return (
		bounds(x, low, high) ??
		moments(x, (low + high) / 2, (high - low) / Math.sqrt(12), 0.05)
	);
}

/** Both bounds are two deviations away in every case, so the spread is that of a normal cut there. */
function truncated(
	x: Float64Array,
	expected: Distribution,
): string | undefined {
	const [low, high] = [Number(expected.low), Number(expected.high)];
	const CUT_AT_TWO = 0.8796;
	return (
		bounds(x, low, high) ??
		moments(x, Number(expected.mean), Number(expected.std) * CUT_AT_TWO, 0.08)
	);
}

function orthogonal(
	x: Float64Array,
	shape: readonly number[],
	gain: number,
): string | undefined {
	const [rows = 0, cols = 0] = shape;
	const wide = rows <= cols;
	const n = wide ? rows : cols;
	const length = wide ? cols : rows;
	const at = (i: number, k: number): number =>
		(wide ? x[i * cols + k] : x[k * cols + i]) as number;
	for (let i = 0; i < n; i++)
		for (let j = 0; j < n; j++) {
			let product = 0;
			for (let k = 0; k < length; k++) product += at(i, k) * at(j, k);
			const wanted = i === j ? gain * gain : 0;
			if (!(Math.abs(product - wanted) <= 1e-5 * Math.max(1, gain * gain)))
				return `the product of vectors ${i} and ${j} is ${product}; expected ${wanted}`;
		}
	return undefined;
}

function integers(
	x: Float64Array,
	low: number,
	high: number,
): string | undefined {
	const expected = Array.from({ length: high - low }, (_, i) => low + i);
	const seen = [...new Set(x)].sort((a, b) => a - b);
	if (seen.join() !== expected.join())
		return `the values are ${seen}; expected ${expected}`;
	const spread = Math.sqrt(((high - low) ** 2 - 1) / 12);
	return moments(x, (low + high - 1) / 2, spread, 0.08);
}

function permutation(x: Float64Array, n: number): string | undefined {
	const sorted = [...x].sort((a, b) => a - b);
	if (sorted.length !== n || sorted.some((v, i) => v !== i))
		return `not a permutation of 0 to ${n - 1}`;
	return x.every((v, i) => v === i) ? "nothing was permuted" : undefined;
}

/** Two values, the second of which has the given rate. */
function rate(
	x: Float64Array,
	[off, on]: readonly [number, number],
	p: number,
): string | undefined {
	const other = x.find((v) => v !== off && v !== on);
	if (other !== undefined) return `${other} is neither ${off} nor ${on}`;
	const found = x.filter((v) => v === on).length / x.length;
	return Math.abs(found - p) <= 0.05
		? undefined
		: `the rate of ${on} is ${found}; expected ${p}`;
}

function categorical(
	x: Float64Array,
	probabilities: readonly number[],
): string | undefined {
	for (const [value, p] of probabilities.entries()) {
		const found = x.filter((v) => v === value).length / x.length;
		if (Math.abs(found - p) > 0.05)
			return `the rate of ${value} is ${found}; expected ${p}`;
	}
	return undefined;
}
