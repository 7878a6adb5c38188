/** One dimension read at other places: each element of the result is a weighted sum of a few elements of the input. */

import { takeAlong } from "../../ops/select/gather.js";
import { constantPadNd } from "../../ops/shape/pad.js";
import { fromFlat } from "../../tensor/create/from-flat.js";
import type { Tensor } from "../../tensor/tensor.js";

/** One term of the sums: which element each result takes, and times what (1 without weights). */
interface Tap {
	readonly positions: Int32Array;
	readonly weights: Float64Array | null;
}

export interface Axis {
	/** Elements of the input. */
	readonly size: number;
	/** Elements of the result. */
	readonly out: number;
	/** How many times as many the user asked for; undefined if the result's size was given. */
	readonly scale: number | undefined;
	/** Whether the first and last elements stay where they are. */
	readonly alignCorners: boolean;
	/** PyTorch computes positions in the input's dtype, which decides where a place lies between two elements. */
	readonly round: (value: number) => number;
}

/** Steps in the input per element of the result. */
function stepOf({ size, out, scale, alignCorners, round }: Axis): number {
	if (alignCorners) return out > 1 ? round((size - 1) / (out - 1)) : 0;
	return round(scale === undefined ? size / out : 1 / scale);
}

/** Where the centre of each element of the result lies in the input. */
function placesOf(axis: Axis): Float64Array {
	const { out, alignCorners, round } = axis;
	const step = stepOf(axis);
	return Float64Array.from({ length: out }, (_, i) =>
		alignCorners ? round(step * i) : round(round(step * (i + 0.5)) - 0.5),
	);
}

/** `count` terms; `at` gives the position and the weight of term `t` of element `i`. */
function tapsOf(
	out: number,
	count: number,
	at: (i: number, t: number) => readonly [position: number, weight: number],
): Tap[] {
	return Array.from({ length: count }, (_, t) => {
		const pairs = Array.from({ length: out }, (_, i) => at(i, t));
		return {
			positions: Int32Array.from(pairs, ([position]) => position),
			weights: Float64Array.from(pairs, ([, weight]) => weight),
		};
	});
}

/** The element whose interval holds the start of each interval of the result, or with `exact` its centre. */
function nearest(axis: Axis, exact: boolean): Tap[] {
	const { size, out, round } = axis;
	const step = stepOf(axis);
	const from = exact ? 0.5 : 0;
	const positions = Int32Array.from({ length: out }, (_, i) =>
		Math.min(size - 1, Math.floor(round(step * (i + from)))),
	);
	return [{ positions, weights: null }];
}

/** The two neighbours, the nearer with the greater weight. */
function linear(axis: Axis): Tap[] {
	const { size, out, round } = axis;
	const places = placesOf(axis);
	return tapsOf(out, 2, (i, t) => {
		const place = out === size ? i : Math.max(0, places[i] as number);
		const left = Math.min(size - 1, Math.floor(place));
		const share = round(place - left);
		return t === 0
			? [left, round(1 - share)]
			: [Math.min(size - 1, left + 1), share];
	});
}

/** PyTorch's cubic convolution has this slope at distance 1. */
const SLOPE = -0.75;

/** The weight of an element at a distance from 0 to 2. */
function cubicWeight(distance: number, slope = SLOPE): number {
	const x = Math.abs(distance);
	return x <= 1
		? ((slope + 2) * x - (slope + 3)) * x * x + 1
		: ((slope * x - 5 * slope) * x + 8 * slope) * x - 4 * slope;
}

/** Four neighbours; those beyond an edge are the edge. */
function cubic(axis: Axis): Tap[] {
	const { size, out } = axis;
	const places = placesOf(axis);
	return tapsOf(out, 4, (i, t) => {
		const place = places[i] as number;
		const left = Math.floor(place);
		const at = left - 1 + t;
		return [
			Math.min(size - 1, Math.max(0, at)),
			cubicWeight(place - left + 1 - t),
		];
	});
}

/** The mean of all elements that the interval of the result touches. Terms that an interval lacks are at `size`. */
function area({ size, out }: Axis): Tap[] {
	const start = (i: number) => Math.floor((i * size) / out);
	const length = (i: number) => Math.ceil(((i + 1) * size) / out) - start(i);
	let most = 0;
	for (let i = 0; i < out; i++) most = Math.max(most, length(i));
	return tapsOf(out, most, (i, t) => [
		t < length(i) ? start(i) + t : size,
		1 / length(i),
	]);
}

export const resamplings = {
	nearest: (axis: Axis) => nearest(axis, false),
	"nearest-exact": (axis: Axis) => nearest(axis, true),
	linear,
	cubic,
	area,
	"smooth-linear": (axis: Axis) => smooth(axis, 1, triangle),
	"smooth-cubic": (axis: Axis) => smooth(axis, 2, smoothCubicWeight),
} satisfies Record<string, (axis: Axis) => Tap[]>;

/** The weight of an element at a distance from 0 to 1. */
function triangle(distance: number): number {
	return Math.max(0, 1 - Math.abs(distance));
}

/** The weight at a distance from 0 to 2: antialiasing has another slope than plain cubic convolution. */
function smoothCubicWeight(distance: number): number {
	return Math.abs(distance) < 2 ? cubicWeight(distance, -0.5) : 0;
}

/** All elements within `reach` of a place, which is wider where the result is smaller; the weights add up to 1. */
function smooth(
	axis: Axis,
	reach: number,
	weightAt: (distance: number) => number,
): Tap[] {
	const { size, out } = axis;
	const step = stepOf(axis);
	const stretch = Math.max(1, step);
	const centre = (i: number) => step * (i + 0.5);
	const start = (i: number) =>
		Math.max(0, Math.trunc(centre(i) - reach * stretch + 0.5));
	const count = (i: number) =>
		Math.min(size, Math.trunc(centre(i) + reach * stretch + 0.5)) - start(i);
	const weights = Array.from({ length: out }, (_, i) => {
		const row = Array.from({ length: count(i) }, (_, t) =>
			weightAt((start(i) + t - centre(i) + 0.5) / stretch),
		);
		const total = row.reduce((sum, w) => sum + w, 0);
		return row.map((w) => w / total);
	});
	const most = weights.reduce((n, row) => Math.max(n, row.length), 0);
	// The element after the last stands for nothing.
	return tapsOf(out, most, (i, t) => {
		const weight = weights[i]?.[t];
		return weight === undefined ? [size, 0] : [start(i) + t, weight];
	});
}

/** Reads one dimension at other places. Call it inside `tidy`. */
export function resampled(
	x: Tensor,
	dim: number,
	taps: readonly Tap[],
): Tensor {
	const size = x.size(dim);
	const beyond = taps.some(({ positions }) => positions.includes(size));
	const room = new Array<number>(2 * (x.ndim - 1 - dim)).fill(0);
	const source = beyond ? constantPadNd(x, [...room, 0, 1]) : x;
	const form = x.shape.map((_, d) => (d === dim ? -1 : 1));
	const terms = taps.map(({ positions, weights }) => {
		const index = fromFlat(positions, [positions.length], "int32");
		const taken = takeAlong(source, dim, index);
		if (weights === null) return taken;
		return taken.mul(
			fromFlat(weights, [weights.length], x.dtype).reshape(form),
		);
	});
	return terms.reduce((sum, term) => sum.add(term));
}
