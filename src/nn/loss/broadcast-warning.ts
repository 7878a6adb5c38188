/** Losses whose operands differ in shape: predictions [N, 1] and targets [N] are compared each with each, [N, N]. */

import { warnOnce } from "../../platform/warnings.js";
import type { Tensor } from "../../tensor/tensor.js";
import { show } from "../../value/errors.js";
import { sameShape } from "../../value/shape.js";

/** Warns of any difference, as PyTorch does for the losses of a difference. */
export function warnOfBroadcast(
	op: string,
	input: Tensor,
	target: Tensor,
): void {
	if (sameShape(input.shape, target.shape)) return;
	const cure =
		input.numel() === target.numel()
			? "target.reshape(input.shape) or input.squeeze(-1)"
			: "target.expandAs(input), if this is meant";
	warnOnce(
		op,
		`the input has shape ${show(input.shape)} and the target ${show(target.shape)}; they are broadcast, which most likely compares the wrong elements. Make the shapes equal: ${cure}`,
	);
}

/** Warns only where both operands are repeated, for the losses that PyTorch broadcasts without a word. */
export function warnOfOuter(op: string, input: Tensor, target: Tensor): void {
	if (sameShape(input.shape, target.shape)) return;
	const rank = Math.max(input.ndim, target.ndim);
	let [inputIsRepeated, targetIsRepeated] = [false, false];
	for (let d = 1; d <= rank; d++) {
		const [a, b] = [input.shape.at(-d) ?? 1, target.shape.at(-d) ?? 1];
		inputIsRepeated ||= a === 1 && b > 1;
		targetIsRepeated ||= b === 1 && a > 1;
	}
	if (inputIsRepeated && targetIsRepeated) warnOfBroadcast(op, input, target);
}
