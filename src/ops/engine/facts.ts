/** What is asked of a tensor: its sizes, its dtype, its elements. */
import { type Nested, readElements, readNested } from "../../memory/read.js";
import type { Tensor } from "../../tensor/tensor.js";
import { dtypes, isFloatingDType } from "../../value/dtype.js";
import { show, ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { normalizeDim, sameShape } from "../../value/shape.js";
import { to } from "./copy.js";
import { checkTensor } from "./define.js";

export function numel(x: Tensor): number {
	return checkTensor("numel", x).layout.numel;
}

export function dim(x: Tensor): number {
	return checkTensor("dim", x).layout.shape.length;
}

export function size(x: Tensor, dim?: number): readonly number[] | number {
	const { layout, shape, ndim } = checkTensor("size", x);
	if (dim === undefined) return shape;
	return layout.shape[normalizeDim("size", dim, ndim)] as number;
}

export function stride(x: Tensor, dim?: number): readonly number[] | number {
	const { layout, ndim } = checkTensor("stride", x);
	if (dim === undefined) return layout.publicStrides;
	return layout.strides[normalizeDim("stride", dim, ndim)] as number;
}

export function isContiguous(x: Tensor): boolean {
	return checkTensor("isContiguous", x).layout.contiguous;
}

export function isFloatingPoint(x: Tensor): boolean {
	return isFloatingDType(checkTensor("isFloatingPoint", x).dtype);
}

/** There are no complex numbers here. */
export function isComplex(x: Tensor): boolean {
	checkTensor("isComplex", x);
	return false;
}

export function isNonzero(x: Tensor): boolean {
	const { layout, shape } = checkTensor("isNonzero", x);
	if (layout.numel === 1) return Boolean(item(x));
	throw new ValueError(
		"isNonzero",
		say`the tensor has ${layout.numel} elements (${show(shape)}); only one with a single element is true or false. Use any() or all()`,
	);
}

export function isSameSize(x: Tensor, other: Tensor): boolean {
	const { shape } = checkTensor("isSameSize", other);
	return sameShape(checkTensor("isSameSize", x).shape, shape);
}

export function storageOffset(x: Tensor): number {
	return checkTensor("storageOffset", x).layout.offset;
}

export function elementSize(x: Tensor): number {
	return dtypes[checkTensor("elementSize", x).dtype].bytes;
}

export function item(x: Tensor): number {
	const { layout, shape, storage, dtype } = checkTensor("item", x);
	if (layout.numel !== 1)
		throw new ValueError(
			"item",
			say`the tensor has ${layout.numel} elements (${show(shape)}); only one with a single element is a number. Use tolist(), or index it first`,
		);
	const value = readElements(storage, layout, dtype)[0] as number;
	return dtype === "bool" ? ((value !== 0) as unknown as number) : value;
}

export function tolist(x: Tensor): Nested {
	const { storage, layout, dtype } = checkTensor("tolist", x);
	return readNested(storage, layout, dtype);
}

export function typeAs(x: Tensor, other: Tensor): Tensor {
	return to(x, checkTensor("typeAs", other).dtype);
}
