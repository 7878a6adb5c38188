/** How far matrices are from singular ones. */

import type { Tensor } from "../../tensor/tensor.js";
import { LinAlgError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { composite } from "../engine/composite.js";
import { stack } from "../shape/join.js";
import { checkMatrices, checkSquare } from "./each-matrix.js";
import { type MatrixOrder, matrixNorm } from "./matrix-norm.js";
import { inv } from "./solve.js";
import { svdvals } from "./svd.js";

export interface RankOptions {
	/** Singular values up to this count as 0. Default 0. */
	readonly atol?: number | null;
	/** The same as a part of the largest. Default max(m, n) * epsilon, or 0 with a positive `atol`. */
	readonly rtol?: number | null;
}

export function matrixRank(a: Tensor, options?: RankOptions): Tensor {
	const { atol, rtol } = readOptions("matrixRank", options);
	checkMatrices("matrixRank", a);
	const eps = a.dtype === "float32" ? 2 ** -23 : 2 ** -52;
	const part =
		rtol ?? ((atol ?? 0) > 0 ? 0 : Math.max(a.size(-1), a.size(-2)) * eps);
	return composite("matrixRank", () => {
		const values = svdvals(a.detach());
		if (values.size(-1) === 0) return values.sum(-1).int();
		const least = values
			.amax(-1, { keepdim: true })
			.mul(part)
			.clamp({ min: atol ?? 0 });
		return values.gt(least).sum(-1);
	});
}

export function cond(a: Tensor, p: MatrixOrder | null = null): Tensor {
	checkMatrices("cond", a);
	if (p === null || p === 2 || p === -2)
		return composite("cond", () => {
			const values = svdvals(a);
			if (values.size(-1) === 0) return values.sum(-1);
			const [most, least] = [values.select(-1, 0), values.select(-1, -1)];
			return p === -2 ? least.div(most) : most.div(least);
		});
	checkSquare("cond", a);
	return composite("cond", () => {
		const n = a.size(-1);
		const batch = a.shape.slice(0, -2);
		if (a.numel() === 0) return a.newZeros(batch);
		if (a.ndim === 2) return byInverse(a, p);
		const each = a.reshape([-1, n, n]).unbind(0);
		return stack(each.map((one) => byInverse(one, p))).reshape(batch);
	});
}

/** Of a singular matrix it is infinite, as in PyTorch. */
function byInverse(a: Tensor, p: MatrixOrder): Tensor {
	const norm = matrixNorm(a, p);
	try {
		return norm.mul(matrixNorm(inv(a), p));
	} catch (error) {
		if (!(error instanceof LinAlgError)) throw error;
		return norm.detach().mul(0).add(Number.POSITIVE_INFINITY);
	}
}
