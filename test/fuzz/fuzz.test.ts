/**
 * Any call with any arguments answers, or throws an error of ours: no trap, no engine error, no write into another
 * tensor, no malformed tensor, no message that says nothing. `npm run fuzz` makes more calls, from another seed.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { problemOf } from "./property.js";
import { calls, seed } from "./settings.js";
import { type Target, targets } from "./targets.js";
import { argument, build, type Described, receiver } from "./values.js";

const perTarget = Math.ceil(calls / targets.length);

const argumentsOf = ({ takesTensor }: Target): fc.Arbitrary<Described[]> => {
	const rest = fc.array(argument, { maxLength: 4 });
	return takesTensor
		? fc.tuple(receiver, rest).map(([first, more]) => [first, ...more])
		: rest;
};

describe(`any arguments, ${perTarget} times, seed ${seed}`, () => {
	it.each(targets.map((target) => [target.name, target] as const))(
		"%s",
		async (_, target) => {
			let problem: string | undefined;
			const property = fc.asyncProperty(argumentsOf(target), async (given) => {
				const found = await problemOf(target, () => given.map(build));
				problem = found ?? problem;
				return found === undefined;
			});
			const { counterexample } = await fc.check(property, {
				numRuns: perTarget,
				seed,
			});
			if (counterexample === null) return;
			const given = JSON.stringify(counterexample[0]);
			expect.fail(`${target.name}(${given}) ${problem}`);
		},
	);
});
