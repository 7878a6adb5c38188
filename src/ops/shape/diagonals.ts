/** Matrices made of diagonals, and their diagonals. */

import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { checkInteger, normalizeDim } from "../../value/shape.js";
import { contiguousView, diagonalView } from "../../value/view.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { sum } from "../reduce/reduce.js";
import { scatterView } from "./as-strided.js";
import { diagonal, reshape } from "./views.js";

/**
 * Matrices, zero but for the diagonal, which is the last dimension of x.
 * @param offset above (positive) or below the main diagonal
 * @param dim1 where the rows go in the result
 * @param dim2 where the columns go
 * @example diagEmbed(ones([2, 3])).shape; // [2, 3, 3]
 */
export function diagEmbed(x: Tensor, offset = 0, dim1 = -2, dim2 = -1): Tensor {
	const rank = checkTensor("diagEmbed", x).ndim + 1;
	if (rank === 1)
		throw new ShapeError(
			"diagEmbed",
			"a tensor without dimensions has no diagonal; use diagflat",
		);
	checkInteger("diagEmbed", "offset", offset);
	const a = normalizeDim("diagEmbed", dim1, rank);
	const b = normalizeDim("diagEmbed", dim2, rank);
	if (a === b)
		throw new ValueError(
			"diagEmbed",
			say`dim1 ${dim1} and dim2 ${dim2} are the same; give two dimensions`,
		);
	const size = x.size(-1) + Math.abs(offset);
	const rest = x.shape.slice(0, -1);
	const shape = Array.from({ length: rank }, (_, d) =>
		d === a || d === b ? size : (rest.shift() as number),
	);
	const view = diagonalView(contiguousView(shape), offset, a, b);
	return composite("diagEmbed", () =>
		scatterView(x, { shape, dtype: x.dtype }, view),
	);
}

/** A matrix with all elements of x, in row-major order, along a diagonal. */
export function diagflat(x: Tensor, offset = 0): Tensor {
	checkTensor("diagflat", x);
	checkInteger("diagflat", "offset", offset);
	return composite("diagflat", () =>
		diagEmbed(reshape(x, [x.numel()]), offset),
	);
}

/** Of a vector the matrix with that diagonal; of a matrix its diagonal, as a copy. */
export function diag(x: Tensor, offset = 0): Tensor {
	const rank = checkTensor("diag", x).ndim;
	checkInteger("diag", "offset", offset);
	if (rank === 1) return composite("diag", () => diagEmbed(x, offset));
	if (rank !== 2)
		throw new ShapeError(
			"diag",
			say`${show(x.shape)}; expected a vector or a matrix (diagonal and diagEmbed take batches)`,
		);
	return composite("diag", () => diagonal(x, offset).clone());
}

/** The sum of the diagonal of a matrix. */
export function trace(x: Tensor): Tensor {
	if (checkTensor("trace", x).ndim !== 2)
		throw new ShapeError("trace", say`${show(x.shape)}; expected a matrix`);
	return composite("trace", () => sum(diagonal(x)));
}
