import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import type { SoftmaxOptions } from "../../ops/nn/softmax.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import {
	activate,
	type Inplace,
	readSettings,
	type Settings,
} from "../module/settings.js";

/** max(x, 0). Any shape. @example nn.functional.relu(tensor([-1, 2])); */
export function relu(x: Tensor, inplace?: Inplace): Tensor {
	checkTensor("relu", x);
	return inplace !== undefined && readSettings("relu", {}, inplace).inplace
		? x.relu_()
		: x.relu();
}

/** `relu` that is written over x. @example nn.functional.relu_(tensor([-1, 2])); */
export function relu_(x: Tensor): Tensor {
	return checkTensor("relu_", x).relu_();
}

/** 1 / (1 + e^-x). Any shape. @example nn.functional.sigmoid(tensor([0.5])); */
export function sigmoid(x: Tensor): Tensor {
	return checkTensor("sigmoid", x).sigmoid();
}

/** The hyperbolic tangent. Any shape. @example nn.functional.tanh(tensor([0.5])); */
export function tanh(x: Tensor): Tensor {
	return checkTensor("tanh", x).tanh();
}

/** e^x / sum(e^x) along `dim`; the shape stays. @example nn.functional.softmax(randn([2, 3]), 1); */
export function softmax(
	x: Tensor,
	dim: number,
	options?: SoftmaxOptions,
): Tensor {
	return checkTensor("softmax", x).softmax(dim, options);
}

/** x - log(sum(e^x)) along `dim`; the shape stays. @example nn.functional.logSoftmax(randn([2, 3]), 1); */
export function logSoftmax(
	x: Tensor,
	dim: number,
	options?: SoftmaxOptions,
): Tensor {
	return checkTensor("logSoftmax", x).logSoftmax(dim, options);
}

export interface GeluOptions {
	/** `none` is exact; `tanh` the approximation of the first GPT models. Default `none`. */
	readonly approximate?: "none" | "tanh";
}

/**
 * x Φ(x), Φ the normal distribution function. Any shape of float32 or float64.
 * @throws ValueError for another `approximate`
 * @example nn.functional.gelu(tensor([0.5]));
 */
export function gelu(x: Tensor, options?: GeluOptions): Tensor {
	const { approximate = "none" } = readOptions("gelu", options);
	checkTensor("gelu", x);
	if (approximate === "none")
		return composite("gelu", () =>
			x.mul(0.5).mul(x.mul(Math.SQRT1_2).erf().add(1)),
		);
	if (approximate === "tanh")
		return composite("gelu", () => {
			const cubic = x.mul(x).mul(x).mul(0.044715);
			const inner = x.add(cubic).mul(Math.sqrt(2 / Math.PI));
			return x.mul(0.5).mul(inner.tanh().add(1));
		});
	throw new ValueError(
		"gelu",
		say`unknown approximate "${approximate}"; one of "none", "tanh"`,
	);
}

const LEAKY = { negativeSlope: 0.01 };

function leaky(
	op: string,
	x: Tensor,
	{ negativeSlope, inplace }: Required<Settings<"negativeSlope">>,
): Tensor {
	return activate(op, x, inplace, (before) =>
		composite(op, () => before.gt(0).choose(before, before.mul(negativeSlope))),
	);
}

/** x where positive, negativeSlope * x elsewhere. Any shape. @example nn.functional.leakyRelu(tensor([-1, 2.5]), 0.1); */
export function leakyRelu(
	x: Tensor,
	negativeSlope?: number | Settings<"negativeSlope">,
	inplace?: Inplace,
): Tensor {
	return leaky(
		"leakyRelu",
		x,
		readSettings("leakyRelu", LEAKY, negativeSlope, inplace),
	);
}

/** `leakyRelu` that is written over x. @example nn.functional.leakyRelu_(tensor([-1, 2.5]), 0.1); */
export function leakyRelu_(x: Tensor, negativeSlope?: number): Tensor {
	const settings = readSettings("leakyRelu_", LEAKY, negativeSlope);
	return leaky("leakyRelu_", x, { ...settings, inplace: true });
}
