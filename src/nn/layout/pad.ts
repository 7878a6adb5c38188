/** Room around images that holds a value, or continues the image. */

import { arange } from "../../ops/create/range.js";
import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { takeAlong } from "../../ops/select/gather.js";
import { constantPadNd, paddedShape, sidesOf } from "../../ops/shape/pad.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";

/** What stands beyond the edges: one value, the image mirrored, its edge again and again, or the image from its other side. */
export type PadMode = "constant" | "reflect" | "replicate" | "circular";

export interface PadOptions {
	/** Default `constant`. */
	readonly mode?: PadMode;
	/** What a constant padding holds. Default 0. */
	readonly value?: number;
}

type Continuation = Exclude<PadMode, "constant">;

/**
 * The tensor with elements around it. `pad` says how many come before and after the last dimension, then the last but one,
 * and so on; negative numbers take elements away. `reflect`, `replicate` and `circular` pad all dimensions but the
 * channels, and but the batch if there is one.
 *
 * @throws ValueError for a list or mode that is none, or more padding than the image has elements to continue it with
 * @throws ShapeError if the tensor has too few or too many dimensions, or more is taken away than there is
 * @example nn.functional.pad(tensor([[1, 2, 3]]), [2, 1], { mode: "reflect" }).tolist(); // [[3, 2, 1, 2, 3, 2]]
 */
export function pad(
	x: Tensor,
	pad: readonly number[],
	options?: PadOptions,
): Tensor {
	const { mode = "constant", value = 0 } = readOptions("pad", options);
	checkTensor("pad", x);
	const sides = sidesOf("pad", x, pad);
	paddedShape("pad", x.shape, sides);
	if (mode === "constant")
		return composite("pad", () => constantPadNd(x, pad, value));
	if (typeof mode !== "string" || !Object.hasOwn(continuations, mode))
		throw new ValueError(
			"pad",
			say`unknown mode "${mode}"; one of constant, ${Object.keys(continuations).join(", ")}`,
		);
	const count = pad.length / 2;
	if (count === 0 || (x.ndim !== count + 1 && x.ndim !== count + 2))
		throw new ShapeError(
			"pad",
			say`${pad.length} paddings for a tensor of shape ${show(x.shape)} in mode ${mode}; expected two for each dimension but the channels, with or without a batch`,
		);
	return composite("pad", () => {
		const out = sides.reduce(
			(part, [before, after], d) => continued(part, d, before, after, mode),
			x,
		);
		return out === x ? x.clone() : out;
	});
}

/** Pads one dimension. */
function continued(
	x: Tensor,
	dim: number,
	before: number,
	after: number,
	mode: Continuation,
): Tensor {
	if (before === 0 && after === 0) return x;
	const size = x.size(dim);
	const { most, places } = continuations[mode];
	if (Math.max(before, after) > most(size))
		throw new ValueError(
			"pad",
			say`${Math.max(before, after)} elements of ${mode} padding on a side of size ${size}; at most ${most(size)}`,
		);
	const wanted = arange(size + before + after).sub(before);
	return takeAlong(x, dim, places(wanted, size, before, after));
}

interface Continuing {
	/** The most elements that a side may get. */
	readonly most: (size: number) => number;
	/** Where the elements at positions that may lie beyond the edges come from. */
	readonly places: (
		wanted: Tensor,
		size: number,
		before: number,
		after: number,
	) => Tensor;
}

const continuations: Readonly<Record<Continuation, Continuing>> = {
	reflect: {
		most: (size) => size - 1,
		places: (wanted, size) => {
			const last = size - 1;
			return wanted.abs().sub(last).abs().neg().add(last);
		},
	},
	replicate: {
		most: (size) => (size > 0 ? Number.POSITIVE_INFINITY : 0),
		places: (wanted, size) => wanted.clamp({ min: 0, max: size - 1 }),
	},
	circular: {
		most: (size) => size,
		// What is left after taking away goes round.
		places: (wanted, size, before, after) => {
			const cut = Math.max(-before, 0);
			const kept = size - cut + Math.min(after, 0);
			return wanted.sub(cut).remainder(kept).add(cut);
		},
	},
};
