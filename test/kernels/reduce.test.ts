import { describe, expect, test } from "vitest";
import {
	absolute,
	arrays,
	close,
	type Dtype,
	lines,
	max,
	min,
	OUT,
	OUT2,
	random,
	sum,
	X,
} from "./lines";
import { loadKernels } from "./load";

// Around a vector, a panel of four, a block of 16 steps with four accumulators, and two blocks of rows.
const lengths = [0, 1, 2, 3, 5, 8, 15, 17, 33, 65, 131, 260, 521, 1100];
const inners = [1, 2, 3, 4, 10, 16, 17, 37, 70];
const tolerance = { f32: 2e-6, f64: 1e-14, i32: 0, u8: 0 };

const nanLast = (v: number[], wins: (a: number, b: number) => boolean) => {
	let at = 0;
	for (let i = 1; i < v.length; i++) {
		const best = v[at] as number;
		const x = v[i] as number;
		if (!Number.isNaN(best) && (Number.isNaN(x) || wins(x, best))) at = i;
	}
	return at;
};

type Case = {
	dtypes: Dtype[];
	out?: "i32";
	line: (v: number[]) => number;
	/** What the error is relative to. */
	scale?: (v: number[]) => number;
	/** Values near 1, where products stay finite. */
	near?: boolean;
	minimum?: number;
};
const cases: Record<string, Case> = {
	sum: { dtypes: ["f32", "f64", "i32"], line: sum, scale: absolute },
	prod: {
		dtypes: ["f32", "f64"],
		line: (v) => v.reduce((a, b) => a * b, 1),
		near: true,
		scale: (v) =>
			v.length * 0.1 * Math.abs(v.reduce((a, b) => a * b, 1)) + 1e-30,
	},
	max: { dtypes: ["f32", "f64"], line: max },
	min: { dtypes: ["f32", "f64"], line: min },
	nansum: { dtypes: ["f32", "f64"], line: sum, scale: absolute },
	sumsq: { dtypes: ["f32", "f64"], line: (v) => sum(v.map((x) => x * x)) },
	sumabs: { dtypes: ["f32", "f64"], line: absolute },
	count_nonzero: {
		dtypes: ["f32", "f64", "i32"],
		out: "i32",
		line: (v) => v.filter((x) => x !== 0).length,
	},
	any: { dtypes: ["u8"], line: (v) => +v.some((x) => x !== 0) },
	all: { dtypes: ["u8"], line: (v) => +v.every((x) => x !== 0) },
	argmax: {
		dtypes: ["f32", "f64", "i32"],
		out: "i32",
		line: (v) => nanLast(v, (a, b) => a > b),
		minimum: 1,
	},
	argmin: {
		dtypes: ["f32", "f64", "i32"],
		out: "i32",
		line: (v) => nanLast(v, (a, b) => a < b),
		minimum: 1,
	},
};

describe.each(["simd", "debug"])("%s build", (build) => {
	const { k, memory } = loadKernels(build);
	const view = (dtype: Dtype, at: number, length: number) =>
		new arrays[dtype](memory.buffer, at, length);

	/** Fills x and a guard around the outputs, runs, and returns outputs [begin, end) after checking the guard. */
	function run(
		name: string,
		dtype: Dtype,
		out: Dtype,
		n: number,
		inner: number,
		begin: number,
		end: number,
	) {
		const size = arrays[out].BYTES_PER_ELEMENT;
		const bytes = view("u8", OUT, end * size + 64).fill(0xa5);
		k[`${name}_${dtype}`]?.(X, OUT, n, inner, begin, end);
		expect(bytes.subarray(0, begin * size).every((b) => b === 0xa5)).toBe(true);
		expect(bytes.subarray(end * size).every((b) => b === 0xa5)).toBe(true);
		return view(out, OUT + begin * size, end - begin);
	}

	for (const [name, c] of Object.entries(cases)) {
		test.each(c.dtypes)(`${name}_%s over lengths and inner sizes`, (dtype) => {
			const next = random(7);
			for (const n of lengths) {
				if (n < (c.minimum ?? 0)) continue;
				for (const inner of inners) {
					const outer = 2;
					const count = outer * inner;
					const x = view(dtype, X, count * n);
					for (let i = 0; i < x.length; i++) {
						const u = next();
						if (c.near) x[i] = 0.9 + 0.2 * u;
						else if (dtype === "u8")
							x[i] = u < (name === "any" ? 0.01 : 0.99) ? 1 + u * 254 : 0;
						else
							x[i] =
								u < 0.1
									? 0
									: Math.round((u - 0.5) * 1000) / (dtype === "i32" ? 1 : 8);
					}
					// What stands behind the input must not count.
					view("u8", X + x.byteLength, 16).fill(0xff);
					const begin = inner > 2 ? 2 : 0;
					const got = run(name, dtype, c.out ?? dtype, n, inner, begin, count);
					const want = lines(x, n, inner, count).slice(begin);
					want.forEach((v, i) => {
						close(
							got[i] as number,
							c.line(v),
							c.out ? 0 : tolerance[dtype],
							c.scale?.(v),
						);
					});
				}
			}
		});
	}

	test.each(["f32", "f64"] as const)(
		"NaN and infinities in %s, wherever they are",
		(dtype) => {
			for (const inner of [1, 3, 20]) {
				for (const n of [1, 6, 40, 300]) {
					for (let at = 0; at < n; at += 1 + (at >> 2)) {
						const set = (v: number, also = Number.NaN) => {
							const x = view(dtype, X, n * inner).fill(1);
							for (let j = 0; j < inner; j++) {
								x[at * inner + j] = v;
								if (!Number.isNaN(also)) x[(n - 1) * inner + j] = also;
							}
						};
						const all = (name: string, want: number, out: Dtype = dtype) => {
							const got = run(name, dtype, out, n, inner, 0, inner);
							expect(
								[...got],
								`${name} n ${n} inner ${inner} at ${at}`,
							).toEqual(Array(inner).fill(want));
						};
						set(Number.NaN);
						for (const name of ["sum", "prod", "max", "min", "sumsq", "sumabs"])
							all(name, Number.NaN);
						all("nansum", n - 1);
						all("argmax", at, "i32");
						all("argmin", at, "i32");
						all("count_nonzero", n, "i32");
						set(Infinity);
						all("sum", Infinity);
						all("max", Infinity);
						set(-Infinity);
						all("sum", -Infinity);
						all("min", -Infinity);
						if (at < n - 1) {
							set(Infinity, -Infinity);
							all("sum", Number.NaN);
						}
					}
				}
			}
		},
	);

	test("i32 sums and products wrap, extremes are signed", () => {
		for (const inner of [1, 3, 20]) {
			const n = 200;
			const x = view("i32", X, n * inner);
			x.forEach((_, i) => {
				x[i] = Math.imul(i + 1, 0x9e3779b1);
			});
			const want = lines(x, n, inner, inner);
			const check = (name: string, f: (v: number[]) => number) =>
				expect([...run(name, "i32", "i32", n, inner, 0, inner)]).toEqual(
					want.map(f),
				);
			check("sum", (v) => v.reduce((a, b) => (a + b) | 0, 0));
			check("max", (v) => Math.max(...v));
			check("min", (v) => Math.min(...v));
			x.forEach((_, i) => {
				x[i] = 2 * i + 3;
			});
			const odd = lines(x, n, inner, inner);
			expect([...run("prod", "i32", "i32", n, inner, 0, inner)]).toEqual(
				odd.map((v) => v.reduce((a, b) => Math.imul(a, b), 1)),
			);
		}
	});

	test("a million times 0.1f is 100000 along rows and columns", () => {
		const x = view("f32", X, 1_200_000).fill(0.1);
		for (const [n, inner] of [
			[1e6, 1],
			[4e5, 3],
			[1e5, 10],
			[4e4, 30],
		] as const) {
			for (const got of run("sum", "f32", "f32", n, inner, 0, inner))
				close(got, n * 0.1, 1e-6);
		}
		expect(x.length).toBe(1_200_000);
	});

	test.each(["f32", "f64"] as const)(
		"var_%s is two-pass and divides as PyTorch does",
		(dtype) => {
			const next = random(3);
			for (const n of [1, 2, 5, 17, 64, 300, 1100]) {
				for (const inner of [1, 3, 16, 37]) {
					for (const correction of [0, 1, 3]) {
						const count = 2 * inner;
						const size = arrays[dtype].BYTES_PER_ELEMENT;
						const x = view(dtype, X, n * count);
						for (let i = 0; i < x.length; i++) x[i] = 1000 + next();
						const guards = [OUT, OUT2].map((p) =>
							view("u8", p, count * size + 64).fill(0xa5),
						);
						k[`var_${dtype}`]?.(X, OUT, OUT2, n, inner, correction, 0, count);
						for (const g of guards)
							expect(g.subarray(count * size).every((b) => b === 0xa5)).toBe(
								true,
							);
						const out = view(dtype, OUT, count);
						const means = view(dtype, OUT2, count);
						lines(x, n, inner, count).forEach((v, i) => {
							const mean = sum(v) / n;
							const squares = sum(v.map((e) => (e - mean) ** 2));
							close(means[i] as number, mean, dtype === "f32" ? 3e-7 : 1e-15);
							// The rounding of the mean, half an ulp of 1000, adds its square for each element.
							const want = squares / Math.max(0, n - correction);
							close(
								out[i] as number,
								want,
								dtype === "f32" ? 1e-5 : 1e-11,
								want + 3e-4,
							);
						});
					}
				}
			}
		},
	);
});
