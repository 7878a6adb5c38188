import { StateDictError, ValueError } from "../../value/errors.js";
import { quote, say } from "../../value/quote.js";
import { checkNumber } from "../../value/scalar-value.js";

/** What a scheduler needs of an optimiser. */
export interface Schedulable {
	readonly paramGroups: readonly SchedulableGroup[];
}

interface SchedulableGroup {
	lr: number;
	/** The rate before any scheduler: the first one notes it, and those after start from it too. */
	initialLr?: number;
}

/** Whatever a scheduler remembers, as plain data. */
export type SchedulerState = Readonly<Record<string, unknown>>;

/** What other schedulers hold on to. */
export interface SchedulerLike {
	readonly optimizer: Schedulable;
	step(metric?: number): void;
	getLastLr(): number[];
	stateDict(): SchedulerState;
	loadStateDict(state: SchedulerState): void;
}

/** Refuses what is no optimiser. */
export function checkSchedulable(op: string, optimizer: Schedulable): void {
	if (!Array.isArray(optimizer?.paramGroups))
		throw new ValueError(
			op,
			"the first argument is not an optimiser; pass one made by new optim.SGD(...) or its like",
		);
}

/**
 * Changes the learning rates of an optimiser's groups as the steps go by. `step()` is called after the optimiser's.
 * A subclass says what becomes of a group's rate; rates that the user changes in between are taken as they are.
 */
export abstract class LRScheduler implements SchedulerLike {
	/** Steps taken so far. */
	lastEpoch = -1;
	/** The rates at the beginning, one for each group. */
	baseLrs: number[];
	readonly optimizer: Schedulable;

	constructor(optimizer: Schedulable) {
		checkSchedulable(this.constructor.name, optimizer);
		if (typeof this.nextLr !== "function")
			throw new ValueError(
				this.constructor.name,
				"is the base of schedulers; make one of a class that extends it, such as StepLR",
			);
		this.optimizer = optimizer;
		this.baseLrs = optimizer.paramGroups.map((group) => {
			group.initialLr ??= group.lr;
			return group.initialLr;
		});
	}

	/** The rate of a group in step `lastEpoch`, from the rate before and the one at the beginning. */
	protected abstract nextLr(lr: number, base: number, group: number): number;

	/** The rate in step `lastEpoch` whatever was before; only asked for a step that was named. */
	protected directLr?(base: number, group: number): number;

	/** Step 0: what a subclass calls when it knows its settings. */
	protected start(): void {
		this.lastEpoch = -1;
		this.step();
	}

	/** Goes one step on, or to the given one, and sets the learning rates. */
	step(epoch?: number): void {
		this.lastEpoch = epoch ?? this.lastEpoch + 1;
		this.optimizer.paramGroups.forEach((group, i) => {
			const base = this.baseLrs[i] as number;
			group.lr =
				epoch !== undefined && this.directLr !== undefined
					? this.directLr(base, i)
					: this.nextLr(group.lr, base, i);
		});
	}

	/** The groups' learning rates now. */
	getLastLr(): number[] {
		return this.optimizer.paramGroups.map(({ lr }) => lr);
	}

	/** What the scheduler remembers, its settings included, but for functions and the optimiser. */
	stateDict(): SchedulerState {
		return plainState(this);
	}

	/**
	 * Goes on where the scheduler that gave `state` was. The learning rates are the optimiser's state.
	 * @throws StateDictError for something that stateDict() did not give; nothing is changed then
	 */
	loadStateDict(state: SchedulerState): void {
		loadPlainState(this, state);
	}
}

/** Fields that are plain data. */
export function plainState(scheduler: object): SchedulerState {
	return structuredClone(
		Object.fromEntries(
			Object.entries(scheduler).filter(
				([name, value]) => name !== "optimizer" && isPlain(value),
			),
		),
	);
}

function isPlain(value: unknown): boolean {
	return Array.isArray(value)
		? value.every(isPlain)
		: value === null || ["number", "string", "boolean"].includes(typeof value);
}

export function loadPlainState(
	scheduler: SchedulerLike,
	state: SchedulerState,
): void {
	const wanted = Object.keys(plainState(scheduler)).sort();
	const given = Object.keys(state ?? {}).sort();
	if (String(wanted) !== String(given))
		throw new StateDictError(
			"loadStateDict",
			say`the state has ${given.join(", ") || "nothing"}; that of a ${scheduler.constructor.name} has ${wanted.join(", ")}`,
		);
	Object.assign(scheduler, structuredClone(state));
}

/** One number for all groups, or one for each. */
export type PerGroup = number | readonly number[];

/** The setting of each group. */
export function perGroup(
	op: string,
	name: string,
	value: PerGroup,
	optimizer: Schedulable,
): number[] {
	const count = optimizer.paramGroups.length;
	if (typeof value === "number") return Array(count).fill(value);
	if (!Array.isArray(value) || value.length !== count)
		throw new ValueError(
			op,
			say`${name} is ${quote(value)} for ${count} parameter groups; give a number for each, or one for all`,
		);
	return value.map((one) => checkNumber(op, name, one));
}

/** Refuses a length that is not a positive integer. */
export function checkLength(op: string, name: string, value: number): void {
	if (!Number.isInteger(value) || value < 1)
		throw new ValueError(
			op,
			say`${name} is ${quote(value)}; expected a positive integer`,
		);
}
