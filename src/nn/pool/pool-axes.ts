/** What all poolings check: the image, the sizes, the number of windows. */

import { checkTensor } from "../../ops/engine/define.js";
import { type Axis, boundsOf } from "../../ops/nn/pool-windows.js";
import type { Tensor } from "../../tensor/tensor.js";
import { isFloatingDType } from "../../value/dtype.js";
import {
	DTypeError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { quote, say } from "../../value/quote.js";
import { checkShape } from "../../value/shape.js";

/** A size for each dimension, or one for all. */
/** The output of adaptive pooling: null keeps the size of that dimension. */
export type AdaptiveSize = Sizes | null | readonly (number | null)[];

export type Sizes = number | readonly number[];

/** Rows and columns; one row if the image has one dimension. */
export type Axes = readonly [rows: Axis, cols: Axis];

export interface Image {
	readonly op: string;
	/** 1 or 2 dimensions. */
	readonly dims: 1 | 2;
	/** [N, C, h, w] or [C, h, w], h being 1 if there is one dimension. */
	readonly planes: Tensor;
}

/** Checks [N, C, h, w], [C, h, w], or without h if `dims` is 1. */
export function imageOf(op: string, x: Tensor, dims: 1 | 2): Image {
	const { shape } = checkTensor(op, x);
	const batched = shape.length === dims + 2;
	const sizes = dims === 1 ? "w" : "h, w";
	if (!batched && shape.length !== dims + 1)
		throw new ShapeError(
			op,
			say`an input of shape ${show(shape)}; expected [N, C, ${sizes}] or [C, ${sizes}]`,
		);
	if (shape.slice(batched ? 1 : 0).includes(0))
		throw new ShapeError(
			op,
			say`an input of shape ${show(shape)}; of its sizes only the batch may be 0`,
		);
	return { op, dims, planes: dims === 1 ? x.unsqueeze(-2) : x };
}

export function checkFloat({ op, planes }: Image): void {
	if (!isFloatingDType(planes.dtype))
		throw new DTypeError(
			op,
			say`an input of dtype ${planes.dtype}; expected float32 or float64: convert with float()`,
		);
}

/** Gives a result the dimensions that the image has. */
export function like({ dims }: Image, pooled: Tensor): Tensor {
	return dims === 1 ? pooled.squeeze(-2) : pooled;
}

/** Checks a setting: an integer, or one for each dimension. */
export function checkSizes(
	{ op, dims }: Image,
	name: string,
	value: Sizes,
	least: number,
): readonly number[] {
	const list: readonly unknown[] = Array.isArray(value) ? value : [value];
	const fits = list.every(
		(n) => Number.isSafeInteger(n) && (n as number) >= least,
	);
	if (!fits || (list.length !== 1 && list.length !== dims))
		throw new ValueError(
			op,
			say`${name} is ${quote(value)}; expected an integer of at least ${least}${dims === 1 ? "" : ", or two of them"}`,
		);
	const sizes = list as readonly number[];
	return sizes.length === dims ? sizes : Array(dims).fill(sizes[0]);
}

export interface SlidingOptions {
	readonly kernelSize: Sizes;
	/** Nothing, null and [] mean the kernel's size. */
	readonly stride?: Sizes | null | undefined;
	readonly padding?: Sizes | undefined;
	readonly dilation?: Sizes | undefined;
	readonly ceilMode?: boolean | undefined;
}

/** Windows that slide over the image. */
export function slidingAxes(
	image: Image,
	{ kernelSize, stride, padding = 0, dilation = 1, ceilMode }: SlidingOptions,
): Axes {
	const sizes = checkSizes(image, "kernelSize", kernelSize, 1);
	const asKernel =
		stride === undefined ||
		stride === null ||
		(Array.isArray(stride) && stride.length === 0);
	const strides = asKernel ? sizes : checkSizes(image, "stride", stride, 1);
	const paddings = checkSizes(image, "padding", padding, 0);
	const dilations = checkSizes(image, "dilation", dilation, 1);
	return axesOf(image, (input, d) => {
		const size = sizes[d] as number;
		const window = {
			size,
			stride: strides[d] as number,
			padding: paddings[d] as number,
			dilation: size === 1 ? 1 : (dilations[d] as number),
		};
		const output = outputSize(input, window, ceilMode === true);
		return checkWindows(image.op, { input, output, window });
	});
}

/** Windows that share the image out among so many outputs; null keeps the image's size. */
export function adaptiveAxes(
	image: Image,
	outputSize: Sizes | null | readonly (number | null)[],
): Axes {
	const { planes, dims } = image;
	const own = planes.shape.slice(-dims);
	const wanted = Array.isArray(outputSize)
		? outputSize.map((size, d) => size ?? own[d])
		: (outputSize ?? own);
	const sizes = checkSizes(image, "outputSize", wanted as Sizes, 0);
	checkShape(image.op, sizes);
	checkShape(image.op, [...planes.shape.slice(0, -2), ...sizes]);
	return axesOf(image, (input, d) => ({
		input,
		output: sizes[d] as number,
		window: "adaptive",
	}));
}

function axesOf(
	{ planes, dims }: Image,
	axis: (input: number, d: number) => Axis,
): Axes {
	const [h, w] = planes.shape.slice(-2) as [number, number];
	const oneRow = { input: 1, output: 1, window: "adaptive" } as const;
	return dims === 1 ? [oneRow, axis(w, 0)] : [axis(h, 0), axis(w, 1)];
}

type Sliding = Exclude<Axis["window"], "adaptive">;

function outputSize(
	input: number,
	{ size, stride, padding, dilation }: Sliding,
	ceil: boolean,
): number {
	const room = input + 2 * padding - dilation * (size - 1) - 1;
	const output = Math.floor((room + (ceil ? stride - 1 : 0)) / stride) + 1;
	// A window that would begin in the padding after the image is left out.
	return ceil && (output - 1) * stride >= input + padding ? output - 1 : output;
}

function checkWindows(op: string, axis: Axis & { window: Sliding }): Axis {
	const { input, output } = axis;
	const { size, padding, dilation } = axis.window;
	if (2 * padding > size)
		throw new ValueError(
			op,
			say`padding ${padding} of a kernel of size ${size}; at most half of the kernel's size is possible`,
		);
	const reach = dilation * (size - 1) + 1;
	if (output < 1)
		throw new ShapeError(
			op,
			say`a window of ${reach} over ${input} elements and ${padding} of padding on both sides; the window must fit`,
		);
	if (dilation > 1 && padding > 0) {
		const bounds = boundsOf(axis);
		for (let o = 0; o < output; o++)
			if ((bounds[2 * o] as number) >= (bounds[2 * o + 1] as number))
				throw new ValueError(
					op,
					say`window ${o} of ${size} elements ${dilation} apart holds nothing but padding; use less padding or dilation`,
				);
	}
	return axis;
}
