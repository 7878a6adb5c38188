/** Differences of neighbours, and spread together with the mean. */

import { ShapeError, ValueError } from "../errors.js";
import { readOptions } from "../options.js";
import { say } from "../quote.js";
import { normalizeDim } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { composite } from "./composite.js";
import { checkTensor } from "./define.js";
import { cat } from "./join.js";
import { type Dim, mean } from "./reduce.js";
import { norm, std, type VarOptions, variance } from "./statistics.js";
import { narrow } from "./views.js";

export interface DiffOptions {
	/** Comes before x along the dimension. */
	readonly prepend?: Tensor | null;
	/** Comes after x along the dimension. */
	readonly append?: Tensor | null;
}

/** x[i + 1] - x[i] along a dimension, n times. Of bools: whether they differ. */
export function diff(
	x: Tensor,
	n = 1,
	dim = -1,
	options?: DiffOptions,
): Tensor {
	const { prepend, append } = readOptions("diff", options);
	const rank = checkTensor("diff", x).ndim;
	if (rank === 0)
		throw new ShapeError(
			"diff",
			"a tensor without dimensions has no neighbours",
		);
	if (!Number.isInteger(n) || n < 0)
		throw new ValueError(
			"diff",
			say`n ${n}; expected an integer of at least 0`,
		);
	const d = normalizeDim("diff", dim, rank);
	if (n === 0) return x.clone();
	return composite("diff", () => {
		const parts = [prepend, x, append].filter(
			(part): part is Tensor => part !== undefined && part !== null,
		);
		let result = parts.length === 1 ? x : cat(parts, d);
		for (let i = 0; i < n && result.size(d) > 0; i++) {
			const count = result.size(d) - 1;
			const [next, own] = [
				narrow(result, d, 1, count),
				narrow(result, d, 0, count),
			];
			result = result.dtype === "bool" ? next.logicalXor(own) : next.sub(own);
		}
		return result;
	});
}

/** The variance and the mean of all elements or along dimensions. */
export function varMean(
	x: Tensor,
	dim?: Dim,
	options: VarOptions = {},
): [variance: Tensor, mean: Tensor] {
	readOptions("varMean", options);
	const { keepdim = false } = options;
	return composite("varMean", () => [
		variance(x, dim, options),
		mean(x, dim, { keepdim }),
	]) as [Tensor, Tensor];
}

/** The standard deviation and the mean of all elements or along dimensions. */
export function stdMean(
	x: Tensor,
	dim?: Dim,
	options: VarOptions = {},
): [std: Tensor, mean: Tensor] {
	readOptions("stdMean", options);
	const { keepdim = false } = options;
	return composite("stdMean", () => [
		std(x, dim, options),
		mean(x, dim, { keepdim }),
	]) as [Tensor, Tensor];
}

/** The p-norm of the difference of two tensors, which broadcast. */
export function dist(x: Tensor, other: Tensor, p = 2): Tensor {
	checkTensor("dist", x);
	return composite("dist", () => norm(x.sub(other), p));
}
