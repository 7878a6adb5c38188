/** Mixtures of tensors. */

import type { Tensor } from "../../tensor/tensor.js";
import { DTypeError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import type { Operand } from "../../value/promotion.js";
import { say } from "../../value/quote.js";
import { checkNumber } from "../../value/scalar-value.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";

function checkOneDType(op: string, a: Tensor, b: Tensor): void {
	if (a.dtype !== b.dtype)
		throw new DTypeError(
			op,
			say`${a.dtype} and ${b.dtype}; both must have one dtype: convert with to("${a.dtype}")`,
		);
}

function checkTensors(op: string, ...tensors: readonly Tensor[]): void {
	for (const tensor of tensors) checkTensor(op, tensor);
}

/** start + weight * (end - start), from the nearer end, so that weight 1 gives `end` exactly. */
export function lerp(start: Tensor, end: Tensor, weight: Operand): Tensor {
	checkOneDType("lerp", checkTensor("lerp", start), checkTensor("lerp", end));
	return composite("lerp", () => {
		const way = end.sub(start);
		if (typeof weight !== "object") {
			const w = checkNumber("lerp", "weight", weight);
			return w < 0.5 ? start.add(way.mul(w)) : end.sub(way.mul(1 - w));
		}
		// The choice has no gradient, and what it records nobody would free.
		return checkTensor("lerp", weight)
			.detach()
			.abs()
			.lt(0.5)
			.choose(
				start.add(way.mul(weight)),
				end.sub(way.mul(weight.neg().add(1))),
			);
	});
}

/** Integers are scaled by integers, as in PyTorch: the fraction goes. */
function factorFor(x: Tensor, value: number): number {
	return x.isFloatingPoint() ? value : Math.trunc(value);
}

/** x + value * a * b. */
export function addcmul(
	x: Tensor,
	a: Tensor,
	b: Tensor,
	options?: { readonly value?: number },
): Tensor {
	const { value = 1 } = readOptions("addcmul", options);
	checkNumber("addcmul", "value", value);
	checkTensors("addcmul", x, a, b);
	return composite("addcmul", () => {
		const product = a.mul(b);
		return x.add(product.mul(factorFor(product, value)));
	});
}

/** x + value * a / b. */
export function addcdiv(
	x: Tensor,
	a: Tensor,
	b: Tensor,
	options?: { readonly value?: number },
): Tensor {
	const { value = 1 } = readOptions("addcdiv", options);
	checkNumber("addcdiv", "value", value);
	checkTensors("addcdiv", x, a, b);
	return composite("addcdiv", () => x.add(a.div(b).mul(value)));
}
