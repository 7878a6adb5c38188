/** The losses of predicted classes and probabilities as modules; their weights are buffers. */

import type { Tensor } from "../../tensor/tensor.js";
import { readOptions } from "../../value/options.js";
import { Module } from "../module/module.js";
import {
	type BCEWithLogitsOptions,
	type BinaryCrossEntropyOptions,
	binaryCrossEntropy,
	binaryCrossEntropyWithLogits,
} from "./binary-cross-entropy.js";
import {
	type CrossEntropyOptions,
	crossEntropy,
	type NLLLossOptions,
	nllLoss,
} from "./cross-entropy.js";
import type { Target } from "./labels.js";
import { checkReduction, type Reduction } from "./reduction.js";

/** `nn.functional.nllLoss` with its settings. @example new nn.NLLLoss()(randn([2, 3]).logSoftmax(1), [0, 2]); */
export class NLLLoss extends Module {
	declare readonly weight: Tensor | null;
	readonly ignoreIndex: number;
	readonly reduction: Reduction;

	constructor(options?: NLLLossOptions) {
		const {
			weight = null,
			ignoreIndex = -100,
			reduction = "mean",
		} = readOptions("NLLLoss", options);
		super();
		this.registerBuffer("weight", weight);
		this.ignoreIndex = ignoreIndex;
		this.reduction = checkReduction("NLLLoss", reduction);
	}

	forward(input: Tensor, target: Target): Tensor {
		return nllLoss(input, target, this);
	}
}

/** `nn.functional.crossEntropy` with its settings. @example new nn.CrossEntropyLoss({ labelSmoothing: 0.1 })(randn([2, 3]), [0, 2]); */
export class CrossEntropyLoss extends Module {
	declare readonly weight: Tensor | null;
	readonly ignoreIndex: number;
	readonly reduction: Reduction;
	readonly labelSmoothing: number;

	constructor(options?: CrossEntropyOptions) {
		const {
			weight = null,
			ignoreIndex = -100,
			reduction = "mean",
			labelSmoothing = 0,
		} = readOptions("CrossEntropyLoss", options);
		super();
		this.registerBuffer("weight", weight);
		this.ignoreIndex = ignoreIndex;
		this.reduction = checkReduction("CrossEntropyLoss", reduction);
		this.labelSmoothing = labelSmoothing;
	}

	forward(input: Tensor, target: Target): Tensor {
		return crossEntropy(input, target, this);
	}
}

/** `nn.functional.binaryCrossEntropy` with its settings. @example new nn.BCELoss()(tensor([0.5]), tensor([1])); */
export class BCELoss extends Module {
	declare readonly weight: Tensor | null;
	readonly reduction: Reduction;

	constructor(options?: BinaryCrossEntropyOptions) {
		const { weight = null, reduction = "mean" } = readOptions(
			"BCELoss",
			options,
		);
		super();
		this.registerBuffer("weight", weight);
		this.reduction = checkReduction("BCELoss", reduction);
	}

	forward(input: Tensor, target: Tensor): Tensor {
		return binaryCrossEntropy(input, target, this);
	}
}

/** `nn.functional.binaryCrossEntropyWithLogits` with its settings. @example new nn.BCEWithLogitsLoss()(tensor([0.5]), tensor([1])); */
export class BCEWithLogitsLoss extends Module {
	declare readonly weight: Tensor | null;
	/** The buffer `posWeight` under the name that it has in PyTorch's state dict. */
	declare readonly pos_weight: Tensor | null;
	readonly reduction: Reduction;

	constructor(options?: BCEWithLogitsOptions) {
		const {
			weight = null,
			posWeight = null,
			reduction = "mean",
		} = readOptions("BCEWithLogitsLoss", options);
		super();
		this.registerBuffer("weight", weight);
		this.registerBuffer("pos_weight", posWeight);
		this.reduction = checkReduction("BCEWithLogitsLoss", reduction);
	}

	get posWeight(): Tensor | null {
		return this.pos_weight;
	}

	forward(input: Tensor, target: Tensor): Tensor {
		return binaryCrossEntropyWithLogits(input, target, this);
	}
}
