/** What convolutions and transposed convolutions have in common: their operands, and how those become images. */

import { checkTensor, tidy } from "../../ops/engine/define.js";
import type { Two, Windows } from "../../ops/nn/windows.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { productType } from "../../value/promotion.js";
import { say } from "../../value/quote.js";
import type { Slide } from "./window.js";

/** One dimension or two. */
export type Rank = 1 | 2;

export interface Operands {
	readonly input: Tensor;
	readonly weight: Tensor;
	readonly bias: Tensor | null;
}

/** Checks everything but the sizes that must fit together. */
export function checkOperands(
	op: string,
	rank: Rank,
	{ input, weight, bias }: Operands,
	groups: number,
): void {
	checkTensor(op, input);
	checkTensor(op, weight);
	if (bias !== null) checkTensor(op, bias);
	productType(op, input, weight, bias);
	if (!Number.isInteger(groups) || groups < 1)
		throw new ValueError(
			op,
			say`groups is ${groups}; expected an integer of at least 1`,
		);
	const batched = input.ndim === rank + 2;
	if ((!batched && input.ndim !== rank + 1) || weight.ndim !== rank + 2)
		throw new ShapeError(
			op,
			say`input ${show(input.shape)} and weight ${show(weight.shape)}; expected an input of ${rank + 2} dimensions, or of ${rank + 1} for one without a batch, and a weight of ${rank + 2}`,
		);
}

export function checkBias(
	op: string,
	bias: Tensor | null,
	outputs: number,
): void {
	if (bias !== null && (bias.ndim !== 1 || bias.size(0) !== outputs))
		throw new ShapeError(
			op,
			say`bias ${show(bias.shape)}; expected [${outputs}], a number for each output channel`,
		);
}

/** The sizes along which the windows slide. */
export function sidesOf(input: Tensor, rank: Rank): readonly number[] {
	return input.shape.slice(-rank);
}

/** Settings of one dimension or two as those of images: a sequence is an image of height 1. */
export function inPlane(
	{ size, stride, padding, dilation }: Slide,
	image: readonly number[],
	count: readonly number[],
): Windows {
	const two = (list: readonly number[], height: number): Two =>
		(list.length === 1 ? [height, ...list] : list) as Two;
	return {
		size: two(size, 1),
		stride: two(stride, 1),
		padding: two(padding, 0),
		dilation: two(dilation, 1),
		image: two(image, 1),
		count: two(count, 1),
	};
}

/** Calls `fn` on a batch of images and a weight for them, and gives its result the input's form. */
export function onImages(
	input: Tensor,
	weight: Tensor,
	rank: Rank,
	fn: (x: Tensor, weight: Tensor) => Tensor,
): Tensor {
	return tidy(() => {
		const batch = input.ndim === rank + 1 ? input.unsqueeze(0) : input;
		const out =
			rank === 1
				? fn(batch.unsqueeze(2), weight.unsqueeze(2)).squeeze(2)
				: fn(batch, weight);
		return batch === input ? out : out.squeeze(0);
	});
}
