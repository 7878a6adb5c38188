/**
 * The safetensors format: the length of the header (8 bytes), the header (JSON: dtype, shape and place of each tensor by
 * name), the tensors' bytes without gaps. All numbers are little-endian, as those of WebAssembly and of typed arrays on
 * every platform that runs it in earnest.
 */

import { fromFlat } from "../tensor/create/from-flat.js";
import { Tensor } from "../tensor/tensor.js";
import { checkBytes, refuseSurplus } from "../value/arguments.js";
import { type DType, dtypes } from "../value/dtype.js";
import { DTypeError, FormatError, show, ValueError } from "../value/errors.js";
import { kindOf, quote, say, shorten } from "../value/quote.js";
import { numel } from "../value/shape.js";
import { narrowIntegers } from "./int64.js";
import { type Entry, parseHeader } from "./safetensors-header.js";

/** `Uint8Array<ArrayBuffer>`, as a Blob wants it, also where TypeScript is too old to say so. */
export type Bytes = ReturnType<Uint8Array["slice"]>;

const fileTypes: Readonly<Record<DType, string>> = {
	float64: "F64",
	float32: "F32",
	int32: "I32",
	uint8: "U8",
	bool: "BOOL",
};

/**
 * The bytes of a safetensors file that holds these tensors; PyTorch and others read it.
 *
 * @throws DTypeError for values that are not tensors, ValueError for a name that no reader would find
 * @example writeFileSync("model.safetensors", saveSafetensors(model.stateDict()));
 */
export function saveSafetensors(
	tensors: Readonly<Record<string, Tensor>>,
	...surplus: never[]
): Bytes {
	refuseSurplus(
		"saveSafetensors",
		surplus,
		"the tensors alone and gives the bytes of a file: writeFileSync(path, saveSafetensors(tensors))",
	);
	return encodeTensors(tensors);
}

/** The bytes of a file with these tensors, and with free text by name in its header if given. */
export function encodeTensors(
	tensors: Readonly<Record<string, Tensor>>,
	metadata?: Readonly<Record<string, string>>,
): Bytes {
	const header = new Map<string, unknown>();
	if (metadata !== undefined) header.set("__metadata__", metadata);
	const parts: Uint8Array[] = [];
	let end = 0;
	for (const [name, value] of ordered(tensors)) {
		const { buffer, byteLength } = value.toTypedArray();
		parts.push(new Uint8Array(buffer));
		const place = [end, end + byteLength] as const;
		end += byteLength;
		header.set(name, {
			dtype: fileTypes[value.dtype],
			shape: value.shape,
			data_offsets: place,
		} satisfies Entry);
	}
	return join(header, parts, end);
}

/** By size of element, the largest first: so each tensor lies at a multiple of it. */
function ordered(tensors: Readonly<Record<string, Tensor>>) {
	const entries = Object.entries(checkNamed(tensors));
	for (const [name, value] of entries) {
		if (!(value instanceof Tensor))
			throw new DTypeError(
				"saveSafetensors",
				say`${quote(name)} is ${value === null ? "null" : typeof value}; expected a tensor`,
			);
		checkName(name);
	}
	return entries.sort(
		([, a], [, b]) => dtypes[b.dtype].bytes - dtypes[a.dtype].bytes,
	);
}

/** Only plain objects: the entries of others, such as a Map or a model, are not the tensors that are meant. */
function checkNamed(tensors: object): Readonly<Record<string, Tensor>> {
	const isObject = typeof tensors === "object" && tensors !== null;
	const prototype: unknown = isObject && Object.getPrototypeOf(tensors);
	// The prototype of plain objects, of whatever realm, has none of its own.
	if (
		isObject &&
		(prototype === null || Object.getPrototypeOf(prototype) === null)
	)
		return tensors as Readonly<Record<string, Tensor>>;
	throw new DTypeError(
		"saveSafetensors",
		say`expected an object of tensors by name, as model.stateDict() is; got ${kindOf(tensors)}`,
	);
}

/** Refuses names under which the tensor would not be found again. */
function checkName(name: string): void {
	if (name === "__metadata__")
		throw new ValueError(
			"saveSafetensors",
			'the name "__metadata__" is the format\'s own, and readers pass over it; choose another',
		);
	if (/\p{Surrogate}/u.test(name))
		throw new ValueError(
			"saveSafetensors",
			say`the name ${quote(name)} has half of a surrogate pair, which UTF-8 cannot hold; choose another`,
		);
}

function join(
	header: ReadonlyMap<string, unknown>,
	parts: readonly Uint8Array[],
	length: number,
): Bytes {
	const json = new TextEncoder().encode(
		JSON.stringify(Object.fromEntries(header)),
	);
	const start = 8 + Math.ceil(json.length / 8) * 8;
	const out = new Uint8Array(start + length);
	new DataView(out.buffer).setBigUint64(0, BigInt(start - 8), true);
	// Spaces, which JSON ignores, fill the header up.
	out.fill(0x20, 8, start);
	out.set(json, 8);
	let at = start;
	for (const part of parts) {
		out.set(part, at);
		at += part.length;
	}
	return out;
}

/**
 * The tensors of a safetensors file by name. I64 becomes int32 if its values fit.
 *
 * @throws FormatError for bytes that are no such file, truncated, or with element types that have no dtype here
 * @example
 * writeFileSync("model.safetensors", saveSafetensors(model.stateDict()));
 * model.loadStateDict(loadSafetensors(readFileSync("model.safetensors")));
 */
export function loadSafetensors(
	bytes: Uint8Array,
	...surplus: never[]
): Record<string, Tensor> {
	checkBytes("loadSafetensors", bytes);
	refuseSurplus("loadSafetensors", surplus, "the bytes of one file");
	return decodeTensors(bytes).tensors;
}

/** The tensors of a file by name, and the free text of its header. */
export function decodeTensors(bytes: Uint8Array) {
	const { entries, metadata, data } = parseHeader(bytes);
	checkPlaces(entries, data.length);
	// The right-hand side first: a file that is refused leaves no tensors behind.
	const flat = entries.map(
		([name, entry]) => [name, entry, elementsOf(name, entry, data)] as const,
	);
	const tensors: Record<string, Tensor> = Object.fromEntries(
		flat.map(([name, { shape }, { values, dtype }]) => [
			name,
			fromFlat(values, shape, dtype),
		]),
	);
	return { tensors, metadata };
}

interface Reader {
	readonly bytes: number;
	readonly dtype: DType;
}

const readers: ReadonlyMap<string, Reader> = new Map([
	["F64", { bytes: 8, dtype: "float64" }],
	["F32", { bytes: 4, dtype: "float32" }],
	["I64", { bytes: 8, dtype: "int32" }],
	["I32", { bytes: 4, dtype: "int32" }],
	["U8", { bytes: 1, dtype: "uint8" }],
	["BOOL", { bytes: 1, dtype: "bool" }],
]);

function elementsOf(name: string, entry: Entry, data: Uint8Array) {
	const reader = readers.get(entry.dtype);
	if (reader === undefined)
		throw new FormatError(
			"loadSafetensors",
			say`${quote(name)} has elements of type ${shorten(entry.dtype, 20)}; of ${[...readers.keys()].join(", ")} tensors can be made, so convert it before saving`,
		);
	const [begin, end] = entry.data_offsets;
	const expected = numel(entry.shape) * reader.bytes;
	if (end - begin !== expected)
		throw new FormatError(
			"loadSafetensors",
			say`${quote(name)} has ${end - begin} bytes; ${entry.dtype} ${show(entry.shape)} takes ${expected}`,
		);
	// A copy begins at a multiple of 8, as typed arrays need it; in the file it may lie anywhere.
	const { buffer } = Uint8Array.prototype.slice.call(data, begin, end);
	const { dtype } = reader;
	if (entry.dtype === "I64")
		return { dtype, values: narrowIntegers(name, new BigInt64Array(buffer)) };
	return { dtype, values: new dtypes[dtype].array(buffer) };
}

/** The tensors must fill the data from end to end, without gaps or overlaps. */
function checkPlaces(
	entries: readonly (readonly [string, Entry])[],
	length: number,
): void {
	const sorted = [...entries].sort(
		([, { data_offsets: a }], [, { data_offsets: b }]) =>
			a[0] - b[0] || a[1] - b[1],
	);
	let at = 0;
	for (const [name, { data_offsets }] of sorted) {
		const [begin, end] = data_offsets;
		if (begin !== at || end < begin)
			throw new FormatError(
				"loadSafetensors",
				say`${quote(name)} lies at [${begin}, ${end}]; it should begin at ${at}, where the tensor before it ends`,
			);
		at = end;
	}
	if (at !== length)
		throw new FormatError(
			"loadSafetensors",
			say`the tensors take ${at} bytes and ${length} follow the header; ${length < at ? "the file is truncated" : "there are bytes after the data"}`,
		);
}
