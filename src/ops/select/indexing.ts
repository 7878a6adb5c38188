import type { Tensor } from "../../tensor/tensor.js";
import {
	IndexError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import type { Operand } from "../../value/promotion.js";
import { say } from "../../value/quote.js";
import { elementOf } from "../../value/scalar-value.js";
import { broadcastShapes, type Shape, sameShape } from "../../value/shape.js";
import {
	isTypedArray,
	type NestedInput,
	tensorFrom,
} from "../create/literal.js";
import { arange } from "../create/range.js";
import { composite } from "../engine/composite.js";
import { copyInto } from "../engine/copy-into.js";
import { checkTensor, isTensor, tidy } from "../engine/define.js";
import { assign } from "../engine/inplace.js";
import { permute, select, slice, unsqueeze } from "../shape/views.js";
import { checkedIndex, putFlat, takeAlong } from "./gather.js";
import { nonzeroByDim } from "./nonzero.js";

/** Numbers nested in arrays: an index of any rank. */
type NestedNumbers = readonly (number | boolean | NestedNumbers)[];

/**
 * One entry of an index: a position; a slice "start:stop:step" (each part may be left out); "..." for as many ":" as
 * fit; null for a new dimension of size 1; positions as an integer tensor or nested array; a mask as a bool tensor.
 */
export type IndexItem =
	| number
	| string
	| null
	| boolean
	| Tensor
	| NestedNumbers;

interface Plan {
	/** The tensor after all positions, slices and new dimensions. */
	readonly view: Tensor;
	/** Dimensions of the view that are picked by positions, each with its positions. */
	readonly picks: readonly { readonly dim: number; readonly index: Tensor }[];
}

function plan(op: string, x: Tensor, given: readonly IndexItem[]): Plan {
	if (!Array.isArray(given))
		throw new IndexError(op, 'expected an array of indices, as in [0, ":"]');
	const items: readonly IndexItem[] = given.map(plainMask);
	const used = items.map((item) => dimsUsed(item)).reduce((a, b) => a + b, 0);
	if (used > x.ndim)
		throw new IndexError(
			op,
			say`${used} indices for a tensor of shape ${show(x.shape)}, which has ${x.ndim} dimensions`,
		);
	if (items.filter((item) => item === "...").length > 1)
		throw new IndexError(
			op,
			'more than one "..." leaves it open which dimensions they stand for',
		);
	let view = x;
	let dim = 0;
	const picks: { dim: number; index: Tensor }[] = [];
	for (const item of items) {
		if (item === null) view = unsqueeze(view, dim++);
		else if (item === "...") dim += x.ndim - used;
		else if (typeof item === "number") view = select(view, dim, item);
		else if (typeof item === "string")
			view = sliceByText(op, view, dim++, item);
		else if (typeof item === "boolean") {
			view = unsqueeze(view, dim);
			picks.push({ dim: dim++, index: tensorFrom(item ? [0] : [], "int32") });
		} else dim = pick(op, view, dim, item, picks);
	}
	return { view, picks };
}

/** A tensor of no dimension that would be a mask, as what it stands for: true or false, a position for uint8. */
function plainMask(item: IndexItem): IndexItem {
	return isTensor(item) && isMask(item) && item.ndim === 0 ? item.item() : item;
}

function dimsUsed(item: IndexItem): number {
	if (item === null || item === "..." || typeof item === "boolean") return 0;
	if (
		typeof item === "object" &&
		!Array.isArray(item) &&
		isMask(item as Tensor)
	)
		return (item as Tensor).ndim;
	return 1;
}

const isMask = (index: Tensor) =>
	index.dtype === "bool" || index.dtype === "uint8";

/** Adds the positions of one tensor, or of each dimension of a mask; gives the next dimension. */
function pick(
	op: string,
	view: Tensor,
	dim: number,
	item: Tensor | NestedNumbers,
	picks: { dim: number; index: Tensor }[],
): number {
	const index =
		Array.isArray(item) || isTypedArray(item)
			? tensorFrom(
					item as NestedNumbers,
					isBooleans(item as NestedNumbers) ? "bool" : "int32",
				)
			: checkTensor(op, item);
	if (!isMask(index)) {
		picks.push({ dim, index: checkedIndex(op, index, view.size(dim), true) });
		return dim + 1;
	}
	const covered = view.shape.slice(dim, dim + index.ndim);
	if (!sameShape(covered, index.shape))
		throw new IndexError(
			op,
			say`a mask of shape ${show(index.shape)} for dimensions of shape ${show(covered)}; they must be equal`,
		);
	nonzeroByDim(index).forEach((positions, i) => {
		picks.push({ dim: dim + i, index: positions });
	});
	return dim + index.ndim;
}

function isBooleans(item: NestedNumbers): boolean {
	let first: unknown = item[0];
	// A list within itself has no end; what is too deep for a tensor is refused when it becomes one.
	for (let depth = 0; Array.isArray(first) && depth < 200; depth++)
		first = first[0];
	return typeof first === "boolean";
}

/** A part of a slice: an integer or nothing. */
function sliceByText(op: string, x: Tensor, dim: number, text: string): Tensor {
	const parts = text.split(":").map((part) => part.trim());
	const numbers = parts.map((part) => (part === "" ? undefined : Number(part)));
	if (
		parts.length < 2 ||
		parts.length > 3 ||
		numbers.some((n) => n !== undefined && !Number.isInteger(n))
	)
		throw new IndexError(
			op,
			say`cannot read the slice "${text}"; expected "start:stop" or "start:stop:step" with integers, ":" or "..."`,
		);
	const [start, stop, step = 1] = numbers;
	if (step < 1)
		throw new ValueError(
			op,
			say`step ${step} in "${text}"; it must be at least 1 (flip reverses)`,
		);
	const size = x.size(dim);
	const clip = (value: number) =>
		Math.min(size, Math.max(0, value < 0 ? value + size : value));
	const from = clip(start ?? 0);
	const to = clip(stop ?? size);
	return slice(x, dim, from, Math.max(0, Math.ceil((to - from) / step)), step);
}

interface Gathered {
	/** The view with the picked dimensions first, flattened into one. */
	readonly rows: Tensor;
	/** Row numbers, of the positions' broadcast shape. */
	readonly positions: Tensor;
	readonly rest: Shape;
	/** Where the positions' dimensions go in the result. */
	readonly place: number;
}

/** Positions in several dimensions become row numbers of one. */
function gatherPlan(op: string, { view, picks }: Plan): Gathered {
	const dims = picks.map(({ dim }) => dim);
	const shape = broadcastShapes(
		op,
		picks.map(({ index }) => index.shape),
	);
	const others = view.shape.map((_, d) => d).filter((d) => !dims.includes(d));
	const sizes = dims.map((d) => view.size(d));
	let positions: Tensor | undefined;
	picks.forEach(({ index }, i) => {
		positions =
			positions === undefined
				? index
				: positions.mul(sizes[i] as number).add(index);
	});
	const rest = others.map((d) => view.size(d));
	const count = sizes.reduce((n, s) => n * s, 1);
	const adjacent = dims.every((d, i) => d === (dims[0] as number) + i);
	return {
		rows: permute(view, [...dims, ...others]).reshape([count, ...rest]),
		positions: (positions as Tensor).expand(shape).contiguous(),
		rest,
		place: adjacent ? (dims[0] as number) : 0,
	};
}

/** PyTorch's `x[...]`: a view for positions, slices, "..." and null; a copy where tensors or arrays pick. */
export function at(x: Tensor, items: readonly IndexItem[]): Tensor {
	checkTensor("at", x);
	return composite("at", () => {
		const planned = plan("at", x, items);
		if (planned.picks.length > 0) return picked(planned);
		return planned.view === x ? slice0(x) : planned.view;
	});
}

function picked(planned: Plan): Tensor {
	const { rows, positions, rest, place } = gatherPlan("at", planned);
	const taken = takeAlong(rows, 0, positions.reshape([-1]));
	const shaped = taken.reshape([...positions.shape, ...rest]);
	if (place === 0) return shaped;
	const first = positions.shape.map((_, d) => d);
	const before = rest.slice(0, place).map((_, d) => positions.ndim + d);
	const after = rest.slice(place).map((_, d) => positions.ndim + place + d);
	return permute(shaped, [...before, ...first, ...after]).contiguous();
}

/** An index that picks everything still gives a tensor of its own. */
function slice0(x: Tensor): Tensor {
	return x.ndim === 0 ? x.reshape([]) : slice(x, 0, 0, x.size(0), 1);
}

/** PyTorch's `x[...] = value`, in place; the value broadcasts and is cast. */
export function setAt(
	x: Tensor,
	items: readonly IndexItem[],
	given: Operand | NestedInput,
): Tensor {
	checkTensor("setAt", x);
	return composite("setAt", () => {
		const value = operandOf(x, given);
		const planned = plan("setAt", x, items);
		if (planned.picks.length === 0)
			copyInto(planned.view, dropLeadingOnes(value, planned.view));
		else putAt(planned, value);
		return x;
	});
}

/** A number or a tensor; lists of numbers become tensors of the dtype into which they go. */
function operandOf(x: Tensor, value: Operand | NestedInput): Operand {
	if (Array.isArray(value) || isTypedArray(value))
		return tensorFrom(value as NestedInput, x.dtype);
	return typeof value === "object"
		? checkTensor("setAt", value)
		: elementOf("setAt", "the value", value, x.dtype);
}

function putAt(planned: Plan, value: Operand): void {
	assign("setAt", planned.view, (view) => {
		const order = tidy(() => arange(view.numel()).reshape(view.shape));
		const positions = at(order, itemsOf(planned));
		const source =
			typeof value === "object"
				? dropLeadingOnes(value, positions).to(view.dtype)
				: view
						.detached()
						.filledLike(Number(value))
						.reshape([-1])
						.narrow(0, 0, view.numel() > 0 ? 1 : 0)
						.reshape(view.numel() > 0 ? [] : [0]);
		if (positions.numel() === 0) return view.clone();
		return putFlat(view, positions, source.expand(positions.shape));
	});
}

function itemsOf({ view, picks }: Plan): IndexItem[] {
	return view.shape.map(
		(_, d) => picks.find(({ dim }) => dim === d)?.index ?? ":",
	);
}

/** A value may have more dimensions than its place if they are all 1. */
function dropLeadingOnes<T extends Operand>(
	value: T,
	place: Tensor,
): T | Tensor {
	if (typeof value !== "object" || value.ndim <= place.ndim) return value;
	const extra = value.ndim - place.ndim;
	if (value.shape.slice(0, extra).some((size) => size !== 1))
		throw new ShapeError(
			"setAt",
			say`a value of shape ${show(value.shape)} for a place of shape ${show(place.shape)}`,
		);
	return value.reshape(value.shape.slice(extra));
}
