import { type KernelName, type Kernels, kernels } from "./kernels.js";

type Launch = (...args: number[]) => number;

/** What a kernel takes, as the compiler declares it. */
export type KernelArgs<K extends KernelName> = Parameters<Kernels[K]>;

/** What a ranged kernel takes before `begin` and `end`. */
export type RangedArgs<K extends KernelName> = K extends KernelName
	? Parameters<Kernels[K]> extends readonly [...infer Head, number, number]
		? Head & readonly number[]
		: never
	: never;

/** The ranged kernels that take N numbers before the range. */
export type KernelTaking<N extends number> = {
	[K in KernelName]: RangedArgs<K>["length"] extends N ? K : never;
}[KernelName];

/**
 * Launches a kernel over the range [0, n): its arguments, then begin and end. Every ranged kernel is launched here, so
 * that the range can be cut for threads in one place. An argument too few or too many does not compile.
 */
export function run<K extends KernelName>(
	kernel: K,
	n: number,
	...args: RangedArgs<K>
): void {
	(kernels()[kernel] as Launch)(...args, 0, n);
}

/** Calls a kernel that is not ranged, and gives what it returns. */
export function call<K extends KernelName>(
	kernel: K,
	...args: KernelArgs<K>
): ReturnType<Kernels[K]> {
	return (kernels()[kernel] as Launch)(...args) as ReturnType<Kernels[K]>;
}
