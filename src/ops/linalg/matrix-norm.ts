/** Norms of matrices, and what is built on the singular values. */

import type { Tensor } from "../../tensor/tensor.js";
import {
	DTypeError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkNumber } from "../../value/scalar-value.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { namedTuple } from "../engine/named-tuple.js";
import { amax, amin } from "../reduce/extrema.js";
import type { Dim, SumOptions } from "../reduce/reduce.js";
import { norm as vectorNorm } from "../reduce/statistics.js";
import { checkMatrices, matrixDims, transposed } from "./each-matrix.js";
import { matmul } from "./matmul.js";
import { svd, svdvals } from "./svd.js";

/** "fro", "nuc", 1, -1, 2, -2 or an infinity. */
export type MatrixOrder = number | "fro" | "nuc";

/**
 * The norm of matrices in two dimensions, the last ones by default. "fro": of all elements; "nuc": the sum of the singular
 * values; 2, -2: the largest, the smallest; 1, -1: the largest, the smallest sum of a column; Infinity, -Infinity: of a row.
 * @throws ValueError for another order, ShapeError for fewer than two dimensions
 * @example linalg.matrixNorm(tensor([[3, 0], [0, 4.0]]), "nuc"); // 7
 */
export function matrixNorm(
	x: Tensor,
	ord: MatrixOrder = "fro",
	dim: readonly number[] = [-2, -1],
	options?: SumOptions,
): Tensor {
	const { keepdim = false, dtype } = readOptions("matrixNorm", options);
	checkMatrices("matrixNorm", x);
	const [row, col] = matrixDims("matrixNorm", dim, x.ndim);
	return composite("matrixNorm", () => {
		const a = dtype === undefined ? x : x.to(dtype);
		if (ord === "fro") return vectorNorm(a, 2, [row, col], { keepdim });
		const last = a.movedim([row, col], [-2, -1]);
		const value = ofMatrices(last, ord);
		return keepdim
			? value.unsqueeze(Math.min(row, col)).unsqueeze(Math.max(row, col))
			: value;
	});
}

function ofMatrices(x: Tensor, ord: MatrixOrder): Tensor {
	if (ord === "nuc") return svdvals(x).sum(-1);
	if (typeof ord !== "number" || ![1, 2, Infinity].includes(Math.abs(ord)))
		throw new ValueError(
			"matrixNorm",
			say`order ${ord}; expected "fro", "nuc", 1, -1, 2, -2, Infinity or -Infinity`,
		);
	const pick = ord > 0 ? amax : amin;
	if (Math.abs(ord) === 2) return pick(svdvals(x), -1);
	const sums = x.abs().sum(Math.abs(ord) === 1 ? -2 : -1);
	return pick(sums, -1);
}

/**
 * A vector or a matrix norm. Without `ord`, the Euclidean norm of all elements or of those along `dim`. With it, that of
 * vectors for one dimension, and that of matrices for two, or for a matrix without `dim`.
 * @throws ShapeError for an order and more than two dimensions without `dim`
 * @example linalg.norm(tensor([3, 4.0])); // 5
 */
export function norm(
	x: Tensor,
	ord: MatrixOrder | null = null,
	dim: number | readonly number[] | null = null,
	options: SumOptions = {},
): Tensor {
	readOptions("norm", options);
	if (!checkTensor("norm", x).isFloatingPoint())
		throw new DTypeError(
			"norm",
			say`dtype ${x.dtype}; expected float32 or float64. Convert with float() first`,
		);
	const dims = typeof dim === "number" ? [dim] : dim;
	if (ord === null) return vectorNorm(x, 2, dims ?? undefined, options);
	if (dims === null && x.ndim > 2)
		throw new ShapeError(
			"norm",
			say`order ${ord} of ${show(x.shape)} without dim; give one dimension for vectors, or two for matrices`,
		);
	if ((dims?.length ?? x.ndim) === 2)
		return composite("norm", () =>
			matrixNorm(x, ord, dims ?? [-2, -1], options),
		);
	if (typeof ord !== "number")
		throw new ValueError(
			"norm",
			say`order "${ord}" of vectors; it is one of matrices, in two dimensions`,
		);
	return vectorNorm(x, ord, dims ?? undefined, options);
}

/**
 * `torch.norm`: the p-norm of all elements or along dimensions; "nuc" is the sum of the singular values of a matrix, or of
 * those in two dimensions.
 * @param p a number, an infinity, "fro" (2) or "nuc"
 * @throws DTypeError for integers, ValueError for another order
 * @example norm(tensor([3, 4.0])).item(); // 5
 */
export function torchNorm(
	x: Tensor,
	p: number | "fro" | "nuc" = "fro",
	dim?: Dim,
	options: SumOptions = {},
): Tensor {
	readOptions("norm", options);
	if (p !== "nuc") return vectorNorm(x, p, dim, options);
	const dims = dim ?? checkTensor("norm", x).shape.map((_, d) => d);
	return composite("norm", () =>
		matrixNorm(x, p, typeof dims === "number" ? [dims] : dims, options),
	);
}

/** Smaller singular values than this part of the largest count as 0. */
function cutoff(a: Tensor, rtol: number | undefined): number {
	const eps = a.dtype === "float64" ? 2 ** -52 : 2 ** -23;
	return rtol ?? Math.max(a.size(-1), a.size(-2)) * eps;
}

/**
 * The pseudoinverse (Moore and Penrose) of each matrix [..., m, n]: [..., n, m].
 * @param options `rtol`: smaller singular values than this part of the largest count as 0. Default max(m, n) * epsilon
 * @throws LinAlgError for elements that are not finite
 * @example linalg.pinv(tensor([[2, 0], [0, 0.0]])); // [[0.5, 0], [0, 0]]
 */
export function pinv(a: Tensor, options?: { readonly rtol?: number }): Tensor {
	const { rtol } = readOptions("pinv", options);
	checkMatrices("pinv", a);
	return composite("pinv", () => {
		const { S, U, Vh } = svd(a, { fullMatrices: false });
		if (S.numel() === 0) return transposed(a).mul(0);
		const least = S.detach().amax(-1, { keepdim: true }).mul(cutoff(a, rtol));
		const counts = S.gt(least);
		const inverse = counts.choose(counts.choose(S, 1).reciprocal(), 0);
		const scaled = transposed(Vh).mul(inverse.unsqueeze(-2));
		return matmul(scaled, transposed(U));
	});
}

export function pinverse(a: Tensor, rcond: number): Tensor {
	return composite("pinverse", () =>
		pinv(a, { rtol: checkNumber("pinverse", "rcond", rcond) }),
	);
}

export interface Lstsq extends Iterable<Tensor> {
	readonly solution: Tensor;
	/** Sums of squares of what is left, for each column of B; empty unless m > n and all ranks are n. */
	readonly residuals: Tensor;
	/** int32 [...]: how many singular values count. */
	readonly rank: Tensor;
	readonly singularValues: Tensor;
}

/**
 * X for which |A X - B| is least, the smallest such X where there are several.
 * @param a [..., m, n]
 * @param b [..., m, k]
 * @throws ShapeError for other shapes, LinAlgError for elements that are not finite
 * @example linalg.lstsq(tensor([[1], [1.0]]), tensor([[1], [2.0]])).solution; // [[1.5]]
 */
export function lstsq(a: Tensor, b: Tensor): Lstsq {
	checkMatrices("lstsq", a);
	checkMatrices("lstsq", b);
	if (a.size(-2) !== b.size(-2))
		throw new ShapeError(
			"lstsq",
			say`${show(a.shape)} and ${show(b.shape)}; expected [..., m, n] and [..., m, k]`,
		);
	const singularValues = svdvals(a.detach());
	const rank = composite("lstsq", () => {
		if (singularValues.numel() === 0) return singularValues.sum(-1).long();
		const least = singularValues
			.amax(-1, { keepdim: true })
			.mul(cutoff(a, undefined));
		return singularValues.gt(least).sum(-1);
	});
	const solution = composite("lstsq", () => matmul(pinv(a), b));
	const whole =
		a.size(-2) > a.size(-1) && rank.ne(a.size(-1)).any().item() === 0;
	const residuals = composite("lstsq", () =>
		whole
			? matmul(a, solution).sub(b).square().sum(-2)
			: a.detach().reshape([-1]).narrow(0, 0, 0).clone(),
	);
	return namedTuple({ solution, residuals, rank, singularValues });
}
