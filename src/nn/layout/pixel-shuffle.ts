/** Channels as pixels of a finer image, and back. */

import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";

/**
 * Makes images `upscaleFactor` times as high and wide out of channels: [..., C * r * r, h, w] to [..., C, h * r, w * r].
 *
 * @throws ShapeError if the channels are no multiple of the factor's square
 * @throws ValueError for a factor that is no whole number from 1 on
 * @example nn.functional.pixelShuffle(randn([1, 8, 3, 4]), 2).shape; // [1, 2, 6, 8]
 */
export function pixelShuffle(input: Tensor, upscaleFactor: number): Tensor {
	const r = checkFactor("pixelShuffle", input, upscaleFactor);
	const [channels, h, w] = input.shape.slice(-3) as [number, number, number];
	if (channels % (r * r) !== 0)
		throw new ShapeError(
			"pixelShuffle",
			say`${channels} channels of ${show(input.shape)}; expected a multiple of ${r * r} for an upscaleFactor of ${r}`,
		);
	const lead = input.shape.slice(0, -3);
	const c = channels / (r * r);
	return regrouped(
		"pixelShuffle",
		input,
		[...lead, c, r, r, h, w],
		[0, 3, 1, 4, 2],
		[...lead, c, h * r, w * r],
	);
}

/**
 * The inverse of `pixelShuffle`: [..., C, h * r, w * r] to [..., C * r * r, h, w].
 *
 * @throws ShapeError if height and width are no multiples of the factor
 * @throws ValueError for a factor that is no whole number from 1 on
 * @example nn.functional.pixelUnshuffle(randn([1, 2, 6, 8]), 2).shape; // [1, 8, 3, 4]
 */
export function pixelUnshuffle(input: Tensor, downscaleFactor: number): Tensor {
	const r = checkFactor("pixelUnshuffle", input, downscaleFactor);
	const [c, height, width] = input.shape.slice(-3) as [number, number, number];
	if (height % r !== 0 || width % r !== 0)
		throw new ShapeError(
			"pixelUnshuffle",
			say`images of ${height} × ${width} in ${show(input.shape)}; expected multiples of the downscaleFactor ${r}`,
		);
	const lead = input.shape.slice(0, -3);
	const [h, w] = [height / r, width / r];
	return regrouped(
		"pixelUnshuffle",
		input,
		[...lead, c, h, r, w, r],
		[0, 2, 4, 1, 3],
		[...lead, c * r * r, h, w],
	);
}

function checkFactor(op: string, input: Tensor, factor: number): number {
	if (checkTensor(op, input).ndim < 3)
		throw new ShapeError(
			op,
			say`a tensor of shape ${show(input.shape)}; expected [..., C, h, w]`,
		);
	if (Number.isInteger(factor) && factor >= 1 && factor < 2 ** 15)
		return factor;
	throw new ValueError(
		op,
		say`a factor of ${factor}; expected an integer of at least 1`,
	);
}

/** Splits dimensions, puts the last five in another order, and joins them to `shape`. */
function regrouped(
	op: string,
	x: Tensor,
	parts: readonly number[],
	order: readonly number[],
	shape: readonly number[],
): Tensor {
	return composite(op, () => {
		const lead = parts.length - order.length;
		const moved = x
			.reshape(parts)
			.permute(
				[...parts.keys()].map((d) =>
					d < lead ? d : lead + (order[d - lead] as number),
				),
			);
		// A copy also where nothing moves.
		return moved.clone().reshape(shape);
	});
}
