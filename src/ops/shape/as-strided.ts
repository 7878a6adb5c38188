/** Any view as one operation: for views whose history must be made anew after an in-place change. */
import { run } from "../../../bindings/run.js";
import type { Tensor } from "../../tensor/tensor.js";
import { dtypes } from "../../value/dtype.js";
import { contiguousView, overlapsItself, View } from "../../value/view.js";
import { fillElements } from "../create/filled.js";
import { copyElements, pointer, prepare } from "../engine/copy.js";
import {
	apply,
	type Meta,
	makeTensor,
	type OpSpec,
	scratch,
	viewOf,
} from "../engine/define.js";
import { kernelName } from "../engine/kernel-name.js";

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
