/** Tensors for the refusals; none of them may change. */
import { arange, type FlambeauError, tensor } from "../../src/index.js";

export const a = tensor([
	[1.5, 2, 3],
	[4, 5, 6],
]);
export const b = tensor([
	[1.5, 2],
	[3, 4],
	[5, 6],
	[7, 8],
]);
export const ints = tensor([1, 2, 3], { dtype: "int32" });
export const bools = tensor([true, false, true]);
export const cube = arange(24).reshape([2, 3, 4]).float();

/** An operation that must refuse, the class of its error, and what its message says. */
export type Row = [
	name: string,
	call: () => unknown,
	kind: typeof FlambeauError,
	message: RegExp,
];
