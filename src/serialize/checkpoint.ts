/** Checkpoints: whatever a run needs to go on, as one safetensors file whose header says how the parts belong together. */

import {
	type FilePath,
	readWhole,
	writeWhole,
} from "../platform/node-files.js";
import { refuseSurplus } from "../value/arguments.js";
import {
	DTypeError,
	FormatError,
	renamed,
	ValueError,
} from "../value/errors.js";
import { refuseUnknown } from "../value/keywords.js";
import { type Device, isPlainObject } from "../value/options.js";
import { kindOf, quote, say } from "../value/quote.js";
import { type Bytes, decodeTensors, encodeTensors } from "./safetensors.js";
import { KEY, VERSION } from "./structure.js";
import { readStructure } from "./structure-read.js";
import { writeStructure } from "./structure-write.js";

/**
 * Writes a checkpoint to a path, whole or not at all: a file of that name is replaced when the new one is complete.
 * A checkpoint is any nesting of lists, Maps and plain objects of tensors, typed arrays, numbers, strings, booleans and
 * null. Modules, optimisers and schedulers in it are saved as their `stateDict()`, generators as their `getState()`;
 * tensors that share their elements are saved once. The file is in the safetensors format, and nothing in it is code.
 *
 * @param checkpoint what to save; as in `torch.save` it comes first, and `save(path, checkpoint)` is taken too
 * @throws DTypeError for functions, symbols and objects of other classes, with their place; ValueError for a checkpoint
 * that contains itself, or a path that cannot be written
 * @example
 * save({ model, optimizer, epoch: 3 }, "run.safetensors");
 * load("run.safetensors").epoch; // 3
 */
export function save(checkpoint: unknown, path: FilePath): void;
export function save(path: FilePath, checkpoint: unknown): void;
export function save(first: unknown, second: unknown, ...surplus: never[]) {
	refuseSurplus("save", surplus, "a checkpoint and the path to write it to");
	const [checkpoint, path] = isPath(second) ? [first, second] : [second, first];
	if (!isPath(path))
		throw new ValueError(
			"save",
			say`no path: got ${kindOf(first)} and ${kindOf(second)}; call save(checkpoint, "run.safetensors"), or saveBytes(checkpoint) for the bytes of a file`,
		);
	if (isPath(checkpoint))
		throw new ValueError(
			"save",
			say`${quote(String(first))} and ${quote(String(second))} are both paths; the checkpoint is the object to save, as in save({ model }, "run.safetensors")`,
		);
	writeWhole("save", path, encode("save", checkpoint), bytesInstead);
}

/**
 * The bytes that `save` writes: for pages, whose downloads, IndexedDB and `postMessage` take them as they are.
 *
 * @throws as `save`
 * @example load(saveBytes({ epoch: 3 })).epoch; // 3
 */
export function saveBytes(checkpoint: unknown, ...surplus: never[]): Bytes {
	refuseSurplus("saveBytes", surplus, "a checkpoint");
	return encode("saveBytes", checkpoint);
}

function encode(op: string, checkpoint: unknown): Bytes {
	const { json: value, tensors } = writeStructure(op, checkpoint);
	const text = JSON.stringify({ version: VERSION, value });
	return encodeTensors(tensors, { [KEY]: text });
}

/** What holds a checkpoint: the path of a file, or its bytes. */
export type CheckpointSource = FilePath | Uint8Array | ArrayBuffer;

/** A Blob, a File or a Response. */
export interface Fetched {
	arrayBuffer(): Promise<ArrayBuffer>;
}

/** What `torch.load` takes; both change nothing here. */
export interface LoadOptions {
	/** There is one device. */
	readonly mapLocation?: Device | null;
	/** A file never runs code. */
	readonly weightsOnly?: boolean;
}

/**
 * What `save` or `saveBytes` was given, with the states of modules, optimisers and schedulers for their
 * `loadStateDict`, and those of generators for `setState`. Of a Blob or a Response it is a promise.
 *
 * @param options `mapLocation: "cpu"` and `weightsOnly`, as ported calls have them; they change nothing
 * @throws FormatError for bytes that are no checkpoint, or damaged; ValueError for a file that cannot be read
 * @example
 * const run = load(saveBytes({ model, optimizer }));
 * model.loadStateDict(run.model);
 * optimizer.loadStateDict(run.optimizer);
 */
// As of JSON.parse: what a file holds is known to who wrote it, not to the compiler.
// biome-ignore-start lint/suspicious/noExplicitAny: see above
export function load(
	source: CheckpointSource,
	options?: Device | LoadOptions | null,
): any;
export function load(
	source: Fetched,
	options?: Device | LoadOptions | null,
): Promise<any>;
export function load(
	source: CheckpointSource | Fetched,
	options?: Device | LoadOptions | null,
	...surplus: never[]
): any {
	// biome-ignore-end lint/suspicious/noExplicitAny: see above
	refuseSurplus("load", surplus, "the path or the bytes of one file");
	checkLoadOptions(options);

	if (isPath(source)) return decode(bytesOfPath(source));
	if (source instanceof Uint8Array) return decode(source);
	const kind = Object.prototype.toString.call(source);
	if (kind === "[object ArrayBuffer]")
		return decode(new Uint8Array(source as ArrayBuffer));
	if (/^\[object (Blob|File|Response)\]$/.test(kind))
		return later(source as Fetched);
	throw new DTypeError(
		"load",
		say`expected a path, or bytes as a Uint8Array, ArrayBuffer, Blob or Response; got ${kindOf(source)}`,
	);
}

/** PyTorch's two options that ported calls carry: both say what is always so here. */
function checkLoadOptions(given: unknown): void {
	const options: Record<string, unknown> = isPlainObject(given)
		? (given as Record<string, unknown>)
		: { mapLocation: given };
	refuseUnknown("load", options, ["mapLocation", "weightsOnly"]);
	const { mapLocation, weightsOnly } = options;
	if (
		mapLocation !== undefined &&
		mapLocation !== null &&
		mapLocation !== "cpu"
	)
		throw new ValueError(
			"load",
			say`mapLocation is ${quote(mapLocation)}; the only device is "cpu"`,
		);
	if (weightsOnly !== undefined && typeof weightsOnly !== "boolean")
		throw new ValueError(
			"load",
			say`weightsOnly is ${quote(weightsOnly)}; expected true or false. A file never runs code, so both mean the same`,
		);
}

async function later(source: Fetched): Promise<unknown> {
	const { ok, url, status, statusText } = source as Partial<Response>;
	if (ok === false)
		throw new ValueError(
			"load",
			say`${quote(url)} was answered with ${status} ${statusText}`,
		);
	return decode(new Uint8Array(await source.arrayBuffer()));
}

function bytesOfPath(path: FilePath): Uint8Array {
	if (/^https?:/.test(String(path)))
		throw new ValueError(
			"load",
			say`${quote(String(path))} is not a file; use await load(await fetch(url))`,
		);
	return readWhole("load", path, "pass the bytes: load(bytes)");
}

const bytesInstead = "use saveBytes(checkpoint) and keep the bytes";

function decode(bytes: Uint8Array): unknown {
	try {
		const { tensors, metadata } = decodeTensors(bytes);
		return readStructure(describedIn(metadata, tensors), tensors);
	} catch (error) {
		throw renamed(error, "load");
	}
}

/** The checkpoint's JSON from the header's free text. */
function describedIn(
	metadata: Readonly<Record<string, unknown>>,
	tensors: object,
): unknown {
	const text = metadata[KEY];
	if (typeof text !== "string")
		throw new FormatError(
			"load",
			say`a safetensors file of ${Object.keys(tensors).length} tensors that save() did not write; read them with loadSafetensors(bytes)`,
		);
	const { version, value } = parse(text);
	if (version === VERSION) return value;
	throw new FormatError(
		"load",
		say`a checkpoint of version ${quote(version)}; this flambeau reads version ${VERSION}`,
	);
}

function parse(text: string): { version?: unknown; value?: unknown } {
	try {
		return Object(JSON.parse(text));
	} catch (error) {
		throw new FormatError(
			"load",
			say`the description of the checkpoint is not JSON (${error instanceof Error ? error.message : error}); the file is damaged`,
		);
	}
}

function isPath(value: unknown): value is FilePath {
	return (
		typeof value === "string" ||
		Object.prototype.toString.call(value) === "[object URL]"
	);
}
