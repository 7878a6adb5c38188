import { ShapeError, show, ValueError } from "../../errors.js";
import { checkTensor, tidy } from "../../ops/define.js";
import { cat } from "../../ops/join.js";
import { linear } from "../../ops/matmul.js";
import { slice, unfold } from "../../ops/views.js";
import type { Tensor } from "../../tensor.js";
import { type PaddingMode, padSides, type Sides } from "./pad-sides.js";

/** One number for height and width, or one for each. */
export type Pair = number | readonly [number, number];

export interface Conv2dFunctionOptions {
	/** Step between the windows. Default 1. */
	readonly stride?: Pair;
	/** Zeros on each side; `valid` none, `same` as many as keep the size. Default 0. */
	readonly padding?: Pair | "valid" | "same";
	/** What the padding holds. Default `zeros`. */
	readonly paddingMode?: PaddingMode;
	/** Distance between the elements of a window. Default 1. */
	readonly dilation?: Pair;
	/** Parts into which the channels are divided, each seen by its part of the outputs. Default 1. */
	readonly groups?: number;
}

/**
 * Slides the weight [out, in / groups, kh, kw] over images [N, in, h, w] or [in, h, w]: [N, out, h', w'] with
 * h' = floor((h + 2 padding - dilation (kh - 1) - 1) / stride) + 1.
 *
 * @throws ShapeError if the sizes do not fit
 * @example nn.functional.conv2d(randn([1, 2, 5, 5]), randn([3, 2, 3, 3])).shape; // [1, 3, 3, 3]
 */
export function conv2d(
	input: Tensor,
	weight: Tensor,
	bias: Tensor | null = null,
	options: Conv2dFunctionOptions = {},
): Tensor {
	const { groups = 1, paddingMode = "zeros" } = options;
	checkShapes(input, weight, bias, groups);
	const window = windowOf(weight, options);
	return tidy(() => {
		const batch = input.ndim === 3 ? input.unsqueeze(0) : input;
		const padded = window.padding.reduce(
			(image, sides, i) => padSides(image, 2 + i, sides, paddingMode),
			batch,
		);
		const [outputs, inputs] = weight.shape as [number, number];
		const each = outputs / groups;
		const parts = Array.from({ length: groups }, (_, g) =>
			windowsTimesWeight(
				padded.narrow(1, g * inputs, inputs),
				weight.narrow(0, g * each, each),
				bias === null ? null : bias.narrow(0, g * each, each),
				window,
			),
		);
		const out = parts.length === 1 ? (parts[0] as Tensor) : cat(parts, 1);
		return input.ndim === 3 ? out.squeeze(0) : out;
	});
}

interface Window {
	readonly size: readonly [number, number];
	readonly stride: readonly [number, number];
	readonly dilation: readonly [number, number];
	/** Zeros before and after: of the height, of the width. */
	readonly padding: readonly [Sides, Sides];
}

function checkShapes(
	input: Tensor,
	weight: Tensor,
	bias: Tensor | null,
	groups: number,
): void {
	checkTensor("conv2d", input);
	checkTensor("conv2d", weight);
	if (bias !== null) checkTensor("conv2d", bias);
	const channels =
		input.ndim === 3 ? input.size(0) : input.ndim === 4 ? input.size(1) : -1;
	const [outputs = 0, inputs = 0] = weight.shape;
	const fits =
		weight.ndim === 4 &&
		groups >= 1 &&
		channels === inputs * groups &&
		outputs % groups === 0;
	if (!fits)
		throw new ShapeError(
			"conv2d",
			`input ${show(input.shape)} and weight ${show(weight.shape)} in ${groups} groups; expected [N, in, h, w] and [out, in / groups, kh, kw], in and out multiples of groups`,
		);
}

function windowOf(weight: Tensor, options: Conv2dFunctionOptions): Window {
	const size = [weight.size(2), weight.size(3)] as const;
	const stride = pair("stride", options.stride ?? 1, 1);
	const dilation = pair("dilation", options.dilation ?? 1, 1);
	const { padding = 0 } = options;
	if (padding === "same" && (stride[0] !== 1 || stride[1] !== 1))
		throw new ValueError(
			"conv2d",
			`padding "same" with stride ${show(stride)}; it needs stride 1`,
		);
	const sides = (d: 0 | 1): Sides => {
		if (padding === "valid") return [0, 0];
		// An odd number of zeros has the larger part after the image.
		const total = dilation[d] * (size[d] - 1);
		if (padding === "same")
			return [Math.floor(total / 2), Math.ceil(total / 2)];
		const both = pair("padding", padding, 0)[d];
		return [both, both];
	};
	return { size, stride, dilation, padding: [sides(0), sides(1)] };
}

/** Checks a setting for height and width. */
export function pair(
	name: string,
	value: Pair,
	least: number,
): readonly [number, number] {
	const both: readonly number[] =
		typeof value === "number" ? [value, value] : value;
	const fits = (n: number | undefined): boolean =>
		Number.isInteger(n) && (n as number) >= least;
	if (both?.length !== 2 || !fits(both[0]) || !fits(both[1]))
		throw new ValueError(
			"conv2d",
			`${name} is ${String(value)}; expected an integer of at least ${least}, or two of them`,
		);
	return both as readonly [number, number];
}

/** Each window as a row of one matrix, times the weight as another: [N, out, h', w']. */
function windowsTimesWeight(
	x: Tensor,
	weight: Tensor,
	bias: Tensor | null,
	window: Window,
): Tensor {
	let windows = x;
	for (const d of [0, 1] as const) {
		const reach = window.dilation[d] * (window.size[d] - 1) + 1;
		if (reach > x.size(2 + d))
			throw new ShapeError(
				"conv2d",
				`a window of ${reach} over a padded size of ${x.size(2 + d)}; the window must fit`,
			);
		windows = unfold(windows, 2 + d, reach, window.stride[d]);
		windows = slice(windows, 4 + d, 0, window.size[d], window.dilation[d]);
	}
	const [n, , height, width] = windows.shape as [
		number,
		number,
		number,
		number,
	];
	const [outputs] = weight.shape as [number];
	const rows = windows
		.permute([0, 2, 3, 1, 4, 5])
		.reshape([n * height * width, weight.numel() / outputs]);
	return linear(rows, weight.reshape([outputs, -1]), bias)
		.reshape([n, height, width, outputs])
		.permute([0, 3, 1, 2])
		.contiguous();
}
