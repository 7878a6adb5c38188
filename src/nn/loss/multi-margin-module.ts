/** The losses of several classes or labels with margins, as modules. */

import type { Tensor } from "../../tensor/tensor.js";
import { readOptions } from "../../value/options.js";
import { Module } from "../module/module.js";
import * as margin from "./multi-margin.js";
import type { ReductionOptions } from "./reduction.js";

/** `nn.functional.multiMarginLoss`. @example new nn.MultiMarginLoss()(randn([2, 3]), tensor([0, 2])); */
export class MultiMarginLoss extends Module {
	constructor(readonly options: margin.MultiMarginOptions = {}) {
		readOptions("MultiMarginLoss", options);
		super();
	}

	forward(input: Tensor, target: Tensor): Tensor {
		return margin.multiMarginLoss(input, target, this.options);
	}
}

/** `nn.functional.multilabelMarginLoss`. @example new nn.MultiLabelMarginLoss()(randn([1, 3]), tensor([[2, -1, 0]])); */
export class MultiLabelMarginLoss extends Module {
	constructor(readonly options: ReductionOptions = {}) {
		readOptions("MultiLabelMarginLoss", options);
		super();
	}

	forward(input: Tensor, target: Tensor): Tensor {
		return margin.multilabelMarginLoss(input, target, this.options);
	}
}

/** `nn.functional.multilabelSoftMarginLoss`. @example new nn.MultiLabelSoftMarginLoss()(randn([2, 3]), ones([2, 3])); */
export class MultiLabelSoftMarginLoss extends Module {
	constructor(readonly options: margin.MultilabelSoftMarginOptions = {}) {
		readOptions("MultiLabelSoftMarginLoss", options);
		super();
	}

	forward(input: Tensor, target: Tensor): Tensor {
		return margin.multilabelSoftMarginLoss(input, target, this.options);
	}
}
