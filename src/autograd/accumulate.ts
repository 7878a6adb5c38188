import type { Tensor } from "../tensor/tensor.js";
import { dtypes } from "../value/dtype.js";
import { Node } from "./node.js";

/** The end of every path through the graph: adds what arrives to the leaf's `.grad`. */
export class AccumulateGrad extends Node {
	constructor(readonly leaf: Tensor) {
		super("AccumulateGrad", []);
	}

	apply(
		grads: readonly (Tensor | undefined)[],
		createGraph: boolean,
	): readonly (Tensor | null)[] {
		const grad = grads[0];
		if (grad === undefined) return [];
		const { leaf } = this;
		// Switched off after the leaf was used.
		if (!leaf.requiresGrad) return [];
		const before = leaf.peekGrad();
		if (createGraph)
			leaf.grad = before === null ? own(grad, true) : before.add(grad);
		else if (before === null) leaf.adoptGrad(own(grad, false));
		else before.add_(grad);
		return [];
	}
}

/**
 * The gradient itself if nobody else holds its elements, else a copy: in-place changes of one must not reach the other.
 * Of gradients that are recorded nobody knows who holds them.
 */
export function own(grad: Tensor, recorded: boolean): Tensor {
	if (recorded) return grad.clone();
	const { storage, layout } = grad;
	const alone =
		storage.temporary &&
		storage.saves === 1 &&
		layout.contiguous &&
		layout.numel * dtypes[grad.dtype].bytes === storage.bytes;
	if (!alone || grad.edge !== null) return grad.detach().clone();
	storage.temporary = false;
	grad.base = null;
	grad.unrecorded = false;
	return grad;
}
