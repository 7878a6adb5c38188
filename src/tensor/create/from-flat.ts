import {
	dtypeOfArray,
	fromFlat as fill,
	isTypedArray,
} from "../../ops/create/literal.js";
import { setTensorClass } from "../../ops/engine/define.js";
import type { DType } from "../../value/dtype.js";
import { Tensor } from "../tensor.js";

/** A new tensor of the shape from a flat row-major list: for library code that reads files and collects batches. */
export function fromFlat(
	flat: ArrayLike<number | boolean>,
	shape: readonly number[],
	dtype: DType,
): Tensor {
	setTensorClass(Tensor); // this tensor may be the first
	return fill(flat, shape, dtype);
}

export { dtypeOfArray, isTypedArray };
