/** Convolutions over one and two dimensions. */

import { composite } from "../../ops/engine/composite.js";
import { convolution } from "../../ops/nn/convolution.js";
import { constantPadNd } from "../../ops/shape/pad.js";
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
import {
	type Pair,
	perDimension,
	type Single,
	type Slide,
	windowCounts,
} from "./window.js";

export interface ConvOptions<Setting> {
	/** Step between the windows. Default 1. */
	readonly stride?: Setting;
	/** Zeros on each side; `valid` none, `same` as many as keep the size. Default 0. */
	readonly padding?: Setting | "valid" | "same";
	/** Distance between the elements of a window. Default 1. */
	readonly dilation?: Setting;
	/** Parts into which the channels are divided, each seen by its part of the outputs. Default 1. */
	readonly groups?: number;
}

export type Conv1dFunctionOptions = ConvOptions<Single>;
export type Conv2dFunctionOptions = ConvOptions<Pair>;

/**
 * Slides the weight [out, in / groups, k] over sequences [N, in, l] or [in, l]: [N, out, l'] with
 * l' = floor((l + 2 padding - dilation (k - 1) - 1) / stride) + 1.
 *
 * @throws ShapeError if the sizes do not fit
 * @throws DTypeError if all are bool
 * @throws ValueError for settings that are no whole numbers, and for padding "same" with a stride
 * @example nn.functional.conv1d(randn([1, 2, 9]), randn([3, 2, 3]), null, { padding: "same" }).shape; // [1, 3, 9]
 */
export function conv1d(
	input: Tensor,
	weight: Tensor,
	bias: Tensor | null = null,
	options: Conv1dFunctionOptions = {},
): Tensor {
	readOptions("conv1d", options);
	return convolve("conv1d", 1, input, weight, bias, options);
}

/**
 * Slides the weight [out, in / groups, kh, kw] over images [N, in, h, w] or [in, h, w]: [N, out, h', w'] with
 * h' = floor((h + 2 padding - dilation (kh - 1) - 1) / stride) + 1.
 *
 * @throws ShapeError if the sizes do not fit
 * @throws DTypeError if all are bool
 * @throws ValueError for settings that are no whole numbers, and for padding "same" with a stride
 * @example nn.functional.conv2d(randn([1, 2, 5, 5]), randn([3, 2, 3, 3])).shape; // [1, 3, 3, 3]
 */
export function conv2d(
	input: Tensor,
	weight: Tensor,
	bias: Tensor | null = null,
	options: Conv2dFunctionOptions = {},
): Tensor {
	readOptions("conv2d", options);
	return convolve("conv2d", 2, input, weight, bias, options);
}

function convolve(
	op: string,
	rank: Rank,
	input: Tensor,
	weight: Tensor,
	bias: Tensor | null,
	options: ConvOptions<Pair>,
): Tensor {
	const { groups = 1 } = options;
	checkOperands(op, rank, { input, weight, bias }, groups);
	const [outputs, each] = weight.shape as [number, number];
	if (input.size(-rank - 1) !== each * groups || outputs % groups !== 0)
		throw new ShapeError(
			op,
			say`input ${show(input.shape)} and weight ${show(weight.shape)} in ${groups} groups; the input needs ${each * groups} channels, and the ${outputs} outputs must be a multiple of groups`,
		);
	checkBias(op, bias, outputs);
	const { slide, uneven } = settingsOf(op, weight.shape.slice(2), options);
	return composite(op, () => {
		const padded = uneven === null ? input : constantPadNd(input, uneven);
		const image = sidesOf(padded, rank);
		const count = windowCounts(op, image, slide);
		checkShape(op, [...input.shape.slice(0, -rank - 1), outputs, ...count]);
		const plan = { ...inPlane(slide, image, count), groups };
		return onImages(padded, weight, rank, (x, w) =>
			convolution(x, w, bias, plan),
		);
	});
}

/** The settings with even padding, and what is to be added before, for `pad`. */
function settingsOf(
	op: string,
	size: readonly number[],
	{ stride = 1, padding = 0, dilation = 1 }: ConvOptions<Pair>,
): { readonly slide: Slide; readonly uneven: readonly number[] | null } {
	const rank = size.length;
	perDimension(op, "kernel size", size, rank, 1);
	const steps = perDimension(op, "stride", stride, rank, 1);
	const apart = perDimension(op, "dilation", dilation, rank, 1);
	if (typeof padding !== "string") {
		const even = perDimension(op, "padding", padding, rank, 0);
		const slide = { size, stride: steps, padding: even, dilation: apart };
		return { slide, uneven: null };
	}
	const sides = namedPadding(op, padding, size, steps, apart);
	const slide = {
		size,
		stride: steps,
		padding: sides.map(([before]) => before),
		dilation: apart,
	};
	const rest = sides.map(([before, after]) => after - before);
	const uneven = rest.some((zeros) => zeros > 0)
		? rest.reverse().flatMap((zeros) => [0, zeros])
		: null;
	return { slide, uneven };
}

/** The zeros before and after each dimension that a name stands for. */
export function namedPadding(
	op: string,
	name: string,
	size: readonly number[],
	stride: readonly number[],
	dilation: readonly number[],
): (readonly [before: number, after: number])[] {
	if (name !== "same" && name !== "valid")
		throw new ValueError(
			op,
			say`padding is "${name}"; expected a number, "valid" or "same"`,
		);
	if (name === "valid") return size.map(() => [0, 0]);
	if (stride.some((step) => step !== 1))
		throw new ValueError(
			op,
			say`padding "same" with stride ${show(stride)}; it needs stride 1`,
		);
	return size.map((length, d) => {
		const total = (dilation[d] as number) * (length - 1);
		// An odd number of zeros has the larger part after the image.
		return [Math.floor(total / 2), Math.ceil(total / 2)];
	});
}
