/** Activations without corners, or with one at 0. Branches that are not taken are clamped: 0 * infinity is NaN. */

import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { stated } from "../../ops/engine/stated.js";
import type { SoftmaxOptions } from "../../ops/nn/softmax.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { normalizeDim } from "../../value/shape.js";
import {
	activate,
	type Inplace,
	readSettings,
	type Settings,
} from "../module/settings.js";

/** x where positive, alpha (e^(x / width) - 1) elsewhere. */
function exponentialBelow(x: Tensor, alpha: number, width: number): Tensor {
	const below = x.clamp({ max: 0 });
	// NaN, as in PyTorch, is on the straight side: its slope is that of x.
	return x.le(0).choose(below.div(width).expm1().mul(alpha), x);
}

const ONE = { alpha: 1 };

function eluOf(
	op: string,
	x: Tensor,
	{ alpha, inplace }: Required<Settings<"alpha">>,
): Tensor {
	return activate(op, x, inplace, (before) =>
		composite(op, () => exponentialBelow(before, alpha, 1)),
	);
}

/** x where positive, alpha (e^x - 1) elsewhere. Any shape. @example nn.functional.elu(tensor([-1, 2.5])); */
export function elu(
	x: Tensor,
	alpha?: number | Settings<"alpha">,
	inplace?: Inplace,
): Tensor {
	return eluOf("elu", x, readSettings("elu", ONE, alpha, inplace));
}

/** `elu` that is written over x. @example nn.functional.elu_(tensor([-1, 2.5])); */
export function elu_(x: Tensor, alpha?: number): Tensor {
	const settings = readSettings("elu_", ONE, alpha);
	return eluOf("elu_", x, { ...settings, inplace: true });
}

const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;

function seluOf(op: string, x: Tensor, inplace: boolean): Tensor {
	return activate(op, x, inplace, (before) =>
		composite(op, () =>
			exponentialBelow(before, SELU_ALPHA, 1).mul(SELU_SCALE),
		),
	);
}

/** `elu` scaled so that mean 0 and variance 1 are kept from layer to layer. Any shape. @example nn.functional.selu(tensor([-1, 2.5])); */
export function selu(x: Tensor, inplace?: Inplace): Tensor {
	return seluOf("selu", x, readSettings("selu", {}, inplace).inplace);
}

/** `selu` that is written over x. @example nn.functional.selu_(tensor([-1, 2.5])); */
export function selu_(x: Tensor): Tensor {
	return seluOf("selu_", x, true);
}

function celuOf(
	op: string,
	x: Tensor,
	{ alpha, inplace }: Required<Settings<"alpha">>,
): Tensor {
	if (alpha === 0)
		throw new ValueError(op, "alpha is 0; it divides, so give another");
	return activate(op, x, inplace, (before) =>
		composite(op, () => exponentialBelow(before, alpha, alpha)),
	);
}

/**
 * x where positive, alpha (e^(x / alpha) - 1) elsewhere: its slope is continuous for every alpha. Any shape.
 * @throws ValueError for alpha 0
 * @example nn.functional.celu(tensor([-1, 2.5]), 0.5);
 */
export function celu(
	x: Tensor,
	alpha?: number | Settings<"alpha">,
	inplace?: Inplace,
): Tensor {
	return celuOf("celu", x, readSettings("celu", ONE, alpha, inplace));
}

/** `celu` that is written over x. @example nn.functional.celu_(tensor([-1, 2.5]), 0.5); */
export function celu_(x: Tensor, alpha?: number): Tensor {
	const settings = readSettings("celu_", ONE, alpha);
	return celuOf("celu_", x, { ...settings, inplace: true });
}

/** x / (1 + e^-x), also called swish. Any shape. @example nn.functional.silu(tensor([0.5])); */
export function silu(x: Tensor, inplace?: Inplace): Tensor {
	const settings = readSettings("silu", {}, inplace);
	return activate("silu", x, settings.inplace, (before) =>
		composite("silu", () => before.mul(before.sigmoid())),
	);
}

export interface SoftplusOptions {
	/** How sharp the bend is. Default 1. */
	readonly beta?: number;
	/** Above this value of beta * x the result is x itself. Default 20. */
	readonly threshold?: number;
}

/** log(1 + e^(beta x)) / beta, a smooth relu. Any shape. @example nn.functional.softplus(tensor([0.5]), { beta: 2 }); */
export function softplus(x: Tensor, options?: SoftplusOptions): Tensor {
	const { beta = 1, threshold = 20 } = readOptions("softplus", options);
	checkTensor("softplus", x);
	return bent(x, beta, threshold);
}

const bent = stated(
	"softplus",
	(x, beta: number, threshold: number) => {
		const scaled = x.mul(beta);
		const bend = scaled.clamp({ max: threshold }).exp().log1p().div(beta);
		return scaled.gt(threshold).choose(x, bend);
	},
	(x, grad, beta, threshold) => {
		const scaled = x.mul(beta);
		return scaled.gt(threshold).choose(grad, grad.mul(scaled.sigmoid()));
	},
);

/** x tanh(softplus(x)). Any shape. @example nn.functional.mish(tensor([0.5])); */
export function mish(x: Tensor, inplace?: Inplace): Tensor {
	const settings = readSettings("mish", {}, inplace);
	return activate("mish", x, settings.inplace, (before) =>
		composite("mish", () => before.mul(softplus(before).tanh())),
	);
}

/** log(1 / (1 + e^-x)), exact far below 0. Any shape. @example nn.functional.logsigmoid(tensor([-200.5])); */
export const logsigmoid: (x: Tensor) => Tensor = stated(
	"logsigmoid",
	(x) => {
		const above = x.clamp({ min: 0 }).neg().exp().log1p().neg();
		const below = x.sub(x.clamp({ max: 0 }).exp().log1p());
		return x.lt(0).choose(below, above);
	},
	(x, grad) => grad.mul(x.neg().sigmoid()),
);

/** x / (1 + |x|). Any shape; integers become floats. @example nn.functional.softsign(tensor([0.5])); */
export function softsign(x: Tensor): Tensor {
	checkTensor("softsign", x);
	return composite("softsign", () => x.div(x.abs().add(1)));
}

/** x - tanh(x). Any shape; integers become floats. @example nn.functional.tanhshrink(tensor([0.5])); */
export function tanhshrink(x: Tensor): Tensor {
	checkTensor("tanhshrink", x);
	return composite("tanhshrink", () => x.sub(x.tanh()));
}

/** `softmax` of -x along `dim`; the shape stays. @example nn.functional.softmin(randn([2, 3]), 1); */
export function softmin(
	x: Tensor,
	dim: number,
	options?: SoftmaxOptions,
): Tensor {
	checkTensor("softmin", x);
	return composite("softmin", () => x.neg().softmax(dim, options));
}

/**
 * The first half of a dimension times the sigmoid of the second: that dimension is halved.
 * @throws ShapeError if its size is odd
 * @example nn.functional.glu(randn([2, 4])).shape; // [2, 2]
 */
export function glu(x: Tensor, dim = -1): Tensor {
	checkTensor("glu", x);
	if (x.ndim === 0)
		throw new ShapeError("glu", "a tensor without dimensions has no halves");
	const d = normalizeDim("glu", dim, x.ndim);
	const half = (x.shape[d] as number) / 2;
	if (!Number.isInteger(half))
		throw new ShapeError(
			"glu",
			say`dimension ${d} of ${show(x.shape)} is odd; it is to be halved`,
		);
	return composite("glu", () =>
		x.narrow(d, 0, half).mul(x.narrow(d, half, half).sigmoid()),
	);
}
