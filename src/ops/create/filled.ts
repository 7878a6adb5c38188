/** Tensors that are filled rather than computed. */

import { run } from "../../../bindings/run.js";
import { beginOp } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { type DType, dtypes } from "../../value/dtype.js";
import { elementOf } from "../../value/scalar-value.js";
import { checkShape, type Shape } from "../../value/shape.js";
import { pointer } from "../engine/copy.js";
import { allocateTensor } from "../engine/define.js";
import { kernelName } from "../engine/kernel-name.js";

/** A tensor of one value. */
export function filled(
	op: string,
	shape: Shape,
	value: number,
	dtype: DType,
): Tensor {
	const element = elementOf(op, "the value", value, dtype);
	beginOp();
	const out = allocateTensor(checkShape(op, shape), dtype);
	fillElements(out, element);
	return out;
}

/** Writes one value into every element of a contiguous tensor. */
export function fillElements(out: Tensor, value: number): void {
	if (out.layout.numel === 0) return;
	const stored = out.dtype === "bool" ? Number(value !== 0) : value;
	const kernel = kernelName("fill", dtypes[out.dtype].suffix);
	run(kernel, out.layout.numel, pointer(out), stored);
}

export function onesLike(x: Tensor): Tensor {
	return filled("onesLike", x.layout.shape, 1, x.dtype);
}

export function zerosLike(x: Tensor): Tensor {
	return filled("zerosLike", x.layout.shape, 0, x.dtype);
}

/** A rank-0 tensor that stands for a JavaScript number. */
export function scalar(op: string, value: number, dtype: DType): Tensor {
	const out = filled(op, [], value, dtype);
	out.wrapped = true;
	return out;
}
