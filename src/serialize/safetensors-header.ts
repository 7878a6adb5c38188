import { FormatError } from "../value/errors.js";
import { quote } from "../value/quote.js";
import type { Shape } from "../value/shape.js";

/** What the header says of a tensor. */
export interface Entry {
	readonly dtype: string;
	readonly shape: Shape;
	/** First and last byte (excluded), from the end of the header. */
	readonly data_offsets: readonly [number, number];
}

/** The header's entries, each of the right form, its free text, and the bytes after it. */
export function parseHeader(bytes: Uint8Array) {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (bytes.length < 8)
		throw refusal(`${bytes.length} bytes; a file begins with 8 for the length`);
	const length = view.getBigUint64(0, true);
	if (length > BigInt(bytes.length - 8))
		throw refusal(
			`a header of ${length} bytes in a file of ${bytes.length}; it is truncated or not a safetensors file`,
		);
	const start = 8 + Number(length);
	const header = parseJSON(bytes.subarray(8, start));
	if (!isObject(header)) throw refusal("the header is not a JSON object");
	const entries: (readonly [string, Entry])[] = [];
	// Free text about the file, not a tensor.
	for (const [name, entry] of Object.entries(header))
		if (name !== "__metadata__") entries.push([name, checkEntry(name, entry)]);
	const text = Object.getOwnPropertyDescriptor(header, "__metadata__")?.value;
	const metadata = isObject(text) ? text : {};
	return { entries, metadata, data: bytes.subarray(start) };
}

function parseJSON(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
	} catch (error) {
		throw refusal(
			`the header is not JSON (${error instanceof Error ? error.message : error}); this is not a safetensors file, or a damaged one`,
		);
	}
}

/** More dimensions than any tensor has: such a header is made to exhaust what walks through them. */
const MOST_DIMS = 128;

function checkEntry(name: string, entry: unknown): Entry {
	const { dtype, shape, data_offsets } = isObject(entry) ? entry : {};
	if (
		typeof dtype !== "string" ||
		!isSizes(shape) ||
		shape.length > MOST_DIMS ||
		!isSizes(data_offsets) ||
		data_offsets.length !== 2
	)
		throw refusal(
			`the header says of ${quote(name)} ${quote(entry)}; expected dtype, shape and data_offsets`,
		);
	const [begin, end] = data_offsets as [number, number];
	return { dtype, shape, data_offsets: [begin, end] };
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
	return (
		Array.isArray(value) &&
		value.every((n) => Number.isSafeInteger(n) && n >= 0)
	);
}

function refusal(problem: string): FormatError {
	return new FormatError("loadSafetensors", problem);
}
