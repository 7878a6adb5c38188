/** Losses that ask for a margin between what is alike and what is not. */

import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { broadcastShapes } from "../../value/shape.js";
import { softplus } from "../activation/smooth.js";
import { cosineSimilarity, pairwiseDistance } from "../linear/distance.js";
import { warnOfOuter } from "./broadcast-warning.js";
import { checkReduction, type ReductionOptions, reduce } from "./reduction.js";

export interface MarginOptions extends ReductionOptions {
	/** How far apart is far enough. */
	readonly margin?: number;
}

/**
 * max(0, -target * (input1 - input2) + margin); target 1: the first is to rank higher, -1: the second. The margin is 0
 * by default.
 * @throws ShapeError if the shapes do not broadcast
 * @example nn.functional.marginRankingLoss(tensor([0.5]), tensor([1.5]), tensor([1])).item(); // 1
 */
export function marginRankingLoss(
	input1: Tensor,
	input2: Tensor,
	target: Tensor,
	options?: MarginOptions,
): Tensor {
	const { margin = 0, reduction = "mean" } = readOptions(
		"marginRankingLoss",
		options,
	);
	checkTensor("marginRankingLoss", input1);
	checkTensor("marginRankingLoss", input2);
	checkTensor("marginRankingLoss", target);
	checkReduction("marginRankingLoss", reduction);
	if (input1.ndim !== target.ndim || input2.ndim !== target.ndim)
		throw new ShapeError(
			"marginRankingLoss",
			say`inputs ${show(input1.shape)} and ${show(input2.shape)} with target ${show(target.shape)}; expected equally many dimensions`,
		);
	warnOfOuter("marginRankingLoss", input1, target);
	return composite("marginRankingLoss", () => {
		const miss = target.neg().mul(input1.sub(input2));
		const losses = asFloat(miss).add(margin).clamp({ min: 0 });
		return reduce(losses, reduction);
	});
}

function asFloat(x: Tensor): Tensor {
	return x.isFloatingPoint() ? x : x.float();
}

/**
 * input where target is 1, max(0, margin - input) where it is -1. The margin is 1 by default.
 * @example nn.functional.hingeEmbeddingLoss(tensor([0.5]), tensor([-1])).item(); // 0.5
 */
export function hingeEmbeddingLoss(
	input: Tensor,
	target: Tensor,
	options?: MarginOptions,
): Tensor {
	const { margin = 1, reduction = "mean" } = readOptions(
		"hingeEmbeddingLoss",
		options,
	);
	checkTensor("hingeEmbeddingLoss", input);
	checkTensor("hingeEmbeddingLoss", target);
	checkReduction("hingeEmbeddingLoss", reduction);
	warnOfOuter("hingeEmbeddingLoss", input, target);
	return composite("hingeEmbeddingLoss", () => {
		const apart = input.rsub(margin).clamp({ min: 0 });
		const losses = target
			.ne(1)
			.choose(apart, 0)
			.add(target.ne(-1).choose(input, 0));
		return reduce(losses, reduction);
	});
}

/**
 * log(1 + e^(-target * input)), targets 1 and -1. Shapes that broadcast.
 * @throws ShapeError if the shapes do not broadcast
 * @example nn.functional.softMarginLoss(tensor([0.5]), tensor([1]));
 */
export function softMarginLoss(
	input: Tensor,
	target: Tensor,
	options?: ReductionOptions,
): Tensor {
	const { reduction = "mean" } = readOptions("softMarginLoss", options);
	checkTensor("softMarginLoss", input);
	checkTensor("softMarginLoss", target);
	checkReduction("softMarginLoss", reduction);
	broadcastShapes("softMarginLoss", [input.shape, target.shape]);
	warnOfOuter("softMarginLoss", input, target);
	return composite("softMarginLoss", () =>
		reduce(softplus(input.mul(target).neg(), { threshold: 50 }), reduction),
	);
}

/**
 * 1 - cos(x1, x2) where target is 1, max(0, cos(x1, x2) - margin) where it is -1. [N, D] and targets [N], or [D] and
 * []. The margin is 0 by default.
 * @throws ShapeError for other shapes
 * @example nn.functional.cosineEmbeddingLoss(randn([2, 3]), randn([2, 3]), tensor([1, -1]));
 */
export function cosineEmbeddingLoss(
	x1: Tensor,
	x2: Tensor,
	target: Tensor,
	options?: MarginOptions,
): Tensor {
	const { margin = 0, reduction = "mean" } = readOptions(
		"cosineEmbeddingLoss",
		options,
	);
	checkTensor("cosineEmbeddingLoss", x1);
	checkTensor("cosineEmbeddingLoss", x2);
	checkTensor("cosineEmbeddingLoss", target);
	checkReduction("cosineEmbeddingLoss", reduction);
	if (target.ndim > 1 || x1.ndim !== target.ndim + 1 || x2.ndim !== x1.ndim)
		throw new ShapeError(
			"cosineEmbeddingLoss",
			say`inputs ${show(x1.shape)} and ${show(x2.shape)} with target ${show(target.shape)}; expected [N, D], [N, D] and [N], or [D], [D] and []`,
		);
	return composite("cosineEmbeddingLoss", () => {
		const [a, b] = [asFloat(x1), asFloat(x2)];
		const cosine = cosineSimilarity(a, b, { dim: -1 });
		const alike = target.eq(1).choose(cosine.rsub(1), 0);
		const apart = cosine.sub(margin).clamp({ min: 0 });
		return reduce(alike.add(target.eq(-1).choose(apart, 0)), reduction);
	});
}

export interface TripletMarginOptions extends MarginOptions {
	/** Which norm measures distances. Default 2. */
	readonly p?: number;
	/** Added to each difference. Default 1e-6. */
	readonly eps?: number;
	/** The distance from positive to negative counts if it is smaller than that from the anchor. Default false. */
	readonly swap?: boolean;
}

/**
 * max(0, |anchor - positive| - |anchor - negative| + margin) of vectors along the last dimension; margin 1 by default.
 * @example nn.functional.tripletMarginLoss(randn([2, 3]), randn([2, 3]), randn([2, 3]));
 */
export function tripletMarginLoss(
	anchor: Tensor,
	positive: Tensor,
	negative: Tensor,
	options?: TripletMarginOptions,
): Tensor {
	const {
		margin = 1,
		p = 2,
		eps = 1e-6,
		swap = false,
		reduction = "mean",
	} = readOptions("tripletMarginLoss", options);
	checkTensor("tripletMarginLoss", anchor);
	checkTensor("tripletMarginLoss", positive);
	checkTensor("tripletMarginLoss", negative);
	checkReduction("tripletMarginLoss", reduction);
	return composite("tripletMarginLoss", () => {
		const near = pairwiseDistance(anchor, positive, { p, eps });
		const far = pairwiseDistance(anchor, negative, { p, eps });
		const other = swap
			? far.minimum(pairwiseDistance(positive, negative, { p, eps }))
			: far;
		return reduce(near.sub(other).add(margin).clamp({ min: 0 }), reduction);
	});
}
