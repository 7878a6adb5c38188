/** Writing and adding values at positions, as new tensors. */

import type { Tensor } from "../../tensor/tensor.js";
import {
	DTypeError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { normalizeDim } from "../../value/shape.js";
import { filled } from "../create/filled.js";
import { arange } from "../create/range.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { broadcastTensors } from "../shape/stacking.js";
import { narrow, reshape, select } from "../shape/views.js";
import {
	addFlat,
	checkedIndex,
	gather,
	type IndexLike,
	indexSelect,
	putFlat,
} from "./gather.js";
import { at, type IndexItem } from "./indexing.js";
import { flatNonzero } from "./nonzero.js";

/** Row-major numbers of all elements, in the tensor's shape: indexed like x, they say which elements were meant. */
function numbered(x: Tensor): Tensor {
	return reshape(arange(x.numel()), x.shape);
}

export interface Scattering {
	/** Flat positions in x, of the index's shape. */
	readonly positions: Tensor;
	/** What goes there, of the same shape. */
	readonly values: Tensor;
}

/** Checks what `scatter` and its kin are given, and reduces it to flat positions. Call it inside `tidy`. */
export function scattering(
	op: string,
	x: Tensor,
	dim: number,
	index: Tensor,
	src: Tensor | number,
): Scattering {
	const d = normalizeDim(op, dim, checkTensor(op, x).ndim);
	checkTensor(op, index);
	if (typeof src === "number") {
		const positions = gather(numbered(x), d, index);
		return { positions, values: filled(op, positions.shape, src, x.dtype) };
	}
	checkSource(op, x, src);
	const tooLarge =
		src.ndim !== index.ndim ||
		index.shape.some((size, i) => size > (src.shape[i] as number));
	if (tooLarge && index.numel() > 0)
		throw new ShapeError(
			op,
			say`index ${show(index.shape)} for values of shape ${show(src.shape)}; it needs as many dimensions, none larger`,
		);
	const positions = gather(numbered(x), d, index);
	let values = src;
	positions.shape.forEach((size, i) => {
		if (size !== values.shape[i]) values = narrow(values, i, 0, size);
	});
	return { positions, values };
}

function checkSource(op: string, x: Tensor, source: Tensor): void {
	if (checkTensor(op, source).dtype !== x.dtype)
		throw new DTypeError(
			op,
			say`values of ${source.dtype} for a tensor of ${x.dtype}; convert one of them first`,
		);
}

/**
 * x with values written where `index` says: out[index[i][j]][j] = src[i][j] for dim 0. Of several values for one
 * place the last stays.
 * @param src a number, or a tensor no smaller than the index
 */
export function scatter(
	x: Tensor,
	dim: number,
	index: Tensor,
	src: Tensor | number,
): Tensor {
	return composite("scatter", () => {
		const { positions, values } = scattering("scatter", x, dim, index, src);
		return putFlat(x, positions, values);
	});
}

/** x with values added where `index` says: out[index[i][j]][j] += src[i][j] for dim 0. */
export function scatterAdd(
	x: Tensor,
	dim: number,
	index: Tensor,
	src: Tensor,
): Tensor {
	return composite("scatterAdd", () => {
		const { positions, values } = scattering("scatterAdd", x, dim, index, src);
		return addFlat(x, positions, values);
	});
}

/** Flat positions of the slices of `dim`, whose shape the source must have. Call it inside `tidy`. */
function slices(
	op: string,
	x: Tensor,
	dim: number,
	index: IndexLike,
	source?: Tensor,
): Tensor {
	const d = normalizeDim(op, dim, checkTensor(op, x).ndim);
	const positions = checkedIndex(op, index, x.shape[d] ?? 1, true);
	const places = indexSelect(numbered(x), d, positions);
	if (source === undefined) return places;
	checkSource(op, x, source);
	const fits =
		source.numel() === places.numel() &&
		(source.ndim === 0 ||
			places.ndim === 0 ||
			show(source.shape) === show(places.shape));
	if (!fits)
		throw new ShapeError(
			op,
			say`a source of shape ${show(source.shape)} for slices of shape ${show(places.shape)}; they must be equal`,
		);
	return places;
}

/** x with the slices of `source` added to those of `dim` at the given positions. */
export function indexAdd(
	x: Tensor,
	dim: number,
	index: IndexLike,
	source: Tensor,
	options?: { readonly alpha?: number },
): Tensor {
	const { alpha = 1 } = readOptions("indexAdd", options);
	return composite("indexAdd", () => {
		const places = slices("indexAdd", x, dim, index, source);
		const scaled = Number(alpha) === 1 ? source : source.mul(Number(alpha));
		return addFlat(x, places, reshape(scaled, places.shape));
	});
}

/** x with the slices of `source` written over those of `dim` at the given positions. */
export function indexCopy(
	x: Tensor,
	dim: number,
	index: IndexLike,
	source: Tensor,
): Tensor {
	return composite("indexCopy", () => {
		const places = slices("indexCopy", x, dim, index, source);
		return putFlat(x, places, reshape(source, places.shape));
	});
}

/** x with a value in the slices of `dim` at the given positions. */
export function indexFill(
	x: Tensor,
	dim: number,
	index: IndexLike,
	value: number | boolean | Tensor,
): Tensor {
	if (typeof value === "object" && checkTensor("indexFill", value).ndim > 0)
		throw new ValueError(
			"indexFill",
			say`a value of shape ${show(value.shape)}; expected a number or a tensor without dimensions`,
		);
	return composite("indexFill", () => {
		const places = slices("indexFill", x, dim, index);
		const values =
			typeof value === "object"
				? value.to(x.dtype).expand(places.shape)
				: filled("indexFill", places.shape, value as number, x.dtype);
		return putFlat(x, places, values);
	});
}

/**
 * x with values written, or added with `accumulate`, where the indices say; as `x.clone().setAt(indices, values)`.
 * @param indices one for each dimension, as `at` takes them
 */
export function indexPut(
	x: Tensor,
	indices: readonly IndexItem[],
	values: Tensor,
	options?: { readonly accumulate?: boolean },
): Tensor {
	const { accumulate = false } = readOptions("indexPut", options);
	checkSource("indexPut", checkTensor("indexPut", x), values);
	return composite("indexPut", () => {
		const places = at(numbered(x), indices);
		const placed = values.expand(places.shape);
		return (accumulate ? addFlat : putFlat)(x, places, placed);
	});
}

/** x with the first elements of `source` where the mask is true, in row-major order; x and mask broadcast. */
export function maskedScatter(x: Tensor, mask: Tensor, source: Tensor): Tensor {
	checkSource("maskedScatter", checkTensor("maskedScatter", x), source);
	if (checkTensor("maskedScatter", mask).dtype !== "bool")
		throw new DTypeError(
			"maskedScatter",
			say`a mask of dtype ${mask.dtype}; expected bool: compare, or convert with bool()`,
		);
	return composite("maskedScatter", () => {
		const [base, chosen] = broadcastTensors(x, mask) as [Tensor, Tensor];
		const places = flatNonzero(chosen);
		const count = places.numel();
		if (source.numel() < count)
			throw new ValueError(
				"maskedScatter",
				say`${source.numel()} elements for ${count} places; the source needs at least as many`,
			);
		return putFlat(
			base,
			places,
			narrow(reshape(source, [source.numel()]), 0, 0, count),
		);
	});
}

/** x with `source` in place of one index of a dimension. */
export function selectScatter(
	x: Tensor,
	source: Tensor,
	dim: number,
	index: number,
): Tensor {
	return composite("selectScatter", () => {
		const places = select(
			numbered(checkTensor("selectScatter", x)),
			dim,
			index,
		);
		checkSource("selectScatter", x, source);
		if (show(source.shape) !== show(places.shape))
			throw new ShapeError(
				"selectScatter",
				say`a source of shape ${show(source.shape)} for a slice of shape ${show(places.shape)}; they must be equal`,
			);
		return putFlat(x, places, source);
	});
}
