/** Products of a Jacobian and vectors, without the Jacobian. */

import { enableGrad, isGradEnabled } from "../autograd/mode.js";
import { zerosLike } from "../ops/create/filled.js";
import type { Tensor } from "../tensor/tensor.js";
import { checkFunction } from "../value/arguments.js";
import { ValueError } from "../value/errors.js";
import { readOptions } from "../value/options.js";
import {
	checkLike,
	outputsOf,
	pull,
	type Recorded,
	record,
	released,
} from "./differentiate.js";
import type { AuxOptions } from "./grad.js";
import { leavesOf, rebuild } from "./tree.js";

type Function = (...args: never[]) => unknown;

/** The options at the end of a list of arguments: nothing else is an object with a flag of this name. */
function splitOptions(
	given: readonly unknown[],
): [primals: readonly unknown[], options: AuxOptions] {
	const last = given.at(-1) as AuxOptions | undefined;
	return typeof last?.hasAux === "boolean"
		? [given.slice(0, -1), last]
		: [given, {}];
}

/**
 * The value of `fn` at `primals`, and the function that multiplies vectors with its Jacobian from the left, as
 * `torch.func.vjp`: it takes a tensor for each tensor of the output, in the output's structure, and gives a list with
 * the product for each primal.
 *
 * @param primals tensors, or arrays and plain objects of them; `{ hasAux: true }` after them: `fn` gives `[output, aux]`
 * @returns `[output, vjpFn]`, with `hasAux` `[output, vjpFn, aux]`
 * @throws ShapeError if a vector has not the shape of its output
 * @example
 * const [y, vjpFn] = func.vjp((x: Tensor) => x.sin(), rand([3]));
 * const [dx] = vjpFn(ones([3]));
 */
export function vjp<P extends readonly unknown[], R, Aux>(
	fn: (...primals: P) => readonly [R, Aux],
	...primals: [...P, { readonly hasAux: true }]
): [output: R, vjpFn: (cotangents: R) => P, aux: Aux];
export function vjp<P extends readonly unknown[], R>(
	fn: (...primals: P) => R,
	...primals: P
): [output: R, vjpFn: (cotangents: R) => P];
export function vjp(fn: Function, ...given: readonly unknown[]): unknown {
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

/**
 * The value of `fn` at `primals` and the product of its Jacobian with `tangents`, as `torch.func.jvp`. It is computed
 * by differentiating the backward pass, so it needs gradients of gradients, and costs about two backward passes.
 *
 * @param primals the list of arguments: tensors, or arrays and plain objects of them
 * @param tangents a list of the same structure and shapes
 * @returns `[output, product]`, with `hasAux` `[output, product, aux]`
 * @throws ShapeError if a tangent has not the shape of its primal
 * @example const [y, dy] = func.jvp((x: Tensor) => x.square(), [rand([3])], [ones([3])]);
 */
export function jvp<P extends readonly unknown[], R, Aux>(
	fn: (...primals: P) => readonly [R, Aux],
	primals: P,
	tangents: P,
	options: { readonly hasAux: true },
): [output: R, product: R, aux: Aux];
export function jvp<P extends readonly unknown[], R>(
	fn: (...primals: P) => R,
	primals: P,
	tangents: P,
	options?: { readonly hasAux?: false },
): [output: R, product: R];
export function jvp(
	fn: Function,
	primals: readonly unknown[],
	tangents: readonly unknown[],
	options?: AuxOptions,
): unknown {
	const { hasAux = false } = readOptions("jvp", options);
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
