import { logSoftmax, median, softmax } from "../../../src/index.js";
import type { ValuesAndIndices } from "../../../src/ops/engine/values-and-indices.js";
import type { Tensor } from "../../../src/tensor/tensor.js";
import { lines, type Nd, reduce, total } from "../reference.js";
import { everything, LENGTHS, numbers, type Sample } from "../sample.js";

type Fold = (values: number[]) => number;

/** Gradients on [3, 4]; then long enough in each place for every loop: rows, columns, the middle. */
const matrices = [
	[[3, 4]],
	...LENGTHS.map((n) => [[n, 2]]),
	...LENGTHS.map((n) => [[2, n]]),
	[[2, 5, 3]],
	[[20, 37]],
] as const;
const empty = [[[0, 3]], [[3, 0]]] as const;
const whole = [
	[[3, 4]],
	[[]],
	...LENGTHS.map((n) => [[n]]),
	[[3, 50, 7]],
] as const;

function folding(
	call: (x: Tensor, dim?: number, keep?: { keepdim: boolean }) => Tensor,
	fold: Fold,
	settings: Partial<Sample> = {},
	none: readonly (readonly (readonly number[])[])[] = empty,
): Sample[] {
	const over = (name: string, dim: number, keepdim: boolean): Sample => ({
		name,
		shapes: [...matrices, ...none],
		call: (x) => call(x, dim, { keepdim }),
		oracle: (x: Nd) => reduce(x, fold, [dim], keepdim),
		...settings,
	});
	return [
		{
			name: "all",
			shapes: none.length === 0 ? whole : [...whole, [[0]]],
			call: (x) => call(x),
			oracle: (x: Nd) => reduce(x, fold),
			...settings,
		},
		over("dim 0", 0, false),
		over("the last dim, kept", -1, true),
	];
}

/** Several dimensions at once, adjacent and apart. */
function several(
	call: (x: Tensor, dims: readonly number[]) => Tensor,
	fold: Fold,
	settings: Partial<Sample> = {},
): Sample[] {
	return [
		[0, 1],
		[0, 2],
	].map((dims) => ({
		name: `dims ${dims}`,
		shapes: [[[2, 3, 2]], [[5, 3, 9]]],
		call: (x) => call(x, dims),
		oracle: (x: Nd) => reduce(x, fold, dims),
		...settings,
	}));
}

const mean: Fold = (v) => total(v) / v.length;
const spreadOf =
	(correction: number): Fold =>
	(v) => {
		const m = mean(v);
		return (
			total(v.map((x) => (x - m) ** 2)) / Math.max(0, v.length - correction)
		);
	};
const deviation: Fold = (v) => Math.sqrt(spreadOf(1)(v));
const hypot: Fold = (v) => Math.sqrt(total(v.map((x) => x * x)));
const logTotal: Fold = (v) => Math.log(total(v.map(Math.exp)));
const largest: Fold = (v) => Math.max(...v);
const smallest: Fold = (v) => Math.min(...v);
/** Where the elements are in order; equal ones stay in theirs. */
const order = (v: readonly number[], descending = false): number[] => {
	const sign = descending ? -1 : 1;
	return [...v.keys()].sort(
		(i, j) => sign * ((v[i] as number) - (v[j] as number)),
	);
};
const placeOfMiddle: Fold = (v) => order(v)[(v.length - 1) >> 1] as number;
const middle: Fold = (v) => v[placeOfMiddle(v)] as number;

const noGradient = { differentiable: false } as const;
/** Some of these lines are one long, where a deviation has no value and no slope. */
const wide = { tolerance: 1e-5 } as const;
const sums = { dtypes: everything, tolerance: 1e-5 } as const;
const never: readonly (readonly (readonly number[])[])[] = [];

const along = (
	call: (x: Tensor, dim: number) => Tensor,
	line: (values: number[]) => readonly number[],
	settings: Partial<Sample> = {},
): Sample[] =>
	[0, -1].map((dim) => ({
		name: `dim ${dim}`,
		shapes: [...matrices, ...empty, [[]]],
		call: (x) => call(x, dim),
		oracle: (x: Nd) => lines(x, dim, line),
		tolerance: 1e-5,
		...settings,
	}));

const running =
	(f: (a: number, b: number) => number) =>
	(values: number[]): number[] => {
		const out: number[] = [];
		for (const v of values)
			out.push(out.length ? f(out.at(-1) as number, v) : v);
		return out;
	};

/** Values and their positions along a dimension. */
function paired(
	call: (x: Tensor, dim: number) => ValuesAndIndices,
	place: Fold,
): Sample[] {
	return [0, 1].map((dim) => ({
		name: `dim ${dim}`,
		shapes: matrices,
		call: (x) => call(x, dim),
		oracle: (x: Nd) => [
			reduce(x, (v) => v[place(v)] as number, [dim]),
			reduce(x, place, [dim]),
		],
	}));
}

export const reductions = {
	sum: [
		...folding((x, d, k) => x.sum(d, k), total, sums),
		...several((x, dims) => x.sum(dims), total, sums),
	],
	nansum: folding((x, d, k) => x.nansum(d, k), total, sums),
	mean: [
		...folding((x, d, k) => x.mean(d, k), mean, wide),
		...several((x, dims) => x.mean(dims), mean, wide),
	],
	nanmean: folding((x, d, k) => x.nanmean(d, k), mean, wide),
	prod: folding(
		(x, d, k) => x.prod(d, k),
		(v) => v.reduce((p, x) => p * x, 1),
		{ tolerance: 1e-4 },
	),
	var: [
		...folding((x, d, k) => x.var(d, k), spreadOf(1), wide, never),
		...folding(
			(x, d, k) => x.var(d, { ...k, correction: 0 }),
			spreadOf(0),
			wide,
			never,
		),
		...several((x, dims) => x.var(dims), spreadOf(1), wide),
	],
	std: folding((x, d, k) => x.std(d, k), deviation, wide, never).map(
		// On expanded inputs it is zero, where it has a corner.
		(sample) => ({ ...sample, smooth: sample.name !== "dim 0" }),
	),
	norm: [
		...folding((x, d, k) => x.norm("fro", d, k), hypot, wide),
		...folding(
			(x, d, k) => x.norm(1, d, k),
			(v) => total(v.map(Math.abs)),
			wide,
		),
		...folding(
			(x, d, k) => x.norm(3, d, k),
			(v) => Math.cbrt(total(v.map((a) => Math.abs(a) ** 3))),
			wide,
			never,
		),
		...folding(
			(x, d, k) => x.norm(Number.POSITIVE_INFINITY, d, k),
			(v) => Math.max(...v.map(Math.abs)),
			wide,
			never,
		),
	],
	logsumexp: folding(
		(x, d, k) => x.logsumexp(d ?? [...x.shape.keys()], k),
		logTotal,
		wide,
		never,
	),
	any: folding(
		(x, d, k) => x.any(d, k),
		(v) => Number(v.some(Boolean)),
		{
			...noGradient,
			domains: ["zeros"],
			dtypes: everything,
		},
	),
	all: folding(
		(x, d, k) => x.all(d, k),
		(v) => Number(v.every(Boolean)),
		{
			...noGradient,
			domains: ["zeros"],
			dtypes: everything,
		},
	),
	countNonzero: [
		{
			shapes: [...matrices, ...empty],
			domains: ["zeros"],
			dtypes: everything,
			call: (x) => x.countNonzero(0),
			oracle: (x: Nd) => reduce(x, (v) => v.filter(Boolean).length, [0]),
			...noGradient,
		},
	],
	amax: [
		...folding((x, d, k) => x.amax(d, k), largest, { dtypes: numbers }, never),
		...several((x, dims) => x.amax(dims), largest),
	],
	amin: folding(
		(x, d, k) => x.amin(d, k),
		smallest,
		{ dtypes: numbers },
		never,
	),
	max: [
		...paired(
			(x, dim) => x.max(dim),
			(v) => v.indexOf(largest(v)),
		),
		{
			name: "all",
			shapes: whole,
			call: (x) => x.max(),
			oracle: (x) => reduce(x, largest),
		},
	],
	min: [
		...paired(
			(x, dim) => x.min(dim),
			(v) => v.indexOf(smallest(v)),
		),
		{
			name: "all",
			shapes: whole,
			call: (x) => x.min(),
			oracle: (x) => reduce(x, smallest),
		},
	],
	argmax: folding(
		(x, d, k) => x.argmax(d, k),
		(v) => v.indexOf(largest(v)),
		{
			...noGradient,
			dtypes: numbers,
		},
		never,
	),
	argmin: folding(
		(x, d, k) => x.argmin(d, k),
		(v) => v.indexOf(smallest(v)),
		{
			...noGradient,
			dtypes: numbers,
		},
		never,
	),
	median: [
		...paired((x, dim) => x.median(dim), placeOfMiddle),
		{
			name: "all",
			shapes: whole,
			call: (x) => median(x),
			oracle: (x) => reduce(x, middle),
		},
	],
	sort: [false, true].flatMap((descending) =>
		[0, -1].map((dim) => ({
			name: `dim ${dim}${descending ? ", descending" : ""}`,
			shapes: [...matrices, ...empty, [[]]],
			dtypes: numbers,
			call: (x) => x.sort(dim, { descending }),
			oracle: (x: Nd) => [
				lines(x, dim, (v) => order(v, descending).map((i) => v[i] as number)),
				lines(x, dim, (v) => order(v, descending)),
			],
		})),
	),
	argsort: along(
		(x, dim) => x.argsort(dim),
		(v) => order(v),
		{
			...noGradient,
			dtypes: numbers,
		},
	),
	softmax: along(
		(x, dim) => softmax(x, dim),
		(v) => v.map((x) => Math.exp(x) / total(v.map(Math.exp))),
	),
	logSoftmax: along(
		(x, dim) => logSoftmax(x, dim),
		(v) => v.map((x) => x - logTotal(v)),
	),
	cumsum: along(
		(x, dim) => x.cumsum(dim),
		running((a, b) => a + b),
		{
			dtypes: everything,
		},
	),
	logcumsumexp: along(
		(x, dim) => x.logcumsumexp(dim),
		running((a, b) => Math.log(Math.exp(a) + Math.exp(b))),
	),
	cumprod: [
		...along(
			(x, dim) => x.cumprod(dim),
			running((a, b) => a * b),
			{
				tolerance: 1e-4,
			},
		),
		...along(
			(x, dim) => x.cumprod(dim),
			running((a, b) => a * b),
			{
				name: "zeros",
				domains: ["zeros"],
				tolerance: 1e-4,
			},
		),
	],
} satisfies Record<string, readonly Sample[]>;
