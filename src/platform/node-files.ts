/** Reading files: the one file here that needs Node (or Bun, or Deno), asked for only when a file is read. */

import { FormatError, ValueError } from "../value/errors.js";
import { say } from "../value/quote.js";
import { damaged, defaultLimit, isGzip, tooLarge } from "./gunzip.js";

interface NodeModules {
	readonly "node:fs": typeof import("node:fs");
	readonly "node:path": typeof import("node:path");
	readonly "node:zlib": typeof import("node:zlib");
}

function builtin<Name extends keyof NodeModules>(
	op: string,
	name: Name,
): NodeModules[Name] {
	// Not an import: bundlers for browsers would stumble over it, and it would not be synchronous.
	const found = globalThis.process?.getBuiltinModule?.(name);
	if (found === undefined)
		throw new ValueError(
			op,
			"this runtime cannot read files; fetch the bytes and use MNIST.fromBytes(images, labels)",
		);
	return found as NodeModules[Name];
}

/** The paths of a file of any of these names in any of these folders, in order of preference. */
export function candidates(
	op: string,
	folders: readonly string[],
	names: readonly string[],
): string[] {
	const { join } = builtin(op, "node:path");
	return folders.flatMap((folder) => names.map((name) => join(folder, name)));
}

/** The first of the paths that is a file. */
export function findFile(
	op: string,
	paths: readonly string[],
): string | undefined {
	const { statSync } = builtin(op, "node:fs");
	return paths.find((path) =>
		statSync(path, { throwIfNoEntry: false })?.isFile(),
	);
}

/** A file's bytes, decompressed if they are a gzip stream. */
export function readBytes(op: string, path: string): Uint8Array {
	const bytes = builtin(op, "node:fs").readFileSync(path);
	if (!isGzip(bytes)) return bytes;
	const most = defaultLimit(bytes.length);
	try {
		return builtin(op, "node:zlib").gunzipSync(bytes, {
			maxOutputLength: most,
		});
	} catch (error) {
		throw (error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE"
			? tooLarge(op, path, bytes.length, most)
			: damaged(op, path, bytes.length, error);
	}
}

/** Runs `read` on a file; a FormatError then names the file. */
export function inFile<T>(op: string, path: string, read: () => T): T {
	try {
		return read();
	} catch (error) {
		if (error instanceof FormatError)
			throw new FormatError(op, say`${path}: ${error.message}`);
		throw error;
	}
}
