import type { instantiate as adapted } from "../build/simd.js";
import { coreModule } from "./core.js";
import { wasmMemory } from "./memory.js";

/** The exports of the compiled kernels, typed by the compiler that made them. */
export type Kernels = Awaited<ReturnType<typeof adapted>>;
export type KernelName = keyof Kernels;

let instance: Kernels | undefined;

/** The kernels, compiled on the first call. */
export function kernels(): Kernels {
	instance ??= instantiate();
	return instance;
}

/** Whether the kernels run already: it is too late to give them. */
export function running(): boolean {
	return instance !== undefined;
}

/** Kernels import nothing but their memory. */
function instantiate(): Kernels {
	const module = coreModule();
	const imports = { env: { memory: wasmMemory() } };
	return new WebAssembly.Instance(module, imports)
		.exports as unknown as Kernels;
}
