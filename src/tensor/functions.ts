/** PyTorch's functions that are overloaded: the methods of the same name say what they do. */
import { checkTensor } from "../ops/engine/define.js";
import type { ValuesAndIndices } from "../ops/reduce/extrema.js";
import type { ReduceOptions } from "../ops/reduce/reduce.js";
import {
	nanmedianAlong,
	nanmedian as nanmedianOfAll,
} from "../ops/sort/order.js";
import type { Tensor } from "./tensor.js";

/** The largest element, or with a dimension the largest along it and their positions, or of two tensors. */
export function max(x: Tensor): Tensor;
export function max(
	x: Tensor,
	dim: number,
	options?: ReduceOptions,
): ValuesAndIndices;
export function max(x: Tensor, other: Tensor): Tensor;
export function max(
	x: Tensor,
	dim?: number | Tensor,
	options?: ReduceOptions,
): Tensor | ValuesAndIndices {
	return (
		checkTensor("max", x).max as (
			d?: number | Tensor,
			o?: ReduceOptions,
		) => Tensor | ValuesAndIndices
	).call(x, dim, options);
}

/** The smallest element, or with a dimension the smallest along it and their positions, or of two tensors. */
export function min(x: Tensor): Tensor;
export function min(
	x: Tensor,
	dim: number,
	options?: ReduceOptions,
): ValuesAndIndices;
export function min(x: Tensor, other: Tensor): Tensor;
export function min(
	x: Tensor,
	dim?: number | Tensor,
	options?: ReduceOptions,
): Tensor | ValuesAndIndices {
	return (
		checkTensor("min", x).min as (
			d?: number | Tensor,
			o?: ReduceOptions,
		) => Tensor | ValuesAndIndices
	).call(x, dim, options);
}

/** The median of all elements, or with a dimension the medians along it and their positions. */
export function median(x: Tensor): Tensor;
export function median(
	x: Tensor,
	dim: number,
	options?: ReduceOptions,
): ValuesAndIndices;
export function median(
	x: Tensor,
	dim?: number,
	options?: ReduceOptions,
): Tensor | ValuesAndIndices {
	checkTensor("median", x);
	return dim === undefined ? x.median() : x.median(dim, options);
}

/** The median of all elements that are not NaN, or with a dimension the medians along it and their positions. */
export function nanmedian(x: Tensor): Tensor;
export function nanmedian(
	x: Tensor,
	dim: number,
	options?: ReduceOptions,
): ValuesAndIndices;
export function nanmedian(
	x: Tensor,
	dim?: number,
	options?: ReduceOptions,
): Tensor | ValuesAndIndices {
	return dim === undefined
		? nanmedianOfAll(x)
		: nanmedianAlong(x, dim, options);
}
