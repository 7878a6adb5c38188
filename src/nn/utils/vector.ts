/** All parameters in one vector, and back. */

import { noGrad } from "../../autograd/mode.js";
import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { cat } from "../../ops/shape/join.js";
import type { Tensor } from "../../tensor/tensor.js";
import {
	DTypeError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { sameShape } from "../../value/shape.js";

/**
 * The elements of all parameters, one after the other: [total]. Gradients pass through it.
 * @throws ValueError without any parameter
 * @example nn.utils.parametersToVector(model.parameters()).norm();
 */
export function parametersToVector(parameters: Iterable<Tensor>): Tensor {
	const list = listOf("parametersToVector", parameters);
	if (list.length === 0)
		throw new ValueError(
			"parametersToVector",
			"there are no parameters; expected at least one",
		);
	return composite("parametersToVector", () =>
		cat(list.map((p) => p.reshape([-1]))),
	);
}

/**
 * Copies the elements of a vector into the parameters, in their order.
 * @param vec [total]
 * @throws ShapeError unless the vector has as many elements as the parameters together; nothing is changed then
 * @example
 * const vector = nn.utils.parametersToVector(model.parameters());
 * nn.utils.vectorToParameters(vector.mul(0.5), model.parameters());
 */
export function vectorToParameters(
	vec: Tensor,
	parameters: Iterable<Tensor>,
): void {
	const list = listOf("vectorToParameters", parameters);
	const total = list.reduce((n, p) => n + p.numel(), 0);
	if (!sameShape(checkTensor("vectorToParameters", vec).shape, [total]))
		throw new ShapeError(
			"vectorToParameters",
			say`a vector of shape ${show(vec.shape)} for parameters with ${total} elements; expected [${total}]`,
		);
	noGrad(() => {
		let start = 0;
		for (const p of list) {
			p.copy_(vec.narrow(0, start, p.numel()).reshape(p.shape));
			start += p.numel();
		}
	});
}

function listOf(op: string, parameters: Iterable<Tensor>): readonly Tensor[] {
	if (typeof parameters?.[Symbol.iterator] !== "function")
		throw new DTypeError(
			op,
			say`expected parameters in an array, as model.parameters() gives, got ${typeof parameters}`,
		);
	return Array.from(parameters, (p) => checkTensor(op, p));
}
