/** Losses of probabilities of yes and no. */

import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { binaryCrossEntropyOf } from "../../ops/nn/binary-cross-entropy.js";
import { Tensor } from "../../tensor/tensor.js";
import {
	DTypeError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkWithin, sameShape } from "../../value/shape.js";
import { checkReduction, type ReductionOptions, reduce } from "./reduction.js";

export interface BinaryCrossEntropyOptions extends ReductionOptions {
	/** A factor for each element: a shape that broadcasts to the input's. Default: all 1. */
	readonly weight?: Tensor | null;
}

export interface BCEWithLogitsOptions extends BinaryCrossEntropyOptions {
	/** A factor for the loss of the yes cases: a shape that broadcasts to the input's. Default: all 1. */
	readonly posWeight?: Tensor | null;
}

/**
 * -(target log(input) + (1 - target) log(1 - input)) of probabilities, the logarithms at least -100. Input and target
 * have one shape, of float32 or float64.
 *
 * @throws ShapeError if the shapes differ
 * @throws ValueError for an input outside 0 to 1, with its position
 * @example nn.functional.binaryCrossEntropy(tensor([0.5]), tensor([1.0])).item(); // 0.6931
 */
export function binaryCrossEntropy(
	input: Tensor,
	target: Tensor,
	options?: BinaryCrossEntropyOptions,
): Tensor {
	const { weight = null, reduction = "mean" } = readOptions(
		"binaryCrossEntropy",
		options,
	);
	const op = "binaryCrossEntropy";
	checkReduction(op, reduction);
	checkPair(op, input, target);
	checkProbabilities(op, input);
	if (weight !== null) checkFactor(op, "a weight", weight, input);
	return composite("binaryCrossEntropy", () => {
		const losses = binaryCrossEntropyOf(input, target.to(input.dtype));
		return reduce(weight === null ? losses : losses.mul(weight), reduction);
	});
}

/**
 * `binaryCrossEntropy` of sigmoid(input), computed without the rounding errors of the two steps. Input and target have
 * one shape, of float32 or float64.
 *
 * @throws ShapeError if the shapes differ
 * @example nn.functional.binaryCrossEntropyWithLogits(tensor([0.5]), tensor([1.0]));
 */
export function binaryCrossEntropyWithLogits(
	input: Tensor,
	target: Tensor,
	options?: BCEWithLogitsOptions,
): Tensor {
	const {
		weight = null,
		posWeight = null,
		reduction = "mean",
	} = readOptions("binaryCrossEntropyWithLogits", options);
	const op = "binaryCrossEntropyWithLogits";
	checkReduction(op, reduction);
	checkPair(op, input, target);
	if (weight !== null) checkFactor(op, "a weight", weight, input);
	if (posWeight !== null) checkFactor(op, "a posWeight", posWeight, input);
	return composite("binaryCrossEntropyWithLogits", () => {
		const yes = negativeLogSigmoid(input);
		const scaled =
			posWeight === null ? yes : posWeight.sub(1).mul(target).add(1).mul(yes);
		const losses = target.rsub(1).mul(input).add(scaled);
		return reduce(weight === null ? losses : losses.mul(weight), reduction);
	});
}

/**
 * log(1 + e^-x) = log(1 + e^-|x|) + max(-x, 0), where |x| and max are written as products with constants: their
 * derivatives at 0, which would not add up to the true one, do not enter.
 */
function negativeLogSigmoid(x: Tensor): Tensor {
	const negative = x.detach().lt(0).to(x.dtype);
	const size = x.mul(negative.mul(-2).add(1));
	return size.neg().exp().log1p().sub(x.mul(negative));
}

function checkPair(op: string, input: Tensor, target: Tensor): void {
	for (const x of [input, target])
		if (!(x instanceof Tensor) || !x.isFloatingPoint())
			throw new DTypeError(
				op,
				say`${x === input ? "the input" : "the target"} is ${x instanceof Tensor ? `of dtype ${(x as Tensor).dtype}` : `a ${typeof x}`}; expected a float32 or float64 tensor`,
			);
	if (!sameShape(input.shape, target.shape))
		throw new ShapeError(
			op,
			say`the target has shape ${show(target.shape)} and the input ${show(input.shape)}; they must be equal`,
		);
}

function checkFactor(
	op: string,
	name: string,
	factor: Tensor,
	input: Tensor,
): void {
	checkWithin(op, name, checkTensor(op, factor).shape, input.shape);
}

function checkProbabilities(op: string, input: Tensor): void {
	const values = input.toTypedArray();
	for (let i = 0; i < values.length; i++) {
		const value = values[i] as number;
		if (!(value >= 0 && value <= 1))
			throw new ValueError(
				op,
				say`the input is ${value} at position ${i}; probabilities are between 0 and 1: apply sigmoid first, or use binaryCrossEntropyWithLogits`,
			);
	}
}
