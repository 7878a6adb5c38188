/**
 * What all derivatives here have in common: fresh inputs, so that nothing touches the caller's `.grad`, and a look at the
 * graph to see whether anybody further out will differentiate the result.
 */

import { AccumulateGrad } from "../autograd/accumulate.js";
import { grad } from "../autograd/engine.js";
import { enableGrad, isGradEnabled } from "../autograd/mode.js";
import type { Node } from "../autograd/node.js";
import { zerosLike } from "../ops/create/filled.js";
import type { Tensor } from "../tensor/tensor.js";
import { DTypeError, ShapeError, show, ValueError } from "../value/errors.js";
import { say } from "../value/quote.js";
import { sameShape } from "../value/shape.js";
import { leavesOf, mapTensors, rebuild } from "./tree.js";

/** Which arguments are differentiated: a position, or several. */
export type Argnums = number | readonly number[];

/** A function that ran on fresh inputs. */
export interface Recorded {
	readonly op: string;
	/** The fresh tensors of the arguments that are differentiated. */
	readonly inputs: readonly Tensor[];
	/** All leaves that were made here, so that whoever needs another one stands further out. */
	readonly own: readonly Tensor[];
	/** What the function gave, still in the graph. */
	readonly output: unknown;
	/** Second half of the pair that the function gave, if it gives one. */
	readonly aux: unknown;
	/** Whether gradients were recorded outside: only then does a result stay in the graph. */
	readonly recording: boolean;
}

/** Runs `fn` on `args`, those at `argnums` made fresh. */
export function record(
	op: string,
	fn: (...args: never[]) => unknown,
	args: readonly unknown[],
	argnums: readonly number[],
	hasAux: boolean,
): Recorded {
	const recording = isGradEnabled();
	return enableGrad(() => {
		const inputs: Tensor[] = [];
		const fresh = args.map((arg, i) => {
			if (!argnums.includes(i)) return arg;
			leavesOf(op, `argument ${i}`, arg);
			return mapTensors(arg, (x) => {
				const input = freshen(op, x, recording, i);
				inputs.push(input);
				return input;
			});
		});
		const result = fn(...(fresh as never[]));
		const [output, aux] = hasAux ? pairOf(op, result) : [result, undefined];
		return { op, inputs, own: inputs, output, aux, recording };
	});
}

/** A view of a tensor whose own gradient somebody may want, else a leaf that shares its elements. */
function freshen(
	op: string,
	x: Tensor,
	recording: boolean,
	position: number,
): Tensor {
	if (!x.isFloatingPoint())
		throw new DTypeError(
			op,
			say`argument ${position} has dtype ${x.dtype}; only float32 and float64 have gradients`,
		);
	return recording && x.requiresGrad
		? x.view(x.shape)
		: x.detach().requiresGrad_();
}

function pairOf(op: string, result: unknown): readonly [unknown, unknown] {
	if (Array.isArray(result) && result.length === 2)
		return result as unknown as readonly [unknown, unknown];
	throw new ValueError(
		op,
		"with { hasAux: true } the function must give a pair [output, aux]",
	);
}

/** Positions as a list, counted from the end if negative, checked. */
export function positions(
	op: string,
	argnums: Argnums,
	count: number,
): readonly number[] {
	const list: readonly unknown[] = Array.isArray(argnums) ? argnums : [argnums];
	if (list.length === 0)
		throw new ValueError(op, "argnums is empty; name at least one argument");
	const found = list.map((n) => {
		if (
			!Number.isInteger(n) ||
			(n as number) < -count ||
			(n as number) >= count
		)
			throw new ValueError(
				op,
				say`argnums ${n} of a call with ${count} arguments; expected ${-count} to ${count - 1}`,
			);
		return (n as number) < 0 ? (n as number) + count : (n as number);
	});
	if (new Set(found).size < found.length)
		throw new ValueError(op, say`argnums ${show(list)} names one twice`);
	return found;
}

/** The gradients of `outputs`, weighted with `seeds`: zeros where an input has no part in them. */
export function pull(
	{ inputs, own, recording }: Pick<Recorded, "inputs" | "own" | "recording">,
	outputs: readonly Tensor[],
	seeds: readonly Tensor[] | undefined,
	{ again = false } = {},
): Tensor[] {
	const live = outputs.flatMap((y, i) => (y.requiresGrad ? [i] : []));
	if (live.length === 0) return inputs.map((x) => zerosLike(x.detach()));
	const roots = live.map((i) => outputs[i] as Tensor);
	const outer = dependsOnOthers(roots, own);
	const createGraph =
		recording && (outer || (seeds?.some((seed) => seed.requiresGrad) ?? false));
	const found = grad(
		roots,
		inputs,
		seeds && live.map((i) => seeds[i] as Tensor),
		{
			createGraph,
			retainGraph: again || outer || createGraph,
			allowUnused: true,
		},
	);
	return found.map((g, i) => g ?? zerosLike((inputs[i] as Tensor).detach()));
}

/** Whether the graph behind `roots` has leaves other than `own`: then somebody further out may want gradients. */
function dependsOnOthers(
	roots: readonly Tensor[],
	own: readonly Tensor[],
): boolean {
	const mine = new Set<Node>(own.map((x) => x.gradEdge().node));
	const work = roots.map((root) => root.gradEdge().node);
	const seen = new Set<Node>(work);
	for (let node = work.pop(); node !== undefined; node = work.pop()) {
		if (node instanceof AccumulateGrad && !mine.has(node)) return true;
		for (const edge of node.edges)
			if (edge !== null && !seen.has(edge.node)) {
				seen.add(edge.node);
				work.push(edge.node);
			}
	}
	return false;
}

/** A value as the caller may have it: out of the graph, unless it depends on more than the fresh inputs. */
export function released(
	value: unknown,
	{ own, recording }: Pick<Recorded, "own" | "recording">,
): unknown {
	return mapTensors(value, (x) =>
		x.requiresGrad && !(recording && dependsOnOthers([x], own))
			? x.detach()
			: x,
	);
}

/** The flat gradients in the structure of the arguments; a single position gives no list. */
export function arranged<T>(
	args: readonly unknown[],
	argnums: Argnums,
	order: readonly number[],
	leaves: readonly T[],
): unknown {
	// The inputs were made in the order of the arguments, which need not be that of argnums.
	const parts = new Map<number, unknown>();
	let next = 0;
	args.forEach((arg, i) => {
		if (!order.includes(i)) return;
		const count = leavesOf("func", "argument", arg).length;
		parts.set(i, rebuild(arg, leaves.slice(next, next + count)));
		next += count;
	});
	const list = order.map((i) => parts.get(i));
	return Array.isArray(argnums) ? list : list[0];
}

/** Refuses a structure of tensors that does not match another's shapes. */
export function checkLike(
	op: string,
	what: string,
	given: readonly Tensor[],
	like: readonly Tensor[],
): void {
	if (given.length !== like.length)
		throw new ValueError(
			op,
			say`${given.length} ${what} for ${like.length} tensors; give one each, in the same structure`,
		);
	given.forEach((x, i) => {
		const { shape } = like[i] as Tensor;
		if (!sameShape(x.shape, shape))
			throw new ShapeError(
				op,
				say`${what} ${i} has shape ${show(x.shape)} and its tensor ${show(shape)}; they must be equal`,
			);
	});
}

/** The output as float tensors. */
export function outputsOf({ op, output }: Recorded): Tensor[] {
	const list = leavesOf(op, "the function's result", output);
	for (const y of list)
		if (!y.isFloatingPoint())
			throw new DTypeError(
				op,
				say`the function gave a tensor of dtype ${y.dtype}; only float32 and float64 have gradients`,
			);
	return list;
}
