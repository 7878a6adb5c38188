import { ValueError } from "../../errors.js";
import { LRScheduler, type Schedulable } from "./scheduler.js";

/**
 * Lowers the learning rates along half a cosine, from where they are to `etaMin` in `tMax` steps, and up again after.
 * @throws ValueError unless tMax is a positive integer
 * @example const scheduler = new optim.lrScheduler.CosineAnnealingLR(optimizer, 50);
 */
export class CosineAnnealingLR extends LRScheduler {
	readonly etaMin: number;

	constructor(
		optimizer: Schedulable,
		readonly tMax: number,
		{ etaMin = 0 }: { readonly etaMin?: number } = {},
	) {
		super(optimizer);
		if (!Number.isInteger(tMax) || tMax < 1)
			throw new ValueError(
				"CosineAnnealingLR",
				`tMax is ${tMax}; expected a positive integer`,
			);
		this.etaMin = etaMin;
	}

	/** The step from one point of the cosine to the next, so that a rate which the user changed goes on from there. */
	protected override nextLr(lr: number, base: number): number {
		const { etaMin, lastEpoch, tMax } = this;
		const turn = Math.PI / tMax;
		if ((lastEpoch - 1 - tMax) % (2 * tMax) === 0)
			return lr + ((base - etaMin) * (1 - Math.cos(turn))) / 2;
		const ratio =
			(1 + Math.cos(turn * lastEpoch)) / (1 + Math.cos(turn * (lastEpoch - 1)));
		return ratio * (lr - etaMin) + etaMin;
	}
}
