import { checkTensor } from "../ops/engine/define.js";
import { DTypeError, ShapeError, show } from "../value/errors.js";
import { say } from "../value/quote.js";
import { sameShape } from "../value/shape.js";
import type { TensorCore } from "./core.js";
import type { Tensor } from "./tensor.js";

/** A gradient has the shape and dtype of its tensor: optimisers trust that. */
export function checkGrad({ layout, dtype }: TensorCore, grad: Tensor): Tensor {
	checkTensor("grad", grad);
	if (!sameShape(grad.layout.shape, layout.shape))
		throw new ShapeError(
			"grad",
			say`a gradient of shape ${show(grad.shape)} for a tensor of shape ${show(layout.shape)}; they must be equal`,
		);
	if (grad.dtype !== dtype)
		throw new DTypeError(
			"grad",
			say`a gradient of dtype ${grad.dtype} for a tensor of dtype ${dtype}; convert it with to("${dtype}")`,
		);
	return grad;
}
