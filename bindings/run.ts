import { type KernelName, kernels } from "./kernels.js";

type Launch = (...args: number[]) => number;

/**
 * Launches a kernel over the range [0, n): its arguments, then begin and end. Every ranged kernel is launched here, so
 * that the range can be cut for threads in one place.
 */
export function run(kernel: KernelName, n: number, ...args: number[]): void {
	(kernels()[kernel] as Launch)(...args, 0, n);
}

/** Calls a kernel that is not ranged, and gives what it returns. */
export function call(kernel: KernelName, ...args: number[]): number {
	return (kernels()[kernel] as Launch)(...args);
}
