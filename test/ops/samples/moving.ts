import type { Sample } from "../sample.js";
import { everything } from "../sample.js";

export type Shapes = readonly (readonly (readonly number[])[])[];

/** Elements that only change their places: any dtype. */
export function moving(
	shapes: Shapes,
	call: Sample["call"],
	oracle: Sample["oracle"],
): Sample {
	return { shapes, call, oracle, dtypes: everything };
}

export const square: Shapes = [[[2, 3]], [[0, 3]], [[5, 7]]];
export const cubes: Shapes = [[[2, 3, 2]], [[2, 0, 2]], [[4, 9, 17]]];
