import { readFileSync } from "node:fs";

/** A raw kernel: numbers in, nothing or a number out. */
export type Kernel = (...args: number[]) => number;

/** Instantiates one build of the kernels over a memory of its own. */
export function loadKernels(build: string): {
	k: Record<string, Kernel>;
	memory: WebAssembly.Memory;
} {
	const path = build.endsWith(".wasm")
		? build
		: new URL(`../../build/${build}.wasm`, import.meta.url);
	const memory = new WebAssembly.Memory({ initial: 256, maximum: 65536 });
	const module = new WebAssembly.Module(readFileSync(path));
	const { exports } = new WebAssembly.Instance(module, { env: { memory } });
	return { k: exports as unknown as Record<string, Kernel>, memory };
}
