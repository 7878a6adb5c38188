/** Initial values that do not depend on the layer's sizes. Each function fills its tensor in place and gives it. */

import { noGrad } from "../../autograd/mode.js";
import { named } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import type { RandomOptions } from "../../ops/random/random.js";
import { tensor as makeTensor } from "../../tensor/create/from-data.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";

/** Fills with numbers from a to b, evenly distributed. Any shape. @example nn.init.uniform_(layer.weight, -0.1, 0.1); */
export function uniform_(
	tensor: Tensor,
	a = 0,
	b = 1,
	options: RandomOptions = {},
): Tensor {
	readOptions("uniform_", options);
	return noGrad(() => checkTensor("uniform_", tensor).uniform_(a, b, options));
}

/** Fills with normally distributed numbers. Any shape. @example nn.init.normal_(layer.weight, 0, 0.02); */
export function normal_(
	tensor: Tensor,
	mean = 0,
	std = 1,
	options: RandomOptions = {},
): Tensor {
	readOptions("normal_", options);
	return noGrad(() =>
		checkTensor("normal_", tensor).normal_(mean, std, options),
	);
}

/** Fills with one value. Any shape. @example nn.init.constant_(layer.bias, 0.1); */
export function constant_(tensor: Tensor, val: number): Tensor {
	return named("constant_", () =>
		noGrad(() => checkTensor("constant_", tensor).fill_(val)),
	);
}

/** Fills with ones. Any shape. @example nn.init.ones_(layer.bias); */
export function ones_(tensor: Tensor): Tensor {
	return named("ones_", () => constant_(tensor, 1));
}

/** Fills with zeros. Any shape. @example nn.init.zeros_(layer.bias); */
export function zeros_(tensor: Tensor): Tensor {
	return named("zeros_", () => constant_(tensor, 0));
}

/**
 * Ones on the diagonal of [n, m], zeros elsewhere.
 * @throws ShapeError unless the tensor has two dimensions
 * @example nn.init.eye_(empty([3, 3]));
 */
export function eye_(tensor: Tensor): Tensor {
	if (checkTensor("eye_", tensor).ndim !== 2)
		throw new ShapeError(
			"eye_",
			say`a tensor of shape ${show(tensor.shape)}; expected two dimensions`,
		);
	return noGrad(() => {
		tensor.zero_();
		if (tensor.numel() > 0) tensor.diagonal().fill_(1);
		return tensor;
	});
}

/**
 * A convolution weight [out, in, ...] that passes its inputs on unchanged, in each of `groups`.
 * @throws ShapeError unless the tensor has three to five dimensions and out divides by groups
 * @example nn.init.dirac_(empty([2, 2, 3, 3]));
 */
export function dirac_(
	tensor: Tensor,
	options?: { readonly groups?: number },
): Tensor {
	const { groups = 1 } = readOptions("dirac_", options);
	checkTensor("dirac_", tensor);
	const [out = 0, inputs = 0, ...field] = tensor.shape;
	if (tensor.ndim < 3 || tensor.ndim > 5 || out % groups !== 0)
		throw new ShapeError(
			"dirac_",
			say`a tensor of shape ${show(tensor.shape)} in ${groups} groups; expected three to five dimensions, the first a multiple of groups`,
		);
	const middle = field.map((size) => Math.floor(size / 2));
	const each = out / groups;
	return noGrad(() => {
		tensor.zero_();
		for (let i = 0; i < out; i++)
			if (i % each < inputs) tensor.setAt([i, i % each, ...middle], 1);
		return tensor;
	});
}

export interface TruncNormalOptions extends RandomOptions {
	/** Default 0. */
	readonly mean?: number;
	/** Default 1. */
	readonly std?: number;
	/** The least value. Default -2. */
	readonly a?: number;
	/** The largest value. Default 2. */
	readonly b?: number;
}

/**
 * Fills with normally distributed numbers, of which those outside [a, b] do not occur. Any shape.
 * @throws ValueError unless a <= b
 * @example nn.init.truncNormal_(layer.weight, { std: 0.02 });
 */
export function truncNormal_(
	tensor: Tensor,
	settings?: TruncNormalOptions,
): Tensor {
	const {
		mean = 0,
		std = 1,
		a = -2,
		b = 2,
		...options
	} = readOptions("truncNormal_", settings);
	if (!(a <= b))
		throw new ValueError(
			"truncNormal_",
			say`a is ${a} and b ${b}; a is at most b`,
		);
	// Uniform between the values of the distribution function at a and b, sent through its inverse.
	return named("truncNormal_", () =>
		noGrad(() =>
			checkTensor("truncNormal_", tensor)
				.uniform_(erfAt((a - mean) / std), erfAt((b - mean) / std), options)
				.erfinv_()
				.mul_(std * Math.SQRT2)
				.add_(mean)
				.clamp_({ min: a, max: b }),
		),
	);
}

/** erf(x / √2), which is 2 Φ(x) - 1. */
function erfAt(x: number): number {
	return 2 * ((1 + erf(x / Math.SQRT2)) / 2) - 1;
}

function erf(x: number): number {
	return makeTensor(x, { dtype: "float64" }).erf().item();
}
