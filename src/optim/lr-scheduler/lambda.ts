/** Rates that a function gives. */

import { checkFunction, checkIterable } from "../../value/arguments.js";
import { ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { LRScheduler, type Schedulable } from "./scheduler.js";

/** The factor of a step, from 0. */
export type LRLambda = (epoch: number) => number;

function lambdasFrom(
	op: string,
	given: LRLambda | readonly LRLambda[],
	{ paramGroups }: Schedulable,
): readonly LRLambda[] {
	const list =
		typeof given === "function"
			? paramGroups.map(() => given)
			: [...checkIterable(op, "lrLambda", given)];
	for (const lambda of list) checkFunction(op, lambda);
	if (list.length !== paramGroups.length)
		throw new ValueError(
			op,
			say`${list.length} functions for ${paramGroups.length} parameter groups; give one for each, or one for all`,
		);
	return list;
}

/**
 * The rates at the beginning times what `lrLambda` gives for the step.
 * @param lrLambda one function for all groups, or one for each; it is not part of the state dict
 * @throws ValueError for another number of functions than groups
 * @example const scheduler = new optim.lrScheduler.LambdaLR(optimizer, (epoch) => 0.95 ** epoch);
 */
export class LambdaLR extends LRScheduler {
	readonly #lambdas: readonly LRLambda[];

	constructor(
		optimizer: Schedulable,
		lrLambda: LRLambda | readonly LRLambda[],
	) {
		super(optimizer);
		this.#lambdas = lambdasFrom("LambdaLR", lrLambda, optimizer);
		this.start();
	}

	protected override nextLr(_: number, base: number, group: number): number {
		return base * (this.#lambdas[group] as LRLambda)(this.lastEpoch);
	}
}

/**
 * Multiplies the rates in each step by what `lrLambda` gives for it.
 * @param lrLambda one function for all groups, or one for each; it is not part of the state dict
 * @throws ValueError for another number of functions than groups
 * @example const scheduler = new optim.lrScheduler.MultiplicativeLR(optimizer, () => 0.95);
 */
export class MultiplicativeLR extends LRScheduler {
	readonly #lambdas: readonly LRLambda[];

	constructor(
		optimizer: Schedulable,
		lrLambda: LRLambda | readonly LRLambda[],
	) {
		super(optimizer);
		this.#lambdas = lambdasFrom("MultiplicativeLR", lrLambda, optimizer);
		this.start();
	}

	protected override nextLr(lr: number, _: number, group: number): number {
		if (this.lastEpoch === 0) return lr;
		return lr * (this.#lambdas[group] as LRLambda)(this.lastEpoch);
	}
}
