/** Images and sequences in another size. */

import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import type { Tensor } from "../../tensor/tensor.js";
import {
	DTypeError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { quote, say } from "../../value/quote.js";
import { checkNumber } from "../../value/scalar-value.js";
import { checkShape } from "../../value/shape.js";
import { type Axis, resampled, resamplings } from "./resample.js";

export type InterpolationMode =
	| "nearest"
	| "nearest-exact"
	| "linear"
	| "bilinear"
	| "bicubic"
	| "trilinear"
	| "area";

export interface InterpolateOptions {
	/** The new sizes, or one for all. */
	readonly size?: number | readonly number[] | null;
	/** How many times as large the sizes become, or one number for all; the other way to say it. */
	readonly scaleFactor?: number | readonly number[] | null;
	/** Default `nearest`. */
	readonly mode?: InterpolationMode;
	/**
	 * Whether the centres of the corner elements stay in place (for the modes that mix neighbours), rather than the corners
	 * of the image. Default false.
	 */
	readonly alignCorners?: boolean | null;
	/** Compute with the ratio of the sizes, which are whole numbers, instead of `scaleFactor`. Default false. */
	readonly recomputeScaleFactor?: boolean | null;
	/** Where the result is smaller, mix all elements that it stands for; `bilinear` and `bicubic` only. Default false. */
	readonly antialias?: boolean | null;
}

/** float32 tells the places of larger sides no longer apart. */
const MOST = 2 ** 24;

/** What happens along each dimension, how many dimensions the mode takes, and whether it mixes neighbours. */
const modes: Readonly<
	Record<
		InterpolationMode,
		{
			readonly along: keyof typeof resamplings;
			readonly smooth?: keyof typeof resamplings;
			readonly ranks: readonly number[];
			readonly mixes?: true;
		}
	>
> = {
	nearest: { along: "nearest", ranks: [1, 2, 3] },
	"nearest-exact": { along: "nearest-exact", ranks: [1, 2, 3] },
	linear: { along: "linear", ranks: [1], mixes: true },
	bilinear: {
		along: "linear",
		smooth: "smooth-linear",
		ranks: [2],
		mixes: true,
	},
	bicubic: { along: "cubic", smooth: "smooth-cubic", ranks: [2], mixes: true },
	trilinear: { along: "linear", ranks: [3], mixes: true },
	area: { along: "area", ranks: [1, 2, 3] },
};

/**
 * The input in another size: [N, C, l], [N, C, h, w] or [N, C, d, h, w]. `linear` takes the first of these, `bilinear` and
 * `bicubic` the second, `trilinear` the third, and the other modes all. Either `size` or `scaleFactor` says how large the
 * result is.
 *
 * @throws ShapeError for an input that the mode does not take
 * @throws DTypeError for integers where neighbours are mixed
 * @throws ValueError unless there is one of `size` and `scaleFactor`, positive, and for options that the mode does not have
 * @example nn.functional.interpolate(randn([1, 3, 8, 8]), { scaleFactor: 2, mode: "bilinear" }).shape; // [1, 3, 16, 16]
 */
export function interpolate(
	x: Tensor,
	options: InterpolateOptions = {},
): Tensor {
	readOptions("interpolate", options);
	const { mode = "nearest", scaleFactor } = options;
	const { along, smooth, ranks, mixes } = checkMode(
		checkTensor("interpolate", x),
		mode,
	);
	const rank = x.ndim - 2;
	if (!ranks.includes(rank) || x.shape.slice(2).includes(0))
		throw new ShapeError(
			"interpolate",
			say`a tensor of shape ${show(x.shape)} in mode ${mode}; expected [N, C, ...] with ${ranks.join(", ")} more dimensions, none empty`,
		);
	checkOptions(options, mode, mixes === true);
	if (options.antialias && smooth === undefined)
		throw new ValueError(
			"interpolate",
			say`antialias in mode ${mode}; only bilinear and bicubic have it`,
		);
	const how = options.antialias && smooth !== undefined ? smooth : along;
	const sizes = sizesOf(x, options);
	checkShape("interpolate", [...x.shape.slice(0, 2), ...sizes]);
	if (sizes.some((n) => n > MOST))
		throw new ShapeError(
			"interpolate",
			say`sizes ${show(sizes)}; at most ${MOST}, since positions are computed in float32`,
		);
	const recompute =
		mode === "area" || options.recomputeScaleFactor === true || !scaleFactor;
	const axes = sizes.map(
		(out, d): Axis => ({
			size: x.size(2 + d),
			out,
			scale: recompute ? undefined : (list(scaleFactor, rank)[d] as number),
			alignCorners: options.alignCorners === true,
			round: x.dtype === "float64" ? (value) => value : Math.fround,
		}),
	);
	return composite("interpolate", () =>
		axes.reduce(
			(part, axis, d) => resampled(part, 2 + d, resamplings[how](axis)),
			x,
		),
	);
}

function checkMode(x: Tensor, mode: InterpolationMode) {
	if (typeof mode !== "string" || !Object.hasOwn(modes, mode))
		throw new ValueError(
			"interpolate",
			say`unknown mode "${mode}"; one of ${Object.keys(modes).join(", ")}`,
		);
	const found = modes[mode];
	if (!found.along.startsWith("nearest") && !x.isFloatingPoint())
		throw new DTypeError(
			"interpolate",
			say`${x.dtype} in mode ${mode}; convert with float() first, or take mode nearest`,
		);
	return found;
}

function checkOptions(
	{ size, scaleFactor, alignCorners, recomputeScaleFactor }: InterpolateOptions,
	mode: InterpolationMode,
	mixes: boolean,
): void {
	const given = [size, scaleFactor].filter(
		(x) => x !== undefined && x !== null,
	);
	if (given.length !== 1)
		throw new ValueError(
			"interpolate",
			say`${given.length === 0 ? "neither" : "both"} of size and scaleFactor; give one of them`,
		);
	if (typeof alignCorners === "boolean" && !mixes)
		throw new ValueError(
			"interpolate",
			say`alignCorners in mode ${mode}; only linear, bilinear, bicubic and trilinear have it`,
		);
	if (
		recomputeScaleFactor === true &&
		typeof scaleFactor !== "number" &&
		!scaleFactor
	)
		throw new ValueError(
			"interpolate",
			"recomputeScaleFactor without scaleFactor; it is meant for that",
		);
}

function list(
	value: number | readonly number[],
	rank: number,
): readonly number[] {
	return typeof value === "number"
		? new Array<number>(rank).fill(value)
		: value;
}

function sizesOf(
	x: Tensor,
	{ size, scaleFactor }: InterpolateOptions,
): readonly number[] {
	const rank = x.ndim - 2;
	const name = typeof size === "number" || size ? "size" : "scaleFactor";
	const value = (name === "size" ? size : scaleFactor) as number;
	const each = list(value, rank);
	const sizes = Array.isArray(each)
		? each.map((n, d) =>
				name === "size"
					? n
					: Math.floor(x.size(2 + d) * checkNumber("interpolate", name, n)),
			)
		: [];
	if (sizes.length === rank && sizes.every((n) => Number.isInteger(n) && n > 0))
		return sizes;
	throw new ValueError(
		"interpolate",
		say`${name} is ${quote(value)} for an input of shape ${show(x.shape)}; expected one number or ${rank}, giving sizes of at least 1`,
	);
}
