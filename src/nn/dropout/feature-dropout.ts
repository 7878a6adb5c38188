/** Dropout of whole channels, and dropout that keeps mean and variance. */

import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { ones } from "../../tensor/create/filled.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { activate } from "../module/settings.js";
import { checkProbability, type DropoutOptions } from "./dropout.js";

/** Whether there is nothing to drop. */
function passes(x: Tensor, p: number, training: boolean): boolean {
	return !training || p === 0 || x.numel() === 0;
}

/** Ones and zeros, one for each channel of [N, C, ...] or for each element. */
function kept(
	x: Tensor,
	p: number,
	{ generator }: DropoutOptions,
	channels: boolean,
): Tensor {
	const shape = channels
		? x.shape.map((size, d) => (d < 2 ? size : 1))
		: x.shape;
	const options = generator === undefined ? {} : { generator };
	return ones(shape, { dtype: x.dtype }).bernoulli_(1 - p, options);
}

/** Zeroes channels of [N, C, ...]; an input of `single` dimensions is one sample. */
function dropChannels(
	op: string,
	x: Tensor,
	p: number,
	options: DropoutOptions,
	ranks: readonly number[],
	single: number,
): Tensor {
	checkTensor(op, x);
	checkProbability(op, p);
	if (!ranks.includes(x.ndim))
		throw new ShapeError(
			op,
			say`a tensor of shape ${show(x.shape)}; expected ${ranks.join(" or ")} dimensions (dropout takes any)`,
		);
	if (passes(x, p, options.training ?? true)) return x;
	const dropped = (before: Tensor) => {
		const batch = x.ndim === single ? before.unsqueeze(0) : before;
		// With p 1 nothing is drawn, and what is infinite becomes NaN, as by dropout.
		const noise =
			p === 1 ? batch.newZeros([1]) : kept(batch, p, options, true).div_(1 - p);
		return batch.mul(noise).reshape(x.shape);
	};
	return activate(op, x, options.inplace ?? false, (before) =>
		composite(op, () => dropped(before)),
	);
}

/**
 * Zeroes each channel with probability `p` and scales the others by 1 / (1 - p): [N, C, L], or [C, L] for one sample.
 * @throws ValueError unless 0 <= p <= 1
 * @throws ShapeError for another number of dimensions
 * @example nn.functional.dropout1d(ones([2, 3, 4]), 0.5); // rows of 0 or 2
 */
export function dropout1d(
	x: Tensor,
	p = 0.5,
	options: DropoutOptions = {},
): Tensor {
	readOptions("dropout1d", options);
	return dropChannels("dropout1d", x, p, options, [2, 3], 2);
}

/**
 * Zeroes each channel with probability `p` and scales the others by 1 / (1 - p): [N, C, H, W], or [N, C, L].
 * @throws ValueError unless 0 <= p <= 1
 * @throws ShapeError for another number of dimensions
 * @example nn.functional.dropout2d(ones([2, 3, 4, 4]), 0.5); // images of 0 or 2
 */
export function dropout2d(
	x: Tensor,
	p = 0.5,
	options: DropoutOptions = {},
): Tensor {
	readOptions("dropout2d", options);
	return dropChannels("dropout2d", x, p, options, [3, 4], -1);
}

/**
 * Zeroes each channel with probability `p` and scales the others by 1 / (1 - p): [N, C, D, H, W], or [C, D, H, W] for
 * one sample.
 * @throws ValueError unless 0 <= p <= 1
 * @throws ShapeError for another number of dimensions
 * @example nn.functional.dropout3d(ones([2, 3, 4, 4, 4]), 0.5); // volumes of 0 or 2
 */
export function dropout3d(
	x: Tensor,
	p = 0.5,
	options: DropoutOptions = {},
): Tensor {
	readOptions("dropout3d", options);
	return dropChannels("dropout3d", x, p, options, [4, 5], 4);
}

/** What SELU tends to for small x, negated: its scale times its alpha (Klambauer et al. 2017). */
const ALPHA = 1.7580993408473766;

/** Sets elements or channels to SELU's least value, then scales and shifts, so that mean 0 and variance 1 stay. */
function alpha(
	op: string,
	x: Tensor,
	p: number,
	options: DropoutOptions,
	channels: boolean,
): Tensor {
	checkTensor(op, x);
	checkProbability(op, p);
	if (channels && x.ndim < 2)
		throw new ShapeError(
			op,
			say`a tensor of shape ${show(x.shape)}; expected [N, C, ...]`,
		);
	if (passes(x, p, options.training ?? true)) return x;
	const dropped = (before: Tensor) => {
		if (p === 1) return before.mul(0);
		const a = 1 / Math.sqrt((ALPHA * ALPHA * p + 1) * (1 - p));
		const mask = kept(x, p, options, channels);
		const shift = mask
			.add(-1)
			.mul_(ALPHA * a)
			.add_(ALPHA * a * p);
		return before.mul(mask.mul_(a)).add(shift);
	};
	return activate(op, x, options.inplace ?? false, (before) =>
		composite(op, () => dropped(before)),
	);
}

/**
 * Dropout for networks of SELUs: dropped elements take SELU's least value, and the result is scaled and shifted so that
 * mean 0 and variance 1 stay (Klambauer et al. 2017). Any shape of float32 or float64.
 * @throws ValueError unless 0 <= p <= 1
 * @example nn.functional.alphaDropout(randn([4]), 0.5);
 */
export function alphaDropout(
	x: Tensor,
	p = 0.5,
	options: DropoutOptions = {},
): Tensor {
	readOptions("alphaDropout", options);
	return alpha("alphaDropout", x, p, options, false);
}

/**
 * `alphaDropout` of whole channels: [N, C, ...].
 * @throws ValueError unless 0 <= p <= 1
 * @throws ShapeError for fewer than two dimensions
 * @example nn.functional.featureAlphaDropout(randn([2, 3, 4]), 0.5);
 */
export function featureAlphaDropout(
	x: Tensor,
	p = 0.5,
	options: DropoutOptions = {},
): Tensor {
	readOptions("featureAlphaDropout", options);
	return alpha("featureAlphaDropout", x, p, options, true);
}
