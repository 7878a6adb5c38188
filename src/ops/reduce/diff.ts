/** Differences of neighbours, and spread together with the mean. */

import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { normalizeDim } from "../../value/shape.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { cat } from "../shape/join.js";
import { narrow } from "../shape/views.js";

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
