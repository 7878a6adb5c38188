import { composite } from "../../ops/engine/composite.js";
import { windowSums } from "../../ops/nn/pool.js";
import { type Axis, boundsOf } from "../../ops/nn/pool-windows.js";
import { fromFlat } from "../../tensor/create/from-flat.js";
import type { Tensor } from "../../tensor/tensor.js";
import { DTypeError, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import {
	type Axes,
	adaptiveAxes,
	checkFloat,
	type Image,
	imageOf,
	like,
	type Sizes,
	slidingAxes,
} from "./pool-axes.js";

export interface AvgPool1dOptions {
	/** Zeros on each side, at most half of the window's size. Default 0. */
	readonly padding?: Sizes;
	/** Let a last window reach over the edge rather than leave elements out. Default false. */
	readonly ceilMode?: boolean;
	/** Count the zeros of the padding as elements. Default true. */
	readonly countIncludePad?: boolean;
}

export interface AvgPool2dOptions extends AvgPool1dOptions {
	/** Divide the sums by this rather than by the number of elements. */
	readonly divisorOverride?: number | null;
}

/** The number of elements by which each window's sum is divided. */
function countsOf(axis: Axis, countIncludePad: boolean): number[] {
	const bounds = boundsOf(axis);
	return Array.from({ length: axis.output }, (_, o) => {
		if (axis.window === "adaptive" || !countIncludePad)
			return (bounds[2 * o + 1] as number) - (bounds[2 * o] as number);
		const { size, stride, padding } = axis.window;
		// What reaches over the padding does not count.
		return Math.min(size, axis.input + 2 * padding - o * stride);
	});
}

function divided(
	sums: Tensor,
	[rows, cols]: Axes,
	countIncludePad: boolean,
): Tensor {
	if (sums.numel() === 0) return sums;
	const [high, wide] = [rows, cols].map((axis) =>
		countsOf(axis, countIncludePad),
	) as [number[], number[]];
	const same = (counts: number[]) => counts.every((n) => n === counts[0]);
	if (same(high) && same(wide))
		return sums.div((high[0] as number) * (wide[0] as number));
	const heights = fromFlat(high, [rows.output, 1], sums.dtype);
	return sums.div(heights.mul(fromFlat(wide, [cols.output], sums.dtype)));
}

interface AvgPoolCall extends AvgPool2dOptions {
	readonly kernelSize: Sizes;
	readonly stride: Sizes | null | undefined;
}

function avgPool(image: Image, call: AvgPoolCall): Tensor {
	const { dtype } = image.planes;
	const axes = slidingAxes(image, call);
	if (call.divisorOverride === 0)
		throw new ValueError(
			image.op,
			"divisorOverride 0; expected a number to divide by",
		);
	if (dtype === "uint8" || dtype === "bool")
		throw new DTypeError(
			image.op,
			say`an input of dtype ${dtype}; expected float32, float64 or int32: convert with float()`,
		);
	return composite(image.op, () => {
		const whole = dtype === "int32";
		const means = windowMeans(
			whole ? image.planes.double() : image.planes,
			axes,
			call,
		);
		return like(image, whole ? means.int() : means);
	});
}

function windowMeans(
	planes: Tensor,
	axes: Axes,
	{ divisorOverride = null, countIncludePad = true }: AvgPool2dOptions,
): Tensor {
	const sums = windowSums(planes, ...axes);
	return divisorOverride === null
		? divided(sums, axes, countIncludePad)
		: sums.div(divisorOverride);
}

/**
 * The mean of each window of [N, C, w] or [C, w]; means of int32 are truncated.
 *
 * @param stride distance between windows; default: the window's size, so that they do not overlap
 * @returns [..., w'] with w' = floor((w + 2 padding - kernelSize) / stride) + 1
 * @throws ShapeError if no window fits, ValueError for impossible settings, DTypeError for uint8 and bool
 * @example nn.functional.avgPool1d(tensor([[1.5, 3.5, 2, 5]]), 2); // [[2.5, 3.5]]
 */
export function avgPool1d(
	x: Tensor,
	kernelSize: Sizes,
	stride?: Sizes | null,
	options: AvgPool1dOptions = {},
): Tensor {
	readOptions("avgPool1d", options);
	return avgPool(imageOf("avgPool1d", x, 1), {
		kernelSize,
		stride,
		...options,
	});
}

/**
 * As `avgPool1d`, of [N, C, h, w] or [C, h, w]; the settings are one number, or `[height, width]`.
 *
 * @throws ShapeError if no window fits, ValueError for impossible settings, DTypeError for uint8 and bool
 * @example nn.functional.avgPool2d(randn([1, 6, 28, 28]), 2).shape; // [1, 6, 14, 14]
 */
export function avgPool2d(
	x: Tensor,
	kernelSize: Sizes,
	stride?: Sizes | null,
	options: AvgPool2dOptions = {},
): Tensor {
	readOptions("avgPool2d", options);
	return avgPool(imageOf("avgPool2d", x, 2), {
		kernelSize,
		stride,
		...options,
	});
}

function adaptiveAvgPool(
	image: Image,
	outputSize: Sizes | null | readonly (number | null)[],
): Tensor {
	checkFloat(image);
	const axes = adaptiveAxes(image, outputSize);
	return composite(image.op, () => {
		const one = axes.every(({ output }) => output === 1);
		return like(
			image,
			one
				? image.planes.mean([-2, -1], { keepdim: true })
				: windowMeans(image.planes, axes, {}),
		);
	});
}

/**
 * The means of `outputSize` windows that share out [N, C, w] or [C, w] as evenly as possible.
 *
 * @throws ValueError for an impossible size, ShapeError, DTypeError for integers
 * @example nn.functional.adaptiveAvgPool1d(tensor([[1.5, 3.5, 2, 5]]), 2); // [[2.5, 3.5]]
 */
export function adaptiveAvgPool1d(x: Tensor, outputSize: Sizes): Tensor {
	return adaptiveAvgPool(imageOf("adaptiveAvgPool1d", x, 1), outputSize);
}

/**
 * As `adaptiveAvgPool1d`, of [N, C, h, w] or [C, h, w]; null for a size keeps the image's.
 *
 * @throws ValueError for an impossible size, ShapeError, DTypeError for integers
 * @example nn.functional.adaptiveAvgPool2d(randn([1, 6, 7, 5]), 1).shape; // [1, 6, 1, 1]
 */
export function adaptiveAvgPool2d(
	x: Tensor,
	outputSize: Sizes | null | readonly (number | null)[],
): Tensor {
	return adaptiveAvgPool(imageOf("adaptiveAvgPool2d", x, 2), outputSize);
}

export interface LPPoolOptions {
	/** Let a last window reach over the edge rather than leave elements out. Default false. */
	readonly ceilMode?: boolean;
}

function lpPool(image: Image, normType: number, call: AvgPoolCall): Tensor {
	checkFloat(image);
	if (typeof normType !== "number" || normType === 0)
		throw new ValueError(
			image.op,
			say`normType ${normType}; expected a number other than 0`,
		);
	const axes = slidingAxes(image, call);
	return composite(image.op, () => {
		const means = windowMeans(image.planes.pow(normType), axes, {});
		// Where the value is 0, its slope is 0 too, and not infinite.
		const kept = means.maskedFill(means.eq(0), 0);
		const count = axes.reduce((n, axis) => n * windowSize(axis), 1);
		return like(image, kept.mul(count).pow(1 / normType));
	});
}

function windowSize({ window }: Axis): number {
	return window === "adaptive" ? 1 : window.size;
}

/**
 * (the sum of x^normType over each window)^(1 / normType) of [N, C, w] or [C, w]: 1 gives sums, 2 lengths.
 *
 * @param stride distance between windows; default: the window's size, so that they do not overlap
 * @throws ShapeError if no window fits, ValueError for impossible settings, DTypeError for integers
 * @example nn.functional.lpPool1d(tensor([[1.5, 2, 6, 8]]), 2, 2); // [[2.5, 10]]
 */
export function lpPool1d(
	x: Tensor,
	normType: number,
	kernelSize: Sizes,
	stride?: Sizes | null,
	options: LPPoolOptions = {},
): Tensor {
	readOptions("lpPool1d", options);
	const image = imageOf("lpPool1d", x, 1);
	return lpPool(image, normType, { kernelSize, stride, ...options });
}

/**
 * As `lpPool1d`, of [N, C, h, w] or [C, h, w]; the settings are one number, or `[height, width]`.
 *
 * @throws ShapeError if no window fits, ValueError for impossible settings, DTypeError for integers
 * @example nn.functional.lpPool2d(randn([1, 6, 28, 28]), 2, 2).shape; // [1, 6, 14, 14]
 */
export function lpPool2d(
	x: Tensor,
	normType: number,
	kernelSize: Sizes,
	stride?: Sizes | null,
	options: LPPoolOptions = {},
): Tensor {
	readOptions("lpPool2d", options);
	const image = imageOf("lpPool2d", x, 2);
	return lpPool(image, normType, { kernelSize, stride, ...options });
}
