/** Rates that fall by a factor. */

import { ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkNumber } from "../../value/scalar-value.js";
import { checkLength, LRScheduler, type Schedulable } from "./scheduler.js";

export interface GammaOptions {
	/** The factor. Default 0.1. */
	readonly gamma?: number;
}

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
		options?: GammaOptions,
	) {
		const { gamma = 0.1 } = readOptions("StepLR", options);
		super(optimizer);
		checkLength("StepLR", "stepSize", stepSize);
		this.gamma = gamma;
		this.start();
	}

	protected override nextLr(lr: number): number {
		const { gamma, lastEpoch, stepSize } = this;
		return lastEpoch > 0 && lastEpoch % stepSize === 0 ? lr * gamma : lr;
	}

	protected override directLr(base: number): number {
		return base * this.gamma ** Math.floor(this.lastEpoch / this.stepSize);
	}
}

/**
 * Multiplies the learning rates by `gamma` at each of the `milestones`.
 * @throws ValueError unless the milestones are a list of integers
 * @example const scheduler = new optim.lrScheduler.MultiStepLR(optimizer, [30, 80], { gamma: 0.1 });
 */
export class MultiStepLR extends LRScheduler {
	readonly gamma: number;
	readonly milestones: readonly number[];

	constructor(
		optimizer: Schedulable,
		milestones: readonly number[],
		options?: GammaOptions,
	) {
		const { gamma = 0.1 } = readOptions("MultiStepLR", options);
		super(optimizer);
		if (!Array.isArray(milestones) || !milestones.every(Number.isInteger))
			throw new ValueError(
				"MultiStepLR",
				say`milestones are ${milestones}; expected a list of steps, as in [30, 80]`,
			);
		this.milestones = [...milestones];
		this.gamma = gamma;
		this.start();
	}

	protected override nextLr(lr: number): number {
		const here = this.milestones.filter((m) => m === this.lastEpoch);
		return here.length === 0 ? lr : lr * this.gamma ** here.length;
	}

	protected override directLr(base: number): number {
		const passed = this.milestones.filter((m) => m <= this.lastEpoch);
		return base * this.gamma ** passed.length;
	}
}

/** Multiplies the learning rates by `gamma` in each step. @example new optim.lrScheduler.ExponentialLR(optimizer, 0.95); */
export class ExponentialLR extends LRScheduler {
	constructor(
		optimizer: Schedulable,
		readonly gamma: number,
	) {
		super(optimizer);
		checkNumber("ExponentialLR", "gamma", gamma);
		this.start();
	}

	protected override nextLr(lr: number): number {
		return this.lastEpoch === 0 ? lr : lr * this.gamma;
	}

	protected override directLr(base: number): number {
		return base * this.gamma ** this.lastEpoch;
	}
}
