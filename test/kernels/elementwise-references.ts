// What elementwise kernels are compared with, and the memory they run in.
import { expect } from "vitest";
import { loadKernels } from "./load.js";

export const nan = Number.NaN;
export const inf = Number.POSITIVE_INFINITY;
// Every loop (16 elements at the widest) crossed twice, and every tail.
export const sizes = [0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 19, 32, 33, 35, 39];
export type DType = "f32" | "f64" | "i32" | "u8";
export const arrays = {
	f32: Float32Array,
	f64: Float64Array,
	i32: Int32Array,
	u8: Uint8Array,
};

// Operands that meet every special case when they are paired off.
export const floats = [
	0,
	-0,
	1,
	-1,
	0.5,
	-0.5,
	1.5,
	-2.5,
	2,
	-3,
	7.25,
	-7.25,
	1e-42,
	-3e38,
	3e38,
	inf,
	-inf,
	nan,
	0.1,
	100,
];
export const ints = [
	0, 1, -1, 2, -2, 3, 7, -7, 10, 255, 65537, 2147483647, -2147483648,
];

export function erf(x: number): number {
	const a = Math.abs(x);
	if (a < 2.5) {
		// 2 / sqrt(pi) e^(-x^2) sum of 2^n x^(2n+1) / (2n+1)!!: no cancellation
		let term = x;
		let sum = x;
		for (let n = 1; n < 90; n++) {
			term *= (2 * x * x) / (2 * n + 1);
			sum += term;
		}
		return ((sum * 2) / Math.sqrt(Math.PI)) * Math.exp(-x * x);
	}
	let d = 0;
	for (let n = 60; n > 0; n--) d = n / 2 / (a + d);
	const rest = a > 30 ? 0 : Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + d);
	return Math.sign(x) * (1 - rest);
}

export function roundHalfEven(x: number): number {
	const near = Math.round(x);
	if (Math.abs(x % 1) !== 0.5)
		return Object.is(near, 0) && (x < 0 || Object.is(x, -0)) ? -0 : near;
	return 2 * Math.round(x / 2);
}

export const exact: Record<string, (x: number) => number> = {
	neg: (x) => -x,
	abs: Math.abs,
	square: (x) => x * x,
	relu: (x) => (Number.isNaN(x) ? nan : Math.max(x, 0)),
	sign: (x) => (x > 0 ? 1 : x < 0 ? -1 : 0),
	sqrt: Math.sqrt,
	reciprocal: (x) => 1 / x,
	floor: Math.floor,
	ceil: Math.ceil,
	round: roundHalfEven,
	trunc: Math.trunc,
};

export const curved: Record<string, (x: number) => number> = {
	exp: Math.exp,
	log: Math.log,
	sigmoid: (x) =>
		x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)),
	tanh: Math.tanh,
	sin: Math.sin,
	cos: Math.cos,
	log1p: Math.log1p,
	expm1: Math.expm1,
	erf,
	log2: Math.log2,
	log10: Math.log10,
	rsqrt: (x) => 1 / Math.sqrt(x),
};

export const grads: Record<string, (s: number, dy: number) => number> = {
	sigmoid: (y, dy) => dy * (1 - y) * y,
	tanh: (y, dy) => dy * (1 - y * y),
	relu: (x, dy) => (x <= 0 ? 0 : dy),
	exp: (y, dy) => dy * y,
	log: (x, dy) => dy / x,
	sqrt: (y, dy) => dy / (2 * y),
	abs: (x, dy) => dy * (x > 0 ? 1 : x < 0 ? -1 : 0),
	square: (x, dy) => dy * 2 * x,
	reciprocal: (y, dy) => -dy * y * y,
	rsqrt: (y, dy) => -0.5 * dy * y * y * y,
};

export const ipow = (a: number, b: number) => {
	if (b < 0) return a === 1 ? 1 : a === -1 ? (b & 1 ? -1 : 1) : 0;
	return Number(BigInt.asIntN(32, BigInt(a) ** BigInt(b)));
};
export const pyMod = (a: number, b: number) => {
	const m = a % b;
	return m !== 0 && b < 0 !== m < 0 ? m + b : m;
};
export const fpow = (a: number, b: number) =>
	a === 1 || (a === -1 && Math.abs(b) === inf) ? 1 : a ** b;

export type Binary = (a: number, b: number) => number;
export const floatBinary: Record<string, Binary> = {
	add: (a, b) => a + b,
	sub: (a, b) => a - b,
	mul: (a, b) => a * b,
	div: (a, b) => a / b,
	maximum: Math.max,
	minimum: Math.min,
	trunc_divide: (a, b) => Math.trunc(a / b),
	fmod: (a, b) => a % b,
	remainder: pyMod,
	pow: fpow,
	atan2: Math.atan2,
};
export const intBinary: Record<string, Binary> = {
	add: (a, b) => (a + b) | 0,
	sub: (a, b) => (a - b) | 0,
	mul: Math.imul,
	maximum: Math.max,
	minimum: Math.min,
	trunc_divide: (a, b) => (b ? (a / b) | 0 : 0),
	floor_divide: (a, b) => (b ? Math.floor(a / b) | 0 : 0),
	fmod: (a, b) => (b ? (a % b) | 0 : 0),
	remainder: (a, b) => (b ? pyMod(a, b) | 0 : 0),
	pow: ipow,
	bitwise_and: (a, b) => a & b,
	bitwise_or: (a, b) => a | b,
	bitwise_xor: (a, b) => a ^ b,
};
export const comparisons: Record<string, (a: number, b: number) => boolean> = {
	eq: (a, b) => a === b,
	ne: (a, b) => a !== b,
	lt: (a, b) => a < b,
	le: (a, b) => a <= b,
	gt: (a, b) => a > b,
	ge: (a, b) => a >= b,
};

/** Distance in units of the last place of the exact value, in f32 or f64. */
export function ulps(y: number, ref: number, dtype: DType): number {
	if (Number.isNaN(ref) || Number.isNaN(y))
		return Number.isNaN(ref) && Number.isNaN(y) ? 0 : inf;
	const single = dtype === "f32";
	if (y === (single ? Math.fround(ref) : ref)) return 0;
	if (!Number.isFinite(y)) return inf;
	const lowest = single ? -126 : -1022;
	const exponent = Math.max(Math.floor(Math.log2(Math.abs(ref))), lowest);
	return Math.abs(y - ref) / 2 ** (exponent - (single ? 23 : 52));
}

/** Values as the dtype holds them. */
export const stored = (dtype: DType, values: number[]) => [
	...new arrays[dtype](values),
];
export const cycle = (values: number[], n: number, step: number) =>
	Array.from(
		{ length: n },
		(_, i) =>
			values[
				((i * step + (i / values.length) * 3) % values.length) | 0
			] as number,
	);

export function arena(build: string) {
	const { k, memory } = loadKernels(build);
	const at = [1 << 20, 2 << 20, 3 << 20];
	const out = 4 << 20;
	const call = (name: string, ...args: number[]) => {
		const kernel = k[name];
		if (!kernel) throw new Error(`no kernel ${name}`);
		kernel(...args);
	};
	const put = (slot: number, dtype: DType, values: ArrayLike<number>) =>
		new arrays[dtype](memory.buffer, at[slot], values.length).set(values);
	/** Runs over [begin, n) of a buffer full of 85s and says what changed; everything around must stay. */
	function collect(
		dtype: DType,
		begin: number,
		n: number,
		run: () => void,
	): number[] {
		const bytes = new Uint8Array(memory.buffer, out, 4096);
		bytes.fill(85);
		const size = arrays[dtype].BYTES_PER_ELEMENT;
		run();
		expect(bytes.subarray(0, begin * size).every((b) => b === 85)).toBe(true);
		expect(bytes.subarray(n * size).every((b) => b === 85)).toBe(true);
		return [...new arrays[dtype](memory.buffer, out, n).subarray(begin)];
	}

	/** Every size, and every way of stepping; `check` sees results beside operands as stored. */
	function checkBinary(
		name: string,
		dtype: DType,
		to: DType,
		values: number[],
		check: (y: number, a: number, b: number) => void,
	) {
		for (const n of [...sizes, 400]) {
			const a = stored(dtype, cycle(values, n + 1, 1));
			const b = stored(dtype, cycle(values, n + 1, 7));
			put(0, dtype, a);
			put(1, dtype, b);
			for (const [i, j] of [
				[1, 1],
				[1, 0],
				[0, 1],
				[0, 0],
			] as const) {
				const begin = n > 3 ? 1 : 0;
				const y = collect(to, begin, n, () =>
					call(`${name}_${dtype}`, at[0]!, i, at[1]!, j, out, begin, n),
				);
				for (const [p, v] of y.entries())
					check(v, a[(p + begin) * i] as number, b[(p + begin) * j] as number);
			}
		}
	}
	const close =
		(dtype: DType, limit: number, ref: Binary) =>
		(y: number, a: number, b: number) => {
			const want = ref(a, b);
			if (ulps(y, want, dtype) > limit)
				expect.fail(`f(${a}, ${b}) = ${y}, not ${want}`);
		};

	return { at, call, checkBinary, close, collect, memory, out, put };
}
