import { ValueError } from "../../errors.js";

/** What a scheduler needs of an optimiser. */
export interface Schedulable {
	readonly paramGroups: readonly { lr: number }[];
}

/**
 * Changes the learning rates of an optimiser's groups as the steps go by. `step()` is called after the optimiser's.
 * A subclass says what becomes of a group's rate; rates that the user changes in between are taken as they are.
 */
export abstract class LRScheduler {
	/** Steps taken so far. */
	lastEpoch = 0;
	/** The rates at the beginning, one for each group. */
	readonly baseLrs: readonly number[];

	constructor(readonly optimizer: Schedulable) {
		if (!Array.isArray(optimizer?.paramGroups))
			throw new ValueError(
				this.constructor.name,
				"the first argument is not an optimiser; pass one made by new optim.SGD(...) or its like",
			);
		this.baseLrs = optimizer.paramGroups.map(({ lr }) => lr);
	}

	/** The rate of a group in step `lastEpoch`, from the rate before and the one at the beginning. */
	protected abstract nextLr(lr: number, base: number): number;

	/** Goes one step on and sets the learning rates. */
	step(): void {
		this.lastEpoch++;
		this.optimizer.paramGroups.forEach((group, i) => {
			group.lr = this.nextLr(group.lr, this.baseLrs[i] as number);
		});
	}

	/** The groups' learning rates now. */
	getLastLr(): number[] {
		return this.optimizer.paramGroups.map(({ lr }) => lr);
	}
}
