/** Any view as one operation: for views whose history must be made anew after an in-place change. */

import { run } from "../../../bindings/run.js";
import { isGradEnabled } from "../../autograd/mode.js";
import type { Tensor } from "../../tensor/tensor.js";
import { dtypes } from "../../value/dtype.js";
import {
	AutogradError,
	IndexError,
	ShapeError,
	show,
} from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { checkInteger, checkIntegers, checkShape } from "../../value/shape.js";
import { contiguousView, overlapsItself, View } from "../../value/view.js";
import { fillElements } from "../create/filled.js";
import { copyElements, pointer, prepare } from "../engine/copy.js";
import {
	apply,
	checkTensor,
	type Meta,
	makeTensor,
	type OpSpec,
	scratch,
	viewOf,
} from "../engine/define.js";
import { kernelName } from "../engine/kernel-name.js";

/** The public form: sizes, strides and where it begins, checked against what there is. */
export function viewByStrides(
	x: Tensor,
	size: readonly number[],
	stride: readonly number[],
	storageOffset: number | null = null,
): Tensor {
	const op = "asStrided";
	const { layout, dtype, storage } = checkTensor(op, x);
	const shape = checkShape(op, size);
	const strides = checkIntegers(op, "a stride", stride);
	const offset = storageOffset ?? layout.offset;
	if (strides.length !== shape.length || strides.some((step) => step < 0))
		throw new ShapeError(
			op,
			say`sizes ${show(shape)} and strides ${show(strides)}; expected one stride of at least 0 for each size`,
		);
	const view = new View(shape, strides, checkInteger(op, "the offset", offset));
	const end = lastOf(view) + 1;
	const recorded = isGradEnabled() && x.requiresGrad;
	const [from, to] = recorded
		? [layout.offset, layout.offset + layout.numel]
		: [0, storage.bytes / dtypes[dtype].bytes];
	if (view.numel > 0 && (offset < from || end > to))
		throw new IndexError(
			op,
			say`sizes ${show(shape)} and strides ${show(strides)} from ${offset} reach elements ${offset} to ${end - 1}; there are ${from} to ${to - 1}`,
		);
	if (recorded && !layout.contiguous)
		throw new AutogradError(
			op,
			"the gradient of other strides needs a contiguous tensor; call contiguous() first",
		);
	return asStrided(x, view);
}

/** The last element of the storage that the view reaches. */
function lastOf({ shape, strides, offset }: View): number {
	return shape.reduce(
		(last, size, d) => last + (size - 1) * (strides[d] as number),
		offset,
	);
}

/** A view with given sizes, strides and offset over the storage of `x`, differentiable. */
export function asStrided(x: Tensor, view: View): Tensor {
	const within = relativeTo(x.layout, view);
	return viewOf("asStrided", x, view, (grad, base) =>
		scatterView(grad, base, within),
	);
}

/** The view in terms of a row-major tensor that has the base's elements in the base's order. */
export function relativeTo(base: View, view: View): View {
	const plain = contiguousView(base.shape);
	const strides = view.strides.map((stride) => inner(stride, base, plain));
	return new View(
		view.shape,
		strides,
		inner(view.offset - base.offset, base, plain),
	);
}

/** Expresses a distance in the base's storage as one in its row-major copy: greedily along its strides. */
function inner(distance: number, base: View, plain: View): number {
	if (base.contiguous) return distance;
	const dims = base.shape
		.map((_, d) => d)
		.filter((d) => base.shape[d] !== 1 && base.strides[d] !== 0)
		.sort((a, b) => (base.strides[b] as number) - (base.strides[a] as number));
	let left = distance;
	let out = 0;
	for (const d of dims) {
		const steps = Math.trunc(left / (base.strides[d] as number));
		left -= steps * (base.strides[d] as number);
		out += steps * (plain.strides[d] as number);
	}
	return out;
}

interface ScatterArgs {
	readonly base: Meta;
	readonly view: View;
}

const scatterSpec: OpSpec<ScatterArgs> = {
	name: "asStridedBackward",
	infer: (_, { base }) => base,
	forward: ([grad], out, { view }) => {
		fillElements(out, 0);
		if (view.numel === 0) return;
		if (overlapsItself(view)) addElements(grad as Tensor, out, view);
		else copyElements(grad as Tensor, makeTensor(out.storage, view, out.dtype));
	},
	saves: "none",
	backward: ({ args: { view } }, grad) => {
		const dense = grad.contiguous();
		const offset = dense.layout.offset + view.offset;
		return [asStrided(dense, new View(view.shape, view.strides, offset))];
	},
};

/** Adds to the view's elements one after the other: several of them may be one. */
function addElements(grad: Tensor, out: Tensor, view: View): void {
	const size = out.layout.numel;
	const numbers = scratch([size], "int32");
	run("arange_i32", size, pointer(numbers), 0, 1);
	const places = makeTensor(numbers.storage, view, "int32");
	run(
		kernelName("put_add", dtypes[out.dtype].suffix),
		view.numel,
		pointer(prepare(grad, out.dtype)),
		pointer(prepare(places, "int32")),
		pointer(out),
		size,
		view.numel,
		1,
	);
}

/** Zeros of the base's shape with the gradient at the view's elements, summed where several of them are one. */
export function scatterView(grad: Tensor, base: Meta, view: View): Tensor {
	return apply(scatterSpec, [grad], { base, view });
}
