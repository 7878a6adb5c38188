/** Files: what here needs Node (or Bun, or Deno), asked for only when a file is read or written. */

import { FormatError, ValueError } from "../value/errors.js";
import { quote, say } from "../value/quote.js";
import { damaged, defaultLimit, isGzip, tooLarge } from "./gunzip.js";

/** A path, or a URL of a file: said by what a URL has, since programs without the DOM's types have no name for it. */
export type FilePath = string | { readonly href: string };

interface NodeModules {
	readonly "node:fs": typeof import("node:fs");
	readonly "node:path": typeof import("node:path");
	readonly "node:url": typeof import("node:url");
	readonly "node:zlib": typeof import("node:zlib");
}

/** @param instead what to do where there are no files */
function builtin<Name extends keyof NodeModules>(
	op: string,
	name: Name,
	instead = "fetch the bytes and use MNIST.fromBytes(images, labels)",
): NodeModules[Name] {
	// Not an import: bundlers for browsers would stumble over it, and it would not be synchronous.
	const found = globalThis.process?.getBuiltinModule?.(name);
	if (found === undefined)
		throw new ValueError(op, `this runtime has no files; ${instead}`);
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

/** A file's bytes as they are. */
export function readWhole(
	op: string,
	path: FilePath,
	instead: string,
): Uint8Array {
	const { readFileSync } = builtin(op, "node:fs", instead);
	return orRefuse(op, "read", path, () => readFileSync(path as string | URL));
}

/** Sets temporary files of one process apart. */
let written = 0;

/**
 * Writes a file whole or not at all: to a temporary file in the same folder, which then takes the other's place. Whoever
 * reads the path meanwhile finds the old content, and so does who comes back after a crash. A link stays one.
 */
export function writeWhole(
	op: string,
	path: FilePath,
	bytes: Uint8Array,
	instead: string,
): void {
	const fs = builtin(op, "node:fs", instead);
	const { fileURLToPath } = builtin(op, "node:url", instead);
	orRefuse(op, "write", path, () => {
		const given = typeof path === "string" ? path : fileURLToPath(path.href);
		const target = fs.existsSync(given) ? fs.realpathSync(given) : given;
		const temporary = `${target}.${globalThis.process.pid}-${written++}.tmp`;
		try {
			fs.writeFileSync(temporary, bytes, { flag: "wx", flush: true });
			fs.renameSync(temporary, target);
		} catch (error) {
			fs.rmSync(temporary, { force: true });
			throw error;
		}
	});
}

/** What the system says of a path, as an error of the operation that was called. */
function orRefuse<T>(
	op: string,
	verb: "read" | "write",
	path: FilePath,
	act: () => T,
): T {
	try {
		return act();
	} catch (error) {
		throw new ValueError(
			op,
			say`cannot ${verb} ${quote(String(path))}: ${error instanceof Error ? error.message : error}`,
		);
	}
}
