import { ValueError } from "../../errors.js";
import { LRScheduler, type Schedulable } from "./scheduler.js";

/**
 * Multiplies the learning rates by `gamma` every `stepSize` steps.
 * @throws ValueError unless stepSize is a positive integer
 * @example const scheduler = new optim.lrScheduler.StepLR(optimizer, 30, { gamma: 0.1 });
 */
export class StepLR extends LRScheduler {
	readonly gamma: number;

	constructor(
		optimizer: Schedulable,
		readonly stepSize: number,
		{ gamma = 0.1 }: { readonly gamma?: number } = {},
	) {
		super(optimizer);
		if (!Number.isInteger(stepSize) || stepSize < 1)
			throw new ValueError(
				"StepLR",
				`stepSize is ${stepSize}; expected a positive integer`,
			);
		this.gamma = gamma;
	}

	protected override nextLr(lr: number): number {
		return this.lastEpoch % this.stepSize === 0 ? lr * this.gamma : lr;
	}
}
