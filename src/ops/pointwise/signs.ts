/** Signs, fractions, and what is not finite. */

import type { Tensor } from "../../tensor/tensor.js";
import { DTypeError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { sign } from "./unary.js";

/** -1, 0 or 1, as `sign`: there are no complex numbers here. */
export function sgn(x: Tensor): Tensor {
	return composite("sgn", () => sign(x));
}

/** x itself. @throws DTypeError for bool */
export function positive(x: Tensor): Tensor {
	if (checkTensor("positive", x).dtype === "bool")
		throw new DTypeError("positive", "does not take bool; convert with int()");
	return x;
}

/** Whether x is negative; so is -0. */
export function signbit(x: Tensor): Tensor {
	checkTensor("signbit", x);
	if (!x.isFloatingPoint()) return x.lt(0);
	// Of the two zeros only the negative one has a negative reciprocal.
	return composite("signbit", () =>
		x.lt(0).logicalOr(x.eq(0).logicalAnd(x.detach().reciprocal().lt(0))),
	);
}

/** What is behind the point, with x's sign. @throws DTypeError unless x is float */
export function frac(x: Tensor): Tensor {
	if (!checkTensor("frac", x).isFloatingPoint())
		throw new DTypeError("frac", say`dtype ${x.dtype} has no fractions`);
	return composite("frac", () => x.sub(x.detach().trunc()));
}

/** Whether x is infinity. */
export function isposinf(x: Tensor): Tensor {
	return checkTensor("isposinf", x).eq(Number.POSITIVE_INFINITY);
}

/** Whether x is -infinity. */
export function isneginf(x: Tensor): Tensor {
	return checkTensor("isneginf", x).eq(Number.NEGATIVE_INFINITY);
}

export interface NanToNumOptions {
	/** In the place of NaN. Default 0. */
	readonly nan?: number | null;
	/** In the place of infinity. Default: the largest number of the dtype. */
	readonly posinf?: number | null;
	/** In the place of -infinity. Default: the smallest number of the dtype. */
	readonly neginf?: number | null;
}

const LARGEST_FLOAT32 = (2 - 2 ** -23) * 2 ** 127;

/** Numbers in the place of NaN and the infinities. */
export function nanToNum(x: Tensor, options?: NanToNumOptions): Tensor {
	const { nan, posinf, neginf } = readOptions("nanToNum", options);
	if (!checkTensor("nanToNum", x).isFloatingPoint()) return x.clone();
	const largest = x.dtype === "float32" ? LARGEST_FLOAT32 : Number.MAX_VALUE;
	return composite("nanToNum", () =>
		x
			.maskedFill(x.isnan(), nan ?? 0)
			.maskedFill(isposinf(x), posinf ?? largest)
			.maskedFill(isneginf(x), neginf ?? -largest),
	);
}
