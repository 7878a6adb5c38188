/** Reading elements out of a storage, wherever it is, without moving it. */

import { type DType, dtypes, type TypedArray } from "../value/dtype.js";
import { numel } from "../value/shape.js";
import type { View } from "../value/view.js";
import { peek, type Storage } from "./storage.js";

/** What `tolist` gives: a value, or arrays of arrays of values. */
export type Nested = number | boolean | Nested[];

/** The elements in row-major order, as a copy. */
export function readElements(
	storage: Storage,
	view: View,
	dtype: DType,
): TypedArray {
	const { array, bytes } = dtypes[dtype];
	const raw = peek(storage);
	const all = new array(
		raw.buffer as ArrayBuffer,
		raw.byteOffset,
		storage.bytes / bytes,
	);
	if (view.contiguous)
		return all.slice(view.offset, view.offset + view.numel) as TypedArray;
	const out = new array(view.numel);
	let at = 0;
	const walk = (dim: number, offset: number): void => {
		if (dim === view.shape.length) {
			out[at++] = all[offset] as number;
			return;
		}
		const size = view.shape[dim] as number;
		const stride = view.strides[dim] as number;
		for (let i = 0; i < size; i++) walk(dim + 1, offset + i * stride);
	};
	if (view.numel > 0) walk(0, view.offset);
	return out;
}

/** The elements as nested arrays. */
export function readNested(storage: Storage, view: View, dtype: DType): Nested {
	const flat = readElements(storage, view, dtype);
	const value = (i: number): Nested =>
		dtype === "bool" ? flat[i] !== 0 : (flat[i] as number);
	const build = (dim: number, start: number): Nested => {
		if (dim === view.shape.length) return value(start);
		const size = view.shape[dim] as number;
		const step = numel(view.shape.slice(dim + 1));
		return Array.from({ length: size }, (_, i) =>
			build(dim + 1, start + i * step),
		);
	};
	return build(0, 0);
}
