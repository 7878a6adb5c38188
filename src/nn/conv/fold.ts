/** Images as the list of their windows, and back. */

import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { foldWindows, type Two, unfoldWindows } from "../../ops/nn/windows.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { numel } from "../../value/shape.js";
import { type Pair, perDimension, type Slide, windowCounts } from "./window.js";

export interface FoldOptions {
	/** Distance between the elements of a window. Default 1. */
	readonly dilation?: Pair;
	/** Zeros on each side of the image. Default 0. */
	readonly padding?: Pair;
	/** Step between the windows. Default 1. */
	readonly stride?: Pair;
}

/**
 * The windows of images as columns: [N, C, h, w] or [C, h, w] to [N, C * kh * kw, windows], the windows row by row.
 *
 * @throws ShapeError if the sizes do not fit
 * @throws ValueError for settings that are no whole numbers
 * @example nn.functional.unfold(randn([1, 3, 4, 5]), [2, 3]).shape; // [1, 18, 9]
 */
export function unfold(
	input: Tensor,
	kernelSize: Pair,
	options: FoldOptions = {},
): Tensor {
	readOptions("unfold", options);
	checkTensor("unfold", input);
	if (input.ndim !== 3 && input.ndim !== 4)
		throw new ShapeError(
			"unfold",
			say`a tensor of shape ${show(input.shape)}; expected [N, C, h, w] or [C, h, w]`,
		);
	const slide = slideOf("unfold", kernelSize, options);
	const image = input.shape.slice(-2) as unknown as Two;
	const count = windowCounts("unfold", image, slide) as Two;
	return composite("unfold", () =>
		input.ndim === 4
			? unfoldWindows(input, { ...slide, image, count })
			: unfoldWindows(input.unsqueeze(0), { ...slide, image, count }).squeeze(
					0,
				),
	);
}

/**
 * Adds windows up to images, each element where `unfold` reads it: [N, C * kh * kw, windows] or without N to
 * [N, C, h, w], h and w being `outputSize`.
 *
 * @throws ShapeError if the sizes do not fit
 * @throws ValueError for settings that are no whole numbers
 * @example nn.functional.fold(ones([1, 4, 4]), [3, 3], 2).tolist(); // [[[[1, 2, 1], [2, 4, 2], [1, 2, 1]]]]
 */
export function fold(
	input: Tensor,
	outputSize: Pair,
	kernelSize: Pair,
	options: FoldOptions = {},
): Tensor {
	readOptions("fold", options);
	checkTensor("fold", input);
	const slide = slideOf("fold", kernelSize, options);
	const image = perDimension("fold", "outputSize", outputSize, 2, 1) as Two;
	const count = windowCounts("fold", image, slide) as Two;
	const [rows, windows] = input.shape.slice(-2);
	const elements = numel(slide.size);
	const fits =
		(input.ndim === 2 || input.ndim === 3) &&
		(rows as number) % elements === 0 &&
		windows === numel(count);
	if (!fits)
		throw new ShapeError(
			"fold",
			say`a tensor of shape ${show(input.shape)} for images of ${show(image)}; expected [N, C * ${elements}, ${numel(count)}] or without N: windows of ${elements} elements, ${numel(count)} of them`,
		);
	return composite("fold", () =>
		input.ndim === 3
			? foldWindows(input, { ...slide, image, count })
			: foldWindows(input.unsqueeze(0), { ...slide, image, count }).squeeze(0),
	);
}

function slideOf(
	op: string,
	size: Pair,
	{ dilation = 1, padding = 0, stride = 1 }: FoldOptions,
): Slide & { readonly [K in keyof Slide]: Two } {
	const two = (name: string, value: Pair, least: number): Two =>
		perDimension(op, name, value, 2, least) as Two;
	return {
		size: two("kernelSize", size, 1),
		dilation: two("dilation", dilation, 1),
		padding: two("padding", padding, 0),
		stride: two("stride", stride, 1),
	};
}
