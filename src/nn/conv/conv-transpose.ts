/** Transposed convolutions over one and two dimensions: the gradients of convolutions, as layers that enlarge. */

import { convolutionTransposed } from "../../ops/nn/convolution.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkShape } from "../../value/shape.js";
import {
	checkBias,
	checkOperands,
	inPlane,
	onImages,
	type Rank,
	sidesOf,
} from "./conv-operands.js";
import { type Pair, perDimension, type Single, type Slide } from "./window.js";

export interface ConvTransposeOptions<Setting> {
	/** Step between the windows of the output. Default 1. */
	readonly stride?: Setting;
	/** Elements cut off on each side of the output. Default 0. */
	readonly padding?: Setting;
	/** Elements added at the end of the output; less than `stride` or `dilation`. Default 0. */
	readonly outputPadding?: Setting;
	/** Parts into which the channels are divided, each seen by its part of the outputs. Default 1. */
	readonly groups?: number;
	/** Distance between the elements of a window. Default 1. */
	readonly dilation?: Setting;
}

export type ConvTranspose1dFunctionOptions = ConvTransposeOptions<Single>;
export type ConvTranspose2dFunctionOptions = ConvTransposeOptions<Pair>;

/**
 * Adds up the weight [in, out / groups, k] times each element of [N, in, l] or [in, l], `stride` apart: [N, out, l'] with
 * l' = (l - 1) stride - 2 padding + dilation (k - 1) + outputPadding + 1.
 *
 * @throws ShapeError if the sizes do not fit
 * @throws DTypeError if all are bool
 * @throws ValueError for settings that are no whole numbers
 * @example nn.functional.convTranspose1d(randn([1, 2, 5]), randn([2, 3, 4]), null, { stride: 2 }).shape; // [1, 3, 12]
 */
export function convTranspose1d(
	input: Tensor,
	weight: Tensor,
	bias: Tensor | null = null,
	options: ConvTranspose1dFunctionOptions = {},
): Tensor {
	readOptions("convTranspose1d", options);
	return convolveTransposed("convTranspose1d", 1, input, weight, bias, options);
}

/**
 * Adds up the weight [in, out / groups, kh, kw] times each element of [N, in, h, w] or [in, h, w], `stride` apart:
 * [N, out, h', w'] with h' = (h - 1) stride - 2 padding + dilation (kh - 1) + outputPadding + 1.
 *
 * @throws ShapeError if the sizes do not fit
 * @throws DTypeError if all are bool
 * @throws ValueError for settings that are no whole numbers
 * @example nn.functional.convTranspose2d(randn([1, 2, 5, 5]), randn([2, 3, 2, 2]), null, { stride: 2 }).shape; // [1, 3, 10, 10]
 */
export function convTranspose2d(
	input: Tensor,
	weight: Tensor,
	bias: Tensor | null = null,
	options: ConvTranspose2dFunctionOptions = {},
): Tensor {
	readOptions("convTranspose2d", options);
	return convolveTransposed("convTranspose2d", 2, input, weight, bias, options);
}

function convolveTransposed(
	op: string,
	rank: Rank,
	input: Tensor,
	weight: Tensor,
	bias: Tensor | null,
	options: ConvTransposeOptions<Pair>,
): Tensor {
	const { groups = 1, outputPadding = 0 } = options;
	checkOperands(op, rank, { input, weight, bias }, groups);
	const [inputs, each] = weight.shape as [number, number];
	if (input.size(-rank - 1) !== inputs || inputs % groups !== 0)
		throw new ShapeError(
			op,
			say`input ${show(input.shape)} and weight ${show(weight.shape)} in ${groups} groups; the input needs ${inputs} channels, a multiple of groups`,
		);
	checkBias(op, bias, each * groups);
	const slide = slideOf(op, weight.shape.slice(2), options);
	const more = perDimension(op, "outputPadding", outputPadding, rank, 0);
	const count = sidesOf(input, rank);
	const image = enlarged(op, count, slide, more);
	const lead = input.shape.slice(0, -rank - 1);
	checkShape(op, [...lead, each * groups, ...image]);
	const plan = { ...inPlane(slide, image, count), groups };
	return onImages(input, weight, rank, (y, w) =>
		convolutionTransposed(y, w, plan, bias),
	);
}

function slideOf(
	op: string,
	size: readonly number[],
	{ stride = 1, padding = 0, dilation = 1 }: ConvTransposeOptions<Pair>,
): Slide {
	const rank = size.length;
	return {
		size: perDimension(op, "kernel size", size, rank, 1),
		stride: perDimension(op, "stride", stride, rank, 1),
		padding: perDimension(op, "padding", padding, rank, 0),
		dilation: perDimension(op, "dilation", dilation, rank, 1),
	};
}

/** The sizes of the output. */
function enlarged(
	op: string,
	sides: readonly number[],
	{ size, stride, padding, dilation }: Slide,
	more: readonly number[],
): readonly number[] {
	return sides.map((length, d) => {
		const at = (list: readonly number[]): number => list[d] as number;
		if (at(more) >= Math.max(at(stride), at(dilation)))
			throw new ValueError(
				op,
				say`outputPadding ${show(more)} with stride ${show(stride)} and dilation ${show(dilation)}; it must be less than one of them`,
			);
		const reach = at(dilation) * (at(size) - 1) + 1;
		const padded = (length - 1) * at(stride) + reach + at(more);
		const side = padded - 2 * at(padding);
		if (length === 0 || side < 1)
			throw new ShapeError(
				op,
				say`a size of ${length} becomes ${side} with padding ${at(padding)}; input and output need at least one element`,
			);
		// The padded size counts too: the kernels compute positions in it.
		checkShape(op, [padded]);
		return side;
	});
}
