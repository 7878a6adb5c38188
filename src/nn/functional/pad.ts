/** Room around images that holds a value, or continues the image. */
import { ShapeError, show, ValueError } from "../../errors.js";
import { fromFlat } from "../../from-flat.js";
import { checkTensor, tidy } from "../../ops/define.js";
import { takeAlong } from "../../ops/index.js";
import { constantPadNd, paddedShape, sidesOf } from "../../ops/pad.js";
import type { Tensor } from "../../tensor.js";

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
	{ mode = "constant", value = 0 }: PadOptions = {},
): Tensor {
	checkTensor("pad", x);
	if (mode === "constant") return constantPadNd(x, pad, value);
	if (!Object.hasOwn(continuations, mode))
		throw new ValueError(
			"pad",
			`unknown mode "${String(mode)}"; one of constant, ${Object.keys(continuations).join(", ")}`,
		);
	const sides = sidesOf("pad", x, pad);
	const count = pad.length / 2;
	if (count === 0 || (x.ndim !== count + 1 && x.ndim !== count + 2))
		throw new ShapeError(
			"pad",
			`${pad.length} paddings for a tensor of shape ${show(x.shape)} in mode ${mode}; expected two for each dimension but the channels, with or without a batch`,
		);
	paddedShape("pad", x.shape, sides);
	return tidy(() => {
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
	const { most, place } = continuations[mode];
	if (Math.max(before, after) > most(size))
		throw new ValueError(
			"pad",
			`${Math.max(before, after)} elements of ${mode} padding on a side of size ${size}; at most ${most(size)}`,
		);
	const kept = size + Math.min(before, 0) + Math.min(after, 0);
	const cut = Math.max(-before, 0);
	const places = Int32Array.from({ length: size + before + after }, (_, i) =>
		mode === "circular"
			? cut + place(i - Math.max(before, 0), kept)
			: place(i - before, size),
	);
	return takeAlong(x, dim, fromFlat(places, [places.length], "int32"));
}

/** The most elements a side may get, and where the element at `i`, perhaps beyond an edge, comes from. */
const continuations: Readonly<
	Record<
		Continuation,
		{
			readonly most: (size: number) => number;
			readonly place: (i: number, size: number) => number;
		}
	>
> = {
	reflect: {
		most: (size) => size - 1,
		place: (i, size) => {
			const from = Math.abs(i);
			return from < size ? from : 2 * (size - 1) - from;
		},
	},
	replicate: {
		most: (size) => (size > 0 ? Number.POSITIVE_INFINITY : 0),
		place: (i, size) => Math.min(Math.max(i, 0), size - 1),
	},
	circular: {
		most: (size) => size,
		place: (i, size) => ((i % size) + size) % size,
	},
};
