import type { KernelName } from "../../../bindings/kernels.js";
import type { KernelTaking } from "../../../bindings/run.js";

/** What distinguishes the kernels of one family: a dtype or an element size. */
export type Variant = "f32" | "f64" | "i32" | "u8" | "bool" | 1 | 4 | 8;

type FamilyOf<Name> = Name extends `${infer Family}_${Variant}`
	? Family
	: never;
/** Kernels that exist in several variants: `exp` for `exp_f32` and `exp_f64`. */
export type KernelFamily = FamilyOf<KernelName>;

/** Families of ranged kernels that take N numbers before the range. */
export type FamilyTaking<N extends number> = FamilyOf<KernelTaking<N>>;

/** The kernels of a family for some variants. */
export type KernelOf<F extends KernelFamily, V extends Variant> = Extract<
	KernelName,
	`${F}_${V}`
>;

const names = new Map<KernelFamily, Partial<Record<Variant, KernelName>>>();

/** The name of a family's kernel for a dtype or size. Kept, since joining strings costs more than a small kernel runs. */
export function kernelName<F extends KernelFamily, V extends Variant>(
	family: F,
	variant: V,
): KernelOf<F, V> {
	let known = names.get(family);
	if (known === undefined) {
		known = {};
		names.set(family, known);
	}
	known[variant] ??= `${family}_${variant}` as KernelName;
	return known[variant] as KernelOf<F, V>;
}
