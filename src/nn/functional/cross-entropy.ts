/** Losses of predicted classes. The classes are dimension 1 of the input, or its only dimension. */
import { tensor } from "../../create.js";
import { DTypeError, ShapeError, show, ValueError } from "../../errors.js";
import { tidy } from "../../ops/define.js";
import { sameShape } from "../../shape.js";
import { Tensor } from "../../tensor.js";
import { type Labels, readLabels } from "./labels.js";
import { checkReduction, type ReductionOptions, reduce } from "./reduction.js";

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

/** Class indices of any integer dtype, or a list of them. */
export type Target = Tensor | readonly number[];

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
	options: NLLLossOptions = {},
): Tensor {
	const { reduction = "mean", ignoreIndex = -100, weight = null } = options;
	checkReduction("nllLoss", reduction);
	const classes = checkClasses("nllLoss", input, weight);
	const labels = readLabels("nllLoss", target, input.shape, classes, ignoreIndex);
	return tidy(() => pick(input, labels, weight, reduction));
}

/**
 * The cross entropy of logits [N, C], [C] or [N, C, d1, ...]: logSoftmax over the classes, then `nllLoss`. A floating
 * target of the logits' shape holds probabilities.
 *
 * @throws IndexError for a label outside 0 to C - 1, with its position
 * @throws ShapeError if the shapes do not fit
 * @throws ValueError unless 0 <= labelSmoothing <= 1
 * @example nn.functional.crossEntropy(randn([2, 3]), [0, 2]).backward();
 */
export function crossEntropy(
	input: Tensor,
	target: Target,
	options: CrossEntropyOptions = {},
): Tensor {
	const op = "crossEntropy";
	const { reduction = "mean", ignoreIndex = -100, weight = null } = options;
	const { labelSmoothing = 0 } = options;
	checkReduction(op, reduction);
	if (!(labelSmoothing >= 0 && labelSmoothing <= 1))
		throw new ValueError(op, `labelSmoothing is ${labelSmoothing}; it is between 0 and 1`);
	const classes = checkClasses(op, input, weight);
	if (target instanceof Tensor && target.isFloatingPoint())
		return ofProbabilities(input, target, { ...options, reduction, labelSmoothing });
	const labels = readLabels(op, target, input.shape, classes, ignoreIndex);
	return tidy(() => {
		const logp = input.logSoftmax(classDim(input));
		const hard = pick(logp, labels, weight, reduction);
		if (labelSmoothing === 0) return hard;
		const soft = spread(logp, labels, weight, reduction);
		return hard.mul(1 - labelSmoothing).add(soft.mul(labelSmoothing / classes));
	});
}

function classDim(input: Tensor): number {
	return input.ndim === 1 ? 0 : 1;
}

/** The number of classes. */
function checkClasses(op: string, input: Tensor, weight: Tensor | null): number {
	if (!(input instanceof Tensor) || !input.isFloatingPoint())
		throw new DTypeError(op, `the input is ${input instanceof Tensor ? input.dtype : typeof input}; it is a float32 or float64 tensor`);
	if (input.ndim === 0)
		throw new ShapeError(op, "the input has no dimension for classes; it is [C], [N, C] or [N, C, d1, ...]");
	const classes = input.size(classDim(input));
	if (weight !== null && !sameShape(weight.shape, [classes]))
		throw new ShapeError(op, `a weight of shape ${show(weight.shape)} for ${classes} classes; it is [${classes}]`);
	return classes;
}

/** The losses of the labels, reduced. */
function pick(logp: Tensor, labels: Labels, weight: Tensor | null, reduction: "none" | "mean" | "sum"): Tensor {
	const dim = classDim(logp);
	const index = labelIndex(labels);
	const losses = logp.gather(dim, index.unsqueeze(dim)).squeeze(dim).neg();
	return weighted(losses, labels, index, weight, reduction);
}

/** The losses of all classes alike, reduced: the part that label smoothing adds. */
function spread(logp: Tensor, labels: Labels, weight: Tensor | null, reduction: "none" | "mean" | "sum"): Tensor {
	const dim = classDim(logp);
	const index = labelIndex(labels);
	const each = weight === null ? logp : logp.mul(alongClasses(weight, logp));
	const losses = each.sum(dim).neg();
	const counted = labels.counted === null ? losses : losses.mul(counts(labels, losses));
	if (reduction !== "mean") return reduce(counted, reduction);
	return counted.sum().div(total(labels, losses, index, weight));
}

function weighted(losses: Tensor, labels: Labels, index: Tensor, weight: Tensor | null, reduction: "none" | "mean" | "sum"): Tensor {
	if (weight === null && labels.counted === null) return reduce(losses, reduction);
	const factors = factorsOf(labels, losses, index, weight);
	const scaled = losses.mul(factors);
	if (reduction !== "mean") return reduce(scaled, reduction);
	return scaled.sum().div(factors.sum());
}
