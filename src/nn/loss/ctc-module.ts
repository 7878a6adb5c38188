import type { Tensor } from "../../tensor/tensor.js";
import { readOptions } from "../../value/options.js";
import { Module } from "../module/module.js";
import { type CTCLossOptions, ctcLoss, type Lengths } from "./ctc.js";
import { checkReduction, type Reduction } from "./reduction.js";

/**
 * `nn.functional.ctcLoss` with its settings.
 * @example new nn.CTCLoss()(randn([6, 1, 4]).logSoftmax(2), tensor([[1, 2]]), tensor([6]), tensor([2]));
 */
export class CTCLoss extends Module {
	readonly blank: number;
	readonly reduction: Reduction;
	readonly zeroInfinity: boolean;

	constructor(options?: CTCLossOptions) {
		const {
			blank = 0,
			reduction = "mean",
			zeroInfinity = false,
		} = readOptions("CTCLoss", options);
		super();
		this.blank = blank;
		this.reduction = checkReduction("CTCLoss", reduction);
		this.zeroInfinity = zeroInfinity;
	}

	forward(
		logProbs: Tensor,
		targets: Tensor,
		inputLengths: Lengths,
		targetLengths: Lengths,
	): Tensor {
		const { blank, reduction, zeroInfinity } = this;
		return ctcLoss(logProbs, targets, inputLengths, targetLengths, {
			blank,
			reduction,
			zeroInfinity,
		});
	}
}
