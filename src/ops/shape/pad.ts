/** Room around tensors. */

import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { elementOf } from "../../value/scalar-value.js";
import {
	checkInteger,
	checkNumbers,
	checkShape,
	type Shape,
} from "../../value/shape.js";
import { sliceView, type View } from "../../value/view.js";
import { fillElements } from "../create/filled.js";
import { copyElements } from "../engine/copy.js";
import {
	apply,
	checkTensor,
	makeTensor,
	type OpSpec,
} from "../engine/define.js";

interface PadArgs {
	/** Elements before and after each dimension; negative ones are taken away. */
	readonly sides: readonly (readonly [before: number, after: number])[];
	readonly value: number;
}

const padSpec: OpSpec<PadArgs> = {
	name: "constantPadNd",
	infer: ([x], { sides }) => ({
		shape: paddedShape("constantPadNd", (x as Tensor).shape, sides),
		dtype: (x as Tensor).dtype,
	}),
	forward: ([x], out, { sides, value }) => {
		fillElements(out, value);
		const source = x as Tensor;
		let [from, to]: View[] = [source.layout, out.layout];
		for (const [d, [before, after]] of sides.entries()) {
			const kept = source.size(d) + Math.min(before, 0) + Math.min(after, 0);
			if (kept <= 0) return;
			from = sliceView(from as View, d, Math.max(-before, 0), kept, 1);
			to = sliceView(to as View, d, Math.max(before, 0), kept, 1);
		}
		copyElements(
			makeTensor(source.storage, from as View, source.dtype),
			makeTensor(out.storage, to as View, out.dtype),
		);
	},
	saves: "none",
	backward: ({ args }, grad) => [
		apply(padSpec, [grad], {
			sides: args.sides.map(([before, after]) => [-before, -after] as const),
			value: 0,
		}),
	],
};

/** The shape with room before and after each dimension. */
export function paddedShape(
	op: string,
	shape: Shape,
	sides: PadArgs["sides"],
): Shape {
	const out = shape.map((size, d) => {
		const [before, after] = sides[d] ?? [0, 0];
		return size + before + after;
	});
	if (out.some((size) => size < 0))
		throw new ShapeError(
			op,
			say`padding makes ${show(out)} of ${show(shape)}; no size may become negative`,
		);
	return checkShape(op, out);
}

/** PyTorch's list of paddings, which begins with the last dimension, as one pair for each dimension from the first. */
export function sidesOf(
	op: string,
	x: Tensor,
	pad: readonly number[],
): PadArgs["sides"] {
	for (const n of checkNumbers(op, pad)) checkInteger(op, "padding", n);
	if (pad.length % 2 !== 0 || pad.length > 2 * x.ndim)
		throw new ValueError(
			op,
			say`${pad.length} paddings for a tensor of shape ${show(x.shape)}; give two for each of the last dimensions, at most ${2 * x.ndim}`,
		);
	return x.shape.map((_, d) => {
		const at = 2 * (x.ndim - 1 - d);
		return [pad[at] ?? 0, pad[at + 1] ?? 0] as const;
	});
}

/**
 * The tensor with elements of one value around it. `pad` says how many come before and after the last dimension, then the
 * last but one, and so on; negative numbers take elements away.
 *
 * @throws ValueError unless there are two numbers for each of some dimensions
 * @throws ShapeError if more is taken away than there is
 * @example constantPadNd(ones([2, 3]), [1, 2], 0.5).shape; // [2, 6]
 */
export function constantPadNd(
	x: Tensor,
	pad: readonly number[],
	value = 0,
): Tensor {
	const sides = sidesOf("constantPadNd", checkTensor("constantPadNd", x), pad);
	const element = elementOf("constantPadNd", "value", value, x.dtype);
	return apply(padSpec, [x], { sides, value: element });
}
