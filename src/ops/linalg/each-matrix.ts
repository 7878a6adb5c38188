/** How factorisations reach their kernels: matrix by matrix, in float64. */

import { peek } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import {
	DTypeError,
	LinAlgError,
	ShapeError,
	show,
} from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { checkNumbers, normalizeDim, type Shape } from "../../value/shape.js";
import { copyElements, pointer } from "../engine/copy.js";
import { checkTensor, isTrue, scratch } from "../engine/define.js";

/** A copy in float64 for kernels to work on. */
export function workspace(x: Tensor): Tensor {
	const copy = scratch(x.shape, "float64");
	copyElements(x, copy);
	return copy;
}

/** Identities in float64, one for each matrix of the batch. */
export function identities(batch: Shape, n: number): Tensor {
	const work = scratch([...batch, n, n], "float64");
	const { buffer, byteOffset } = peek(work.storage);
	const elements = new Float64Array(buffer, byteOffset, work.numel()).fill(0);
	for (let i = 0; i < elements.length; i += n * n)
		for (let k = 0; k < n; k++) elements[i + k * (n + 1)] = 1;
	return work;
}

/** The addresses of the matrices, one after the other. */
export function addresses(work: Tensor, dims: number): number[] {
	const size = work.shape.slice(-dims).reduce((n, s) => n * s, 1);
	const count = work.shape.slice(0, -dims).reduce((n, s) => n * s, 1);
	const start = pointer(work);
	return Array.from({ length: count }, (_, i) => start + i * size * 8);
}

/** Refuses what is no batch of float matrices. */
export function checkMatrices(op: string, x: Tensor): void {
	if (!checkTensor(op, x).isFloatingPoint())
		throw new DTypeError(
			op,
			say`dtype ${x.dtype}; expected float32 or float64. Convert with float() first`,
		);
	if (x.ndim < 2)
		throw new ShapeError(op, say`${show(x.shape)}; expected [..., m, n]`);
}

export function checkSquare(op: string, x: Tensor): void {
	checkMatrices(op, x);
	if (x.size(-1) !== x.size(-2))
		throw new ShapeError(
			op,
			say`${show(x.shape)}; expected square matrices [..., n, n]`,
		);
}

/** Refuses NaN and infinities, on which the iterations would not end well. */
export function checkFinite(op: string, x: Tensor): void {
	if (x.numel() > 0 && !isTrue(() => x.isfinite().all()))
		throw new LinAlgError(
			op,
			"the matrix has elements that are NaN or infinite; expected numbers",
		);
}

/** Where a matrix is in its batch, for messages. */
export function matrixName(batch: Shape, i: number): string {
	if (batch.length === 0) return "the matrix";
	let rest = i;
	const index = [...batch].reverse().map((size) => {
		const at = rest % size;
		rest = Math.floor(rest / size);
		return at;
	});
	return `matrix ${show(index.reverse())} of the batch`;
}

/** The last two dimensions exchanged. */
export const transposed = (x: Tensor): Tensor => x.transpose(-2, -1);

/** The two different dimensions of matrices. */
export function matrixDims(
	op: string,
	dim: readonly number[],
	rank: number,
): [number, number] {
	const [a, b] = checkNumbers(op, dim).map((d) => normalizeDim(op, d, rank));
	if (dim.length !== 2 || a === undefined || b === undefined || a === b)
		throw new ShapeError(
			op,
			say`dimensions ${show(dim)}; expected two different ones`,
		);
	return [a, b];
}
