import { ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import {
	checkSchedulable,
	loadPlainState,
	type PerGroup,
	perGroup,
	plainState,
	type Schedulable,
	type SchedulerLike,
	type SchedulerState,
} from "./scheduler.js";

export interface PlateauOptions {
	/** Whether smaller or larger metrics are better. Default min. */
	readonly mode?: "min" | "max";
	/** What the rates are multiplied by. Default 0.1. */
	readonly factor?: number;
	/** How many steps without improvement are borne. Default 10. */
	readonly patience?: number;
	/** How much better counts. Default 1e-4. */
	readonly threshold?: number;
	/** Whether the threshold is a part of the best metric or a difference from it. Default rel. */
	readonly thresholdMode?: "rel" | "abs";
	/** Steps after a change that do not count. Default 0. */
	readonly cooldown?: number;
	/** The lowest rate, of all groups or of each. Default 0. */
	readonly minLr?: PerGroup;
	/** Smaller changes are not made. Default 1e-8. */
	readonly eps?: number;
}

/**
 * Lowers the learning rates when a metric has stopped to improve.
 * @throws ValueError for a factor of 1 or more, or an unknown mode
 * @example
 * const scheduler = new optim.lrScheduler.ReduceLROnPlateau(optimizer, { patience: 2 });
 * scheduler.step(0.5); // after each epoch, with its validation loss
 */
export class ReduceLROnPlateau implements SchedulerLike {
	readonly mode: "min" | "max";
	readonly factor: number;
	readonly patience: number;
	readonly threshold: number;
	readonly thresholdMode: "rel" | "abs";
	readonly cooldown: number;
	readonly minLrs: readonly number[];
	readonly eps: number;
	best: number;
	numBadEpochs = 0;
	cooldownCounter = 0;
	lastEpoch = 0;
	readonly optimizer: Schedulable;

	constructor(optimizer: Schedulable, options: PlateauOptions = {}) {
		readOptions("ReduceLROnPlateau", options);
		const op = "ReduceLROnPlateau";
		checkSchedulable(op, optimizer);
		const { factor = 0.1, mode = "min", thresholdMode = "rel" } = options;
		if (!(factor < 1))
			throw new ValueError(op, say`factor is ${factor}; expected below 1`);
		if (mode !== "min" && mode !== "max")
			throw new ValueError(op, say`mode "${mode}"; expected min or max`);
		if (thresholdMode !== "rel" && thresholdMode !== "abs")
			throw new ValueError(
				op,
				say`thresholdMode "${thresholdMode}"; expected rel or abs`,
			);
		this.optimizer = optimizer;
		this.mode = mode;
		this.factor = factor;
		this.patience = options.patience ?? 10;
		this.threshold = options.threshold ?? 1e-4;
		this.thresholdMode = thresholdMode;
		this.cooldown = options.cooldown ?? 0;
		this.minLrs = perGroup(op, "minLr", options.minLr ?? 0, optimizer);
		this.eps = options.eps ?? 1e-8;
		this.best =
			mode === "min" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
	}

	/** @param metric of the epoch that has ended, such as the validation loss */
	step(metric?: number): void {
		if (typeof metric !== "number")
			throw new ValueError(
				"ReduceLROnPlateau",
				say`step(${metric}); expected the metric as a number, as in step(loss.item())`,
			);
		this.lastEpoch++;
		if (this.#isBetter(metric)) {
			this.best = metric;
			this.numBadEpochs = 0;
		} else this.numBadEpochs++;
		if (this.cooldownCounter > 0) {
			this.cooldownCounter--;
			this.numBadEpochs = 0;
		}
		if (this.numBadEpochs <= this.patience) return;
		this.#reduce();
		this.cooldownCounter = this.cooldown;
		this.numBadEpochs = 0;
	}

	#isBetter(metric: number): boolean {
		const { best, mode, threshold, thresholdMode } = this;
		const sign = mode === "min" ? -1 : 1;
		const bar =
			thresholdMode === "rel"
				? best * (1 + sign * threshold)
				: best + sign * threshold;
		return mode === "min" ? metric < bar : metric > bar;
	}

	#reduce(): void {
		this.optimizer.paramGroups.forEach((group, i) => {
			const lower = Math.max(group.lr * this.factor, this.minLrs[i] as number);
			if (group.lr - lower > this.eps) group.lr = lower;
		});
	}

	/** The groups' learning rates now. */
	getLastLr(): number[] {
		return this.optimizer.paramGroups.map(({ lr }) => lr);
	}

	/** What the scheduler remembers, its settings included. */
	stateDict(): SchedulerState {
		return plainState(this);
	}

	/** Goes on where the scheduler that gave `state` was. */
	loadStateDict(state: SchedulerState): void {
		loadPlainState(this, state);
	}
}
