/** Sequences of different lengths. */

import { composite, named } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { cat, stack, unbind } from "../../ops/shape/join.js";
import { full } from "../../tensor/create/filled.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { sameShape } from "../../value/shape.js";

export interface PadSequenceOptions {
	/** Give [N, T, ...] instead of [T, N, ...]. Default false. */
	readonly batchFirst?: boolean;
	/** What follows the shorter sequences. Default 0. */
	readonly paddingValue?: number;
}

/**
 * Sequences [length, ...] of one dtype in one tensor [T, N, ...], T being the longest length.
 *
 * @throws ShapeError unless all sizes but the first agree
 * @example nn.utils.rnn.padSequence([ones([2]), ones([3])], { batchFirst: true }); // [[1, 1, 0], [1, 1, 1]]
 */
export function padSequence(
	sequences: readonly Tensor[] | Tensor,
	options?: PadSequenceOptions,
): Tensor {
	const { batchFirst = false, paddingValue = 0 } = readOptions(
		"padSequence",
		options,
	);
	const list = Array.isArray(sequences)
		? (sequences as readonly Tensor[])
		: named("padSequence", () => unbind(checkTensor("padSequence", sequences)));
	const first = list[0];
	if (first === undefined)
		throw new ValueError(
			"padSequence",
			"there are no sequences; expected at least one",
		);
	const inner = checkTensor("padSequence", first).shape.slice(1);
	list.forEach((sequence, i) => {
		const { ndim, shape } = checkTensor("padSequence", sequence);
		if (ndim === 0 || !sameShape(shape.slice(1), inner))
			throw new ShapeError(
				"padSequence",
				say`sequence ${i} has shape ${show(shape)} and sequence 0 ${show(first.shape)}; only the first sizes may differ`,
			);
	});
	const longest = Math.max(...list.map((sequence) => sequence.size(0)));
	return composite("padSequence", () => {
		const padded = list.map((sequence) => {
			const missing = longest - sequence.size(0);
			if (missing === 0) return sequence;
			const { dtype } = sequence;
			const padding = full([missing, ...inner], paddingValue, { dtype });
			return cat([sequence, padding]);
		});
		return stack(padded, batchFirst ? 0 : 1);
	});
}
