/** `copy_`: every element is replaced. */
import { isGradEnabled } from "../../autograd/mode.js";
import { type Edge, Node } from "../../autograd/node.js";
import type { Tensor } from "../../tensor/tensor.js";
import type { Operand } from "../../value/promotion.js";
import { elementOf } from "../../value/scalar-value.js";
import { checkTensor } from "./define.js";
import { assign, checkFits } from "./inplace.js";

/** What was copied, and zeros for what it replaced: that still belongs to the graph, as in PyTorch. */
class Replaced extends Node {
	apply(
		[grad]: readonly (Tensor | undefined)[],
		_: boolean,
		needs: readonly boolean[] = [true, true],
	): readonly (Tensor | null)[] {
		if (grad === undefined) return [null, null];
		return [needs[0] ? grad.filledLike(0) : null, grad];
	}
}

/** Copies the elements of `source`, which broadcasts and is cast, into self. */
export function copyInto(self: Tensor, source: Operand): Tensor {
	const before = replacedHistory(self, source);
	assign("copy_", self, (old) => {
		const value =
			typeof source === "object"
				? checkTensor("copy_", source)
				: old
						.detached()
						.filledLike(elementOf("copy_", "the source", source, self.dtype));
		if (value.ndim > self.ndim) checkFits("copy_", self, value);
		return value.to(self.dtype);
	});
	if (before !== undefined)
		self.edge = new Replaced("copy_", [before, self.gradEdge()]);
	return self;
}

/**
 * Where the gradient of what is replaced goes, if the copy brings a history of its own: nowhere if there is null.
 * The copy needs a node also then, or its gradient would be its source's.
 */
function replacedHistory(
	self: Tensor,
	source: Operand,
): Edge | null | undefined {
	if (!isGradEnabled() || typeof source !== "object") return undefined;
	// Of a view, the base's history already gets zeros for the view's part.
	if (
		!checkTensor("copy_", source).requiresGrad ||
		checkTensor("copy_", self).base !== null ||
		!self.isFloatingPoint()
	)
		return undefined;
	return self.requiresGrad ? self.gradEdge() : null;
}
