import { composite } from "../../ops/engine/composite.js";
import type { ValuesAndIndices } from "../../ops/engine/values-and-indices.js";
import { valuesAndIndices } from "../../ops/engine/values-and-indices.js";
import { windowMaxima } from "../../ops/nn/pool.js";
import type { Tensor } from "../../tensor/tensor.js";
import { readOptions } from "../../value/options.js";
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

export interface MaxPoolOptions<Indices extends boolean = boolean> {
	/** Elements that count as -infinity on each side, at most half of the window's size. Default 0. */
	readonly padding?: Sizes;
	/** Distance between the elements of a window. Default 1. */
	readonly dilation?: Sizes;
	/** Let a last window reach over the edge rather than leave elements out. Default false. */
	readonly ceilMode?: boolean;
	/** Also tell where in its plane (row times width plus column) each value was. Default false. */
	readonly returnIndices?: Indices;
}

export interface AdaptiveMaxPoolOptions<Indices extends boolean = boolean> {
	/** Also tell where in its plane (row times width plus column) each value was. Default false. */
	readonly returnIndices?: Indices;
}

/** What a max pooling gives: values, and int32 indices if they are asked for. */
export type MaxPooled<Indices extends boolean> = Indices extends true
	? ValuesAndIndices
	: Tensor;

function maxPool<Indices extends boolean>(
	image: Image,
	[rows, cols]: Axes,
	returnIndices: boolean,
): MaxPooled<Indices> {
	const [values, indices] = composite(image.op, () => {
		const [best, places] = windowMaxima(image.planes, rows, cols);
		const both = [like(image, best), like(image, places)];
		return returnIndices ? both : both.slice(0, 1);
	});
	return (
		returnIndices
			? valuesAndIndices(values as Tensor, indices as Tensor)
			: values
	) as MaxPooled<Indices>;
}

function sliding(dims: 1 | 2) {
	const op = `maxPool${dims}d`;
	return <Indices extends boolean = false>(
		x: Tensor,
		kernelSize: Sizes,
		stride: Sizes | null | undefined,
		{ returnIndices, ...options }: MaxPoolOptions<Indices>,
	): MaxPooled<Indices> => {
		const image = imageOf(op, x, dims);
		checkFloat(image);
		const axes = slidingAxes(image, { kernelSize, stride, ...options });
		return maxPool(image, axes, returnIndices === true);
	};
}

const sliding1d = sliding(1);
const sliding2d = sliding(2);

/**
 * The largest element of each window of [N, C, w] or [C, w]. The first of equal ones gets the gradient; a NaN is the
 * largest.
 *
 * @param stride distance between windows; default: the window's size, so that they do not overlap
 * @returns float32 or float64 [..., w'] with w' = floor((w + 2 padding - dilation (kernelSize - 1) - 1) / stride) + 1;
 * with `returnIndices` as `{ values, indices }`
 * @throws ShapeError if no window fits, ValueError for impossible settings, DTypeError for integers
 * @example nn.functional.maxPool1d(tensor([[1.5, 3.5, 2, 5]]), 2); // [[3.5, 5]]
 */
export function maxPool1d<Indices extends boolean = false>(
	x: Tensor,
	kernelSize: Sizes,
	stride?: Sizes | null,
	options: MaxPoolOptions<Indices> = {},
): MaxPooled<Indices> {
	readOptions("maxPool1d", options);
	return sliding1d(x, kernelSize, stride, options);
}

/**
 * As `maxPool1d`, of [N, C, h, w] or [C, h, w]; the settings are one number, or `[height, width]`.
 *
 * @throws ShapeError if no window fits, ValueError for impossible settings, DTypeError for integers
 * @example nn.functional.maxPool2d(randn([1, 6, 28, 28]), 2).shape; // [1, 6, 14, 14]
 */
export function maxPool2d<Indices extends boolean = false>(
	x: Tensor,
	kernelSize: Sizes,
	stride?: Sizes | null,
	options: MaxPoolOptions<Indices> = {},
): MaxPooled<Indices> {
	readOptions("maxPool2d", options);
	return sliding2d(x, kernelSize, stride, options);
}

function adaptive<Indices extends boolean>(
	image: Image,
	outputSize: Sizes | null | readonly (number | null)[],
	{ returnIndices }: AdaptiveMaxPoolOptions<Indices>,
): MaxPooled<Indices> {
	checkFloat(image);
	return maxPool(
		image,
		adaptiveAxes(image, outputSize),
		returnIndices === true,
	);
}

/**
 * The largest elements of `outputSize` windows that share out [N, C, w] or [C, w] as evenly as possible.
 *
 * @throws ValueError for an impossible size, ShapeError, DTypeError for integers
 * @example nn.functional.adaptiveMaxPool1d(tensor([[1.5, 3.5, 2, 5, 4]]), 2); // [[3.5, 5]]
 */
export function adaptiveMaxPool1d<Indices extends boolean = false>(
	x: Tensor,
	outputSize: Sizes,
	options: AdaptiveMaxPoolOptions<Indices> = {},
): MaxPooled<Indices> {
	readOptions("adaptiveMaxPool1d", options);
	return adaptive(imageOf("adaptiveMaxPool1d", x, 1), outputSize, options);
}

/**
 * As `adaptiveMaxPool1d`, of [N, C, h, w] or [C, h, w]; null for a size keeps the image's.
 *
 * @throws ValueError for an impossible size, ShapeError, DTypeError for integers
 * @example nn.functional.adaptiveMaxPool2d(randn([1, 6, 7, 5]), [3, null]).shape; // [1, 6, 3, 5]
 */
export function adaptiveMaxPool2d<Indices extends boolean = false>(
	x: Tensor,
	outputSize: Sizes | null | readonly (number | null)[],
	options: AdaptiveMaxPoolOptions<Indices> = {},
): MaxPooled<Indices> {
	readOptions("adaptiveMaxPool2d", options);
	return adaptive(imageOf("adaptiveMaxPool2d", x, 2), outputSize, options);
}
