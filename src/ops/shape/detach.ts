/** Cutting tensors off from the graph that they were computed in. */

import type { Tensor } from "../../tensor/tensor.js";
import { AutogradError, show } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { checkTensor } from "../engine/define.js";

/** The tensor cut off from the graph: the same elements, no gradient. */
export function detach(x: Tensor): Tensor {
	return checkTensor("detach", x).detached();
}

/** Makes the tensor itself a leaf that needs no gradient. Views made of it before stay in the graph. */
export function detach_(x: Tensor): Tensor {
	const { base, storage } = checkTensor("detach_", x);
	if (base !== null)
		throw new AutogradError(
			"detach_",
			say`the tensor of shape ${show(x.shape)} is a view, whose history is that of what it views; use x = x.detach()`,
		);
	x.edge = null;
	x.graphVersion = storage.graphVersion;
	return x.requiresGrad_(false);
}
