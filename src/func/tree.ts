/** Tensors in arrays and plain objects, as arguments and results of the functions that are transformed. */

import { Tensor } from "../tensor/tensor.js";
import { DTypeError } from "../value/errors.js";
import { say } from "../value/quote.js";

/** A tensor, or tensors in arrays and plain objects, nested in any way. */
export type Tree = Tensor | readonly Tree[] | { readonly [key: string]: Tree };

function isPlain(value: unknown): value is Record<string, unknown> {
	if (typeof value !== "object" || value === null) return false;
	const proto: unknown = Object.getPrototypeOf(value);
	return proto === Object.prototype || proto === null;
}

/** The same structure with each tensor replaced; what is neither tensor nor structure stays as it is. */
export function mapTensors(
	value: unknown,
	fn: (tensor: Tensor) => unknown,
): unknown {
	if (value instanceof Tensor) return fn(value);
	if (Array.isArray(value)) return value.map((item) => mapTensors(item, fn));
	if (!isPlain(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, item]) => [key, mapTensors(item, fn)]),
	);
}

/** All tensors, in order. @throws DTypeError for what is neither tensor, array nor plain object */
export function leavesOf(op: string, what: string, value: unknown): Tensor[] {
	if (value instanceof Tensor) return [value];
	if (Array.isArray(value))
		return value.flatMap((item) => leavesOf(op, what, item));
	if (isPlain(value))
		return Object.values(value).flatMap((item) => leavesOf(op, what, item));
	throw new DTypeError(
		op,
		say`${what} holds ${value === null ? "null" : typeof value}; expected a tensor, or tensors in arrays and plain objects`,
	);
}

/** The structure of `like` with other values in place of its tensors. */
export function rebuild<T>(like: unknown, leaves: readonly T[]): unknown {
	let next = 0;
	return mapTensors(like, () => leaves[next++]);
}
