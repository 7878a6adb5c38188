/** Products of a Jacobian and vectors, without the Jacobian. */

import { enableGrad, isGradEnabled } from "../autograd/mode.js";
import { zerosLike } from "../ops/create/filled.js";
import type { Tensor } from "../tensor/tensor.js";
import { checkFunction } from "../value/arguments.js";
import { ValueError } from "../value/errors.js";
import {
	checkLike,
	outputsOf,
	pull,
	type Recorded,
	record,
	released,
} from "./differentiate.js";
import { leavesOf, rebuild } from "./tree.js";
import type { AuxOptions, Func } from "./types.js";

/** The options at the end of a list of arguments: nothing else is an object with a flag of this name. */
function splitOptions(
	given: readonly unknown[],
): [primals: readonly unknown[], options: AuxOptions] {
	const last = given.at(-1) as AuxOptions | undefined;
	return typeof last?.hasAux === "boolean"
		? [given.slice(0, -1), last]
		: [given, {}];
}

export function vjp(fn: Func, ...given: readonly unknown[]): unknown {
	checkFunction("vjp", fn);
	const [primals, { hasAux = false }] = splitOptions(given);
	const all = primals.map((_, i) => i);
	const run = record("vjp", fn, primals, all, hasAux);
	const outputs = outputsOf(run);
	const vjpFn = (cotangents: unknown): unknown => {
		const seeds = leavesOf("vjp", "the cotangent", cotangents);
		checkLike("vjp", "cotangents", seeds, outputs);
		const now = { ...run, recording: isGradEnabled() };
		const products = pull(now, outputs, seeds, { again: true });
		return rebuild(primals, released(products, now) as Tensor[]);
	};
	const output = released(run.output, run);
	return hasAux ? [output, vjpFn, released(run.aux, run)] : [output, vjpFn];
}

/** Multiplies the Jacobian of a recorded run with vectors from the right, as often as wanted. */
export function pusher(
	run: Recorded,
	outputs: readonly Tensor[],
): (tangents: readonly Tensor[]) => Tensor[] {
	// Backward is linear in its seeds u: its derivative with respect to them is the Jacobian, no longer transposed.
	const seeds = outputs.map((y) => zerosLike(y.detach()).requiresGrad_());
	const pulled = enableGrad(() =>
		pull({ ...run, recording: true }, outputs, seeds, { again: true }),
	);
	const all = { ...run, inputs: seeds, own: [...run.own, ...seeds] };
	return (tangents) =>
		released(
			pull(all, pulled, tangents, { again: true }),
			all,
		) as unknown as Tensor[];
}

export function jvp(
	fn: Func,
	primals: readonly unknown[],
	tangents: readonly unknown[],
	{ hasAux = false }: AuxOptions = {},
): unknown {
	checkFunction("jvp", fn);
	for (const list of [primals, tangents])
		if (!Array.isArray(list))
			throw new ValueError(
				"jvp",
				"primals and tangents are lists, one entry for each argument; put single tensors in brackets",
			);
	const vectors = leavesOf("jvp", "the list of tangents", tangents);
	checkLike(
		"jvp",
		"tangents",
		vectors,
		leavesOf("jvp", "the list of primals", primals),
	);
	const all = primals.map((_, i) => i);
	const run = record("jvp", fn, primals, all, hasAux);
	const outputs = outputsOf(run);
	const products = pusher(run, outputs)(vectors);
	const output = released(run.output, run);
	const settled = rebuild(run.output, products);
	return hasAux ? [output, settled, released(run.aux, run)] : [output, settled];
}
