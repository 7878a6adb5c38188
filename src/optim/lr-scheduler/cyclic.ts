import { ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkMomentum, setMomentum } from "./momentum.js";
import {
	LRScheduler,
	type PerGroup,
	perGroup,
	type Schedulable,
} from "./scheduler.js";

export interface CyclicLROptions {
	/** Steps of the way up. Default 2000. */
	readonly stepSizeUp?: number;
	/** Steps of the way down. Default: as many as up. */
	readonly stepSizeDown?: number | null;
	/** Whether each cycle is as high as the first, half as high as the one before, or `gamma` to the power of the step. */
	readonly mode?: "triangular" | "triangular2" | "exp_range";
	/** For exp_range. Default 1. */
	readonly gamma?: number;
	/** The height of a cycle, or of a step, in place of `mode`. */
	readonly scaleFn?: ((x: number) => number) | null;
	/** What `scaleFn` is given. Default cycle. */
	readonly scaleMode?: "cycle" | "iterations";
	/** Moves the momentum against the rate. Default true. */
	readonly cycleMomentum?: boolean;
	/** Default 0.8. */
	readonly baseMomentum?: PerGroup;
	/** Default 0.9. */
	readonly maxMomentum?: PerGroup;
}

/**
 * Moves the learning rates between two bounds (Smith 2015); a step is a batch.
 * @param baseLr the lower bound, of all groups or of each
 * @param maxLr the upper bound
 * @throws ValueError for an unknown mode, or cycleMomentum with an optimiser that has none
 * @example const scheduler = new optim.lrScheduler.CyclicLR(optimizer, 0.001, 0.1, { stepSizeUp: 5 });
 */
export class CyclicLR extends LRScheduler {
	readonly maxLrs: readonly number[];
	readonly totalSize: number;
	readonly stepRatio: number;
	readonly cycleMomentum: boolean;
	readonly baseMomenta: readonly number[];
	readonly maxMomenta: readonly number[];
	readonly #scale: (cycle: number) => number;

	constructor(
		optimizer: Schedulable,
		baseLr: PerGroup,
		maxLr: PerGroup,
		options: CyclicLROptions = {},
	) {
		readOptions("CyclicLR", options);
		const { stepSizeUp = 2000, cycleMomentum = true } = options;
		const { baseMomentum = 0.8, maxMomentum = 0.9 } = options;
		const down = options.stepSizeDown ?? stepSizeUp;
		super(optimizer);
		const op = "CyclicLR";
		this.baseLrs = perGroup(op, "baseLr", baseLr, optimizer);
		this.maxLrs = perGroup(op, "maxLr", maxLr, optimizer);
		this.totalSize = stepSizeUp + down;
		this.stepRatio = stepSizeUp / this.totalSize;
		if (!(stepSizeUp > 0 && down > 0))
			throw new ValueError(
				op,
				say`stepSizeUp ${stepSizeUp} and stepSizeDown ${down}; expected positive numbers`,
			);
		this.#scale = this.#scaleOf(options);
		this.cycleMomentum = cycleMomentum;
		this.baseMomenta = perGroup(op, "baseMomentum", baseMomentum, optimizer);
		this.maxMomenta = perGroup(op, "maxMomentum", maxMomentum, optimizer);
		if (cycleMomentum) checkMomentum(op, optimizer);
		this.start();
	}

	#scaleOf(options: CyclicLROptions): (cycle: number) => number {
		const { gamma = 1, mode = "triangular", scaleFn, scaleMode } = options;
		if (scaleFn)
			return scaleMode === "iterations"
				? () => scaleFn(this.lastEpoch)
				: scaleFn;
		if (mode === "triangular") return () => 1;
		if (mode === "triangular2") return (cycle) => 1 / 2 ** (cycle - 1);
		if (mode === "exp_range") return () => gamma ** this.lastEpoch;
		throw new ValueError(
			"CyclicLR",
			say`mode "${mode}"; expected triangular, triangular2 or exp_range, or a scaleFn`,
		);
	}

	protected override nextLr(_: number, base: number, group: number): number {
		const cycle = Math.floor(1 + this.lastEpoch / this.totalSize);
		const x = 1 + this.lastEpoch / this.totalSize - cycle;
		const ratio = this.stepRatio;
		const height = x <= ratio ? x / ratio : (x - 1) / (ratio - 1);
		const scaled = height * this.#scale(cycle);
		if (this.cycleMomentum) {
			const most = this.maxMomenta[group] as number;
			const least = this.baseMomenta[group] as number;
			setMomentum(this.optimizer, group, most - (most - least) * scaled);
		}
		return base + ((this.maxLrs[group] as number) - base) * scaled;
	}
}
