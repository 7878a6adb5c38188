import { checkTensor } from "../../ops/engine/define.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { numel } from "../../value/shape.js";

/** Which of a weight's sizes the variance is kept over: that of the inputs or of the outputs. */
export type FanMode = "fan_in" | "fan_out";

/** Names of functions that follow a layer, as PyTorch writes them. */
export type Nonlinearity =
	| "linear"
	| "conv1d"
	| "conv2d"
	| "conv3d"
	| "conv_transpose1d"
	| "conv_transpose2d"
	| "conv_transpose3d"
	| "sigmoid"
	| "tanh"
	| "relu"
	| "leaky_relu"
	| "selu";

/**
 * How many inputs each output of a weight [out, in, ...] depends on, and how many outputs each input enters.
 * @throws ShapeError for fewer than two dimensions
 * @example const [fanIn, fanOut] = nn.init.calculateFanInAndFanOut(zeros([3, 5]));
 */
export function calculateFanInAndFanOut(
	weight: Tensor,
): [fanIn: number, fanOut: number] {
	if (checkTensor("calculateFanInAndFanOut", weight).ndim < 2)
		throw new ShapeError(
			"calculateFanInAndFanOut",
			say`a tensor of shape ${show(weight.shape)}; fan in and fan out need two dimensions, out and in`,
		);
	const field = numel(weight.shape.slice(2));
	return [weight.size(1) * field, weight.size(0) * field];
}

/** The size that `mode` names. */
export function fanOf(op: string, weight: Tensor, mode: FanMode): number {
	if (mode !== "fan_in" && mode !== "fan_out")
		throw new ValueError(
			op,
			say`unknown mode "${mode}"; one of "fan_in", "fan_out"`,
		);
	const [fanIn, fanOut] = calculateFanInAndFanOut(weight);
	return mode === "fan_in" ? fanIn : fanOut;
}

/**
 * The factor that keeps the variance through a function, PyTorch's recommendation.
 *
 * @param param the negative slope of leaky_relu; default 0.01
 * @throws ValueError for an unknown function
 * @example nn.init.calculateGain("relu"); // √2
 */
export function calculateGain(
	nonlinearity: Nonlinearity,
	param?: number | null,
): number {
	const gain =
		typeof nonlinearity === "string" && Object.hasOwn(gains, nonlinearity)
			? gains[nonlinearity]
			: undefined;
	if (gain !== undefined) return gain;
	if (nonlinearity !== "leaky_relu")
		throw new ValueError(
			"calculateGain",
			say`unknown nonlinearity "${nonlinearity}"; one of ${Object.keys(gains).join(", ")}, leaky_relu`,
		);
	const slope = param ?? 0.01;
	if (typeof slope !== "number")
		throw new ValueError(
			"calculateGain",
			say`the negative slope is ${slope}; expected a number`,
		);
	return Math.sqrt(2 / (1 + slope ** 2));
}

const gains: Readonly<Record<string, number>> = {
	linear: 1,
	conv1d: 1,
	conv2d: 1,
	conv3d: 1,
	conv_transpose1d: 1,
	conv_transpose2d: 1,
	conv_transpose3d: 1,
	sigmoid: 1,
	tanh: 5 / 3,
	relu: Math.SQRT2,
	selu: 3 / 4,
};
