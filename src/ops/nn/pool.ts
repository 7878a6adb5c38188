/** Sums and largest elements of windows over the last two dimensions: what pooling is made of. */
import { run } from "../../../bindings/run.js";
import { peek } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { dtypes } from "../../value/dtype.js";
import { numel } from "../../value/shape.js";
import { pointer, prepare } from "../engine/copy.js";
import { apply, type OpSpec, scratch } from "../engine/define.js";
import { kernelName } from "../engine/kernel-name.js";
import { gatherChosen } from "../select/gather.js";
import {
	type Axis,
	type Bounds,
	boundsOf,
	groupsOf,
	transposed,
} from "./pool-windows.js";

interface PoolArgs {
	readonly rows: Axis;
	readonly cols: Axis;
	/** From windows to elements: each gets the sum of the windows that hold it. */
	readonly back: boolean;
}

const sumSpec: OpSpec<PoolArgs> = {
	name: "windowSums",
	infer: ([x], { rows, cols, back }) => ({
		shape: (x as Tensor).shape
			.slice(0, -2)
			.concat(back ? [rows.input, cols.input] : [rows.output, cols.output]),
		dtype: (x as Tensor).dtype,
	}),
	forward: ([x], out, args) => launchPool("pool_sum", x as Tensor, out, args),
	saves: "none",
	// It does not, but in PyTorch all pooling has second derivatives.
	bends: true,
	backward: ({ args }, grad) => [
		apply(sumSpec, [grad], { ...args, back: !args.back }),
	],
};

const argmaxSpec: OpSpec<PoolArgs> = {
	name: "windowArgmax",
	infer: ([x], { rows, cols }) => ({
		shape: [...(x as Tensor).shape.slice(0, -2), rows.output, cols.output],
		dtype: "int32",
	}),
	forward: ([x], out, args) =>
		launchPool("pool_argmax", x as Tensor, out, args),
	saves: "none",
	backward: null,
};

function launchPool(
	kernel: "pool_sum" | "pool_argmax",
	x: Tensor,
	out: Tensor,
	{ rows, cols, back }: PoolArgs,
): void {
	const { bytes, suffix } = dtypes[x.dtype];
	const [h, w] = x.shape.slice(-2) as [number, number];
	const [oh, ow] = out.shape.slice(-2) as [number, number];
	const bounds = (axis: Axis): Bounds =>
		back ? transposed(boundsOf(axis), axis.input) : boundsOf(axis);
	const across = bounds(cols);
	const groups = groupsOf(across, 16 / bytes);
	const data = prepare(x, x.dtype);
	const tables = [bounds(rows), across, groups].map(uploaded);
	const [rowTable, colTable, groupTable] = tables.map(pointer) as [
		number,
		number,
		number,
	];
	run(
		kernelName(kernel, suffix as "f32" | "f64"),
		numel(out.shape.slice(0, -2)),
		pointer(data),
		h * w * bytes,
		w,
		pointer(out),
		rowTable,
		oh,
		colTable,
		ow,
		groupTable,
		groups.length / 2,
		dilationOf(rows),
		dilationOf(cols),
	);
}

function dilationOf({ window }: Axis): number {
	return window === "adaptive" ? 1 : window.dilation;
}

function uploaded(table: Int32Array): Tensor {
	const place = scratch([table.length], "int32");
	const bytes = new Uint8Array(table.buffer);
	peek(place.storage).set(bytes);
	return place;
}

/** The sum of each window of the planes that the last two dimensions are: float32 or float64. */
export function windowSums(x: Tensor, rows: Axis, cols: Axis): Tensor {
	return apply(sumSpec, [x], { rows, cols, back: false });
}

/**
 * The largest element of each window, which alone gets the gradient, and where in its plane it is. The first of equal
 * ones; the last NaN if there is one. No window is empty. Call it inside `tidy`.
 */
export function windowMaxima(
	x: Tensor,
	rows: Axis,
	cols: Axis,
): readonly [values: Tensor, indices: Tensor] {
	const args = { rows, cols, back: false };
	const indices = apply(argmaxSpec, [x.detached()], args);
	const planes = numel(x.shape.slice(0, -2));
	const values = gatherChosen(
		x.reshape([planes, rows.input * cols.input]),
		1,
		indices.reshape([planes, rows.output * cols.output]),
	);
	return [values.reshape(indices.shape), indices];
}
