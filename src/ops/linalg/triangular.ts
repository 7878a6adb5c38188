import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { diagEmbed } from "../shape/diagonals.js";
import { checkSquare, transposed } from "./each-matrix.js";
import { solve } from "./solve.js";

export interface TriangularOptions {
	/** Which triangle of A is read; the other counts as 0. */
	readonly upper: boolean;
	/** A X = B (default), or X A = B. */
	readonly left?: boolean;
	/** The diagonal counts as 1. Default false. */
	readonly unitriangular?: boolean;
}

/** The other triangle is cut off; elimination then has nothing to eliminate, and what is left is substitution. */
export function solveTriangular(
	a: Tensor,
	b: Tensor,
	options: TriangularOptions,
): Tensor {
	const op = "solveTriangular";
	const {
		upper,
		left = true,
		unitriangular = false,
	} = readOptions(op, options);
	checkSquare(op, a);
	const n = a.size(-1);
	if (
		checkTensor(op, b).ndim < 2 ||
		b.size(left ? -2 : -1) !== n ||
		b.dtype !== a.dtype
	)
		throw new ShapeError(
			op,
			say`${a.dtype} ${show(a.shape)} and ${b.dtype} ${show(b.shape)}; expected [..., ${left ? `${n}, k` : `k, ${n}`}] of the same dtype`,
		);
	return composite(op, () => {
		const matrix = triangleOf(a, upper as boolean, unitriangular);
		return left
			? solve(matrix, b)
			: transposed(solve(transposed(matrix), transposed(b)));
	});
}

function triangleOf(a: Tensor, upper: boolean, unit: boolean): Tensor {
	if (!unit) return upper ? a.triu() : a.tril();
	const half = upper ? a.triu(1) : a.tril(-1);
	return half.add(diagEmbed(a.newOnes(a.shape.slice(0, -1))));
}
