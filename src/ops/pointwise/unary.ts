/** Functions of each element, with their derivatives. */

import type { Tensor } from "../../tensor/tensor.js";
import { ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { composite } from "../engine/composite.js";
import { type Context, checkTensor } from "../engine/define.js";
import { unary, unaryGrad } from "../engine/elementwise.js";
import type { FamilyTaking } from "../engine/kernel-name.js";
import { polygamma } from "./polygamma.js";

/** The derivative as a kernel, and as operations for gradients of gradients; both read the output y. */
function fromOutput(
	kernel: FamilyTaking<3>,
	derivative: (y: Tensor) => Tensor,
) {
	const fused = unaryGrad(kernel);
	return {
		saves: "output",
		backward: (ctx: Context<undefined>, grad: Tensor) => [
			ctx.createGraph
				? grad.mul(derivative(ctx.output))
				: fused(ctx.output, grad),
		],
	} as const;
}

/** The same for derivatives that read the input x. */
function fromInput(kernel: FamilyTaking<3>, derivative: (x: Tensor) => Tensor) {
	const fused = unaryGrad(kernel);
	return {
		saves: "inputs",
		backward: ({ inputs, createGraph }: Context<undefined>, grad: Tensor) => {
			const x = inputs[0] as Tensor;
			return [createGraph ? grad.mul(derivative(x)) : fused(x, grad)];
		},
	} as const;
}

/** Derivatives without a kernel of their own. */
function byRule(derivative: (x: Tensor, grad: Tensor) => Tensor) {
	return {
		saves: "inputs",
		backward: ({ inputs }: Context<undefined>, grad: Tensor) => [
			derivative(inputs[0] as Tensor, grad),
		],
	} as const;
}

/** Functions that are constant between jumps. Zeros, not 0 times a gradient that may be infinite. */
const flat = {
	saves: "none",
	backward: (_: Context<undefined>, grad: Tensor) => [grad.filledLike(0)],
} as const;

export const neg = unary({
	name: "neg",
	kernel: "neg",
	dtype: "same",
	refuses: ["bool"],
	saves: "none",
	backward: (_, grad) => [grad.neg()],
});

export const abs = unary({
	name: "abs",
	kernel: "abs",
	dtype: "same",
	...fromInput("abs_grad", (x) => x.sign()),
});

export const exp = unary({
	name: "exp",
	kernel: "exp",
	dtype: "float",
	...fromOutput("exp_grad", (y) => y),
});

export const log = unary({
	name: "log",
	kernel: "log",
	dtype: "float",
	...fromInput("log_grad", (x) => x.reciprocal()),
});

export const sqrt = unary({
	name: "sqrt",
	kernel: "sqrt",
	dtype: "float",
	...fromOutput("sqrt_grad", (y) => y.reciprocal().mul(0.5)),
});

export const rsqrt = unary({
	name: "rsqrt",
	kernel: "rsqrt",
	dtype: "float",
	...fromOutput("rsqrt_grad", (y) => y.mul(y).mul(y).mul(-0.5)),
});

export const reciprocal = unary({
	name: "reciprocal",
	kernel: "reciprocal",
	dtype: "float",
	...fromOutput("reciprocal_grad", (y) => y.mul(y).neg()),
});

export const square = unary({
	name: "square",
	kernel: "square",
	dtype: "number",
	...fromInput("square_grad", (x) => x.mul(2)),
});

export const sigmoid = unary({
	name: "sigmoid",
	kernel: "sigmoid",
	dtype: "float",
	...fromOutput("sigmoid_grad", (y) => y.sub(y.mul(y))),
});

export const tanh = unary({
	name: "tanh",
	kernel: "tanh",
	dtype: "float",
	...fromOutput("tanh_grad", (y) => y.mul(y).neg().add(1)),
});

const reluGrad = unaryGrad("relu_grad");

export const relu = unary({
	name: "relu",
	kernel: "relu",
	dtype: "same",
	refuses: ["bool"],
	saves: "output",
	// Chosen, not multiplied by 0, as in the kernel: an infinite gradient stays out.
	backward: ({ output, createGraph }, grad) => [
		createGraph ? output.gt(0).choose(grad, 0) : reluGrad(output, grad),
	],
});

export const sin = unary({
	name: "sin",
	kernel: "sin",
	dtype: "float",
	...byRule((x, grad) => grad.mul(x.cos())),
});

export const cos = unary({
	name: "cos",
	kernel: "cos",
	dtype: "float",
	...byRule((x, grad) => grad.mul(x.sin()).neg()),
});

export const log1p = unary({
	name: "log1p",
	kernel: "log1p",
	dtype: "float",
	...byRule((x, grad) => grad.div(x.add(1))),
});

export const expm1 = unary({
	name: "expm1",
	kernel: "expm1",
	dtype: "float",
	saves: "output",
	backward: ({ output }, grad) => [grad.mul(output.add(1))],
});

export const log2 = unary({
	name: "log2",
	kernel: "log2",
	dtype: "float",
	...byRule((x, grad) => grad.div(x.mul(Math.LN2))),
});

export const log10 = unary({
	name: "log10",
	kernel: "log10",
	dtype: "float",
	...byRule((x, grad) => grad.div(x.mul(Math.LN10))),
});

const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

export const erf = unary({
	name: "erf",
	kernel: "erf",
	dtype: "float",
	...byRule((x, grad) => grad.mul(x.mul(x).neg().exp().mul(TWO_OVER_ROOT_PI))),
});

export const erfinv = unary({
	name: "erfinv",
	kernel: "erfinv",
	dtype: "float",
	...byRule((x, grad) => {
		const y = x.erfinv();
		const slope = y
			.mul(y)
			.exp()
			.mul(1 / TWO_OVER_ROOT_PI);
		return grad.mul(slope);
	}),
});

export const digamma = unary({
	name: "digamma",
	kernel: "digamma",
	dtype: "float",
	...byRule((x, grad) => grad.mul(polygamma(1, x))),
});

export const lgamma = unary({
	name: "lgamma",
	kernel: "lgamma",
	dtype: "float",
	...byRule((x, grad) => grad.mul(x.digamma())),
});

export const sign = unary({
	name: "sign",
	kernel: "sign",
	dtype: "same",
	...flat,
});

const rounding = {
	dtype: "same",
	identityOnIntegers: true,
	refuses: ["bool"],
	...flat,
} as const;
export const floor = unary({ name: "floor", kernel: "floor", ...rounding });
export const ceil = unary({ name: "ceil", kernel: "ceil", ...rounding });
/** To the nearest integer, halves to the even one. */
const roundToInteger = unary({
	name: "round",
	kernel: "round",
	...rounding,
});
export const trunc = unary({ name: "trunc", kernel: "trunc", ...rounding });

export interface RoundOptions {
	/** Decimal places to keep; negative ones round to tens, hundreds. Default 0. */
	readonly decimals?: number;
}

/** To the nearest number with so many decimal places, halves to the even one. */
export function round(x: Tensor, options?: RoundOptions): Tensor {
	const { decimals = 0 } = readOptions("round", options);
	if (decimals === 0) return roundToInteger(x);
	if (!Number.isInteger(decimals) || !checkTensor("round", x).isFloatingPoint())
		throw new ValueError(
			"round",
			say`decimals ${decimals} for dtype ${x.dtype}; decimals are an integer, and only floats have them`,
		);
	const scale = 10 ** Math.abs(decimals);
	return composite("round", () =>
		decimals > 0
			? roundToInteger(x.mul(scale)).div(scale)
			: roundToInteger(x.div(scale)).mul(scale),
	);
}
