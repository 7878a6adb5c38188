/** Several schedulers on one optimiser. */

import { StateDictError, ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import type {
	LRScheduler,
	Schedulable,
	SchedulerLike,
	SchedulerState,
} from "./scheduler.js";

/** What both share: their schedulers, and a state that holds theirs. */
abstract class Composite implements SchedulerLike {
	abstract readonly optimizer: Schedulable;
	protected abstract readonly members: readonly SchedulerLike[];

	abstract step(): void;

	/** The groups' learning rates now. */
	getLastLr(): number[] {
		return this.optimizer.paramGroups.map(({ lr }) => lr);
	}

	/** The states of the schedulers. */
	stateDict(): SchedulerState {
		return { schedulers: this.members.map((one) => one.stateDict()) };
	}

	/** Goes on where the scheduler that gave `state` was. */
	loadStateDict({ schedulers }: SchedulerState): void {
		if (!Array.isArray(schedulers) || schedulers.length !== this.members.length)
			throw new StateDictError(
				"loadStateDict",
				say`the state has ${Array.isArray(schedulers) ? schedulers.length : "no"} schedulers; expected ${this.members.length}`,
			);
		this.members.forEach((one, i) => {
			one.loadStateDict(schedulers[i] as SchedulerState);
		});
	}
}

/**
 * One scheduler after the other: the next one begins at each milestone.
 * @param schedulers all over `optimizer`
 * @param milestones the steps at which to change, one fewer than the schedulers
 * @throws ValueError for another number of milestones, or a scheduler of another optimiser
 * @example
 * const { CosineAnnealingLR, LinearLR, SequentialLR } = optim.lrScheduler;
 * const schedulers = [new LinearLR(optimizer), new CosineAnnealingLR(optimizer, 95)];
 * const scheduler = new SequentialLR(optimizer, schedulers, [5]);
 */
export class SequentialLR extends Composite {
	lastEpoch = 0;
	readonly milestones: readonly number[];
	protected override readonly members: readonly LRScheduler[];

	constructor(
		readonly optimizer: Schedulable,
		schedulers: readonly LRScheduler[],
		milestones: readonly number[],
	) {
		super();
		checkMembers("SequentialLR", schedulers, optimizer);
		if (milestones?.length !== schedulers.length - 1)
			throw new ValueError(
				"SequentialLR",
				say`${milestones?.length} milestones for ${schedulers.length} schedulers; expected one fewer`,
			);
		this.members = [...schedulers];
		this.milestones = [...milestones];
		// Each scheduler took its first step when it was made: only the first one's is to stand.
		for (const group of optimizer.paramGroups)
			group.lr = group.initialLr ?? group.lr;
		for (const scheduler of this.members) scheduler.lastEpoch--;
		this.members[0]?.step();
	}

	step(): void {
		this.lastEpoch++;
		const passed = this.milestones.filter((m) => m <= this.lastEpoch).length;
		const scheduler = this.members[passed] as LRScheduler;
		if (this.milestones[passed - 1] === this.lastEpoch) scheduler.step(0);
		else scheduler.step();
	}

	override stateDict(): SchedulerState {
		return { lastEpoch: this.lastEpoch, ...super.stateDict() };
	}

	override loadStateDict(state: SchedulerState): void {
		super.loadStateDict(state);
		this.lastEpoch = state.lastEpoch as number;
	}
}

/**
 * All schedulers at once: each works on what the one before made of the rates.
 * @throws ValueError for none, or schedulers of several optimisers
 * @example
 * const { ConstantLR, ExponentialLR, ChainedScheduler } = optim.lrScheduler;
 * const both = new ChainedScheduler([new ConstantLR(optimizer), new ExponentialLR(optimizer, 0.9)]);
 */
export class ChainedScheduler extends Composite {
	readonly optimizer: Schedulable;
	protected override readonly members: readonly SchedulerLike[];

	constructor(schedulers: readonly SchedulerLike[]) {
		super();
		checkMembers("ChainedScheduler", schedulers, schedulers?.[0]?.optimizer);
		this.optimizer = (schedulers[0] as SchedulerLike).optimizer;
		this.members = [...schedulers];
	}

	step(): void {
		for (const scheduler of this.members) scheduler.step();
	}
}

function checkMembers(
	op: string,
	schedulers: readonly SchedulerLike[],
	optimizer: Schedulable | undefined,
): void {
	if (!Array.isArray(schedulers) || schedulers.length === 0)
		throw new ValueError(
			op,
			"there are no schedulers; expected a list of them",
		);
	for (const [i, scheduler] of schedulers.entries())
		if (
			typeof scheduler?.step !== "function" ||
			scheduler.optimizer !== optimizer
		)
			throw new ValueError(
				op,
				say`scheduler ${i} is ${scheduler}, or over another optimiser; all need the same`,
			);
}
