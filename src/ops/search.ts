/** Finding, counting and telling apart values. These give positions and counts, and have no gradients. */

import { checkChoice } from "../arguments.js";
import { type DType, isFloatingDType } from "../dtype.js";
import { DTypeError, ShapeError, show, ValueError } from "../errors.js";
import { readOptions } from "../options.js";
import { say } from "../quote.js";
import { normalizeDim, sameShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { composite, named } from "./composite.js";
import { filled } from "./create.js";
import { checkTensor, releaseTemporary } from "./define.js";
import { addFlat, takeAlong } from "./index.js";
import { fromFlat, tensorFrom } from "./literal.js";
import { transpose } from "./views.js";

export interface SearchOptions {
	/** Which place among equal ones: the first (false, the default), or the one after the last. */
	readonly right?: boolean;
	/** The same as a word: "left" or "right". */
	readonly side?: "left" | "right";
}

/** How many of row[start..end) come before `value`; NaN comes last. */
function placeIn(
	at: (i: number) => number,
	size: number,
	value: number,
	right: boolean,
): number {
	let [low, high] = [0, size];
	while (low < high) {
		const middle = (low + high) >> 1;
		const found = at(middle);
		const before = right
			? !(found > value) && !(Number.isNaN(found) && !Number.isNaN(value))
			: found < value || (Number.isNaN(value) && !Number.isNaN(found));
		if (before) low = middle + 1;
		else high = middle;
	}
	return low;
}

/**
 * Where values would have to go in sorted rows so that they stay sorted: int32, of the values' shape.
 * @param sorted one row, or as many rows as `values` has
 * @param options `sorter`: where the sorted elements are, if `sorted` is not in order
 */
export function searchsorted(
	sorted: Tensor,
	values: Tensor | number,
	options?: SearchOptions & { readonly sorter?: Tensor | null },
): Tensor {
	const { right, side, sorter } = readOptions("searchsorted", options);
	checkTensor("searchsorted", sorted);
	if (side !== undefined)
		checkChoice("searchsorted", "side", side, ["left", "right"]);
	if (right === true && side === "left")
		throw new ValueError(
			"searchsorted",
			'right: true and side: "left" contradict each other; give one of them',
		);
	if (typeof values === "number")
		return composite("searchsorted", () =>
			searchsorted(sorted, tensorFrom(values), {
				right: right ?? side === "right",
				sorter: sorter ?? null,
			}),
		);
	const wanted = checkTensor("searchsorted", values);
	const rows = sorted.ndim > 1;
	if (
		sorted.ndim === 0 ||
		(rows && !sameShape(sorted.shape.slice(0, -1), wanted.shape.slice(0, -1)))
	)
		throw new ShapeError(
			"searchsorted",
			say`sorted rows of shape ${show(sorted.shape)} for values of shape ${show(wanted.shape)}; give one row, or the same leading sizes`,
		);
	if (sorter !== undefined && sorter !== null)
		checkTensor("searchsorted", sorter);
	if (sorter && !sameShape(sorter.shape, sorted.shape))
		throw new ShapeError(
			"searchsorted",
			say`a sorter of shape ${show(sorter.shape)} for rows of shape ${show(sorted.shape)}; they must be equal`,
		);
	const data = sorted.toTypedArray();
	const order = sorter?.toTypedArray();
	const size = sorted.shape.at(-1) as number;
	const width = wanted.shape.at(-1) ?? 1;
	const after = right ?? side === "right";
	const found = Array.from(wanted.toTypedArray(), (value, i) => {
		const start = rows ? Math.floor(i / width) * size : 0;
		const at = (k: number) => data[start + (order?.[start + k] ?? k)] as number;
		return placeIn(at, size, value, after);
	});
	return fromFlat(found, wanted.shape, "int32");
}

/** Which of the intervals between sorted boundaries each value lies in: int32, of the values' shape. */
export function bucketize(
	values: Tensor | number,
	boundaries: Tensor,
	options?: { readonly right?: boolean },
): Tensor {
	const { right = false } = readOptions("bucketize", options);
	if (checkTensor("bucketize", boundaries).ndim !== 1)
		throw new ShapeError(
			"bucketize",
			say`boundaries of shape ${show(boundaries.shape)}; expected one dimension`,
		);
	return named("bucketize", () => searchsorted(boundaries, values, { right }));
}

/**
 * How often each of 0, 1, 2 ... occurs: int32; with `weights` their sums (float32 stays, the rest becomes float64).
 * @param x integers of at least 0, one dimension
 * @param options `minlength`: at least so many counts
 */
export function bincount(
	x: Tensor,
	options?: { readonly weights?: Tensor | null; readonly minlength?: number },
): Tensor {
	const { weights = null, minlength = 0 } = readOptions("bincount", options);
	if (isFloatingDType(checkTensor("bincount", x).dtype) || x.dtype === "bool")
		throw new DTypeError("bincount", say`${x.dtype} values; expected integers`);
	if (weights !== null) checkTensor("bincount", weights);
	if (x.ndim !== 1 || (weights !== null && !sameShape(weights.shape, x.shape)))
		throw new ShapeError(
			"bincount",
			say`values of shape ${show(x.shape)}${weights ? ` and weights of shape ${show(weights.shape)}` : ""}; expected one dimension, the same for both`,
		);
	const values = x.toTypedArray();
	let size = minlength;
	for (const value of values) {
		if (value < 0)
			throw new ValueError(
				"bincount",
				say`the value ${value}; expected integers of at least 0`,
			);
		size = Math.max(size, value + 1);
	}
	const dtype: DType =
		weights === null
			? "int32"
			: weights.dtype === "float32"
				? "float32"
				: "float64";
	return composite("bincount", () => {
		const amounts =
			weights?.detached().to(dtype) ?? filled("bincount", x.shape, 1, dtype);
		return addFlat(filled("bincount", [size], 0, dtype), x.int(), amounts);
	});
}

/** Which elements occur among the test elements: bool; with `invert` which do not. */
export function isin(
	x: Tensor,
	testElements: Tensor,
	options?: { readonly invert?: boolean },
): Tensor {
	const { invert = false } = readOptions("isin", options);
	const known = new Set<number>();
	for (const value of checkTensor("isin", testElements).toTypedArray())
		if (!Number.isNaN(value)) known.add(value);
	const found = Array.from(
		checkTensor("isin", x).toTypedArray(),
		(value) => known.has(value) !== invert,
	);
	return fromFlat(found, x.shape, "bool");
}

export interface UniqueOptions {
	/** flambeau always sorts. */
	readonly sorted?: boolean;
	/** Also where each element is among the different ones. */
	readonly returnInverse?: boolean;
	/** Also how often each occurs. */
	readonly returnCounts?: boolean;
	/** Tell slices of this dimension apart instead of elements. */
	readonly dim?: number | null;
}

/** Row numbers in the order of the rows' elements; NaN comes last and equals nothing. */
function ordered(data: ArrayLike<number>, rows: number, width: number) {
	const compare = (a: number, b: number): number => {
		for (let k = 0; k < width; k++) {
			const x = data[a * width + k] as number;
			const y = data[b * width + k] as number;
			if (x < y || (Number.isNaN(y) && !Number.isNaN(x))) return -1;
			if (x > y || Number.isNaN(x)) return 1;
		}
		return 0;
	};
	const order = Array.from({ length: rows }, (_, i) => i);
	order.sort((a, b) => compare(a, b) || a - b);
	return { order, compare };
}

/**
 * The different elements in ascending order; with options also their inverse and counts, as an array in that order.
 * @example const [values, counts] = unique(tensor([3, 1, 3]), { returnCounts: true }); // [1, 3] and [1, 2]
 */
export function unique(
	x: Tensor,
	options?: UniqueOptions & {
		readonly returnInverse?: false;
		readonly returnCounts?: false;
	},
): Tensor;
export function unique(x: Tensor, options: UniqueOptions): Tensor[];
export function unique(x: Tensor, options?: UniqueOptions): Tensor | Tensor[] {
	const {
		returnInverse = false,
		returnCounts = false,
		dim = null,
	} = readOptions("unique", options);
	checkTensor("unique", x);
	const d = dim === null ? 0 : normalizeDim("unique", dim, x.ndim);
	const flat = dim === null || x.ndim === 0;
	const source = composite("unique", () =>
		flat
			? x.detached().reshape([x.numel()])
			: transpose(x.detached(), 0, d).contiguous(),
	);
	const rows = source.size(0);
	const width = rows === 0 ? 0 : source.numel() / rows;
	const { order, compare } = ordered(source.toTypedArray(), rows, width);
	const firsts: number[] = [];
	const counts: number[] = [];
	const inverse = new Int32Array(rows);
	order.forEach((row, i) => {
		if (i === 0 || compare(order[i - 1] as number, row) !== 0) {
			firsts.push(row);
			counts.push(0);
		}
		inverse[row] = counts.length - 1;
		counts[counts.length - 1] = (counts.at(-1) as number) + 1;
	});
	const values = composite("unique", () => {
		const taken = takeAlong(source, 0, tensorFrom(firsts, "int32"));
		return flat ? taken : transpose(taken, 0, d).contiguous();
	});
	if (source.storage !== x.storage) releaseTemporary(source);
	if (!returnInverse && !returnCounts) return values;
	const results = [values];
	if (returnInverse)
		results.push(fromFlat(inverse, flat ? x.shape : [rows], "int32"));
	if (returnCounts) results.push(tensorFrom(counts, "int32"));
	return results;
}
