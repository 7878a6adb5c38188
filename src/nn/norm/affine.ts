/** Scaling and shifting after a normalisation. */

import { checkTensor } from "../../ops/engine/define.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { type Shape, sameShape } from "../../value/shape.js";

export interface AffineOptions {
	/** Factors. Default: none. */
	readonly weight?: Tensor | null;
	/** Summands. Default: none. */
	readonly bias?: Tensor | null;
	/** Added to the variance, so that the root is not 0. Default 1e-5. */
	readonly eps?: number;
}

type Parts = Readonly<Record<string, Tensor | null | undefined>>;

/** Refuses parts of another shape than the one they are for: a single number would broadcast. */
export function checkParts(
	op: string,
	parts: Parts,
	shape: Shape,
	source: string,
): void {
	for (const name in parts) {
		const part = parts[name];
		if (part === null || part === undefined) continue;
		if (!sameShape(checkTensor(op, part).layout.shape, shape))
			throw new ShapeError(
				op,
				say`${name} of shape ${show(part.layout.shape)}; expected ${show(shape)}, as ${source}`,
			);
	}
}

/** x * weight + bias, each in `shape`. */
export function scaleAndShift(
	x: Tensor,
	{ weight = null, bias = null }: AffineOptions,
	shape: Shape,
): Tensor {
	const scaled = weight === null ? x : x.mul(weight.reshape(shape));
	return bias === null ? scaled : scaled.add(bias.reshape(shape));
}
