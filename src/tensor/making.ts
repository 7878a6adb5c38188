import { filled } from "../ops/create/filled.js";
import { type NestedInput, tensorFrom } from "../ops/create/literal.js";
import { named } from "../ops/engine/composite.js";
import { checkDType } from "../value/dtype.js";
import { readOptions } from "../value/options.js";
import type { Shape } from "../value/shape.js";
import type { TensorOptions } from "./create/options.js";
import { ShapeMethods } from "./shapes.js";
import type { Tensor } from "./tensor.js";

/** New tensors of this tensor's dtype, unless the options name another. */
export class MakingMethods extends ShapeMethods {
	/** Zeros of a shape. @example x.newZeros([2, 3]); */
	newZeros(this: Tensor, shape: Shape, options?: TensorOptions): Tensor {
		return filledAs("newZeros", this, shape, 0, options);
	}
	/** Ones of a shape. @example x.newOnes([2, 3]); */
	newOnes(this: Tensor, shape: Shape, options?: TensorOptions): Tensor {
		return filledAs("newOnes", this, shape, 1, options);
	}
	/** One value in a shape. @example x.newFull([2, 3], 0.5); */
	newFull(
		this: Tensor,
		shape: Shape,
		value: number | boolean,
		options?: TensorOptions,
	): Tensor {
		return filledAs("newFull", this, shape, value as number, options);
	}
	/** The given elements, as `tensor` takes them. @example x.newTensor([1, 2]); */
	newTensor(this: Tensor, data: NestedInput, options?: TensorOptions): Tensor {
		const { dtype = this.dtype, requiresGrad = false } = readOptions(
			"newTensor",
			options,
		);
		const out = named("newTensor", () =>
			tensorFrom(data, checkDType("newTensor", dtype)),
		);
		return requiresGrad ? out.requiresGrad_() : out;
	}
}

function filledAs(
	op: string,
	like: Tensor,
	shape: Shape,
	value: number,
	options?: TensorOptions,
): Tensor {
	const { dtype = like.dtype, requiresGrad = false } = readOptions(op, options);
	const out = filled(op, shape, value, checkDType(op, dtype));
	return requiresGrad ? out.requiresGrad_() : out;
}
