/** How many elements fall into each of several bins. */

import type { Tensor } from "../../tensor/tensor.js";
import { isFloatingDType, type TypedArray } from "../../value/dtype.js";
import {
	DTypeError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { sameShape } from "../../value/shape.js";
import { fromFlat } from "../create/literal.js";
import { checkTensor } from "../engine/define.js";
import { namedTuple } from "../engine/named-tuple.js";

export interface HistogramOptions {
	/** The first and last edge where there is a number of bins. Default: the least and greatest element. */
	readonly range?: readonly number[] | null;
	/** How much each element counts: of the input's shape and dtype. Default: 1. */
	readonly weight?: Tensor | null;
	/** Give densities, whose integral is 1. Default false. */
	readonly density?: boolean;
}

export interface Histogram extends Iterable<Tensor> {
	readonly hist: Tensor;
	readonly binEdges: Tensor;
}

export function histc(x: Tensor, bins = 100, min = 0, max = 0): Tensor {
	checkFloats("histc", x);
	checkBins("histc", bins);
	const data = x.toTypedArray();
	let [from, to] = [min, max];
	if (from === to) [from, to] = extremes(data, from);
	if (from === to) [from, to] = [from - 1, to + 1];
	checkRange("histc", from, to);
	const round = roundingOf(x);
	const [left, right] = [round(from), round(to)];
	const counts = new Float64Array(bins);
	for (const value of data)
		if (value >= left && value <= right)
			(counts[binOf(value, left, right, bins, round)] as number) += 1;
	return fromFlat(counts, [bins], x.dtype);
}

export function histogram(
	x: Tensor,
	bins: Tensor | number,
	options?: HistogramOptions,
): Histogram {
	const {
		range = null,
		weight = null,
		density = false,
	} = readOptions("histogram", options);
	checkFloats("histogram", x);
	checkWeight(x, weight);
	const data = x.toTypedArray();
	const edges =
		typeof bins === "number"
			? evenEdges(x, data, bins, range)
			: givenEdges(x, bins, range);
	const counts = new Float64Array(edges.length - 1);
	const weights = weight?.toTypedArray();
	const last = edges.at(-1) as number;
	for (const [i, value] of data.entries())
		if (value >= (edges[0] as number) && value <= last) {
			const bin = Math.min(above(edges, value) - 1, counts.length - 1);
			(counts[bin] as number) += weights?.[i] ?? 1;
		}
	if (density) normalize(counts, edges);
	return namedTuple({
		hist: fromFlat(counts, [counts.length], x.dtype),
		binEdges: fromFlat(edges, [edges.length], x.dtype),
	});
}

/** How many edges are not above the value: by halves, as they ascend. */
function above(edges: TypedArray, value: number): number {
	let [low, high] = [0, edges.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((edges[middle] as number) <= value) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Counts become densities: the sum over all bins of density times width is 1. */
function normalize(counts: Float64Array, edges: TypedArray): void {
	const total = counts.reduce((sum, count) => sum + count, 0);
	for (const [i, count] of counts.entries())
		counts[i] =
			count / total / ((edges[i + 1] as number) - (edges[i] as number));
}

/** The bin of a value within the range, in the arithmetic of its dtype as PyTorch. */
function binOf(
	value: number,
	left: number,
	right: number,
	bins: number,
	round: (value: number) => number,
): number {
	const steps = round(round(value - left) * bins);
	return Math.min(bins - 1, Math.trunc(round(steps / round(right - left))));
}

const roundingOf = (x: Tensor) =>
	x.dtype === "float32" ? Math.fround : (value: number) => value;

function evenEdges(
	x: Tensor,
	data: TypedArray,
	bins: number,
	range: readonly number[] | null,
): TypedArray {
	checkBins("histogram", bins);
	if (range !== null && range.length !== 2)
		throw new ValueError(
			"histogram",
			say`range is ${show(range)}; expected two numbers, the first and last edge`,
		);
	let [from, to] = (range ?? extremes(data, 0, 1)) as [number, number];
	checkRange("histogram", from, to, range !== null || from === to);
	if (from === to) [from, to] = [from - 0.5, to + 0.5];
	const edges =
		x.dtype === "float32"
			? new Float32Array(bins + 1)
			: new Float64Array(bins + 1);
	// From both ends towards the middle, as linspace: the last edge is exact.
	const step = (to - from) / bins;
	for (let i = 0; i <= bins; i++)
		edges[i] = i < (bins + 1) / 2 ? from + i * step : to - (bins - i) * step;
	return edges;
}

function givenEdges(
	x: Tensor,
	bins: Tensor,
	range: readonly number[] | null,
): TypedArray {
	if (range !== null)
		throw new ValueError(
			"histogram",
			"range goes with a number of bins; edges say theirs themselves",
		);
	if (checkTensor("histogram", bins).ndim !== 1 || bins.numel() < 2)
		throw new ShapeError(
			"histogram",
			say`edges of shape ${show(bins.shape)}; expected one dimension and at least two of them`,
		);
	const edges = bins.to(x.dtype).toTypedArray();
	const odd = edges.findIndex(
		(edge, i) => i > 0 && !(edge >= (edges[i - 1] as number)),
	);
	if (odd > 0)
		throw new ValueError(
			"histogram",
			say`edge ${odd} is ${edges[odd]} and the one before it ${edges[odd - 1]}; edges ascend`,
		);
	return edges;
}

/** The least and the greatest element, or what stands for them if there is none. */
function extremes(data: TypedArray, from: number, to = from): [number, number] {
	if (data.length === 0) return [from, to];
	let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const value of data) {
		if (Number.isNaN(value)) return [value, value];
		least = Math.min(least, value);
		most = Math.max(most, value);
	}
	return [least, most];
}

function checkRange(
	op: string,
	from: number,
	to: number,
	mayBeEmpty = false,
): void {
	if (
		Number.isFinite(from) &&
		Number.isFinite(to) &&
		(from < to || (mayBeEmpty && from === to))
	)
		return;
	throw new ValueError(
		op,
		say`the range is ${from} to ${to}; expected finite numbers, the first less than the second`,
	);
}

/** Their counts and edges must fit into memory beside everything else. */
const MOST_BINS = 2 ** 24;

function checkBins(op: string, bins: number): void {
	if (!Number.isSafeInteger(bins) || bins < 1 || bins > MOST_BINS)
		throw new ValueError(
			op,
			say`${bins} bins; expected an integer from 1 to ${MOST_BINS}`,
		);
}

function checkFloats(op: string, x: Tensor): void {
	if (!isFloatingDType(checkTensor(op, x).dtype))
		throw new DTypeError(
			op,
			say`does not take dtype ${x.dtype}; convert with float() first, or count integers with bincount`,
		);
}

function checkWeight(x: Tensor, weight: Tensor | null): void {
	if (weight === null) return;
	if (
		!sameShape(checkTensor("histogram", weight).shape, x.shape) ||
		weight.dtype !== x.dtype
	)
		throw new ShapeError(
			"histogram",
			say`a weight of ${weight.dtype} ${show(weight.shape)} for elements of ${x.dtype} ${show(x.shape)}; expected the same shape and dtype`,
		);
}
