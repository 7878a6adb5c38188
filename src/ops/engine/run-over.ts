/** Operations whose kernel writes over its own input where nothing is recorded: no second tensor, and no copy. */

import { isAnomalyEnabled } from "../../autograd/anomaly.js";
import { isGradEnabled } from "../../autograd/mode.js";
import {
	addressOf,
	beginOp,
	releaseUnlessSaved,
} from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { computeDType } from "../../value/dtype.js";
import type { Operand } from "../../value/promotion.js";
import { sameShape } from "../../value/shape.js";
import { sameView } from "../../value/view.js";
import { named } from "./composite.js";
import { checkTensor, launch, type OpSpec } from "./define.js";
import { type BinaryOp, operand } from "./elementwise.js";
import { assign, checkWritable, touch, wantsGradient } from "./inplace.js";

/** The in-place twin of a binary operation. */
export function binaryInPlace(
	name: string,
	op: BinaryOp,
): (self: Tensor, other: Operand) => Tensor {
	return (self, other) => {
		checkTensor(name, self);
		const isNumber = typeof other !== "object";
		if (!isNumber) checkTensor(name, other);
		if (!canRunOver(self, other))
			return assign(name, self, (before) => op(before, other), other);
		const y = named(name, () => operand(name, other, self));
		const done = runOver(name, op.spec, self, [self, y]);
		if (isNumber) releaseUnlessSaved(y.storage);
		return done
			? self
			: assign(name, self, (before) => op(before, other), other);
	};
}

/** The in-place twin of an operation on one tensor. */
export function unaryInPlace(
	name: string,
	op: ((x: Tensor) => Tensor) & { readonly spec: OpSpec<undefined> },
): (self: Tensor) => Tensor {
	return (self) =>
		canRunOver(checkTensor(name, self)) && runOver(name, op.spec, self, [self])
			? self
			: assign(name, self, op);
}

/** Whether a kernel may write over its own input: nothing is recorded, and no other operand is a part of it. */
function canRunOver(self: Tensor, other: Operand = 0): boolean {
	// Bytes are computed elsewhere and cast.
	if (!self.layout.contiguous || computeDType(self.dtype) !== self.dtype)
		return false;
	// The check for NaN needs the operands from before.
	if (isAnomalyEnabled()) return false;
	if (isGradEnabled() && (self.requiresGrad || wantsGradient(other)))
		return false;
	return (
		typeof other !== "object" ||
		other.storage !== self.storage ||
		sameView(other.layout, self.layout)
	);
}

/** Lets the kernel write over self, if the result is of its shape and dtype. */
function runOver(
	name: string,
	spec: OpSpec<undefined>,
	self: Tensor,
	inputs: readonly Tensor[],
): boolean {
	checkWritable(name, self);
	const { shape, dtype } = named(name, () => spec.infer(inputs, undefined));
	if (dtype !== self.dtype || !sameShape(shape, self.shape)) return false;
	beginOp();
	for (let i = 0; i < inputs.length; i++)
		addressOf((inputs[i] as Tensor).storage);
	if (self.layout.numel > 0) launch(spec, inputs, self, undefined);
	touch(name, self);
	return true;
}
