/**
 * How a tensor reads its storage: element (i, j, ...) is at offset + i * strides[0] + j * strides[1] + ... Views are
 * never changed after they are made; every function here gives a new one over the same storage.
 */

import { IndexError, ShapeError, show } from "./errors.js";
import { say } from "./quote.js";
import { contiguousStrides, numel, type Shape, sameShape } from "./shape.js";

export class View {
	readonly numel: number;
	/** Row-major without gaps: kernels can run over it as one line. */
	readonly contiguous: boolean;
	#shape: Shape | undefined;
	#strides: readonly number[] | undefined;

	constructor(
		readonly shape: Shape,
		readonly strides: readonly number[],
		readonly offset: number,
		/** Set when the caller knows that the layout is row-major. */
		contiguous = isContiguous(shape, strides),
	) {
		this.numel = numel(shape);
		this.contiguous = contiguous;
	}

	/** The sizes for user code, which may keep but not change them: kernels trust what the view says. */
	get publicShape(): Shape {
		this.#shape ??= Object.freeze(this.shape.slice());
		return this.#shape;
	}

	/** The strides for user code. */
	get publicStrides(): readonly number[] {
		this.#strides ??= Object.freeze(this.strides.slice());
		return this.#strides;
	}
}

/** The row-major view at offset 0. */
export function contiguousView(shape: Shape): View {
	return new View(shape, contiguousStrides(shape), 0, true);
}

function isContiguous(shape: Shape, strides: readonly number[]): boolean {
	if (shape.includes(0)) return true;
	let step = 1;
	for (let i = shape.length - 1; i >= 0; i--) {
		const size = shape[i] as number;
		if (size !== 1 && strides[i] !== step) return false;
		step *= size;
	}
	return true;
}

export function permuteView(view: View, order: readonly number[]): View {
	return new View(
		order.map((d) => view.shape[d] as number),
		order.map((d) => view.strides[d] as number),
		view.offset,
	);
}

export function transposeView(view: View, a: number, b: number): View {
	const order = view.shape.map((_, i) => (i === a ? b : i === b ? a : i));
	return permuteView(view, order);
}

/** `count` elements of `dim` from `start` on, `step` apart; `step` may be negative. */
export function sliceView(
	view: View,
	dim: number,
	start: number,
	count: number,
	step: number,
): View {
	const stride = view.strides[dim] as number;
	return new View(
		replace(view.shape, dim, count),
		replace(view.strides, dim, stride * step),
		count === 0 ? view.offset : view.offset + start * stride,
	);
}

/** One index of `dim`, which goes away. */
export function selectView(view: View, dim: number, index: number): View {
	return new View(
		without(view.shape, dim),
		without(view.strides, dim),
		view.offset + index * (view.strides[dim] as number),
	);
}

export function unsqueezeView(view: View, dim: number): View {
	const stride =
		dim < view.shape.length
			? (view.strides[dim] as number) * (view.shape[dim] as number)
			: 1;
	return new View(
		insert(view.shape, dim, 1),
		insert(view.strides, dim, stride),
		view.offset,
		view.contiguous,
	);
}

/** Without the given dimensions of size 1. */
export function squeezeView(view: View, dims: readonly number[]): View {
	const kept = view.shape.map((_, i) => i).filter((i) => !dims.includes(i));
	return new View(
		kept.map((i) => view.shape[i] as number),
		kept.map((i) => view.strides[i] as number),
		view.offset,
		view.contiguous,
	);
}

/** The view broadcast to `shape`: dimensions of size 1 are read again and again (stride 0). */
export function expandView(op: string, view: View, shape: Shape): View {
	const missing = shape.length - view.shape.length;
	const fits = view.shape.every(
		(size, i) => size === 1 || size === shape[missing + i],
	);
	if (missing < 0 || !fits)
		throw new ShapeError(
			op,
			say`${show(view.shape)} does not expand to ${show(shape)}; each size must be equal or 1, aligned at the end`,
		);
	const strides = shape.map((size, i) =>
		i < missing || view.shape[i - missing] !== size
			? 0
			: (view.strides[i - missing] as number),
	);
	return new View(shape, strides, view.offset);
}

/** The diagonal of dimensions a and b as a new last dimension. */
export function diagonalView(
	view: View,
	offset: number,
	a: number,
	b: number,
): View {
	if (a === b)
		throw new IndexError(
			"diagonal",
			say`dimensions ${a} and ${b} are the same; name two`,
		);
	const rows = view.shape[a] as number;
	const cols = view.shape[b] as number;
	const sa = view.strides[a] as number;
	const sb = view.strides[b] as number;
	const count = Math.max(
		0,
		offset >= 0 ? Math.min(rows, cols - offset) : Math.min(rows + offset, cols),
	);
	const start = offset >= 0 ? offset * sb : -offset * sa;
	const kept = view.shape.map((_, i) => i).filter((i) => i !== a && i !== b);
	return new View(
		[...kept.map((i) => view.shape[i] as number), count],
		[...kept.map((i) => view.strides[i] as number), sa + sb],
		count === 0 ? view.offset : view.offset + start,
	);
}

/** The same elements in the same order under another shape, or undefined where no strides can express that. */
export function reshapeView(view: View, shape: Shape): View | undefined {
	if (sameShape(view.shape, shape)) return view;
	if (view.contiguous)
		return new View(shape, contiguousStrides(shape), view.offset, true);
	const strides = new Array<number>(shape.length);
	let d = shape.length - 1;
	// Walk the old dimensions from the end in runs that lie in memory like one long dimension, and cut each run anew.
	let run = 1;
	let base = view.strides.at(-1) ?? 1;
	let filled = 1;
	for (let i = view.shape.length - 1; i >= 0; i--) {
		run *= view.shape[i] as number;
		const next = i > 0 ? (view.shape[i - 1] as number) : undefined;
		const joins =
			next === 1 || (next !== undefined && view.strides[i - 1] === run * base);
		if (joins) continue;
		while (d >= 0 && (filled < run || shape[d] === 1)) {
			strides[d] = filled * base;
			filled *= shape[d] as number;
			d--;
		}
		if (filled !== run) return undefined;
		if (i > 0) {
			base = view.strides[i - 1] as number;
			run = 1;
			filled = 1;
		}
	}
	return d === -1 ? new View(shape, strides, view.offset) : undefined;
}

/** Lowest and highest element read, from the start of the storage; undefined for a view without elements. */
export function viewExtent(
	view: View,
): [low: number, high: number] | undefined {
	if (view.numel === 0) return undefined;
	let low = view.offset;
	let high = view.offset;
	view.shape.forEach((size, i) => {
		const reach = (size - 1) * (view.strides[i] as number);
		if (reach < 0) low += reach;
		else high += reach;
	});
	return [low, high];
}

/** Whether the elements of one view lie between those of another of the same storage. */
export function extentsMeet(a: View, b: View): boolean {
	const [first, second] = [viewExtent(a), viewExtent(b)];
	return (
		first !== undefined &&
		second !== undefined &&
		first[0] <= second[1] &&
		second[0] <= first[1]
	);
}

/** Whether both read the same elements in the same order. */
export function sameView(a: View, b: View): boolean {
	return (
		a.offset === b.offset &&
		sameShape(a.shape, b.shape) &&
		a.strides.every((stride, i) => stride === b.strides[i] || a.shape[i] === 1)
	);
}

/** Whether the view repeats a dimension: each of its elements has many indices. */
export function isExpanded(view: View): boolean {
	return view.shape.some((size, i) => size > 1 && view.strides[i] === 0);
}

/** Whether two indices of the view mean one element, as in an expanded one or in windows that share some. */
export function overlapsItself(view: View): boolean {
	if (view.contiguous || view.numel < 2) return false;
	const steps = view.strides
		.map((stride, i) => ({
			stride: Math.abs(stride),
			size: view.shape[i] as number,
		}))
		.filter(({ size }) => size > 1)
		.sort((a, b) => a.stride - b.stride);
	let reach = 0;
	let nested = true;
	for (const { stride, size } of steps) {
		if (stride <= reach) nested = false;
		reach += (size - 1) * stride;
	}
	// Where a step does not lead beyond all that lies before it, only counting tells.
	return !nested && (isExpanded(view) || hasTwice(steps));
}

function hasTwice(
	steps: readonly { readonly stride: number; readonly size: number }[],
): boolean {
	let offsets = [0];
	for (const { stride, size } of steps) {
		offsets = Array.from({ length: size }, (_, i) => i * stride).flatMap((by) =>
			offsets.map((offset) => offset + by),
		);
		if (new Set(offsets).size < offsets.length) return true;
	}
	return false;
}

function replace(list: readonly number[], at: number, value: number): number[] {
	const copy = list.slice();
	copy[at] = value;
	return copy;
}

function without(list: readonly number[], at: number): number[] {
	return list.filter((_, i) => i !== at);
}

function insert(list: readonly number[], at: number, value: number): number[] {
	return [...list.slice(0, at), value, ...list.slice(at)];
}
