/** The losses of predicted numbers as modules. */

import type { Tensor } from "../../tensor/tensor.js";
import { readOptions } from "../../value/options.js";
import { Module } from "../module/module.js";
import type { Reduction, ReductionOptions } from "./reduction.js";
import { checkReduction } from "./reduction.js";
import {
	type HuberOptions,
	huberLoss,
	l1Loss,
	mseLoss,
	type SmoothL1Options,
	smoothL1Loss,
} from "./regression.js";

/** (input - target)², averaged unless `reduction` says otherwise. @example new nn.MSELoss()(tensor([1.5]), tensor([1.0])); */
export class MSELoss extends Module {
	readonly reduction: Reduction;

	constructor(options?: ReductionOptions) {
		const { reduction = "mean" } = readOptions("MSELoss", options);
		super();
		this.reduction = checkReduction("MSELoss", reduction);
	}

	forward(input: Tensor, target: Tensor): Tensor {
		return mseLoss(input, target, { reduction: this.reduction });
	}
}

/** |input - target|, averaged unless `reduction` says otherwise. @example new nn.L1Loss()(tensor([1.5]), tensor([1.0])); */
export class L1Loss extends Module {
	readonly reduction: Reduction;

	constructor(options?: ReductionOptions) {
		const { reduction = "mean" } = readOptions("L1Loss", options);
		super();
		this.reduction = checkReduction("L1Loss", reduction);
	}

	forward(input: Tensor, target: Tensor): Tensor {
		return l1Loss(input, target, { reduction: this.reduction });
	}
}

/** A parabola up to `beta`, a line beyond: `nn.functional.smoothL1Loss`. @example new nn.SmoothL1Loss({ beta: 0.5 })(tensor([1.5]), tensor([1.0])); */
export class SmoothL1Loss extends Module {
	readonly reduction: Reduction;
	readonly beta: number;

	constructor(options?: SmoothL1Options) {
		const { reduction = "mean", beta = 1 } = readOptions(
			"SmoothL1Loss",
			options,
		);
		super();
		this.reduction = checkReduction("SmoothL1Loss", reduction);
		this.beta = beta;
	}

	forward(input: Tensor, target: Tensor): Tensor {
		const { reduction, beta } = this;
		return smoothL1Loss(input, target, { reduction, beta });
	}
}

/** A parabola up to `delta`, a line beyond: `nn.functional.huberLoss`. @example new nn.HuberLoss({ delta: 0.5 })(tensor([1.5]), tensor([1.0])); */
export class HuberLoss extends Module {
	readonly reduction: Reduction;
	readonly delta: number;

	constructor(options?: HuberOptions) {
		const { reduction = "mean", delta = 1 } = readOptions("HuberLoss", options);
		super();
		this.reduction = checkReduction("HuberLoss", reduction);
		this.delta = delta;
	}

	forward(input: Tensor, target: Tensor): Tensor {
		const { reduction, delta } = this;
		return huberLoss(input, target, { reduction, delta });
	}
}
