import { checkBytes } from "../value/arguments.js";
import { FormatError, ValueError } from "../value/errors.js";
import { kindOf, quote, say } from "../value/quote.js";

export interface GunzipOptions {
	/** How many bytes may come out. Default: 100 times as many as go in, at least 64 MiB and at most 1 GiB. */
	readonly maxBytes?: number | undefined;
}

/**
 * Decompresses a gzip stream, in browsers and elsewhere.
 * @throws FormatError (the Promise rejects) for bytes that are no gzip stream, are damaged, or become more than `maxBytes`
 * @example const bytes = await gunzip(readFileSync("train-images-idx3-ubyte.gz"));
 */
export async function gunzip(
	bytes: Uint8Array,
	options: GunzipOptions = {},
): Promise<Uint8Array> {
	checkBytes("gunzip", bytes);
	const most = limitOf(bytes, options);
	if (!isGzip(bytes))
		throw new FormatError(
			"gunzip",
			say`not a gzip stream: the ${bytes.length} bytes do not begin with 1f 8b; use them as they are if they are not compressed`,
		);
	const stream = new Blob([bytes as Uint8Array<ArrayBuffer>])
		.stream()
		.pipeThrough(new DecompressionStream("gzip"));
	try {
		return await collect(stream.getReader(), most);
	} catch (error) {
		throw error instanceof TooMuch
			? tooLarge("gunzip", "the gzip stream", bytes.length, most)
			: damaged("gunzip", "the gzip stream", bytes.length, error);
	}
}

class TooMuch extends Error {}

/** Counts as the chunks come: a few kilobytes can become gigabytes, and are let go of before they do. */
async function collect(
	reader: ReadableStreamDefaultReader<Uint8Array>,
	most: number,
): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for (;;) {
		const { value, done } = await reader.read();
		if (done) break;
		length += value.length;
		if (length > most) {
			chunks.length = 0;
			await reader.cancel();
			throw new TooMuch();
		}
		chunks.push(value);
	}
	const out = new Uint8Array(length);
	let at = 0;
	for (const chunk of chunks) {
		out.set(chunk, at);
		at += chunk.length;
	}
	return out;
}

function limitOf(bytes: Uint8Array, options: GunzipOptions): number {
	if (typeof options !== "object" || options === null)
		throw new ValueError(
			"gunzip",
			say`the options are ${kindOf(options)}; expected an object, as in { maxBytes: 1e9 }`,
		);
	const { maxBytes = defaultLimit(bytes.length) } = options;
	if (!(typeof maxBytes === "number" && maxBytes >= 0))
		throw new ValueError(
			"gunzip",
			say`maxBytes is ${quote(maxBytes)}; expected a number of at least 0`,
		);
	return maxBytes;
}

/** Files of data become some ten times as large, bombs a thousand times; MNIST's become at most 45 MiB. */
export function defaultLimit(compressed: number): number {
	return Math.min(2 ** 30, Math.max(2 ** 26, 100 * compressed));
}

/** What is said of a gzip stream that becomes more than it may. */
export function tooLarge(
	op: string,
	what: string,
	bytes: number,
	most: number,
): FormatError {
	return new FormatError(
		op,
		say`${what} of ${bytes} bytes becomes more than ${most}; if it can be trusted, raise the limit with gunzip(bytes, { maxBytes })`,
	);
}

/** What is said of a gzip stream that cannot be decompressed. */
export function damaged(
	op: string,
	what: string,
	bytes: number,
	error: unknown,
): FormatError {
	const reason = error instanceof Error ? error.message : String(error);
	return new FormatError(
		op,
		say`${what} of ${bytes} bytes is damaged or truncated (${reason}); fetch it anew`,
	);
}

/** Whether the bytes begin as a gzip stream does. */
export function isGzip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
