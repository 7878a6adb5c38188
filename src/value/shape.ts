import { IndexError, ShapeError, show, ValueError } from "./errors.js";
import { quote, say } from "./quote.js";

export type Shape = readonly number[];

/** Number of elements. */
export function numel(shape: Shape): number {
	let n = 1;
	for (let i = 0; i < shape.length; i++) n *= shape[i] as number;
	return n;
}

export function sameShape(a: Shape, b: Shape): boolean {
	if (a === b) return true;
	if (a.length !== b.length) return false;
	for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
	return true;
}

/** Strides of the row-major layout: the last dimension is the fastest. */
export function contiguousStrides(shape: Shape): number[] {
	const strides = new Array<number>(shape.length);
	let step = 1;
	for (let i = shape.length - 1; i >= 0; i--) {
		strides[i] = step;
		step *= Math.max(1, shape[i] as number);
	}
	return strides;
}

/** Kernels count in int32. */
const MOST = 0x7fffffff;

/** Checks sizes that came from the caller, and gives a copy that stays as it is whatever the caller does to theirs. */
export function checkShape(op: string, shape: Shape): Shape {
	if (!Array.isArray(shape))
		throw new ShapeError(
			op,
			say`a shape is an array of sizes, as in [2, 3]; got ${shape}`,
		);
	for (const size of shape)
		if (!Number.isInteger(size) || size < 0 || size > MOST)
			throw new ShapeError(
				op,
				say`size ${size} in ${show(shape)}; sizes are integers from 0 to 2^31 - 1`,
			);
	if (numel(shape) > MOST)
		throw new ShapeError(
			op,
			say`${show(shape)} has ${numel(shape)} elements; at most 2^31 - 1 are possible`,
		);
	return shape.slice();
}

/** Numbers that the caller gave as an array, or a single one as it is. */
export function numberList(
	op: string,
	value: number | readonly number[],
): readonly number[] {
	if (typeof value === "number") return [value];
	if (Array.isArray(value)) return value;
	throw new ValueError(
		op,
		say`expected a number or an array of numbers, as in [0, 1]; got ${value === null ? "null" : typeof value}`,
	);
}

/** Numbers of which there must be an array. */
export function checkNumbers(
	op: string,
	value: readonly number[],
): readonly number[] {
	if (Array.isArray(value)) return value;
	throw new ValueError(
		op,
		say`expected an array of numbers, as in [0, 1]; got ${value === null ? "null" : typeof value}`,
	);
}

/** Checks a count or distance that came from the caller. */
export function checkInteger(op: string, name: string, value: number): number {
	if (Number.isSafeInteger(value)) return value;
	throw new ValueError(
		op,
		say`${name} is ${quote(value)}; expected an integer`,
	);
}

/** Checks each of several integers that came from the caller, and gives a list of its own. */
export function checkIntegers(
	op: string,
	name: string,
	values: readonly number[],
): number[] {
	return Array.from(numberList(op, values), (value) =>
		checkInteger(op, name, value),
	);
}

/** The dimension that `dim` means; negative ones count from the end. A rank-0 tensor takes 0 and -1. */
export function normalizeDim(op: string, dim: number, rank: number): number {
	const range = Math.max(rank, 1);
	if (!Number.isInteger(dim) || dim < -range || dim >= range)
		throw new IndexError(
			op,
			say`dimension ${dim} of a tensor with ${rank} dimensions; expected ${-range} to ${range - 1}`,
		);
	return dim < 0 ? dim + range : dim;
}

/** Several dimensions, each at most once; `undefined`, `null` and `[]` mean all of them. */
export function normalizeDims(
	op: string,
	dim: number | readonly number[] | undefined | null,
	rank: number,
): number[] {
	if (typeof dim === "number") {
		const d = normalizeDim(op, dim, rank);
		return rank === 0 ? [] : [d];
	}
	if (dim !== undefined && dim !== null && !Array.isArray(dim))
		throw new IndexError(
			op,
			say`expected a dimension, an array of dimensions or nothing, got ${dim}`,
		);
	if (dim === undefined || dim === null || numberList(op, dim).length === 0)
		return Array.from({ length: rank }, (_, i) => i);
	const dims = dim.map((d) => normalizeDim(op, d, rank));
	if (new Set(dims).size !== dims.length)
		throw new ValueError(
			op,
			say`dimension list ${show(dim)} names one dimension twice`,
		);
	return rank === 0 ? [] : dims.sort((a, b) => a - b);
}

/** The shape to which all of `shapes` broadcast: aligned at the end, sizes equal or 1. */
/** Refuses a shape that would enlarge `whole` by broadcasting, or does not broadcast to it. */
export function checkWithin(
	op: string,
	name: string,
	shape: Shape,
	whole: Shape,
): void {
	if (!sameShape(broadcastShapes(op, [whole, shape]), whole))
		throw new ShapeError(
			op,
			say`${name} of shape ${show(shape)} for a result of shape ${show(whole)}; expected a shape that broadcasts to it`,
		);
}

export function broadcastShapes(op: string, shapes: readonly Shape[]): Shape {
	const first = shapes[0] as Shape;
	let rank = first.length;
	let same = true;
	for (let s = 1; s < shapes.length; s++) {
		const shape = shapes[s] as Shape;
		if (shape.length > rank) rank = shape.length;
		if (same && !sameShape(first, shape)) same = false;
	}
	if (same) return first;
	const out = new Array<number>(rank).fill(1);
	for (const shape of shapes)
		for (let i = 0; i < shape.length; i++) {
			const at = rank - shape.length + i;
			const size = shape[i] as number;
			if (size === 1 || size === out[at]) continue;
			if (out[at] !== 1)
				throw new ShapeError(
					op,
					say`shapes ${shapes.map(show).join(" and ")} do not broadcast: sizes ${out[at]} and ${size} at dimension ${at - rank}; they must be equal, or one of them 1`,
				);
			out[at] = size;
		}
	return out;
}

/** Replaces one -1 in `shape` by the size that keeps `count` elements. */
export function inferReshape(op: string, shape: Shape, from: Shape): Shape {
	const count = numel(from);
	const hole = Array.isArray(shape) ? shape.indexOf(-1) : -1;
	if (hole === -1) {
		const sizes = checkShape(op, shape);
		if (numel(shape) !== count)
			throw new ShapeError(
				op,
				say`${show(from)} has ${count} elements and ${show(shape)} ${numel(shape)}; the product of the sizes must stay the same`,
			);
		return sizes;
	}
	const rest = shape.filter((_, i) => i !== hole);
	if (rest.includes(-1))
		throw new ShapeError(op, say`${show(shape)} has more than one -1`);
	const known = numel(checkShape(op, rest));
	if (known === 0 || count % known !== 0)
		throw new ShapeError(
			op,
			known === 0
				? `the -1 in ${show(shape)} may be any size, since another size is 0; write it out`
				: `${count} elements of ${show(from)} do not divide by ${known} for the -1 in ${show(shape)}`,
		);
	return shape.map((size, i) => (i === hole ? count / known : size));
}
