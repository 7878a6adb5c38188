/** Rates that go from one factor to another within some steps. */

import { ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkLength, LRScheduler, type Schedulable } from "./scheduler.js";

export interface ConstantLROptions {
	/** What the rates are multiplied by at first. Default 1/3. */
	readonly factor?: number;
	/** For how many steps. Default 5. */
	readonly totalIters?: number;
}

/**
 * Multiplies the learning rates by `factor` for the first `totalIters` steps.
 * @throws ValueError for a factor outside [0, 1]
 * @example const scheduler = new optim.lrScheduler.ConstantLR(optimizer, { factor: 0.5, totalIters: 4 });
 */
export class ConstantLR extends LRScheduler {
	readonly factor: number;
	readonly totalIters: number;

	constructor(optimizer: Schedulable, options?: ConstantLROptions) {
		const { factor = 1 / 3, totalIters = 5 } = readOptions(
			"ConstantLR",
			options,
		);
		super(optimizer);
		if (!(factor >= 0 && factor <= 1))
			throw new ValueError(
				"ConstantLR",
				say`factor is ${factor}; expected 0 to 1`,
			);
		this.factor = factor;
		this.totalIters = totalIters;
		this.start();
	}

	protected override nextLr(lr: number): number {
		if (this.lastEpoch === 0) return lr * this.factor;
		return this.lastEpoch === this.totalIters ? lr * (1 / this.factor) : lr;
	}

	protected override directLr(base: number): number {
		return base * (this.lastEpoch >= this.totalIters ? 1 : this.factor);
	}
}

export interface LinearLROptions {
	/** What the rates are multiplied by at first. Default 1/3. */
	readonly startFactor?: number;
	/** What they are multiplied by in the end. Default 1. */
	readonly endFactor?: number;
	/** In how many steps. Default 5. */
	readonly totalIters?: number;
}

/**
 * Multiplies the learning rates by a factor that goes in a straight line from `startFactor` to `endFactor`: a warm-up.
 * @throws ValueError for a startFactor outside (0, 1], or an endFactor outside [0, 1]
 * @example const scheduler = new optim.lrScheduler.LinearLR(optimizer, { startFactor: 0.1, totalIters: 10 });
 */
export class LinearLR extends LRScheduler {
	readonly startFactor: number;
	readonly endFactor: number;
	readonly totalIters: number;

	constructor(optimizer: Schedulable, options?: LinearLROptions) {
		const {
			startFactor = 1 / 3,
			endFactor = 1,
			totalIters = 5,
		} = readOptions("LinearLR", options);
		super(optimizer);
		if (!(startFactor > 0 && startFactor <= 1))
			throw new ValueError(
				"LinearLR",
				say`startFactor is ${startFactor}; expected above 0 and at most 1`,
			);
		if (!(endFactor >= 0 && endFactor <= 1))
			throw new ValueError(
				"LinearLR",
				say`endFactor is ${endFactor}; expected 0 to 1`,
			);
		this.startFactor = startFactor;
		this.endFactor = endFactor;
		this.totalIters = totalIters;
		this.start();
	}

	protected override nextLr(lr: number): number {
		const { endFactor, lastEpoch, startFactor, totalIters } = this;
		if (lastEpoch === 0) return lr * startFactor;
		if (lastEpoch > totalIters) return lr;
		const rise = endFactor - startFactor;
		const before = totalIters * startFactor + (lastEpoch - 1) * rise;
		return lr * (1 + rise / before);
	}

	protected override directLr(base: number): number {
		const { endFactor, lastEpoch, startFactor, totalIters } = this;
		const part = Math.min(totalIters, lastEpoch) / totalIters;
		return base * (startFactor + (endFactor - startFactor) * part);
	}
}

export interface PolynomialLROptions {
	/** In how many steps the rates reach 0. Default 5. */
	readonly totalIters?: number;
	/** The power of what is left of the steps. Default 1. */
	readonly power?: number;
}

/**
 * Lowers the learning rates to 0 as a power of the steps that are left.
 * @throws ValueError unless totalIters is a positive integer
 * @example const scheduler = new optim.lrScheduler.PolynomialLR(optimizer, { totalIters: 50, power: 2 });
 */
export class PolynomialLR extends LRScheduler {
	readonly totalIters: number;
	readonly power: number;

	constructor(optimizer: Schedulable, options?: PolynomialLROptions) {
		const { totalIters = 5, power = 1 } = readOptions("PolynomialLR", options);
		super(optimizer);
		checkLength("PolynomialLR", "totalIters", totalIters);
		this.totalIters = totalIters;
		this.power = power;
		this.start();
	}

	protected override nextLr(lr: number): number {
		const { lastEpoch, power, totalIters } = this;
		if (lastEpoch === 0 || lastEpoch > totalIters) return lr;
		const left = 1 - lastEpoch / totalIters;
		return lr * (left / (1 - (lastEpoch - 1) / totalIters)) ** power;
	}

	protected override directLr(base: number): number {
		const part = Math.min(this.totalIters, this.lastEpoch) / this.totalIters;
		return base * (1 - part) ** this.power;
	}
}
