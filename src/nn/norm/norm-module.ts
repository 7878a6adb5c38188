/** Normalisations as modules; weight and bias start as ones and zeros. */

import { noGrad } from "../../autograd/mode.js";
import { named } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { full, ones, zeros } from "../../tensor/create/filled.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { type Device, readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import type { Shape } from "../../value/shape.js";
import { checkInteger } from "../../value/shape.js";
import { fixParameters } from "../module/assignment.js";
import { camelNames } from "../module/camel-names.js";
import { newParameter, type Parameter } from "../module/parameter.js";
import { float, pythonic } from "../module/repr.js";
import { ShapeKeeping } from "../module/shape-keeping.js";
import * as functional from "./norm.js";

type FloatDType = "float32" | "float64";

export interface LayerNormOptions {
	/** Added to the variance. Default 1e-5. */
	readonly eps?: number;
	/** Learn weight and bias. Default true. */
	readonly elementwiseAffine?: boolean;
	/** Default float32. */
	readonly dtype?: FloatDType;
	/** There is one. */
	readonly device?: Device;
}

function learnt(
	module: object,
	shape: Shape,
	dtype: FloatDType,
	affine: boolean,
) {
	return {
		weight: affine ? newParameter(module, () => ones(shape, { dtype })) : null,
		bias: affine ? newParameter(module, () => zeros(shape, { dtype })) : null,
	};
}

/** Normalises over the last dimensions, which have `normalizedShape`. @example new nn.LayerNorm(4)(randn([2, 3, 4])); */
export class LayerNorm extends ShapeKeeping {
	readonly normalizedShape: Shape;
	readonly eps: number;
	readonly weight: Parameter | null;
	readonly bias: Parameter | null;

	constructor(normalizedShape: number | Shape, options?: LayerNormOptions) {
		const {
			eps = 1e-5,
			elementwiseAffine = true,
			dtype = "float32",
		} = readOptions("LayerNorm", options);
		super();
		this.normalizedShape =
			typeof normalizedShape === "number" ? [normalizedShape] : normalizedShape;
		this.eps = eps;
		const { weight, bias } = learnt(
			this,
			this.normalizedShape,
			dtype,
			elementwiseAffine,
		);
		this.weight = weight;
		this.bias = bias;
		fixParameters(this, "weight", "bias");
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.layerNorm(x, this.normalizedShape, this);
	}

	override extraRepr(): string {
		return say`${pythonic(this.normalizedShape)}, eps=${float(this.eps)}, elementwise_affine=${pythonic(this.weight !== null)}`;
	}
}

export interface GroupNormOptions {
	/** Added to the variance. Default 1e-5. */
	readonly eps?: number;
	/** Learn weight and bias. Default true. */
	readonly affine?: boolean;
	/** Default float32. */
	readonly dtype?: FloatDType;
	/** There is one. */
	readonly device?: Device;
}

/** Normalises groups of channels of each sample, [N, C, ...]. @example new nn.GroupNorm(2, 6)(randn([3, 6, 4])); */
export class GroupNorm extends ShapeKeeping {
	readonly eps: number;
	readonly weight: Parameter | null;
	readonly bias: Parameter | null;

	constructor(
		readonly numGroups: number,
		readonly numChannels: number,
		options?: GroupNormOptions,
	) {
		const {
			eps = 1e-5,
			affine = true,
			dtype = "float32",
		} = readOptions("GroupNorm", options);
		super();
		checkInteger("GroupNorm", "numGroups", numGroups);
		checkInteger("GroupNorm", "numChannels", numChannels);
		if (numChannels % numGroups !== 0)
			throw new ValueError(
				"GroupNorm",
				say`${numChannels} channels in ${numGroups} groups; they must divide evenly`,
			);
		this.eps = eps;
		const { weight, bias } = learnt(this, [numChannels], dtype, affine);
		this.weight = weight;
		this.bias = bias;
		fixParameters(this, "weight", "bias");
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.groupNorm(x, this.numGroups, this);
	}

	override extraRepr(): string {
		return say`${this.numGroups}, ${this.numChannels}, eps=${float(this.eps)}, affine=${pythonic(this.weight !== null)}`;
	}
}

export interface BatchNormModuleOptions extends GroupNormOptions {
	/** The weight of each batch in the running statistics; null for the mean of all batches so far. Default 0.1. */
	readonly momentum?: number | null;
	/** Keep running statistics and use them in eval mode. Default true, for instance norm false. */
	readonly trackRunningStats?: boolean;
}

/** What batch and instance norm share: their state, with PyTorch's names. */
abstract class ChannelNorm extends ShapeKeeping {
	readonly eps: number;
	readonly momentum: number | null;
	readonly weight: Parameter | null;
	readonly bias: Parameter | null;
	declare readonly running_mean: Tensor | null;
	declare readonly running_var: Tensor | null;
	declare readonly num_batches_tracked: Tensor | null;
	declare readonly runningMean: Tensor | null;
	declare readonly runningVar: Tensor | null;
	declare readonly numBatchesTracked: Tensor | null;

	constructor(
		readonly numFeatures: number,
		options: Required<Omit<BatchNormModuleOptions, "device">>,
		protected readonly ranks: readonly number[],
	) {
		super();
		const { dtype, trackRunningStats: tracks } = options;
		this.eps = options.eps;
		this.momentum = options.momentum;
		const { weight, bias } = learnt(this, [numFeatures], dtype, options.affine);
		this.weight = weight;
		this.bias = bias;
		fixParameters(this, "weight", "bias");
		const size = [numFeatures];
		const [mean, variance] = named(this.constructor.name, () => [
			zeros(size, { dtype }),
			ones(size, { dtype }),
		]) as [Tensor, Tensor];
		const count = full([], 0, { dtype: "int32" });
		this.registerBuffer("running_mean", tracks ? mean : null);
		this.registerBuffer("running_var", tracks ? variance : null);
		this.registerBuffer("num_batches_tracked", tracks ? count : null);
		camelNames(this);
	}

	override extraRepr(): string {
		return say`${this.numFeatures}, eps=${float(this.eps)}, momentum=${float(this.momentum)}, affine=${pythonic(this.weight !== null)}, track_running_stats=${pythonic(this.running_mean !== null)}`;
	}
}

/** Not a method: a subclass's own would see the input of a layer that keeps nothing. */
function checkRank(op: string, x: Tensor, ranks: readonly number[]): void {
	if (!ranks.includes(checkTensor(op, x).ndim))
		throw new ShapeError(
			op,
			say`a tensor of shape ${show(x.shape)}; expected ${ranks.join(" or ")} dimensions`,
		);
}

abstract class BatchNorm extends ChannelNorm {
	constructor(
		numFeatures: number,
		{
			eps = 1e-5,
			momentum = 0.1,
			affine = true,
			trackRunningStats = true,
			dtype = "float32",
		}: BatchNormModuleOptions,
		ranks: readonly number[],
	) {
		const options = { eps, momentum, affine, trackRunningStats, dtype };
		super(numFeatures, options, ranks);
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		checkRank(this.constructor.name, x, this.ranks);
		const { running_mean: mean, running_var: variance, training } = this;
		return functional.batchNorm(x, mean, variance, {
			weight: this.weight,
			bias: this.bias,
			eps: this.eps,
			training: training || mean === null,
			momentum: training ? this.countBatch() : 0,
		});
	}

	/** Counts this batch; gives its weight in the running statistics. */
	private countBatch(): number {
		const count = this.num_batches_tracked;
		if (count === null) return this.momentum ?? 0;
		noGrad(() => count.add_(1));
		return this.momentum ?? 1 / count.item();
	}
}

/** Normalises each channel over the batch: [N, C] or [N, C, L]. @example new nn.BatchNorm1d(3)(randn([8, 3])); */
export class BatchNorm1d extends BatchNorm {
	constructor(numFeatures: number, options: BatchNormModuleOptions = {}) {
		readOptions("BatchNorm1d", options);
		super(numFeatures, options, [2, 3]);
	}
}

/** Normalises each channel over the batch: [N, C, H, W]. @example new nn.BatchNorm2d(3)(randn([2, 3, 4, 4])); */
export class BatchNorm2d extends BatchNorm {
	constructor(numFeatures: number, options: BatchNormModuleOptions = {}) {
		readOptions("BatchNorm2d", options);
		super(numFeatures, options, [4]);
	}
}

abstract class InstanceNorm extends ChannelNorm {
	constructor(
		numFeatures: number,
		{
			eps = 1e-5,
			momentum = 0.1,
			affine = false,
			trackRunningStats = false,
			dtype = "float32",
		}: BatchNormModuleOptions,
		rank: number,
	) {
		const options = { eps, momentum, affine, trackRunningStats, dtype };
		super(numFeatures, options, [rank, rank - 1]);
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	/** A sample without the batch dimension is a batch of one. */
	forward(x: Tensor): Tensor {
		checkRank(this.constructor.name, x, this.ranks);
		const { running_mean: mean, running_var: variance } = this;
		const single = x.ndim === Math.min(...this.ranks);
		const y = functional.instanceNorm(single ? x.unsqueeze(0) : x, {
			weight: this.weight,
			bias: this.bias,
			runningMean: mean,
			runningVar: variance,
			useInputStats: this.training || mean === null,
			momentum: this.momentum ?? 0,
			eps: this.eps,
		});
		return single ? y.squeeze(0) : y;
	}
}

/** Normalises each channel of each sample: [N, C, L] or [C, L]. @example new nn.InstanceNorm1d(3)(randn([2, 3, 4])); */
export class InstanceNorm1d extends InstanceNorm {
	constructor(numFeatures: number, options: BatchNormModuleOptions = {}) {
		readOptions("InstanceNorm1d", options);
		super(numFeatures, options, 3);
	}
}

/** Normalises each channel of each sample: [N, C, H, W] or [C, H, W]. @example new nn.InstanceNorm2d(3)(randn([2, 3, 4, 4])); */
export class InstanceNorm2d extends InstanceNorm {
	constructor(numFeatures: number, options: BatchNormModuleOptions = {}) {
		readOptions("InstanceNorm2d", options);
		super(numFeatures, options, 4);
	}
}
