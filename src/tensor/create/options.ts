import { setTensorClass } from "../../ops/engine/define.js";
import type { Generator } from "../../ops/random/generator.js";
import { checkDType, type DType } from "../../value/dtype.js";
import type { Device } from "../../value/options.js";
import { Tensor } from "../tensor.js";

export interface TensorOptions {
	/** Element type. The default depends on the function. */
	readonly dtype?: DType | undefined;
	/** Where the tensor is: there is one device. */
	readonly device?: Device | null | undefined;
	/** Whether gradients are wanted. Default false. */
	readonly requiresGrad?: boolean | undefined;
}
export interface RandomTensorOptions extends TensorOptions {
	/** Where the numbers come from. Default: the generator that `manualSeed` seeds. */
	readonly generator?: Generator | null | undefined;
}

export function finish(
	x: Tensor,
	{ requiresGrad = false }: TensorOptions,
): Tensor {
	return requiresGrad ? x.requiresGrad_() : x;
}

/** The dtype that the caller chose or the function's own. Every function here comes by before it makes a tensor. */
export function pickDType(
	op: string,
	given: DType | undefined,
	otherwise: DType,
): DType {
	// Not when this module is imported: imports do no work, and a bundler may keep one function of all.
	setTensorClass(Tensor);
	return given === undefined ? otherwise : checkDType(op, given);
}
