import { isGzip } from "../platform/gunzip.js";
/**
 * The IDX format of MNIST's files: two zero bytes, the element type, the number of dimensions, each dimension's size in 32
 * bits, then the elements; numbers are big-endian.
 */

import { fromFlat } from "../tensor/create/from-flat.js";
import type { Tensor } from "../tensor/tensor.js";
import { checkBytes, refuseSurplus } from "../value/arguments.js";
import { type DType, dtypes } from "../value/dtype.js";
import { FormatError, show } from "../value/errors.js";
import { say } from "../value/quote.js";
import { numel } from "../value/shape.js";

interface Element {
	readonly name: string;
	readonly bytes: number;
	readonly dtype: DType;
	readonly read: (view: DataView, at: number) => number;
}

const elements: Readonly<Record<number, Element>> = {
	8: {
		name: "uint8",
		bytes: 1,
		dtype: "uint8",
		read: (view, at) => view.getUint8(at),
	},
	9: {
		name: "int8",
		bytes: 1,
		dtype: "int32",
		read: (view, at) => view.getInt8(at),
	},
	11: {
		name: "int16",
		bytes: 2,
		dtype: "int32",
		read: (view, at) => view.getInt16(at),
	},
	12: {
		name: "int32",
		bytes: 4,
		dtype: "int32",
		read: (view, at) => view.getInt32(at),
	},
	13: {
		name: "float32",
		bytes: 4,
		dtype: "float32",
		read: (view, at) => view.getFloat32(at),
	},
	14: {
		name: "float64",
		bytes: 8,
		dtype: "float64",
		read: (view, at) => view.getFloat64(at),
	},
};

/**
 * The tensor of an IDX file that has been read into memory (and decompressed, see `gunzip`). int8 and int16 become int32.
 *
 * @throws FormatError for bytes that are no IDX file, too few or too many of them
 * @example readIDX(await gunzip(readFileSync("train-images-idx3-ubyte.gz"))).shape; // [2, 28, 28]
 */
export function readIDX(bytes: Uint8Array, ...surplus: never[]): Tensor {
	checkBytes("readIDX", bytes);
	refuseSurplus("readIDX", surplus, "the bytes of one file");
	const { element, shape, start } = readHeader(bytes);
	const expected = start + numel(shape) * element.bytes;
	if (bytes.length !== expected)
		throw new FormatError(
			"readIDX",
			say`${bytes.length} bytes, but ${element.name} ${show(shape)} takes ${expected}; ${bytes.length < expected ? "the file is truncated" : `${bytes.length - expected} bytes follow the data`}`,
		);
	return fromFlat(readElements(bytes, start, element), shape, element.dtype);
}

function readHeader(bytes: Uint8Array) {
	const hex = Array.from(bytes.subarray(0, 4), (b) =>
		b.toString(16).padStart(2, "0"),
	).join(" ");
	if (isGzip(bytes))
		throw new FormatError(
			"readIDX",
			say`the bytes are compressed by gzip (they begin with ${hex}); pass 'await gunzip(bytes)'`,
		);
	const element = elements[bytes[2] ?? 0];
	if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0 || !element)
		throw new FormatError(
			"readIDX",
			say`not an IDX file: it begins with ${hex || "nothing"}; expected 00 00, a type from 08 to 0e, and the number of dimensions`,
		);
	const rank = bytes[3] as number;
	const start = 4 + 4 * rank;
	if (bytes.length < start)
		throw new FormatError(
			"readIDX",
			say`${bytes.length} bytes, but the header of ${rank} dimensions takes ${start}; the file is truncated`,
		);
	const view = viewOf(bytes);
	const shape = Array.from({ length: rank }, (_, i) =>
		view.getUint32(4 + 4 * i),
	);
	return { element, shape, start };
}

function readElements(bytes: Uint8Array, start: number, element: Element) {
	if (element.name === "uint8") return bytes.subarray(start);
	const view = viewOf(bytes);
	const out = new dtypes[element.dtype].array(
		(bytes.length - start) / element.bytes,
	);
	for (let i = 0; i < out.length; i++)
		out[i] = element.read(view, start + i * element.bytes);
	return out;
}

function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
