/** Losses of predicted numbers: functions of the difference between input and target. */

import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { broadcastShapes } from "../../value/shape.js";
import { warnOfBroadcast } from "./broadcast-warning.js";
import { checkReduction, type ReductionOptions, reduce } from "./reduction.js";

function lossOf(
	op: string,
	input: Tensor,
	target: Tensor,
	{ reduction = "mean" }: ReductionOptions,
	ofDifference: (difference: Tensor) => Tensor,
): Tensor {
	checkReduction(op, reduction);
	checkTensor(op, input);
	checkTensor(op, target);
	broadcastShapes(op, [input.shape, target.shape]);
	warnOfBroadcast(op, input, target);
	return composite(op, () =>
		reduce(ofDifference(input.sub(target)), reduction),
	);
}

/**
 * (input - target)². Shapes that broadcast, with a warning; a scalar unless `reduction` is `none`.
 * @throws ShapeError if the shapes do not broadcast
 * @example nn.functional.mseLoss(tensor([1, 2.5]), tensor([1, 2])).item(); // 0.125
 */
export function mseLoss(
	input: Tensor,
	target: Tensor,
	options: ReductionOptions = {},
): Tensor {
	readOptions("mseLoss", options);
	return lossOf("mseLoss", input, target, options, (d) => d.square());
}

/**
 * |input - target|. Shapes that broadcast; a scalar unless `reduction` is `none`.
 * @throws ShapeError if the shapes do not broadcast
 * @example nn.functional.l1Loss(tensor([1, 2.5]), tensor([1, 2])).item(); // 0.25
 */
export function l1Loss(
	input: Tensor,
	target: Tensor,
	options: ReductionOptions = {},
): Tensor {
	readOptions("l1Loss", options);
	return lossOf("l1Loss", input, target, options, (d) => d.abs());
}

export interface SmoothL1Options extends ReductionOptions {
	/** Where the parabola ends and the line begins. Default 1; 0 is `l1Loss`. */
	readonly beta?: number;
}

/**
 * d² / (2 beta) for |d| < beta, |d| - beta / 2 beyond, d = input - target. Shapes that broadcast.
 * @throws ValueError for a negative beta
 * @example nn.functional.smoothL1Loss(tensor([0.5]), tensor([0])).item(); // 0.125
 */
export function smoothL1Loss(
	input: Tensor,
	target: Tensor,
	settings?: SmoothL1Options,
): Tensor {
	const { beta = 1, ...options } = readOptions("smoothL1Loss", settings);
	if (!(beta >= 0))
		throw new ValueError(
			"smoothL1Loss",
			say`beta is ${beta}; it is at least 0`,
		);
	return lossOf("smoothL1Loss", input, target, options, (d) =>
		beta === 0 ? d.abs() : parabolaThenLine(d, beta).div(beta),
	);
}

export interface HuberOptions extends ReductionOptions {
	/** Where the parabola ends and the line begins. Default 1. */
	readonly delta?: number;
}

/**
 * d² / 2 for |d| < delta, delta (|d| - delta / 2) beyond, d = input - target. Shapes that broadcast.
 * @throws ValueError unless delta is positive
 * @example nn.functional.huberLoss(tensor([0.5]), tensor([0])).item(); // 0.125
 */
export function huberLoss(
	input: Tensor,
	target: Tensor,
	settings?: HuberOptions,
): Tensor {
	const { delta = 1, ...options } = readOptions("huberLoss", settings);
	if (!(delta > 0))
		throw new ValueError("huberLoss", say`delta is ${delta}; it is above 0`);
	return lossOf("huberLoss", input, target, options, (d) =>
		parabolaThenLine(d, delta),
	);
}

/** d² / 2 up to |d| = edge, its tangent beyond. */
function parabolaThenLine(d: Tensor, edge: number): Tensor {
	const size = d.abs();
	const line = size.sub(edge / 2).mul(edge);
	return size.lt(edge).choose(d.square().mul(0.5), line);
}
