/** Operations that give another view of the same elements. */

import type { Tensor } from "../../tensor/tensor.js";
import {
	IndexError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { say } from "../../value/quote.js";
import {
	checkInteger,
	checkNumbers,
	checkShape,
	inferReshape,
	normalizeDim,
	numberList,
	type Shape,
} from "../../value/shape.js";
import {
	contiguousView,
	diagonalView,
	expandView,
	permuteView,
	reshapeView,
	selectView,
	sliceView,
	squeezeView,
	transposeView,
	unsqueezeView,
	View,
} from "../../value/view.js";
import { composite, named } from "../engine/composite.js";
import { contiguous } from "../engine/copy.js";
import { checkTensor, viewOf } from "../engine/define.js";
import { sumTo } from "../engine/record.js";
import { scatterView } from "./as-strided.js";

function sameElements(name: string, x: Tensor, view: View): Tensor {
	return viewOf(name, x, view, (grad, base) => reshape(grad, base.shape));
}

/** The same elements in another shape: a view where the layout permits, else a copy. One size may be -1. */
export function reshape(x: Tensor, shape: Shape): Tensor {
	return reshapeFor("reshape", x, shape);
}

/** As `reshape`, for an operation of that name. */
export function reshapeFor(op: string, x: Tensor, shape: Shape): Tensor {
	const sizes = inferReshape(op, shape, checkTensor(op, x).shape);
	const view = reshapeView(x.layout, sizes);
	if (view !== undefined) return sameElements(op, x, view);
	const dense = contiguous(x);
	return sameElements(op, dense, reshapeView(dense.layout, sizes) as View);
}

/** As `reshape`, but never a copy. */
export function view(x: Tensor, shape: Shape): Tensor {
	const sizes = inferReshape("view", shape, checkTensor("view", x).shape);
	const result = reshapeView(x.layout, sizes);
	if (result === undefined)
		throw new ShapeError(
			"view",
			say`${show(x.shape)} with strides ${show(x.layout.strides)} cannot be viewed as ${show(sizes)} without a copy; use reshape`,
		);
	return sameElements("view", x, result);
}

/** Merges the dimensions from `start` to `end` (both included) into one. */
export function flatten(x: Tensor, start = 0, end = -1): Tensor {
	const rank = checkTensor("flatten", x).ndim;
	const first = normalizeDim("flatten", start, rank);
	const last = normalizeDim("flatten", end, rank);
	if (first > last)
		throw new ValueError(
			"flatten",
			say`start ${start} comes after end ${end}; swap them`,
		);
	if (rank === 0) return reshapeFor("flatten", x, [1]);
	if (first === last) return x;
	const merged = x.shape
		.slice(first, last + 1)
		.reduce((n, size) => n * size, 1);
	return reshapeFor("flatten", x, [
		...x.shape.slice(0, first),
		merged,
		...x.shape.slice(last + 1),
	]);
}

/** Splits one dimension into several; one size may be -1. */
export function unflatten(x: Tensor, dim: number, sizes: Shape): Tensor {
	const d = normalizeDim("unflatten", dim, checkTensor("unflatten", x).ndim);
	const parts = inferReshape("unflatten", sizes, [x.size(d)]);
	return reshapeFor("unflatten", x, [
		...x.shape.slice(0, d),
		...parts,
		...x.shape.slice(d + 1),
	]);
}

/** Swaps two dimensions. */
export function transpose(x: Tensor, dim0: number, dim1: number): Tensor {
	const rank = checkTensor("transpose", x).ndim;
	const a = normalizeDim("transpose", dim0, rank);
	const b = normalizeDim("transpose", dim1, rank);
	return swapped("transpose", x, a, b);
}

function swapped(op: string, x: Tensor, a: number, b: number): Tensor {
	return viewOf(op, x, transposeView(x.layout, a, b), (grad) =>
		transpose(grad, a, b),
	);
}

/** The transpose of a matrix; vectors and numbers stay as they are. */
export function t(x: Tensor): Tensor {
	if (checkTensor("t", x).ndim > 2)
		throw new ShapeError(
			"t",
			say`${show(x.shape)} has more than two dimensions; use transpose(dim0, dim1) or permute`,
		);
	return x.ndim === 2 ? swapped("t", x, 0, 1) : sameElements("t", x, x.layout);
}

/** Reorders all dimensions: dimension `i` of the result is `dims[i]` of the input. */
export function permute(x: Tensor, dims: readonly number[]): Tensor {
	const rank = checkTensor("permute", x).ndim;
	const order = checkNumbers("permute", dims).map((d) =>
		normalizeDim("permute", d, rank),
	);
	if (order.length !== rank || new Set(order).size !== rank)
		throw new ShapeError(
			"permute",
			say`${show(dims)} does not name each of the ${rank} dimensions of ${show(x.shape)} once`,
		);
	const back = order.map((_, i) => order.indexOf(i));
	return viewOf("permute", x, permuteView(x.layout, order), (grad) =>
		permute(grad, back),
	);
}

/** Moves dimensions to other places; the rest keep their order. */
export function movedim(
	x: Tensor,
	source: number | readonly number[],
	destination: number | readonly number[],
): Tensor {
	const rank = checkTensor("movedim", x).ndim;
	const list = (d: number | readonly number[]) =>
		numberList("movedim", d).map((i) => normalizeDim("movedim", i, rank));
	const [from, to] = [list(source), list(destination)];
	if (
		from.length !== to.length ||
		new Set(from).size !== from.length ||
		new Set(to).size !== to.length
	)
		throw new ValueError(
			"movedim",
			say`${show(from)} to ${show(to)}; both must name equally many different dimensions`,
		);
	const rest = x.shape.map((_, d) => d).filter((d) => !from.includes(d));
	const order = x.shape.map((_, d) =>
		to.includes(d) ? (from[to.indexOf(d)] as number) : (rest.shift() as number),
	);
	return composite("movedim", () => permute(x, order));
}

/** Without dimensions of size 1: all of them, or those named that have size 1. */
export function squeeze(x: Tensor, dim?: number | readonly number[]): Tensor {
	checkTensor("squeeze", x);
	const chosen =
		dim === undefined
			? x.shape.map((_, d) => d)
			: numberList("squeeze", dim).map((d) =>
					normalizeDim("squeeze", d, x.ndim),
				);
	const dims = chosen.filter((d) => x.shape[d] === 1);
	return sameElements("squeeze", x, squeezeView(x.layout, dims));
}

/** With a new dimension of size 1 at `dim`. */
export function unsqueeze(x: Tensor, dim: number): Tensor {
	const d = normalizeDim(
		"unsqueeze",
		dim,
		checkTensor("unsqueeze", x).ndim + 1,
	);
	return sameElements("unsqueeze", x, unsqueezeView(x.layout, d));
}

/** Repeats dimensions of size 1 without copying; -1 keeps a size. */
export function expand(x: Tensor, shape: Shape): Tensor {
	return expandFor("expand", x, shape);
}

/** As `expand`, for an operation of that name. */
export function expandFor(op: string, x: Tensor, shape: Shape): Tensor {
	const rank = checkTensor(op, x).ndim;
	const missing = checkNumbers(op, shape).length - rank;
	const sizes = shape.map((size, i) => {
		if (size !== -1) return size;
		if (i < missing)
			throw new ShapeError(
				op,
				say`-1 at dimension ${i} of ${show(shape)}, which ${show(x.shape)} does not have; give its size`,
			);
		return x.shape[i - missing] as number;
	});
	checkShape(op, sizes);
	return viewOf(op, x, expandView(op, x.layout, sizes), (grad, base) =>
		sumTo(grad, base.shape),
	);
}

/** As `expand`: dimensions of size 1 repeat without copying. @example broadcastTo(arange(3), [2, 3]); // [[0, 1, 2], [0, 1, 2]] */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
	return expandFor("broadcastTo", x, shape);
}

/** The elements `start` to `start + length` (excluded) of a dimension. */
export function narrow(
	x: Tensor,
	dim: number,
	start: number | Tensor,
	length: number,
): Tensor {
	const d = normalizeDim("narrow", dim, checkTensor("narrow", x).ndim);
	const size = x.size(d);
	const first =
		typeof start === "number"
			? start
			: named("narrow", () => checkTensor("narrow", start).item());
	checkInteger("narrow", "length", length);
	const from = first < 0 ? first + size : first;
	if (
		x.ndim === 0 ||
		!Number.isInteger(from) ||
		from < 0 ||
		length < 0 ||
		from + length > size
	)
		throw new IndexError(
			"narrow",
			say`${length} elements from ${first} on of dimension ${dim} with size ${size}; they must lie within 0 to ${size}`,
		);
	return slice(x, d, from, length, 1, "narrow");
}

/** `count` elements of a dimension from `start` on, `step` apart; the caller has checked the range. */
export function slice(
	x: Tensor,
	dim: number,
	start: number,
	count: number,
	step: number,
	op = "slice",
): Tensor {
	return viewOf(
		op,
		x,
		sliceView(x.layout, dim, start, count, step),
		(grad, base) =>
			scatterView(
				grad,
				base,
				sliceView(contiguousView(base.shape), dim, start, count, step),
			),
	);
}

/** One index of a dimension, which goes away. */
export function select(x: Tensor, dim: number, index: number): Tensor {
	const rank = checkTensor("select", x).ndim;
	if (rank === 0)
		throw new IndexError(
			"select",
			"a tensor without dimensions cannot be indexed; use item()",
		);
	const d = normalizeDim("select", dim, rank);
	const size = x.size(d);
	if (!Number.isInteger(index) || index < -size || index >= size)
		throw new IndexError(
			"select",
			say`index ${index} of dimension ${dim} with size ${size}; expected ${-size} to ${size - 1}`,
		);
	const at = index < 0 ? index + size : index;
	return viewOf("select", x, selectView(x.layout, d, at), (grad, base) =>
		scatterView(grad, base, selectView(contiguousView(base.shape), d, at)),
	);
}

/** The diagonal of two dimensions as a new last dimension. */
export function diagonal(x: Tensor, offset = 0, dim1 = 0, dim2 = 1): Tensor {
	const rank = checkTensor("diagonal", x).ndim;
	checkInteger("diagonal", "offset", offset);
	const a = normalizeDim("diagonal", dim1, rank);
	const b = normalizeDim("diagonal", dim2, rank);
	return viewOf(
		"diagonal",
		x,
		diagonalView(x.layout, offset, a, b),
		(grad, base) =>
			scatterView(
				grad,
				base,
				diagonalView(contiguousView(base.shape), offset, a, b),
			),
	);
}

/** Every window of `size` elements along a dimension, `step` apart, as a new last dimension. */
export function unfold(
	x: Tensor,
	dim: number,
	size: number,
	step: number,
): Tensor {
	const d = normalizeDim("unfold", dim, checkTensor("unfold", x).ndim);
	const length = x.ndim === 0 ? 1 : x.size(d);
	checkInteger("unfold", "size", size);
	checkInteger("unfold", "step", step);
	if (size < 0 || size > length || step < 1)
		throw new ValueError(
			"unfold",
			say`windows of ${size}, ${step} apart, in a dimension of size ${length}; size must be at most ${length} and step at least 1`,
		);
	const count = Math.floor((length - size) / step) + 1;
	const windows = (base: View): View => {
		const stride = base.strides[d] ?? 1;
		const shape = base.shape.map((s, i) => (i === d ? count : s));
		const strides = base.strides.map((s, i) => (i === d ? s * step : s));
		return new View([...shape, size], [...strides, stride], base.offset);
	};
	return viewOf("unfold", x, windows(x.layout), (grad, base) =>
		foldWindows(grad, base.shape, d, size, step),
	);
}

/** Adds each window back to where it was read. */
function foldWindows(
	grad: Tensor,
	shape: Shape,
	dim: number,
	size: number,
	step: number,
): Tensor {
	if (shape.length === 0) return grad.reshape(shape);
	let total: Tensor | undefined;
	for (let i = 0; i < size; i++) {
		const part = grad.select(-1, i);
		const view = sliceView(contiguousView(shape), dim, i, part.size(dim), step);
		const placed = scatterView(part, { shape, dtype: grad.dtype }, view);
		total = total === undefined ? placed : total.add(placed);
	}
	return total ?? grad.sum().mul(0).expand(shape);
}
