/** Losses of predicted classes. The classes are dimension 1 of the input, or its only dimension. */

import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { crossEntropyOf } from "../../ops/nn/cross-entropy.js";
import { Tensor } from "../../tensor/tensor.js";
import {
	DTypeError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { sameShape } from "../../value/shape.js";
import { readLabels, type Target } from "./labels.js";
import {
	alongClasses,
	pickLabels,
	spreadOverClasses,
	type Weight,
} from "./pick.js";
import {
	checkReduction,
	type Reduction,
	type ReductionOptions,
} from "./reduction.js";

export interface NLLLossOptions extends ReductionOptions {
	/** A factor for each class: [C]. Default: all 1. */
	readonly weight?: Tensor | null;
	/** Elements with this label do not count. Default -100. */
	readonly ignoreIndex?: number;
}

export interface CrossEntropyOptions extends NLLLossOptions {
	/** How much of the target is spread over all classes, from 0 to 1. Default 0. */
	readonly labelSmoothing?: number;
}

/**
 * -input[label] of log-probabilities [N, C], [C] or [N, C, d1, ...] with labels [N], [] or [N, d1, ...]. The mean is
 * weighted by the labels' weights.
 *
 * @throws IndexError for a label outside 0 to C - 1, with its position
 * @throws ShapeError if the shapes do not fit
 * @example nn.functional.nllLoss(randn([2, 3]).logSoftmax(1), [0, 2]);
 */
export function nllLoss(
	input: Tensor,
	target: Target,
	options?: NLLLossOptions,
): Tensor {
	const {
		weight = null,
		ignoreIndex = -100,
		reduction = "mean",
	} = readOptions("nllLoss", options);
	checkReduction("nllLoss", reduction);
	checkInput("nllLoss", input, weight);
	const labels = readLabels("nllLoss", target, input.layout.shape, ignoreIndex);
	return composite("nllLoss", () =>
		pickLabels(input, labels, weight, reduction),
	);
}

/**
 * The cross entropy of logits [N, C], [C] or [N, C, d1, ...]: logSoftmax over the classes, then `nllLoss`. A floating
 * target of the logits' shape holds probabilities.
 *
 * @throws IndexError for a label outside 0 to C - 1, with its position
 * @throws ShapeError if the shapes do not fit
 * @throws ValueError unless 0 <= labelSmoothing <= 1
 * @example nn.functional.crossEntropy(randn([2, 3]), [0, 2]);
 */
export function crossEntropy(
	input: Tensor,
	target: Target,
	options: CrossEntropyOptions = {},
): Tensor {
	readOptions("crossEntropy", options);
	const op = "crossEntropy";
	const { weight = null, ignoreIndex = -100 } = options;
	const { reduction = "mean", labelSmoothing = 0 } = options;
	checkReduction(op, reduction);
	if (!(labelSmoothing >= 0 && labelSmoothing <= 1))
		throw new ValueError(
			op,
			say`labelSmoothing is ${labelSmoothing}; it is between 0 and 1`,
		);
	const classes = checkInput(op, input, weight);
	if (isProbabilities(op, input, target, ignoreIndex))
		return composite("crossEntropy", () => {
			const smooth =
				labelSmoothing === 0
					? target
					: target.mul(1 - labelSmoothing).add(labelSmoothing / classes);
			return ofProbabilities(input, smooth, weight, reduction);
		});
	const labels = readLabels(op, target, input.layout.shape, ignoreIndex);
	const plain =
		input.ndim === 2 &&
		input.numel() > 0 &&
		weight === null &&
		labels.ignored === null &&
		labelSmoothing === 0;
	if (plain && reduction !== "none")
		return crossEntropyOf(input, labels.classes, reduction);
	return composite("crossEntropy", () => {
		const logp = input.logSoftmax(classDim(input));
		const hard = pickLabels(logp, labels, weight, reduction);
		if (labelSmoothing === 0) return hard;
		const soft = spreadOverClasses(logp, labels, weight, reduction);
		return hard.mul(1 - labelSmoothing).add(soft.mul(labelSmoothing / classes));
	});
}

function classDim(input: Tensor): number {
	return input.ndim === 1 ? 0 : 1;
}

/** Refuses what has no classes, and gives their number. */
function checkInput(op: string, input: Tensor, weight: Weight): number {
	if (!(input instanceof Tensor) || !input.isFloatingPoint())
		throw new DTypeError(
			op,
			say`the input is ${input instanceof Tensor ? `of dtype ${(input as Tensor).dtype}` : `a ${typeof input}`}; expected a float32 or float64 tensor`,
		);
	if (input.ndim === 0)
		throw new ShapeError(
			op,
			"the input has no dimension of classes; expected [C], [N, C] or [N, C, d1, ...]",
		);
	const classes = input.size(classDim(input));
	if (
		weight !== null &&
		!sameShape(checkTensor(op, weight).layout.shape, [classes])
	)
		throw new ShapeError(
			op,
			say`a weight of shape ${show(weight.layout.shape)} for ${classes} classes; expected [${classes}]`,
		);
	return classes;
}

function isProbabilities(
	op: string,
	input: Tensor,
	target: Target,
	ignoreIndex: number,
): target is Tensor {
	const given =
		target instanceof Tensor &&
		sameShape(target.layout.shape, input.layout.shape);
	if (given && !target.isFloatingPoint())
		throw new DTypeError(
			op,
			say`a target of the input's shape ${show(input.layout.shape)} holds probabilities, and this one is ${target.dtype}; expected float32 or float64: convert with float(), or give class indices, as from argmax(1)`,
		);
	if (given && ignoreIndex >= 0)
		throw new ValueError(
			op,
			say`ignoreIndex ${ignoreIndex} with a target of probabilities; it is for class indices`,
		);
	return given;
}

function ofProbabilities(
	input: Tensor,
	target: Tensor,
	weight: Weight,
	reduction: Reduction,
): Tensor {
	const dim = classDim(input);
	const each = input.logSoftmax(dim).mul(target);
	const weighted =
		weight === null ? each : each.mul(alongClasses(weight, input));
	if (reduction === "none") return weighted.sum(dim).neg();
	const total = weighted.sum().neg();
	return reduction === "sum"
		? total
		: total.div(input.numel() / input.size(dim));
}
