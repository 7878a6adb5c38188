/** Picking elements by position, and putting them back. */

import { call, run } from "../../../bindings/run.js";
import { beginOp } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { computeDType, dtypes } from "../../value/dtype.js";
import { IndexError, ShapeError, show } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { normalizeDim, numel, type Shape } from "../../value/shape.js";
import { fillElements, filled } from "../create/filled.js";
import { tensorFrom } from "../create/literal.js";
import { whole } from "../create/whole.js";
import { composite } from "../engine/composite.js";
import { copyElements, pointer, prepare } from "../engine/copy.js";
import {
	allocateTensor,
	apply,
	checkTensor,
	type OpSpec,
	scratch,
	tidy,
} from "../engine/define.js";
import { kernelName } from "../engine/kernel-name.js";
import { narrow } from "../shape/views.js";

/** Positions: a tensor of integers or whole floats, or numbers. */
export type IndexLike = Tensor | readonly number[];

/** An int32 tensor of the positions, each checked against `size` and counted from the start. */
export function checkedIndex(
	op: string,
	index: IndexLike,
	size: number,
	negative: boolean,
): Tensor {
	const given = Array.isArray(index)
		? tensorFrom(index, "int32")
		: whole(op, "index", index as Tensor);
	const positions = given.to("int32").contiguous();
	const n = positions.numel();
	if (n === 0) return positions;
	beginOp();
	const bad = call("check_index", pointer(positions), n, size);
	const values =
		bad >= 0 || !negative
			? (positions.toTypedArray() as Int32Array)
			: undefined;
	const wrong =
		bad >= 0
			? bad
			: negative
				? -1
				: (values as Int32Array).findIndex((i) => i < 0);
	if (wrong >= 0)
		throw new IndexError(
			op,
			say`index ${values?.[wrong]} at position ${wrong} for a dimension of size ${size}; expected ${negative ? -size : 0} to ${size - 1}`,
		);
	return negative ? wrapped(positions, size) : positions;
}

function wrapped(positions: Tensor, size: number): Tensor {
	beginOp();
	const out = allocateTensor(positions.shape, "int32");
	call("wrap_index", pointer(positions), pointer(out), positions.numel(), size);
	return out;
}

interface TakeArgs {
	readonly dim: number;
}

/** out[.., j, ..] = x[.., index[j], ..]: index is one-dimensional, int32, checked. */
const takeSpec: OpSpec<TakeArgs> = {
	name: "indexSelect",
	infer: ([x, index], { dim }) => ({
		shape: replaceSize((x as Tensor).shape, dim, (index as Tensor).numel()),
		dtype: (x as Tensor).dtype,
	}),
	forward: ([x, index], out, { dim }) => {
		const [source, k] = [x as Tensor, (index as Tensor).numel()];
		const outer = numel(source.shape.slice(0, dim));
		const inner = numel(source.shape.slice(dim + 1));
		const kernel = kernelName("take", dtypes[source.dtype].bytes);
		run(
			kernel,
			outer * k,
			pointer(prepare(source, source.dtype)),
			pointer(prepare(index as Tensor, "int32")),
			pointer(out),
			source.shape[dim] as number,
			k,
			inner,
		);
	},
	saves: "others",
	backward: ({ inputs, args, metas }, grad) => {
		const shape = (metas[0] as Tensor).shape;
		return [
			apply(putAddSpec, [grad, inputs[1] as Tensor], { ...args, shape }),
			null,
		];
	},
};

interface PutArgs extends TakeArgs {
	readonly shape: Shape;
}

/** Zeros of `shape` to which the values are added at their positions. */
const putAddSpec: OpSpec<PutArgs> = {
	name: "indexAdd",
	infer: ([values], { shape }) => ({ shape, dtype: (values as Tensor).dtype }),
	forward: ([values, index], out, { dim, shape }) => {
		fillElements(out, 0);
		const k = (index as Tensor).numel();
		if (k === 0) return;
		const outer = numel(shape.slice(0, dim));
		const inner = numel(shape.slice(dim + 1));
		const kernel = kernelName("put_add", dtypes[out.dtype].suffix);
		run(
			kernel,
			outer * k,
			pointer(prepare(values as Tensor, out.dtype)),
			pointer(prepare(index as Tensor, "int32")),
			pointer(out),
			shape[dim] as number,
			k,
			inner,
		);
	},
	saves: "others",
	backward: ({ inputs, args }, grad) => [
		apply(takeSpec, [grad, inputs[1] as Tensor], { dim: args.dim }),
		null,
	],
};

function replaceSize(shape: Shape, dim: number, size: number): Shape {
	return shape.map((s, d) => (d === dim ? size : s));
}

/** Elements along `dim` at checked positions. */
export function takeAlong(x: Tensor, dim: number, positions: Tensor): Tensor {
	return apply(takeSpec, [x, positions], { dim });
}

/**
 * The slices of `dim` at the given positions.
 * @param index one dimension, integers from 0 to size - 1
 */
export function indexSelect(x: Tensor, dim: number, index: IndexLike): Tensor {
	checkTensor("indexSelect", x);
	return composite("indexSelect", () => selectAlong(x, dim, index));
}

function selectAlong(x: Tensor, dim: number, index: IndexLike): Tensor {
	const d = normalizeDim("indexSelect", dim, x.ndim);
	const positions = checkedIndex("indexSelect", index, x.shape[d] ?? 1, false);
	if (positions.ndim > 1)
		throw new ShapeError(
			"indexSelect",
			say`index of shape ${show(positions.shape)}; expected one dimension (gather and at take more)`,
		);
	if (x.ndim === 0) return takeAlong(x.reshape([1]), 0, positions).reshape([]);
	return takeAlong(x, d, positions);
}

interface GatherArgs extends TakeArgs {
	readonly shape: Shape;
}

/** Offsets in a row-major [.., size, ..] tensor of the elements that `index` picks along `dim`. */
function linearOffsets(index: Tensor, size: number, dim: number): Tensor {
	const out = scratch([index.numel()], "int32");
	const k = index.shape[dim] ?? 1;
	const inner = numel(index.shape.slice(dim + 1));
	run(
		"gather_index",
		index.numel(),
		pointer(prepare(index, "int32")),
		pointer(out),
		size,
		k,
		inner,
	);
	return out;
}

const gatherSpec: OpSpec<GatherArgs> = {
	name: "gather",
	infer: ([x, index]) => ({
		shape: (index as Tensor).shape,
		dtype: (x as Tensor).dtype,
	}),
	forward: ([x, index], out, { dim }) => {
		const source = x as Tensor;
		const offsets = linearOffsets(index as Tensor, source.shape[dim] ?? 1, dim);
		const kernel = kernelName("take", dtypes[source.dtype].bytes);
		run(
			kernel,
			out.layout.numel,
			pointer(prepare(source, source.dtype)),
			pointer(offsets),
			pointer(out),
			source.numel(),
			out.layout.numel,
			1,
		);
	},
	saves: "others",
	backward: ({ inputs, args }, grad) => [
		apply(scatterAddSpec, [grad, inputs[1] as Tensor], args),
		null,
	],
};

/** Zeros of `shape` to which the values are added where `index` says along `dim`. */
const scatterAddSpec: OpSpec<GatherArgs> = {
	name: "scatterAdd",
	infer: ([values], { shape }) => ({ shape, dtype: (values as Tensor).dtype }),
	forward: ([values, index], out, { dim, shape }) => {
		fillElements(out, 0);
		const count = (index as Tensor).numel();
		if (count === 0) return;
		const offsets = linearOffsets(index as Tensor, shape[dim] ?? 1, dim);
		const kernel = kernelName("put_add", dtypes[out.dtype].suffix);
		run(
			kernel,
			count,
			pointer(prepare(values as Tensor, out.dtype)),
			pointer(offsets),
			pointer(out),
			out.layout.numel,
			count,
			1,
		);
	},
	saves: "others",
	backward: ({ inputs, args }, grad) => [
		apply(gatherSpec, [grad, inputs[1] as Tensor], args),
		null,
	],
};

/**
 * out[i][j][k] = x[i][index[i][j][k]][k] for dim 1, and likewise for the others.
 * @param index integers; as many dimensions as x, no larger than x except along `dim`
 */
export function gather(x: Tensor, dim: number, index: Tensor): Tensor {
	checkTensor("gather", x);
	return composite("gather", () => gatherAlong(x, dim, index));
}

function gatherAlong(x: Tensor, dim: number, index: Tensor): Tensor {
	const d = normalizeDim("gather", dim, x.ndim);
	const positions = checkedIndex("gather", index, x.shape[d] ?? 1, false);
	if (positions.numel() === 0 && positions.ndim <= 1 && x.ndim > 1)
		return x.reshape([-1]).narrow(0, 0, 0).reshape(positions.shape);
	if (x.ndim === 0 && positions.ndim === 1)
		return takeAlong(x.reshape([1]), 0, positions);
	const tooLarge =
		positions.ndim !== x.ndim ||
		positions.shape.some((size, i) => i !== d && size > (x.shape[i] as number));
	if (tooLarge)
		throw new ShapeError(
			"gather",
			say`index ${show(positions.shape)} for a tensor of shape ${show(x.shape)}; it needs as many dimensions, no larger but along dim ${d}`,
		);
	let source = x;
	for (let i = 0; i < x.ndim; i++)
		if (i !== d && positions.shape[i] !== source.shape[i])
			source = narrow(source, i, 0, positions.shape[i] as number);
	return gatherKnown(source, d, positions);
}

/** As `gather`, for positions that an operation found itself: int32, in range, equal sizes but along `dim`. */
export function gatherKnown(x: Tensor, dim: number, positions: Tensor): Tensor {
	return apply(gatherSpec, [x, positions], { dim, shape: x.shape });
}

const chosenSpec = { ...gatherSpec, bends: true };

/** The same for positions that were found by looking at x. */
export function gatherChosen(
	x: Tensor,
	dim: number,
	positions: Tensor,
): Tensor {
	return apply(chosenSpec, [x, positions], { dim, shape: x.shape });
}

/** x with `values` written at flat row-major positions; the last one wins. */
const putSpec: OpSpec<undefined> = {
	name: "indexPut",
	infer: ([x]) => x as Tensor,
	forward: ([x, positions, values], out) => {
		copyElements(x as Tensor, out);
		const count = (positions as Tensor).numel();
		if (count === 0) return;
		const kernel = kernelName("put", dtypes[out.dtype].bytes);
		run(
			kernel,
			count,
			pointer(prepare(values as Tensor, out.dtype)),
			pointer(prepare(positions as Tensor, "int32")),
			pointer(out),
			out.layout.numel,
			count,
			1,
		);
	},
	saves: "others",
	backward: ({ inputs, needs }, grad) => {
		const positions = inputs[1] as Tensor;
		const flat = positions.reshape([-1]);
		return [
			needs[0]
				? putFlat(
						grad,
						positions,
						filled("indexPut", positions.shape, 0, grad.dtype),
					)
				: null,
			null,
			needs[2]
				? takeAlong(grad.reshape([-1]), 0, flat).reshape(positions.shape)
				: null,
		];
	},
};

/** x with `values` written at the flat positions, which have the same shape as `values`. */
export function putFlat(x: Tensor, positions: Tensor, values: Tensor): Tensor {
	return apply(putSpec, [x, positions, values], undefined);
}

/** x with `values` added at the flat positions, which have the same shape as `values`; the dtype stays x's. */
export function addFlat(x: Tensor, positions: Tensor, values: Tensor): Tensor {
	const count = positions.numel();
	const dtype = computeDType(x.dtype);
	return tidy(() => {
		const flat = [
			values.to(dtype).reshape([count]),
			positions.reshape([count]),
		];
		const shape = [x.numel()];
		const added = apply(putAddSpec, flat, { dim: 0, shape });
		return x.to(dtype).add(added.reshape(x.shape)).to(x.dtype);
	});
}
