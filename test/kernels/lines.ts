// Kernels that walk lines of [outer, n, inner] are compared line by line with plain float64 JavaScript.
import { expect } from "vitest";

export type Dtype = "f32" | "f64" | "i32" | "u8";
export const arrays = {
	f32: Float32Array,
	f64: Float64Array,
	i32: Int32Array,
	u8: Uint8Array,
};

/** Where inputs and outputs are. */
export const X = 1 << 16;
export const OUT = 6 << 20;
export const OUT2 = 8 << 20;
export const Y = 10 << 20;

/** Seeded, so that a failure repeats. */
export function random(seed: number) {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) | 0;
		return (state >>> 8) / 2 ** 24;
	};
}

/** Lines of [outer, n, inner] as plain arrays, one per output element. */
export function lines(
	x: ArrayLike<number>,
	n: number,
	inner: number,
	count: number,
) {
	return Array.from({ length: count }, (_, i) => {
		const base = (i - (i % inner)) * n + (i % inner);
		return Array.from({ length: n }, (_, r) => x[base + r * inner] as number);
	});
}

export function close(
	got: number,
	want: number,
	relative: number,
	scale = Math.abs(want),
) {
	if (
		Object.is(got, want) ||
		got === want ||
		(Number.isNaN(got) && Number.isNaN(want))
	)
		return;
	if (!(Math.abs(got - want) <= relative * scale + 1e-30)) {
		expect.fail(`got ${got}, want ${want}`);
	}
}

export const max = (v: number[]) =>
	v.reduce((a, b) => (Number.isNaN(a) || a > b ? a : b), -Infinity);
export const min = (v: number[]) =>
	v.reduce((a, b) => (Number.isNaN(a) || a < b ? a : b), Infinity);
export const sum = (v: number[]) => v.reduce((a, b) => a + b, 0);
export const absolute = (v: number[]) => sum(v.map(Math.abs));
