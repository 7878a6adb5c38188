/** Normalisations: subtract the mean, divide by the deviation, scale and shift. */

import { noGrad } from "../../autograd/mode.js";
import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import type { Shape } from "../../value/shape.js";
import { checkInteger, checkShape } from "../../value/shape.js";
import { type AffineOptions, checkParts, scaleAndShift } from "./affine.js";

/** Mean and (biased) variance over dimensions that are kept with size 1. */
interface Moments {
	readonly mean: Tensor;
	readonly variance: Tensor;
}

function momentsOf(x: Tensor, dims: readonly number[]): Moments {
	const mean = x.mean(dims, { keepdim: true });
	return { mean, variance: x.sub(mean).square().mean(dims, { keepdim: true }) };
}

function standardize(x: Tensor, { mean, variance }: Moments, eps: number) {
	return x.sub(mean).mul(variance.add(eps).rsqrt());
}

export type NormOptions = AffineOptions;

const EPS = 1e-5;
const CHANNELS = "there are channels";

/**
 * Normalises over the last dimensions. Weight and bias have `normalizedShape`, which is the end of x's shape.
 * @throws ShapeError if x's shape ends otherwise
 * @example nn.functional.layerNorm(randn([2, 3]), [3]).mean(1); // [0, 0]
 */
export function layerNorm(
	x: Tensor,
	normalizedShape: Shape,
	options: NormOptions = {},
): Tensor {
	readOptions("layerNorm", options);
	checkTensor("layerNorm", x);
	checkShape("layerNorm", normalizedShape);
	const first = x.ndim - normalizedShape.length;
	if (
		normalizedShape.length === 0 ||
		normalizedShape.some((size, i) => x.shape[first + i] !== size)
	)
		throw new ShapeError(
			"layerNorm",
			say`a tensor of shape ${show(x.shape)} and normalizedShape ${show(normalizedShape)}; the first must end with the second`,
		);
	const dims = normalizedShape.map((_, i) => first + i);
	const { weight, bias, eps = EPS } = options;
	checkParts("layerNorm", { weight, bias }, normalizedShape, "normalizedShape");
	return composite("layerNorm", () =>
		scaleAndShift(
			standardize(x, momentsOf(x, dims), eps),
			options,
			normalizedShape,
		),
	);
}

/** The shape in which one number for each channel broadcasts over [N, C, ...]. */
function perChannel(x: Tensor): number[] {
	return x.shape.map((_, d) => (d === 1 ? -1 : 1));
}

function checkChannels(op: string, x: Tensor): number {
	if (x.ndim < 2)
		throw new ShapeError(
			op,
			say`a tensor of shape ${show(x.shape)}; expected [N, C, ...]`,
		);
	return x.shape[1] as number;
}

/**
 * Normalises each of `numGroups` groups of channels of each sample. [N, C, ...]; weight and bias [C].
 * @throws ShapeError unless the channels divide into the groups
 * @example nn.functional.groupNorm(randn([2, 6, 4]), 3).shape; // [2, 6, 4]
 */
export function groupNorm(
	x: Tensor,
	numGroups: number,
	options: NormOptions = {},
): Tensor {
	readOptions("groupNorm", options);
	checkTensor("groupNorm", x);
	const channels = checkChannels("groupNorm", x);
	checkInteger("groupNorm", "numGroups", numGroups);
	if (!(numGroups > 0) || channels % numGroups !== 0)
		throw new ShapeError(
			"groupNorm",
			say`${channels} channels in ${numGroups} groups; they must divide evenly`,
		);
	const { weight, bias, eps = EPS } = options;
	checkParts("groupNorm", { weight, bias }, [channels], CHANNELS);
	return composite("groupNorm", () => {
		const count = x.numel() / Math.max(1, (x.shape[0] as number) * numGroups);
		const groups = x.reshape([x.shape[0] as number, numGroups, count]);
		const normal = standardize(groups, momentsOf(groups, [2]), eps);
		return scaleAndShift(normal.reshape(x.shape), options, perChannel(x));
	});
}

export interface BatchNormOptions extends AffineOptions {
	/** Use this batch's statistics, and keep them in the running ones; else use the running ones. Default false. */
	readonly training?: boolean;
	/** The weight of this batch in the running statistics. Default 0.1. */
	readonly momentum?: number;
}

/**
 * Normalises each channel over the batch. [N, C, ...]; all tensors besides x are [C]. In training the running
 * statistics, if given, change in place.
 * @throws ValueError if a channel has a single value in training
 * @throws ShapeError for fewer than two dimensions
 * @example nn.functional.batchNorm(randn([8, 3]), null, null, { training: true }).mean(0); // [0, 0, 0]
 */
export function batchNorm(
	x: Tensor,
	runningMean: Tensor | null,
	runningVar: Tensor | null,
	options: BatchNormOptions = {},
): Tensor {
	readOptions("batchNorm", options);
	checkTensor("batchNorm", x);
	const { training = false, momentum = 0.1, eps = EPS } = options;
	if (x.ndim === 1 && x.numel() === 0) return x.clone();
	const channels = checkChannels("batchNorm", x);
	const count = x.numel() / Math.max(1, channels);
	if (training && count === 1)
		throw new ValueError(
			"batchNorm",
			say`one value for each channel in ${show(x.shape)}; in training there must be more, or there is no deviation; a last batch of one is left out by new DataLoader(dataset, { dropLast: true })`,
		);
	if (!training && (!runningMean || !runningVar))
		throw new ValueError(
			"batchNorm",
			"needs runningMean and runningVar unless training is true",
		);
	const { weight, bias } = options;
	const parts = { weight, bias, runningMean, runningVar };
	checkParts("batchNorm", parts, [channels], CHANNELS);
	return composite("batchNorm", () => {
		const shape = perChannel(x);
		const moments = training
			? momentsOf(
					x,
					x.shape.map((_, d) => d).filter((d) => d !== 1),
				)
			: {
					mean: (runningMean as Tensor).reshape(shape),
					variance: (runningVar as Tensor).reshape(shape),
				};
		if (training && count > 0) {
			const unbiased = moments.variance.detach().mul(count / (count - 1));
			follow(runningMean, moments.mean.detach().reshape([-1]), momentum);
			follow(runningVar, unbiased.reshape([-1]), momentum);
		}
		return scaleAndShift(standardize(x, moments, eps), options, shape);
	});
}

/** running = (1 - momentum) running + momentum * value, in place. */
function follow(running: Tensor | null, value: Tensor, momentum: number): void {
	if (running === null) return;
	noGrad(() =>
		running.copy_(running.mul(1 - momentum).add(value.mul(momentum))),
	);
}

export interface InstanceNormOptions extends AffineOptions {
	readonly runningMean?: Tensor | null;
	readonly runningVar?: Tensor | null;
	/** Use each sample's own statistics, and keep their mean in the running ones. Default true. */
	readonly useInputStats?: boolean;
	/** The weight of this batch in the running statistics. Default 0.1. */
	readonly momentum?: number;
}

/**
 * Normalises each channel of each sample. [N, C, ...] with at least three dimensions; all other tensors are [C].
 * @throws ValueError if a channel of a sample has a single value
 * @throws ShapeError for fewer than three dimensions
 * @example nn.functional.instanceNorm(randn([2, 3, 4])).mean(2); // [[0, 0, 0], [0, 0, 0]]
 */
export function instanceNorm(
	x: Tensor,
	options: InstanceNormOptions = {},
): Tensor {
	readOptions("instanceNorm", options);
	checkTensor("instanceNorm", x);
	const { runningMean = null, runningVar = null, eps = EPS } = options;
	const { useInputStats = true, momentum = 0.1, weight, bias } = options;
	if (!useInputStats)
		return batchNorm(x, runningMean, runningVar, {
			...options,
			training: false,
		});
	if (x.ndim < 3)
		throw new ShapeError(
			"instanceNorm",
			say`a tensor of shape ${show(x.shape)}; expected [N, C, ...] with three dimensions or more`,
		);
	const dims = x.shape.map((_, d) => d).slice(2);
	const count = dims.reduce((n, d) => n * (x.shape[d] as number), 1);
	if (count === 1)
		throw new ValueError(
			"instanceNorm",
			say`one value for each channel in ${show(x.shape)}; there must be more, or there is no deviation`,
		);
	const parts = { weight, bias, runningMean, runningVar };
	checkParts("instanceNorm", parts, [x.size(1)], CHANNELS);
	return composite("instanceNorm", () => {
		const moments = momentsOf(x, dims);
		const channels = (of: Tensor) => of.detach().mean(0).reshape([-1]);
		const unbiased = moments.variance.detach().mul(count / (count - 1));
		follow(runningMean, channels(moments.mean), momentum);
		follow(runningVar, channels(unbiased), momentum);
		return scaleAndShift(standardize(x, moments, eps), options, perChannel(x));
	});
}
