/** Rates that fall along half a cosine. */

import { ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkLength, LRScheduler, type Schedulable } from "./scheduler.js";

export interface CosineOptions {
	/** The lowest rate. Default 0. */
	readonly etaMin?: number;
}

/**
 * Lowers the learning rates along half a cosine, from where they are to `etaMin` in `TMax` steps, and up again after.
 * @throws ValueError unless TMax is a positive integer
 * @example const scheduler = new optim.lrScheduler.CosineAnnealingLR(optimizer, 50);
 */
export class CosineAnnealingLR extends LRScheduler {
	readonly etaMin: number;

	constructor(
		optimizer: Schedulable,
		readonly TMax: number,
		options?: CosineOptions,
	) {
		const { etaMin = 0 } = readOptions("CosineAnnealingLR", options);
		super(optimizer);
		checkLength("CosineAnnealingLR", "TMax", TMax);
		this.etaMin = etaMin;
		this.start();
	}

	/** The step from one point of the cosine to the next, so that a rate which the user changed goes on from there. */
	protected override nextLr(lr: number, base: number): number {
		const { etaMin, lastEpoch, TMax } = this;
		if (lastEpoch === 0) return lr;
		const turn = Math.PI / TMax;
		if ((lastEpoch - 1 - TMax) % (2 * TMax) === 0)
			return lr + ((base - etaMin) * (1 - Math.cos(turn))) / 2;
		const ratio =
			(1 + Math.cos(turn * lastEpoch)) / (1 + Math.cos(turn * (lastEpoch - 1)));
		return ratio * (lr - etaMin) + etaMin;
	}

	protected override directLr(base: number): number {
		return cosine(base, this.etaMin, this.lastEpoch / this.TMax);
	}
}

export interface WarmRestartsOptions extends CosineOptions {
	/** How many times longer each round is than the one before. Default 1. */
	readonly TMult?: number;
}

/**
 * Lowers the learning rates along half a cosine to `etaMin` in `T0` steps, then begins again (Loshchilov and Hutter 2016).
 * @throws ValueError unless T0 and TMult are positive integers
 * @example const scheduler = new optim.lrScheduler.CosineAnnealingWarmRestarts(optimizer, 10, { TMult: 2 });
 */
export class CosineAnnealingWarmRestarts extends LRScheduler {
	readonly TMult: number;
	readonly etaMin: number;
	/** Steps in this round, and how far it is. */
	TI: number;
	TCur = -1;

	constructor(
		optimizer: Schedulable,
		readonly T0: number,
		options?: WarmRestartsOptions,
	) {
		const { TMult = 1, etaMin = 0 } = readOptions(
			"CosineAnnealingWarmRestarts",
			options,
		);
		super(optimizer);
		checkLength("CosineAnnealingWarmRestarts", "T0", T0);
		checkLength("CosineAnnealingWarmRestarts", "TMult", TMult);
		this.TMult = TMult;
		this.etaMin = etaMin;
		this.TI = T0;
		this.start();
	}

	/** @param epoch may have a fraction, as in `epoch + batch / batches` */
	override step(epoch?: number): void {
		if (epoch !== undefined && !(epoch >= 0))
			throw new ValueError(
				"CosineAnnealingWarmRestarts",
				say`step ${epoch}; expected a number of at least 0`,
			);
		if (epoch === undefined) this.#goOn();
		else this.#goTo(epoch);
		super.step(Math.floor(epoch ?? this.lastEpoch + 1));
	}

	#goOn(): void {
		this.TCur++;
		if (this.TCur < this.TI) return;
		this.TCur -= this.TI;
		this.TI *= this.TMult;
	}

	#goTo(epoch: number): void {
		const { T0, TMult } = this;
		this.TI = T0;
		this.TCur = epoch;
		if (TMult === 1) this.TCur = epoch % T0;
		else
			while (this.TCur >= this.TI) {
				this.TCur -= this.TI;
				this.TI *= TMult;
			}
	}

	protected override nextLr(_: number, base: number): number {
		return cosine(base, this.etaMin, this.TCur / this.TI);
	}
}

/** From `high` to `low` as `part` goes from 0 to 1. */
function cosine(high: number, low: number, part: number): number {
	return low + ((high - low) * (1 + Math.cos(Math.PI * part))) / 2;
}
