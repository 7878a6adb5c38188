/** `torch.linalg`, as far as flambeau has it. */

import { ShapeError, show, ValueError } from "./errors.js";
import { composite } from "./ops/composite.js";
import { checkTensor } from "./ops/define.js";
import { matmul } from "./ops/matmul.js";
import { cross as crossAlong } from "./ops/products.js";
import { type Dim, type SumOptions, sum } from "./ops/reduce.js";
import { norm } from "./ops/statistics.js";
import { readOptions } from "./options.js";
import { say } from "./quote.js";
import type { Tensor } from "./tensor.js";

/**
 * The norm of order `ord` (2 by default; any number or an infinity) of all elements, or of vectors along dimensions.
 * @example linalg.vectorNorm(tensor([3, 4.0], { dtype: "float32" })); // 5
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

export { cholesky, eigh, eigvalsh, qr } from "./ops/factor.js";
export { lstsq, matrixNorm, norm, pinv } from "./ops/matrix-norm.js";
export { det, inv, matrixPower, slogdet, solve } from "./ops/solve.js";
export { svd, svdvals } from "./ops/svd.js";
