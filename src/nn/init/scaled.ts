/** Initial weights whose spread follows from the layer's sizes. Each function fills its tensor in place and gives it. */
import { named } from "../../ops/engine/composite.js";
import type { RandomOptions } from "../../ops/random/random.js";
import type { Tensor } from "../../tensor/tensor.js";
import { readOptions } from "../../value/options.js";
import {
	calculateFanInAndFanOut,
	calculateGain,
	type FanMode,
	fanOf,
	type Nonlinearity,
} from "./fan.js";
import { normal_, uniform_ } from "./simple.js";

export interface XavierOptions extends RandomOptions {
	/** Factor of the standard deviation. Default 1. */
	readonly gain?: number;
}

/**
 * Uniform with variance 2 gain² / (fanIn + fanOut): Glorot and Bengio 2010. [out, in, ...].
 * @throws ShapeError for fewer than two dimensions
 * @example nn.init.xavierUniform_(layer.weight, { gain: nn.init.calculateGain("tanh") });
 */
export function xavierUniform_(
	tensor: Tensor,
	settings?: XavierOptions,
): Tensor {
	const { gain = 1, ...options } = readOptions("xavierUniform_", settings);
	return named("xavierUniform_", () => {
		const bound = Math.sqrt(3) * xavierStd(tensor, gain);
		return uniform_(tensor, -bound, bound, options);
	});
}

/**
 * Normal with variance 2 gain² / (fanIn + fanOut): Glorot and Bengio 2010. [out, in, ...].
 * @throws ShapeError for fewer than two dimensions
 * @example nn.init.xavierNormal_(layer.weight);
 */
export function xavierNormal_(
	tensor: Tensor,
	settings?: XavierOptions,
): Tensor {
	const { gain = 1, ...options } = readOptions("xavierNormal_", settings);
	return named("xavierNormal_", () =>
		normal_(tensor, 0, xavierStd(tensor, gain), options),
	);
}

function xavierStd(tensor: Tensor, gain: number): number {
	const [fanIn, fanOut] = calculateFanInAndFanOut(tensor);
	return gain * Math.sqrt(2 / (fanIn + fanOut));
}

export interface KaimingOptions extends RandomOptions {
	/** The negative slope of the leaky_relu that follows. Default 0. */
	readonly a?: number;
	/** Which pass keeps its variance: `fan_in` the forward, `fan_out` the backward pass. Default `fan_in`. */
	readonly mode?: FanMode;
	/** The function that follows. Default `leaky_relu`. */
	readonly nonlinearity?: Nonlinearity;
}

/**
 * Uniform with variance gain² / fan: He et al. 2015. [out, in, ...].
 * @throws ShapeError for fewer than two dimensions
 * @throws ValueError for an unknown mode or function
 * @example nn.init.kaimingUniform_(layer.weight, { nonlinearity: "relu" });
 */
export function kaimingUniform_(
	tensor: Tensor,
	settings?: KaimingOptions,
): Tensor {
	const { a, mode, nonlinearity, ...options } = readOptions(
		"kaimingUniform_",
		settings,
	);
	const std = named("kaimingUniform_", () =>
		kaimingStd("kaimingUniform_", tensor, a, mode, nonlinearity),
	);
	const bound = Math.sqrt(3) * std;
	return tensor.numel() === 0
		? tensor
		: uniform_(tensor, -bound, bound, options);
}

/**
 * Normal with variance gain² / fan: He et al. 2015. [out, in, ...].
 * @throws ShapeError for fewer than two dimensions
 * @throws ValueError for an unknown mode or function
 * @example nn.init.kaimingNormal_(layer.weight, { mode: "fan_out" });
 */
export function kaimingNormal_(
	tensor: Tensor,
	settings?: KaimingOptions,
): Tensor {
	const { a, mode, nonlinearity, ...options } = readOptions(
		"kaimingNormal_",
		settings,
	);
	const std = named("kaimingNormal_", () =>
		kaimingStd("kaimingNormal_", tensor, a, mode, nonlinearity),
	);
	return tensor.numel() === 0 ? tensor : normal_(tensor, 0, std, options);
}

function kaimingStd(
	op: string,
	tensor: Tensor,
	a = 0,
	mode: FanMode = "fan_in",
	nonlinearity: Nonlinearity = "leaky_relu",
): number {
	const fan = fanOf(op, tensor, mode);
	return calculateGain(nonlinearity, a) / Math.sqrt(fan);
}
