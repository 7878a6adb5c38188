/** Finding, counting and telling apart values. These give positions and counts, and have no gradients. */

import type { Tensor } from "../../tensor/tensor.js";
import { checkChoice } from "../../value/arguments.js";
import type { DType } from "../../value/dtype.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { resultType } from "../../value/promotion.js";
import { say } from "../../value/quote.js";
import { sameShape } from "../../value/shape.js";
import { filled } from "../create/filled.js";
import { fromFlat, tensorFrom } from "../create/literal.js";
import { wholeNumbers } from "../create/whole.js";
import { composite, named } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { addFlat } from "../select/gather.js";

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
	if (typeof values === "number") {
		const numberType = resultType(sorted, values);
		return composite("searchsorted", () =>
			searchsorted(sorted, tensorFrom(values, numberType), {
				right: right ?? side === "right",
				sorter: sorter ?? null,
			}),
		);
	}
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
	if (weights !== null) checkTensor("bincount", weights);
	checkTensor("bincount", x);
	if (x.ndim !== 1 || (weights !== null && !sameShape(weights.shape, x.shape)))
		throw new ShapeError(
			"bincount",
			say`values of shape ${show(x.shape)}${weights ? ` and weights of shape ${show(weights.shape)}` : ""}; expected one dimension, the same for both`,
		);
	const values = wholeNumbers("bincount", "value", x);
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
