/**
 * Recorded calls of PyTorch with one or two arguments replaced by anything: deep enough to reach the kernels, and still
 * an answer or an error of ours.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { problemOf } from "./property.js";
import {
	convertArgs,
	type RecordedCall,
	recordedCalls,
} from "./recorded-calls.js";
import { calls, seed } from "./settings.js";
import { argument, build, type Described } from "./values.js";

/** What goes in the place of which argument, positional ones first; one place more adds an argument. */
interface Change {
	readonly place: number;
	readonly value: Described;
}

const byName = new Map<string, RecordedCall[]>();
for (const call of recordedCalls())
	byName.set(call.name, [...(byName.get(call.name) ?? []), call]);
const perName = Math.ceil(calls / byName.size);

function changed(call: RecordedCall, changes: readonly Change[]) {
	const [args, kwargs] = convertArgs(call);
	const names = Object.keys(kwargs);
	const count = args.length;
	for (const { place, value } of changes) {
		// A method is looked up on its tensor.
		const first = /^Tensor\.|is_floating_point/.test(call.name) ? 1 : 0;
		const at = first + (place % (count + names.length + 1 - first));
		const name = names[at - count];
		if (at >= count && name !== undefined) kwargs[name] = build(value);
		else args[Math.min(at, count)] = build(value);
	}
	return [args, kwargs];
}

describe(`recorded calls, changed ${perName} times each, seed ${seed}`, () => {
	it.each([...byName])("%s", async (name, all) => {
		let problem: string | undefined;
		const change = fc.record({ place: fc.nat(9), value: argument });
		const property = fc.asyncProperty(
			fc.constantFrom(...all),
			fc.array(change, { minLength: 1, maxLength: 2 }),
			async (call, changes) => {
				const run = ([args, kwargs]: readonly unknown[]) =>
					call.run(args as unknown[], kwargs as Record<string, unknown>);
				const target = { name, takesTensor: true, call: run };
				const found = await problemOf(target, () => changed(call, changes));
				problem = found ?? problem;
				return found === undefined;
			},
		);
		const { counterexample } = await fc.check(property, {
			numRuns: perName,
			seed,
		});
		if (counterexample === null) return;
		const [{ args, kwargs }, changes] = counterexample;
		const shown = JSON.stringify([args, kwargs, changes]).slice(0, 900);
		expect.fail(`${name}(${shown}]) ${problem}`);
	});
});
