import { instantiateSync } from "@assemblyscript/loader";
import type { instantiate } from "../build/simd.js";
import { bytes as simd } from "./core-simd.js";
import { wasmMemory } from "./memory.js";

/** The exports of the compiled kernels, typed by the compiler that made them. */
export type Kernels = Awaited<ReturnType<typeof instantiate>>;
export type KernelName = keyof Kernels;

let instance: Kernels | undefined;

/** The kernels, compiled on the first call. */
export function kernels(): Kernels {
	if (instance === undefined) instance = load(decodeHex(simd));
	return instance;
}

function load(bytes: Uint8Array): Kernels {
	const imports = { env: { memory: wasmMemory() } };
	return instantiateSync<Kernels & Record<string, unknown>>(bytes, imports)
		.exports as Kernels;
}

function decodeHex(text: string): Uint8Array {
	const bytes = new Uint8Array(text.length / 2);
	for (let i = 0; i < bytes.length; i++)
		bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
	return bytes;
}
