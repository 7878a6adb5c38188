import { checkChoice } from "../value/arguments.js";
import { ValueError } from "../value/errors.js";
import { readOptions } from "../value/options.js";
import { say } from "../value/quote.js";
import {
	LRScheduler,
	type PerGroup,
	perGroup,
	type Schedulable,
} from "./lr-scheduler/scheduler.js";

export interface SWALROptions {
	/** Steps until the rate is there. Default 10. */
	readonly annealEpochs?: number;
	/** Default "cos". */
	readonly annealStrategy?: "cos" | "linear";
}

/**
 * Leads the learning rates to `swaLr`, as `torch.optim.swa_utils.SWALR`, and keeps them there.
 * @throws ValueError unless annealEpochs is an integer of at least 0
 * @example const scheduler = new optim.swaUtils.SWALR(optimizer, 0.05, { annealEpochs: 5 });
 */
export class SWALR extends LRScheduler {
	readonly annealEpochs: number;
	readonly annealStrategy: "cos" | "linear";
	readonly swaLrs: readonly number[];

	constructor(optimizer: Schedulable, swaLr: PerGroup, options?: SWALROptions) {
		const { annealEpochs = 10, annealStrategy = "cos" } = readOptions(
			"SWALR",
			options,
		);
		super(optimizer);
		checkChoice("SWALR", "annealStrategy", annealStrategy, ["cos", "linear"]);
		if (!Number.isSafeInteger(annealEpochs) || annealEpochs < 0)
			throw new ValueError(
				"SWALR",
				say`annealEpochs is ${annealEpochs}; expected an integer of at least 0`,
			);
		this.swaLrs = perGroup("SWALR", "swaLr", swaLr, optimizer);
		this.annealEpochs = annealEpochs;
		this.annealStrategy = annealStrategy;
		this.start();
	}

	/** From the rate before, in which another scheduler may have had a part, as far as this step goes. */
	protected override nextLr(lr: number, _: number, group: number): number {
		const { annealEpochs, lastEpoch } = this;
		const wanted = this.swaLrs[group] as number;
		const step = annealEpochs === 0 ? Math.max(1, lastEpoch) : lastEpoch;
		const before = this.#part(step - 1);
		const now = this.#part(step);
		const first = before === 1 ? wanted : (lr - before * wanted) / (1 - before);
		return wanted * now + first * (1 - now);
	}

	/** How much of the way is behind after so many steps. */
	#part(step: number): number {
		const t = Math.max(0, Math.min(1, step / Math.max(1, this.annealEpochs)));
		return this.annealStrategy === "cos" ? (1 - Math.cos(Math.PI * t)) / 2 : t;
	}
}
