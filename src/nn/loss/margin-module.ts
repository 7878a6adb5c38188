/** The losses with margins, and those of distributions, as modules. */

import type { Tensor } from "../../tensor/tensor.js";
import { readOptions } from "../../value/options.js";
import { Module } from "../module/module.js";
import * as likelihood from "./likelihood.js";
import * as margin from "./margin.js";
import type { ReductionOptions } from "./reduction.js";

/** `nn.functional.marginRankingLoss`. @example new nn.MarginRankingLoss()(tensor([0.5]), tensor([1.5]), tensor([1])); */
export class MarginRankingLoss extends Module {
	constructor(readonly options: margin.MarginOptions = {}) {
		readOptions("MarginRankingLoss", options);
		super();
	}

	forward(input1: Tensor, input2: Tensor, target: Tensor): Tensor {
		return margin.marginRankingLoss(input1, input2, target, this.options);
	}
}

/** `nn.functional.hingeEmbeddingLoss`. @example new nn.HingeEmbeddingLoss()(tensor([0.5]), tensor([-1])); */
export class HingeEmbeddingLoss extends Module {
	constructor(readonly options: margin.MarginOptions = {}) {
		readOptions("HingeEmbeddingLoss", options);
		super();
	}

	forward(input: Tensor, target: Tensor): Tensor {
		return margin.hingeEmbeddingLoss(input, target, this.options);
	}
}

/** `nn.functional.softMarginLoss`. @example new nn.SoftMarginLoss()(tensor([0.5]), tensor([1])); */
export class SoftMarginLoss extends Module {
	constructor(readonly options: ReductionOptions = {}) {
		readOptions("SoftMarginLoss", options);
		super();
	}

	forward(input: Tensor, target: Tensor): Tensor {
		return margin.softMarginLoss(input, target, this.options);
	}
}

/** `nn.functional.cosineEmbeddingLoss`. @example new nn.CosineEmbeddingLoss()(randn([2, 3]), randn([2, 3]), tensor([1, -1])); */
export class CosineEmbeddingLoss extends Module {
	constructor(readonly options: margin.MarginOptions = {}) {
		readOptions("CosineEmbeddingLoss", options);
		super();
	}

	forward(x1: Tensor, x2: Tensor, target: Tensor): Tensor {
		return margin.cosineEmbeddingLoss(x1, x2, target, this.options);
	}
}

/** `nn.functional.tripletMarginLoss`. @example new nn.TripletMarginLoss()(randn([2, 3]), randn([2, 3]), randn([2, 3])); */
export class TripletMarginLoss extends Module {
	constructor(readonly options: margin.TripletMarginOptions = {}) {
		readOptions("TripletMarginLoss", options);
		super();
	}

	forward(anchor: Tensor, positive: Tensor, negative: Tensor): Tensor {
		return margin.tripletMarginLoss(anchor, positive, negative, this.options);
	}
}

/** `nn.functional.klDiv`. @example new nn.KLDivLoss({ reduction: "batchmean" })(randn([2, 3]).logSoftmax(1), randn([2, 3]).softmax(1)); */
export class KLDivLoss extends Module {
	constructor(readonly options: likelihood.KLDivOptions = {}) {
		readOptions("KLDivLoss", options);
		super();
	}

	forward(input: Tensor, target: Tensor): Tensor {
		return likelihood.klDiv(input, target, this.options);
	}
}

/** `nn.functional.poissonNllLoss`. @example new nn.PoissonNLLLoss()(tensor([0.5]), tensor([2.0])); */
export class PoissonNLLLoss extends Module {
	constructor(readonly options: likelihood.PoissonNLLOptions = {}) {
		readOptions("PoissonNLLLoss", options);
		super();
	}

	forward(input: Tensor, target: Tensor): Tensor {
		return likelihood.poissonNllLoss(input, target, this.options);
	}
}

/** `nn.functional.gaussianNllLoss`. @example new nn.GaussianNLLLoss()(tensor([0.5]), tensor([1.5]), tensor([0.25])); */
export class GaussianNLLLoss extends Module {
	constructor(readonly options: likelihood.GaussianNLLOptions = {}) {
		readOptions("GaussianNLLLoss", options);
		super();
	}

	forward(input: Tensor, target: Tensor, variance: Tensor): Tensor {
		return likelihood.gaussianNllLoss(input, target, variance, this.options);
	}
}
