/** The compiled kernels: from the bytes that this package carries, or given by a host that compiles nothing itself. */
import { HostError } from "../src/value/errors.js";
import { bytes as text } from "./core-simd.js";

let given: WebAssembly.Module | undefined;

/** Takes the place of the carried bytes. */
export function giveModule(module: WebAssembly.Module): void {
	given = module;
}

/** @throws HostError where WebAssembly is missing, or may not be compiled */
export function coreModule(): WebAssembly.Module {
	if (given !== undefined) return given;
	if (typeof WebAssembly === "undefined")
		throw new HostError(
			"WebAssembly",
			"this host has none, and every kernel is written in it; it is there in Node, Bun, Deno, Workers and all browsers, unless switched off (as by lockdown mode)",
		);
	try {
		return new WebAssembly.Module(decodeHex(text));
	} catch (error) {
		throw refusal(error);
	}
}

/** What a host says that forbids compiling, and what lets the kernels run there. */
function refusal(error: unknown): HostError {
	const said = error instanceof Error ? error.message : String(error);
	const cure = /unsafe-eval|CSP|Content Security|content security/.test(said)
		? "the page's Content-Security-Policy must allow it: script-src 'self' 'wasm-unsafe-eval'"
		: /disallowed|embedder|not allowed/i.test(said)
			? 'this host runs only what was compiled before: import flambeau with the condition "workerd" or "edge-light", or call init({ module }) first with the module of "flambeau/core.wasm"'
			: "an engine with SIMD is needed: Node 16.4, Chrome 91, Firefox 89, Safari 16.4 or later";
	return new HostError("WebAssembly", `${said}; ${cure}`);
}

/** Hosts have their own decoders, which are ten times as fast as a loop that has never run before. */
function decodeHex(hex: string): Uint8Array<ArrayBuffer> {
	const { Uint8Array: bytesOf, Buffer: buffers } = globalThis as unknown as {
		Uint8Array: { fromHex?(hex: string): Uint8Array<ArrayBuffer> };
		Buffer?: { from(text: string, as: "hex"): Uint8Array<ArrayBuffer> };
	};
	if (bytesOf.fromHex !== undefined) return bytesOf.fromHex(hex);
	if (buffers !== undefined) return buffers.from(hex, "hex");
	const bytes = new Uint8Array(hex.length / 2);
	for (let i = 0; i < bytes.length; i++)
		bytes[i] = (digit(hex, 2 * i) << 4) | digit(hex, 2 * i + 1);
	return bytes;
}

/** "0" to "9" are 48 to 57, "a" to "f" 97 to 102. */
function digit(hex: string, i: number): number {
	const code = hex.charCodeAt(i);
	return code < 58 ? code - 48 : code - 87;
}
