import type { Tensor } from "../../src/tensor/tensor.js";
import type { DType } from "../../src/value/dtype.js";
import type { Result } from "./names.js";
import type { Nd } from "./reference.js";

/**
 * Where an input's values lie. `any`: -3 to 3, all different within 101 elements, none at a jump or kink; `zeros`: the
 * same with every third 0; `special`: NaN, infinities and numbers; `{ size }`: integers below it; `mask`: bool.
 */
export type Domain =
	| "any"
	| "positive"
	| "unit"
	| "probability"
	| "nonzero"
	| "zeros"
	| "mask"
	| "special"
	| { readonly size: number };

/** One way to call an operation, with what it must give. */
export interface Sample {
	/** Said in the message when it fails; the default is the operation's name. */
	readonly name?: string;
	/** The shapes of all inputs, for each run. Gradients are checked on the first ones; see `gradientShapes`. */
	readonly shapes: readonly (readonly (readonly number[])[])[];
	/** One for each input; the last counts for all further ones. Default: any. */
	readonly domains?: readonly Domain[];
	readonly call: (...inputs: Tensor[]) => Result;
	readonly oracle: (...inputs: Nd[]) => Nd | readonly Nd[];
	/** What the float inputs may be. Default: float32 and float64. */
	readonly dtypes?: readonly DType[];
	/** Whether there are gradients. Default true. */
	readonly differentiable?: boolean;
	/** Whether gradients have gradients. Default: as `differentiable`. */
	readonly smooth?: boolean;
	/** Allowed error of float32 results, relative and absolute. Default 2e-6. */
	readonly tolerance?: number;
}

export const floats = ["float32", "float64"] as const;
export const numbers = ["float32", "float64", "int32", "uint8"] as const;
export const everything = [...numbers, "bool"] as const;
export const integers = ["int32", "uint8", "bool"] as const;

/** Around every loop and tail: vectors of 2, 4 and 16 lanes, and unrolled runs of several. */
export const LENGTHS = [1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 67] as const;

/** One input: gradients on [2, 3], then every length, no dimensions, no elements. */
export const everyShape = [
	[[2, 3]],
	[[]],
	[[0]],
	[[2, 0, 3]],
	[[2, 3, 4]],
	...LENGTHS.map((n) => [[n]]),
] as const;

/** Two inputs that broadcast in every way, and every length. */
export const everyPair = [
	[
		[2, 3],
		[2, 3],
	],
	[[2, 3], [3]],
	[
		[2, 1],
		[1, 3],
	],
	[[], [3]],
	[[], []],
	[[0], [1]],
	[
		[2, 0],
		[2, 1],
	],
	[[3], [4, 1]],
	[
		[2, 40],
		[2, 1],
	],
	[[4, 2, 3], [1]],
	[[1], [4, 2, 3]],
	...LENGTHS.map((n) => [[n], [n]]),
] as const;
