import type { KernelName } from "../../bindings/kernels.js";

/** What distinguishes the kernels of one family: a dtype or an element size. */
type Variant = "f32" | "f64" | "i32" | "u8" | "bool" | 1 | 4 | 8;

type FamilyOf<Name> = Name extends `${infer Family}_${Variant}`
	? Family
	: never;
/** Kernels that exist in several variants: `exp` for `exp_f32` and `exp_f64`. */
export type KernelFamily = FamilyOf<KernelName>;

const names = new Map<KernelFamily, Partial<Record<Variant, KernelName>>>();

/** The name of a family's kernel for a dtype or size. Kept, since joining strings costs more than a small kernel runs. */
export function kernelName(family: KernelFamily, variant: Variant): KernelName {
	let known = names.get(family);
	if (known === undefined) {
		known = {};
		names.set(family, known);
	}
	known[variant] ??= `${family}_${variant}` as KernelName;
	return known[variant];
}
