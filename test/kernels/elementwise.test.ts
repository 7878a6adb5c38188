import { describe, expect, test } from "vitest";
import {
	arena,
	comparisons,
	cycle,
	erf,
	exact,
	floatBinary,
	floats,
	grads,
	inf,
	intBinary,
	ints,
	nan,
	sizes,
	stored,
} from "./elementwise-references.js";

describe.each(["debug", "simd"])("elementwise kernels, %s build", (build) => {
	const { at, call, checkBinary, close, collect, out, put } = arena(build);
	for (const dtype of ["f32", "f64"] as const) {
		test.each(Object.keys(exact))(`%s_${dtype} on every size`, (name) => {
			for (const n of sizes) {
				const x = stored(dtype, cycle(floats, n, 1));
				put(0, dtype, x);
				const begin = n > 3 ? 1 : 0;
				const y = collect(dtype, begin, n, () =>
					call(`${name}_${dtype}`, at[0]!, out, begin, n),
				);
				expect(y.map((v) => v + 0)).toEqual(
					stored(dtype, x.slice(begin).map(exact[name]!)).map((v) => v + 0),
				);
			}
		});
		test.each(Object.keys(grads))(`%s_grad_${dtype} on every size`, (name) => {
			for (const n of sizes) {
				const s = stored(dtype, cycle([0.5, 2, -1, 0, 0.25, nan, 3], n, 1));
				const dy = stored(dtype, cycle([1, -2, 0.1, 5], n, 1));
				put(0, dtype, s);
				put(1, dtype, dy);
				const y = collect(dtype, 0, n, () =>
					call(`${name}_grad_${dtype}`, at[0]!, at[1]!, out, 0, n),
				);
				for (const [i, v] of y.entries())
					close(dtype, 3, grads[name]!)(v, s[i]!, dy[i]!);
			}
		});
		// pow and atan2: the reference has an error of its own; true values are within 2 ulp
		test.each(Object.keys(floatBinary))(
			`%s_${dtype} on every size and step`,
			(name) => {
				if (name === "trunc_divide" && dtype === "f32") {
					// the quotient is an f32 before it is truncated
					return checkBinary(
						name,
						dtype,
						dtype,
						floats,
						close(dtype, 0, (a, b) => Math.trunc(Math.fround(a / b))),
					);
				}
				const loose = name === "pow" || name === "atan2" ? 2 : 0.5;
				checkBinary(
					name,
					dtype,
					dtype,
					floats,
					close(dtype, loose, floatBinary[name]!),
				);
			},
		);
		test(`remainder, maximum and round keep the sign of zero in ${dtype}`, () => {
			put(0, dtype, [-0, -0.5]);
			put(1, dtype, [0, 0]);
			expect(
				collect(dtype, 0, 2, () => call(`round_${dtype}`, at[0]!, out, 0, 2)),
			).toEqual([-0, -0]);
			expect(
				collect(dtype, 0, 1, () =>
					call(`maximum_${dtype}`, at[0]!, 1, at[1]!, 1, out, 0, 1),
				),
			).toEqual([0]);
			expect(
				collect(dtype, 0, 1, () => call(`sin_${dtype}`, at[0]!, out, 0, 1)),
			).toEqual([-0]);
		});
		// Worked out by hand from the c10 formula, not taken from a run of PyTorch.
		test(`floor_divide_${dtype} follows c10::div_floor_floating`, () => {
			const a = [7, -7, 7, -7, 1, -1, 0, nan, inf, 5, -5, 1, -0.5];
			const b = [2, 2, -2, -2, 0, 0, 0, 1, 2, inf, inf, 0.1, 2];
			put(0, dtype, a);
			put(1, dtype, b);
			const y = collect(dtype, 0, a.length, () =>
				call(`floor_divide_${dtype}`, at[0]!, 1, at[1]!, 1, out, 0, a.length),
			);
			expect(y).toEqual([3, -4, -4, 3, inf, -inf, nan, nan, nan, 0, -1, 9, -1]);
		});
		test(`clamp, clamp_grad, lerp and add_scaled in ${dtype}`, () => {
			for (const n of sizes) {
				const x = stored(dtype, cycle([-3, 0.5, 9, nan, 1, -1, 2], n, 1));
				const b = stored(dtype, cycle([1, 2, 3], n, 1));
				put(0, dtype, x);
				put(1, dtype, b);
				const got = (name: string, ...args: number[]) =>
					collect(dtype, 0, n, () => call(`${name}_${dtype}`, ...args, 0, n));
				expect(got("clamp", at[0]!, out, -1, 2)).toEqual(
					x.map((v) => Math.min(Math.max(v, -1), 2)),
				);
				expect(got("clamp", at[0]!, out, 2, -1)).toEqual(
					x.map((v) => (Number.isNaN(v) ? nan : -1)),
				);
				expect(got("clamp_grad", at[0]!, at[1]!, out, -1, 2)).toEqual(
					x.map((v, i) => (v >= -1 && v <= 2 ? b[i] : 0)),
				);
				expect(got("lerp", at[0]!, 1, at[1]!, 1, 0.25, out)).toEqual(
					x.map((v, i) => v + 0.25 * (b[i]! - v)),
				);
				expect(got("lerp", at[0]!, 0, at[1]!, 1, 0.75, out)).toEqual(
					b.map((v) => v - (v - x[0]!) * 0.25),
				);
				expect(got("add_scaled", at[0]!, 1, at[1]!, 0, -2, out)).toEqual(
					x.map((v) => v - 2 * b[0]!),
				);
			}
		});
		test.each(["isnan", "isinf", "isfinite"])(`%s_${dtype}`, (name) => {
			const ref = {
				isnan: Number.isNaN,
				isinf: (x: number) => Math.abs(x) === inf,
				isfinite: Number.isFinite,
			}[name]!;
			put(0, dtype, floats);
			const y = collect("u8", 2, 20, () =>
				call(`${name}_${dtype}`, at[0]!, out, 2, 20),
			);
			expect(y).toEqual(floats.slice(2).map((v) => Number(ref(v))));
		});
		test(`erfinv_${dtype} undoes erf`, () => {
			const x = stored(dtype, [
				0,
				-0,
				1e-30,
				0.1,
				-0.5,
				0.84,
				0.86,
				-0.99,
				0.9999,
				1,
				-1,
				1.5,
				nan,
			]);
			put(0, dtype, x);
			const y = collect(dtype, 0, x.length, () =>
				call(`erfinv_${dtype}`, at[0]!, out, 0, x.length),
			);
			expect(y.slice(9)).toEqual([inf, -inf, nan, nan]);
			expect(Object.is(y[1], -0)).toBe(true);
			for (const [i, v] of x.slice(0, 9).entries())
				expect(Math.abs(erf(y[i]!) - v)).toBeLessThanOrEqual(
					(dtype === "f32" ? 2e-7 : 4e-16) * Math.abs(v),
				);
		});
	}

	test.each(Object.keys(intBinary))("%s_i32 on every size and step", (name) => {
		// exponents stay small: the reference is a BigInt power
		const values = name === "pow" ? ints.slice(0, 9) : ints;
		checkBinary(name, "i32", "i32", values, (y, a, b) =>
			expect(y + 0, `${a}, ${b}`).toBe(intBinary[name]!(a, b) + 0),
		);
	});
	test.each(["f32", "f64", "i32"] as const)(
		"comparisons of %s on every size and step",
		(dtype) => {
			for (const name in comparisons)
				checkBinary(
					name,
					dtype,
					"u8",
					dtype === "i32" ? ints : floats,
					(y, a, b) =>
						expect(y, `${name} ${a}, ${b}`).toBe(
							Number(comparisons[name]!(a, b)),
						),
				);
		},
	);
	test("unary functions of i32 wrap", () => {
		const refs: Record<string, (x: number) => number> = {
			neg: (x) => -x | 0,
			abs: (x) => Math.abs(x) | 0,
			relu: (x) => Math.max(x, 0),
			sign: Math.sign,
			square: (x) => Math.imul(x, x),
			bitwise_not: (x) => ~x,
		};
		put(0, "i32", ints);
		for (const name in refs) {
			const y = collect("i32", 1, 13, () =>
				call(`${name}_i32`, at[0]!, out, 1, 13),
			);
			expect(y, name).toEqual(ints.slice(1).map(refs[name]!));
		}
	});
	test("logic takes any byte but 0 for true", () => {
		const values = [0, 1, 2, 255, 0];
		checkBinary("logical_and", "u8", "u8", values, (y, a, b) =>
			expect(y).toBe(Number(!!a && !!b)),
		);
		checkBinary("logical_or", "u8", "u8", values, (y, a, b) =>
			expect(y).toBe(Number(!!a || !!b)),
		);
		checkBinary("logical_xor", "u8", "u8", values, (y, a, b) =>
			expect(y).toBe(Number(!!a !== !!b)),
		);
		put(0, "u8", values);
		expect(
			collect("u8", 0, 5, () => call("logical_not_u8", at[0]!, out, 0, 5)),
		).toEqual([1, 0, 0, 0, 1]);
	});
	test("where picks elements of 1, 4 and 8 bytes", () => {
		for (const [name, dtype] of [
			["where_1", "u8"],
			["where_4", "f32"],
			["where_8", "f64"],
		] as const) {
			put(0, "u8", [1, 0, 255, 0, 0, 1]);
			put(1, dtype, [1, 2, 3, 4, 5, 6]);
			put(2, dtype, [11, 12, 13, 14, 15, 16]);
			const run = (...steps: [number, number, number]) =>
				collect(dtype, 1, 6, () =>
					call(
						name,
						at[0]!,
						steps[0],
						at[1]!,
						steps[1],
						at[2]!,
						steps[2],
						out,
						1,
						6,
					),
				);
			expect(run(1, 1, 1)).toEqual([12, 3, 14, 15, 6]);
			expect(run(1, 0, 1)).toEqual([12, 1, 14, 15, 1]);
			expect(run(0, 1, 0)).toEqual([2, 3, 4, 5, 6]);
		}
	});
	test("fill and arange on every size", () => {
		for (const dtype of ["f32", "f64", "i32", "u8"] as const)
			for (const n of sizes) {
				const begin = n > 3 ? 3 : 0;
				const y = collect(dtype, begin, n, () =>
					call(`fill_${dtype}`, out, 7, begin, n),
				);
				expect(y).toEqual(new Array(n - begin).fill(7));
				if (dtype === "u8") continue;
				const r = collect(dtype, begin, n, () =>
					call(`arange_${dtype}`, out, 5, -2, begin, n),
				);
				expect(r).toEqual(
					Array.from({ length: n - begin }, (_, i) => 5 - 2 * (i + begin)),
				);
			}
	});
});
