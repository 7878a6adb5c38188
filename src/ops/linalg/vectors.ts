import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { type Dim, type SumOptions, sum } from "../reduce/reduce.js";
import { norm } from "../reduce/statistics.js";
import { matmul } from "./matmul.js";
import { cross as crossAlong } from "./products.js";

/**
 * The norm of order `ord` (2 by default; any number or an infinity) of all elements, or of vectors along dimensions.
 * @example linalg.vectorNorm(tensor([3, 4.0])); // 5
 */
export function vectorNorm(
	x: Tensor,
	ord = 2,
	dim?: Dim,
	options: SumOptions = {},
): Tensor {
	readOptions("vectorNorm", options);
	return composite("vectorNorm", () => norm(x, ord, dim, options));
}

/** Sums of products along a dimension, the last by default; the others broadcast. */
export function vecdot(a: Tensor, b: Tensor, dim = -1): Tensor {
	checkTensor("vecdot", a);
	checkTensor("vecdot", b);
	return composite("vecdot", () => sum(a.mul(b), dim));
}

/** The vector product along a dimension of size 3, the last by default; the others broadcast. */
export function cross(a: Tensor, b: Tensor, dim = -1): Tensor {
	return crossAlong(a, b, dim);
}

/** The product of matrices one after the other; the first and the last may be vectors. */
export function multiDot(tensors: readonly Tensor[]): Tensor {
	if (!Array.isArray(tensors) || tensors.length < 2)
		throw new ValueError(
			"multiDot",
			"expected an array of at least two tensors",
		);
	tensors.forEach((x, i) => {
		const end = i === 0 || i === tensors.length - 1;
		const { ndim, shape } = checkTensor("multiDot", x);
		if (ndim !== 2 && !(end && ndim === 1))
			throw new ShapeError(
				"multiDot",
				say`input ${i} has shape ${show(shape)}; expected matrices, and perhaps vectors at both ends`,
			);
	});
	return composite("multiDot", () => {
		const [first, ...rest] = tensors as [Tensor, ...Tensor[]];
		return rest.reduce((product, x) => matmul(product, x), first);
	});
}
