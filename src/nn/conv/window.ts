/** Settings of windows, given as one number or as one for each dimension. */

import { ShapeError, ValueError } from "../../value/errors.js";
import { quote, say } from "../../value/quote.js";

/** One number, also alone in an array. */
export type Single = number | readonly [number];
/** One number for height and width, or one for each. */
export type Pair = number | readonly [number] | readonly [number, number];

/** Larger distances leave the range of the kernels' integers. */
const MOST = 2 ** 30;

/** A setting for each of `count` dimensions, checked. */
export function perDimension(
	op: string,
	name: string,
	value: number | readonly number[],
	count: number,
	least: number,
): readonly number[] {
	const given: readonly number[] = Array.isArray(value) ? value : [value];
	const list =
		given.length === 1
			? new Array<number>(count).fill(given[0] as number)
			: given;
	const fits = (n: number): boolean =>
		Number.isInteger(n) && n >= least && n <= MOST;
	if (list.length === count && list.every(fits)) return list;
	const shown = quote(value);
	const several = count === 1 ? "" : `, or ${count} of them`;
	throw new ValueError(
		op,
		say`${name} is ${shown}; expected an integer of at least ${least}${several}`,
	);
}

export interface Slide {
	readonly size: readonly number[];
	readonly stride: readonly number[];
	readonly padding: readonly number[];
	readonly dilation: readonly number[];
}

/** How many windows lie in an image of these sizes. */
export function windowCounts(
	op: string,
	image: readonly number[],
	{ size, stride, padding, dilation }: Slide,
): readonly number[] {
	return image.map((length, d) => {
		const reach = (dilation[d] as number) * ((size[d] as number) - 1) + 1;
		const padded = length + 2 * (padding[d] as number);
		if (reach > padded || padded > 2 * MOST - 1)
			throw new ShapeError(
				op,
				say`a window of ${reach} over a padded size of ${padded}; the window must fit`,
			);
		return Math.floor((padded - reach) / (stride[d] as number)) + 1;
	});
}

/** Paddings for `sides` sides, checked; negative ones take away. */
export function perSide(
	op: string,
	padding: number | readonly number[],
	sides: number,
): readonly number[] {
	const list: readonly number[] = Array.isArray(padding)
		? padding
		: new Array<number>(sides).fill(padding as number);
	if (list.length === sides && list.every(Number.isInteger)) return list;
	const shown = quote(padding);
	throw new ValueError(
		op,
		say`padding is ${shown}; expected an integer, or ${sides} of them`,
	);
}
