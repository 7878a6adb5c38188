/** New tensors that take their dtype from another one. */
import type { Tensor } from "../../tensor/tensor.js";
import { checkDType, type DType } from "../../value/dtype.js";
import { readOptions } from "../../value/options.js";
import type { Operand } from "../../value/promotion.js";
import type { Shape } from "../../value/shape.js";
import { named } from "../engine/composite.js";
import { filled } from "./filled.js";
import { type NestedInput, tensorFrom } from "./literal.js";

interface NewOptions {
	readonly dtype?: DType | undefined;
	readonly requiresGrad?: boolean | undefined;
}

export const newZeros = filledWith("newZeros", 0);
export const newOnes = filledWith("newOnes", 1);

function filledWith(op: string, value: number) {
	return (like: Tensor, shape: Shape, options?: NewOptions): Tensor =>
		filledAs(op, like, shape, value, options);
}

export function newFull(
	like: Tensor,
	shape: Shape,
	value: Operand,
	options?: NewOptions,
): Tensor {
	return filledAs("newFull", like, shape, value as number, options);
}

export function newTensor(
	like: Tensor,
	data: NestedInput,
	options?: NewOptions,
): Tensor {
	const { dtype = like.dtype, requiresGrad = false } = readOptions(
		"newTensor",
		options,
	);
	const out = named("newTensor", () =>
		tensorFrom(data, checkDType("newTensor", dtype)),
	);
	return requiresGrad ? out.requiresGrad_() : out;
}

function filledAs(
	op: string,
	like: Tensor,
	shape: Shape,
	value: number,
	options?: NewOptions,
): Tensor {
	const { dtype = like.dtype, requiresGrad = false } = readOptions(op, options);
	const out = filled(op, shape, value, checkDType(op, dtype));
	return requiresGrad ? out.requiresGrad_() : out;
}
