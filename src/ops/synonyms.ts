/** PyTorch's further names for what other operations do. Errors and the graph say the name that was called. */

import type { Tensor } from "../tensor/tensor.js";
import { ValueError } from "../value/errors.js";
import type { Operand } from "../value/promotion.js";
import { quote, say } from "../value/quote.js";
import { composite } from "./engine/composite.js";
import { contiguous } from "./engine/copy.js";
import { checkTensor } from "./engine/define.js";
import { dot } from "./linalg/matmul.js";
import { div } from "./pointwise/binary.js";
import { clamp } from "./pointwise/clamp.js";
import { nonzero } from "./select/nonzero.js";
import { split } from "./shape/join.js";
import { reshapeFor } from "./shape/views.js";
import { sort } from "./sort/sort.js";

/** The quotient, which is a float; `div` without rounding. @example trueDivide(tensor([1, 2]), 2); // [0.5, 1] */
export function trueDivide(a: Operand, b: Operand): Tensor {
	return composite("trueDivide", () => div(a, b));
}

/** All elements in one dimension: a view of what is row-major, else a copy. @example ravel(eye(2)); // [1, 0, 0, 1] */
export function ravel(x: Tensor): Tensor {
	const dense = contiguous(checkTensor("ravel", x));
	return reshapeFor("ravel", dense, [x.numel()]);
}

/** Positions of what is not zero: int32 [count, dimensions], as `nonzero`. @example argwhere(tensor([0, 5])); // [[1]] */
export function argwhere(x: Tensor): Tensor {
	return composite("argwhere", () => nonzero(x));
}

/** Elements of at least `min`, a number or a tensor that broadcasts; `clamp` with one limit. @example clampMin(x, 0); */
export function clampMin(x: Tensor, min: Operand): Tensor {
	checkLimit("clampMin", "min", min);
	return composite("clampMin", () => clamp(x, { min }));
}

/** Elements of at most `max`, a number or a tensor that broadcasts; `clamp` with one limit. @example clampMax(x, 1); */
export function clampMax(x: Tensor, max: Operand): Tensor {
	checkLimit("clampMax", "max", max);
	return composite("clampMax", () => clamp(x, { max }));
}

function checkLimit(op: string, name: string, limit: Operand): void {
	if (limit === undefined || limit === null)
		throw new ValueError(
			op,
			say`${name} is ${quote(limit)}; expected a number or a tensor`,
		);
}

/** The elements in order along the first dimension; the values of `sort(x, 0)`. @example msort(tensor([2, 1])); // [1, 2] */
export function msort(x: Tensor): Tensor {
	return composite("msort", () => sort(x, 0).values);
}

/** The sum of the products of two vectors; `dot`, since there are no complex numbers. @example vdot(tensor([1, 2]), tensor([3, 4])); // 11 */
export function vdot(a: Tensor, b: Tensor): Tensor {
	return composite("vdot", () => dot(a, b));
}

/** Views of the given sizes along a dimension, as `split` with a list. @example splitWithSizes(arange(5), [2, 3]); */
export function splitWithSizes(
	x: Tensor,
	sizes: readonly number[],
	dim = 0,
): Tensor[] {
	checkTensor("splitWithSizes", x);
	if (!Array.isArray(sizes))
		throw new ValueError(
			"splitWithSizes",
			say`the sizes are ${quote(sizes)}; expected an array of integers (split takes a number)`,
		);
	return composite("splitWithSizes", () => split(x, sizes, dim));
}
