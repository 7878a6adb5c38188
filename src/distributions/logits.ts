/** Probabilities and their logarithms, one from the other as PyTorch does it. */

import { Tensor } from "../tensor/tensor.js";
import { ValueError } from "../value/errors.js";
import { say } from "../value/quote.js";
import type { DistributionOptions } from "./distribution.js";

export interface ProbsOrLogits extends DistributionOptions {
	readonly probs?: Tensor | number;
	readonly logits?: Tensor | number;
}

/** The one of the two that was given; a tensor or number by itself is `probs`. */
export function chosen(
	op: string,
	given: Tensor | number | ProbsOrLogits,
	{ validateArgs = true }: DistributionOptions,
) {
	if (given instanceof Tensor || typeof given === "number")
		return { isLogits: false, value: given, validateArgs };
	const { probs, logits, validateArgs: validate = validateArgs } = given ?? {};
	if (probs !== undefined && logits === undefined)
		return { isLogits: false, value: probs, validateArgs: validate };
	if (logits !== undefined && probs === undefined)
		return { isLogits: true, value: logits, validateArgs: validate };
	throw new ValueError(
		op,
		say`${probs === undefined ? "neither probs nor logits" : "both probs and logits"} given; expected one of them`,
	);
}

/** Away from 0 and 1 by the rounding step, so that logarithms are finite. */
export function clampProbs(probs: Tensor): Tensor {
	const eps = probs.dtype === "float32" ? 2 ** -23 : 2 ** -52;
	return probs.clamp({ min: eps, max: 1 - eps });
}
