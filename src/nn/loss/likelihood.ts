/** Losses that are negative log-likelihoods, or divergences of distributions. */

import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { xlogy } from "../../ops/pointwise/binary-special.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { warnOfOuter } from "./broadcast-warning.js";
import {
	checkReduction,
	type Reduction,
	type ReductionOptions,
	reduce,
} from "./reduction.js";

export interface KLDivOptions {
	/** `batchmean`: the sum divided by the size of the first dimension, the divergence of mathematics. Default `mean`. */
	readonly reduction?: Reduction | "batchmean";
	/** Whether target holds logarithms, as input does. Default false. */
	readonly logTarget?: boolean;
}

/**
 * target * (log(target) - input), input being log-probabilities. Shapes that broadcast.
 * @example nn.functional.klDiv(randn([2, 3]).logSoftmax(1), rand([2, 3]).softmax(1), { reduction: "batchmean" });
 */
export function klDiv(
	input: Tensor,
	target: Tensor,
	options?: KLDivOptions,
): Tensor {
	const { reduction = "mean", logTarget = false } = readOptions(
		"klDiv",
		options,
	);
	checkTensor("klDiv", input);
	checkTensor("klDiv", target);
	warnOfOuter("klDiv", input, target);
	const batch = reduction === "batchmean";
	const kind = batch ? "sum" : checkReduction("klDiv", reduction);
	return composite("klDiv", () => {
		const losses = logTarget
			? target.exp().mul(target.sub(input))
			: xlogy(target, target).sub(target.mul(input));
		const total = reduce(losses, kind);
		return batch && input.ndim > 0 ? total.div(input.size(0)) : total;
	});
}

export interface PoissonNLLOptions extends ReductionOptions {
	/** Whether input is the logarithm of the rate. Default true. */
	readonly logInput?: boolean;
	/** Add Stirling's approximation of log(target!). Default false. */
	readonly full?: boolean;
	/** Keeps log(input) finite unless `logInput`. Default 1e-8. */
	readonly eps?: number;
}

/**
 * Minus the log-likelihood of counts under a Poisson distribution. Shapes that broadcast.
 * @example nn.functional.poissonNllLoss(tensor([0.5]), tensor([2.0]));
 */
export function poissonNllLoss(
	input: Tensor,
	target: Tensor,
	options?: PoissonNLLOptions,
): Tensor {
	const {
		logInput = true,
		full = false,
		eps = 1e-8,
		reduction = "mean",
	} = readOptions("poissonNllLoss", options);
	checkTensor("poissonNllLoss", input);
	checkTensor("poissonNllLoss", target);
	checkReduction("poissonNllLoss", reduction);
	warnOfOuter("poissonNllLoss", input, target);
	return composite("poissonNllLoss", () => {
		const losses = logInput
			? input.exp().sub(target.mul(input))
			: input.sub(target.mul(input.add(eps).log()));
		if (!full) return reduce(losses, reduction);
		const many = target.gt(1);
		const count = many.choose(target, 1);
		const stirling = count
			.mul(count.log())
			.sub(count)
			.add(
				count
					.mul(2 * Math.PI)
					.log()
					.mul(0.5),
			);
		return reduce(losses.add(many.choose(stirling, 0)), reduction);
	});
}

export interface GaussianNLLOptions extends ReductionOptions {
	/** Add the constant log(2π) / 2. Default false. */
	readonly full?: boolean;
	/** Smaller variances count as this one (which gives the variance its full gradient still). Default 1e-6. */
	readonly eps?: number;
}

/**
 * Minus the log-likelihood of targets under normal distributions of mean `input` and variance `variance`, which has
 * input's shape, or 1 or nothing as its last dimension.
 * @throws ShapeError for another shape of variance
 * @throws ValueError for a negative variance
 * @example nn.functional.gaussianNllLoss(tensor([0.5]), tensor([1.0]), tensor([0.25]));
 */
export function gaussianNllLoss(
	input: Tensor,
	target: Tensor,
	variance: Tensor,
	options?: GaussianNLLOptions,
): Tensor {
	const {
		full = false,
		eps = 1e-6,
		reduction = "mean",
	} = readOptions("gaussianNllLoss", options);
	checkTensor("gaussianNllLoss", input);
	checkTensor("gaussianNllLoss", target);
	checkTensor("gaussianNllLoss", variance);
	checkReduction("gaussianNllLoss", reduction);
	warnOfOuter("gaussianNllLoss", input, target);
	const rows = input.shape.slice(0, -1).join();
	const whole = variance.shape.join() === input.shape.join();
	const missing = variance.shape.join() === rows;
	const single =
		variance.ndim === input.ndim &&
		variance.shape.at(-1) === 1 &&
		variance.shape.slice(0, -1).join() === rows;
	if (!whole && !missing && !single)
		throw new ShapeError(
			"gaussianNllLoss",
			say`a variance of shape ${show(variance.shape)} for inputs ${show(input.shape)}; expected the same, or 1 or nothing as the last dimension`,
		);
	return composite("gaussianNllLoss", () => {
		if (variance.lt(0).any().item())
			throw new ValueError(
				"gaussianNllLoss",
				"a variance is negative; variances are at least 0",
			);
		const each = whole || single ? variance : variance.unsqueeze(-1);
		// The limit is no part of the graph, so that a small variance can still grow.
		const raise = each.detach().clamp({ min: eps }).sub(each.detach());
		const safe = each.add(raise);
		const losses = safe
			.log()
			.add(input.sub(target).square().div(safe))
			.mul(0.5);
		return reduce(
			full ? losses.add(0.5 * Math.log(2 * Math.PI)) : losses,
			reduction,
		);
	});
}
