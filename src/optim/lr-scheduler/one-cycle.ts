import { ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkMomentum, setMomentum } from "./momentum.js";
import {
	checkLength,
	LRScheduler,
	type PerGroup,
	perGroup,
	type Schedulable,
} from "./scheduler.js";

export interface OneCycleLROptions {
	/** Steps of the whole cycle; or else `epochs` and `stepsPerEpoch`. */
	readonly totalSteps?: number | null;
	readonly epochs?: number | null;
	readonly stepsPerEpoch?: number | null;
	/** The part of the steps in which the rates rise. Default 0.3. */
	readonly pctStart?: number;
	/** The shape of the way. Default cos. */
	readonly annealStrategy?: "cos" | "linear";
	/** Moves the momentum against the rate. Default true. */
	readonly cycleMomentum?: boolean;
	/** Default 0.85. */
	readonly baseMomentum?: PerGroup;
	/** Default 0.95. */
	readonly maxMomentum?: PerGroup;
	/** The first rate is `maxLr / divFactor`. Default 25. */
	readonly divFactor?: number;
	/** The last rate is the first divided by this. Default 1e4. */
	readonly finalDivFactor?: number;
	/** Down to the first rate as fast as up, and then to the last. Default false. */
	readonly threePhase?: boolean;
}

/** The rates and momenta between which a phase goes, and its last step. */
interface Phase {
	readonly end: number;
	readonly lr: readonly [from: number, to: number];
	readonly momentum: readonly [from: number, to: number];
}

/**
 * Raises the learning rates from `maxLr / divFactor` to `maxLr` and lowers them far below (Smith and Topin 2017); a step is
 * a batch.
 * @param maxLr the highest rate, of all groups or of each
 * @throws ValueError without a number of steps, for a pctStart outside [0, 1], or cycleMomentum with an optimiser that
 * has none; by `step` beyond the last
 * @example const scheduler = new optim.lrScheduler.OneCycleLR(optimizer, 0.1, { totalSteps: 100 });
 */
export class OneCycleLR extends LRScheduler {
	readonly totalSteps: number;
	readonly maxLrs: readonly number[];
	readonly cycleMomentum: boolean;
	readonly #phases: readonly (readonly Phase[])[];
	readonly #linear: boolean;

	constructor(
		optimizer: Schedulable,
		maxLr: PerGroup,
		options: OneCycleLROptions = {},
	) {
		readOptions("OneCycleLR", options);
		super(optimizer);
		const op = "OneCycleLR";
		const { annealStrategy = "cos", pctStart = 0.3 } = options;
		this.totalSteps = stepsOf(options);
		if (!(pctStart >= 0 && pctStart <= 1))
			throw new ValueError(op, say`pctStart is ${pctStart}; expected 0 to 1`);
		if (annealStrategy !== "cos" && annealStrategy !== "linear")
			throw new ValueError(
				op,
				say`annealStrategy "${annealStrategy}"; expected cos or linear`,
			);
		this.#linear = annealStrategy === "linear";
		this.maxLrs = perGroup(op, "maxLr", maxLr, optimizer);
		const { baseMomentum = 0.85, maxMomentum = 0.95 } = options;
		const low = perGroup(op, "baseMomentum", baseMomentum, optimizer);
		const high = perGroup(op, "maxMomentum", maxMomentum, optimizer);
		this.cycleMomentum = options.cycleMomentum ?? true;
		if (this.cycleMomentum) checkMomentum(op, optimizer);
		this.#phases = this.maxLrs.map((max, i) =>
			phases(
				this.totalSteps,
				max,
				[low[i] as number, high[i] as number],
				options,
			),
		);
		this.baseLrs = this.#phases.map((list) => (list[0] as Phase).lr[0]);
		optimizer.paramGroups.forEach((group, i) => {
			group.initialLr = this.baseLrs[i] as number;
		});
		this.start();
	}

	protected override nextLr(_lr: number, _base: number, group: number): number {
		const at = this.lastEpoch;
		if (at > this.totalSteps)
			throw new ValueError(
				"OneCycleLR",
				say`step ${at} of ${this.totalSteps}; give it as many steps as the training has batches`,
			);
		const list = this.#phases[group] as readonly Phase[];
		const reached = list.findIndex(({ end }) => at <= end);
		const i = reached === -1 ? list.length - 1 : reached;
		const { end, lr, momentum } = list[i] as Phase;
		const begin = i === 0 ? 0 : (list[i - 1] as Phase).end;
		const part = (at - begin) / (end - begin);
		if (this.cycleMomentum)
			setMomentum(this.optimizer, group, this.#between(momentum, part));
		return this.#between(lr, part);
	}

	#between([from, to]: readonly [number, number], part: number): number {
		return this.#linear
			? (to - from) * part + from
			: to + ((from - to) / 2) * (1 + Math.cos(Math.PI * part));
	}
}

function stepsOf({ epochs, stepsPerEpoch, totalSteps }: OneCycleLROptions) {
	const op = "OneCycleLR";
	if (totalSteps != null) {
		checkLength(op, "totalSteps", totalSteps);
		return totalSteps;
	}
	if (epochs == null || stepsPerEpoch == null)
		throw new ValueError(
			op,
			"the number of steps is missing; give totalSteps, or epochs and stepsPerEpoch",
		);
	checkLength(op, "epochs", epochs);
	checkLength(op, "stepsPerEpoch", stepsPerEpoch);
	return epochs * stepsPerEpoch;
}

function phases(
	steps: number,
	max: number,
	[low, high]: readonly [number, number],
	options: OneCycleLROptions,
): readonly Phase[] {
	const { divFactor = 25, finalDivFactor = 1e4, pctStart = 0.3 } = options;
	const first = max / divFactor;
	const last = first / finalDivFactor;
	const top = pctStart * steps - 1;
	const up: Phase = { end: top, lr: [first, max], momentum: [high, low] };
	const end = steps - 1;
	if (!options.threePhase)
		return [up, { end, lr: [max, last], momentum: [low, high] }];
	return [
		up,
		{ end: 2 * top, lr: [max, first], momentum: [low, high] },
		{ end, lr: [first, last], momentum: [high, high] },
	];
}
