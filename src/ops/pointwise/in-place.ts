/** In-place twins that write over their input where nothing is recorded. */
import type { Tensor } from "../../tensor/tensor.js";
import { readOptions } from "../../value/options.js";
import type { Operand } from "../../value/promotion.js";
import { assign } from "../engine/inplace.js";
import { binaryInPlace, unaryInPlace } from "../engine/run-over.js";
import * as binary from "./binary.js";
import * as unary from "./unary.js";

const plainAdd = binaryInPlace("add_", binary.plainAdd);
const plainSub = binaryInPlace("sub_", binary.plainSub);
const trueDivide = binaryInPlace("div_", binary.trueDivide);

export function add_(
	self: Tensor,
	other: Operand,
	options?: { readonly alpha?: number },
): Tensor {
	const { alpha = 1 } = readOptions("add_", options);
	return alpha === 1
		? plainAdd(self, other)
		: assign("add_", self, (x) => binary.add(x, other, { alpha }));
}

export function sub_(
	self: Tensor,
	other: Operand,
	options?: { readonly alpha?: number },
): Tensor {
	const { alpha = 1 } = readOptions("sub_", options);
	return alpha === 1
		? plainSub(self, other)
		: assign("sub_", self, (x) => binary.sub(x, other, { alpha }));
}

export function div_(
	self: Tensor,
	other: Operand,
	options?: { readonly roundingMode?: "floor" | "trunc" | null },
): Tensor {
	const { roundingMode = null } = readOptions("div_", options);
	return roundingMode === null
		? trueDivide(self, other)
		: assign("div_", self, (x) => binary.div(x, other, options), other);
}

export const mul_ = binaryInPlace("mul_", binary.mul);
export const pow_ = binaryInPlace("pow_", binary.pow);
export const neg_ = unaryInPlace("neg_", unary.neg);
export const abs_ = unaryInPlace("abs_", unary.abs);
export const exp_ = unaryInPlace("exp_", unary.exp);
export const log_ = unaryInPlace("log_", unary.log);
export const sqrt_ = unaryInPlace("sqrt_", unary.sqrt);
export const rsqrt_ = unaryInPlace("rsqrt_", unary.rsqrt);
export const reciprocal_ = unaryInPlace("reciprocal_", unary.reciprocal);
export const square_ = unaryInPlace("square_", unary.square);
export const sigmoid_ = unaryInPlace("sigmoid_", unary.sigmoid);
export const tanh_ = unaryInPlace("tanh_", unary.tanh);
export const relu_ = unaryInPlace("relu_", unary.relu);
export const erfinv_ = unaryInPlace("erfinv_", unary.erfinv);
export const lgamma_ = unaryInPlace("lgamma_", unary.lgamma);
export const digamma_ = unaryInPlace("digamma_", unary.digamma);
export const floor_ = unaryInPlace("floor_", unary.floor);
export const ceil_ = unaryInPlace("ceil_", unary.ceil);
