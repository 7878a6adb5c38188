import { named } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { Tensor } from "../../tensor/tensor.js";

/**
 * A tensor that a module learns: assigned to a module's field, it is one of `parameters()`. It shares the elements of
 * `data`, is a leaf, and requires its gradient unless told otherwise.
 *
 * @param data any shape; float32 or float64 if it is to require a gradient
 * @throws DTypeError for an integer or bool tensor that is to require a gradient
 * @example const scale = new nn.Parameter(ones([3]));
 */
export class Parameter extends Tensor {
	/** Also where a bundler shortens names. */
	static override readonly name: string = "Parameter";

	constructor(data: Tensor, requiresGrad = true) {
		const { storage, layout, dtype } = checkTensor("Parameter", data);
		super(storage, layout, dtype);
		named("Parameter", () => this.requiresGrad_(requiresGrad));
	}

	override toString(): string {
		return `Parameter containing:\n${super.toString()}`;
	}
}

/** A parameter of a module, whose class is what an error names: sizes and dtype come from the constructor's arguments. */
export function newParameter(module: object, make: () => Tensor): Parameter {
	return named(module.constructor.name, () => new Parameter(make()));
}
