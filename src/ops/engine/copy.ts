/** Moving elements: between layouts, dtypes and storages. */

import { call, type KernelTaking, run } from "../../../bindings/run.js";
import { addressOf } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { collapse, eachOffset } from "../../value/collapse.js";
import {
	checkDType,
	type DType,
	dtypes,
	type Suffix,
} from "../../value/dtype.js";
import type { Shape } from "../../value/shape.js";
import { apply, checkTensor, type OpSpec, scratch } from "./define.js";
import { type FamilyTaking, kernelName } from "./kernel-name.js";

/** Address of a tensor's first element. */
export function pointer(tensor: Tensor): number {
	return (
		addressOf(tensor.storage) +
		tensor.layout.offset * dtypes[tensor.dtype].bytes
	);
}

/** Copies and casts the elements of `src` into `dst`, which has the same shape; any layouts. */
export function copyElements(src: Tensor, dst: Tensor): void {
	const from = pointer(src);
	const to = pointer(dst);
	if (src.layout.numel === 0) return;
	const walk = collapse(src.layout.shape, [
		src.layout.strides,
		dst.layout.strides,
	]);
	const same =
		src.dtype === dst.dtype || (src.dtype === "bool" && dst.dtype === "uint8");
	const copy = same ? copyPlane : castLine;
	copy(src.dtype, from, dst.dtype, to, walk);
}

type Walk = ReturnType<typeof collapse>;

/** Two dimensions at once: the last one, and the one along which the source is dense, so that transposes run in tiles. */
function copyPlane(
	dtype: DType,
	from: number,
	_: DType,
	to: number,
	walk: Walk,
): void {
	const { bytes } = dtypes[dtype];
	const [src, dst] = walk.strides as [readonly number[], readonly number[]];
	const col = walk.shape.length - 1;
	const dense = src.findIndex((stride, d) => stride === 1 && d < col);
	const row = dense >= 0 ? dense : col - 1;
	const at = (list: readonly number[], d: number, none: number): number =>
		list[d] ?? none;
	const rest = walk.shape
		.map((_, d) => d)
		.filter((d) => d !== row && d !== col);
	const kernel = kernelName("copy", bytes);
	eachOffset(walk, rest, [0, 0], ([s, d]) => {
		call(
			kernel,
			from + (s as number) * bytes,
			at(src, row, 0),
			at(src, col, 1),
			to + (d as number) * bytes,
			at(dst, row, 0),
			at(dst, col, 1),
			at(walk.shape, row, 1),
			at(walk.shape, col, 1),
		);
	});
}

function castLine(
	fromType: DType,
	from: number,
	toType: DType,
	to: number,
	walk: Walk,
): void {
	const source = dtypes[fromType];
	const target = dtypes[toType];
	const kernel = castKernel(
		source.suffix,
		toType === "bool" ? "bool" : target.suffix,
	);
	const [src, dst] = walk.strides as [readonly number[], readonly number[]];
	const inner = walk.shape.length - 1;
	const rest = walk.shape.map((_, d) => d).slice(0, Math.max(0, inner));
	eachOffset(walk, rest, [0, 0], ([s, d]) => {
		run(
			kernel,
			walk.shape[inner] ?? 1,
			from + (s as number) * source.bytes,
			src[inner] ?? 1,
			to + (d as number) * target.bytes,
			dst[inner] ?? 1,
		);
	});
}

const casts: { readonly [S in Suffix]: FamilyTaking<4> } = {
	f32: "cast_f32",
	f64: "cast_f64",
	i32: "cast_i32",
	u8: "cast_u8",
};

function castKernel(from: Suffix, to: Suffix | "bool"): KernelTaking<4> {
	return kernelName(casts[from], to);
}

/** The tensor itself if it is contiguous and of the dtype, else a scratch copy that is. */
export function prepare(tensor: Tensor, dtype: DType): Tensor {
	if (tensor.dtype === dtype && tensor.layout.contiguous) return tensor;
	const copy = scratch(tensor.layout.shape, dtype);
	copyElements(tensor, copy);
	return copy;
}

const cloneSpec: OpSpec<{ readonly dtype: DType }> = {
	name: "clone",
	infer: ([x], { dtype }) => ({
		shape: (x as Tensor).layout.shape as Shape,
		dtype,
	}),
	forward: ([x], out) => copyElements(x as Tensor, out),
	saves: "none",
	backward: (_, grad) => [grad],
};
const castSpec = { ...cloneSpec, name: "to" };
const contiguousSpec = { ...cloneSpec, name: "contiguous" };

/** A copy in row-major order; the gradient passes through. */
export function clone(x: Tensor): Tensor {
	return apply(cloneSpec, [checkTensor("clone", x)], { dtype: x.dtype });
}

/** The tensor itself if it is row-major, else a copy that is. */
export function contiguous(x: Tensor): Tensor {
	if (x.layout.contiguous) return x;
	return apply(contiguousSpec, [x], { dtype: x.dtype });
}

/**
 * The tensor in another dtype; itself if it has that dtype already and no `copy` is wanted. Floats are truncated towards zero when they become
 * integers; everything but zero becomes true.
 */
export function to(x: Tensor, dtype: DType, copy = false): Tensor {
	if (x.dtype === checkDType("to", dtype) && !copy) return x;
	return apply(castSpec, [x], { dtype });
}
