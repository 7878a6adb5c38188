import { FormatError } from "../errors.js";
import { isGzip } from "./idx.js";

/**
 * Decompresses a gzip stream, in browsers and elsewhere.
 * @throws FormatError (the Promise rejects) for bytes that are no gzip stream or are damaged
 * @example const bytes = await gunzip(readFileSync("train-images-idx3-ubyte.gz"));
 */
export async function gunzip(bytes: Uint8Array): Promise<Uint8Array> {
	if (!isGzip(bytes))
		throw new FormatError(
			"gunzip",
			`not a gzip stream: the ${bytes.length} bytes do not begin with 1f 8b; use them as they are if they are not compressed`,
		);
	const stream = new Blob([bytes as Uint8Array<ArrayBuffer>])
		.stream()
		.pipeThrough(new DecompressionStream("gzip"));
	try {
		return new Uint8Array(await new Response(stream).arrayBuffer());
	} catch (error) {
		throw damaged("gunzip", "the gzip stream", bytes.length, error);
	}
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
		`${what} of ${bytes} bytes is damaged or truncated (${reason}); fetch it anew`,
	);
}
