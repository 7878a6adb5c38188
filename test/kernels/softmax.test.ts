import { describe, expect, test } from "vitest";
import {
	absolute,
	arrays,
	close,
	type Dtype,
	lines,
	max,
	OUT,
	OUT2,
	random,
	sum,
	X,
	Y,
} from "./lines";
import { loadKernels } from "./load";

describe.each(["simd", "debug"])("%s build", (build) => {
	const { k, memory } = loadKernels(build);
	const view = (dtype: Dtype, at: number, length: number) =>
		new arrays[dtype](memory.buffer, at, length);

	describe.each(["f32", "f64"] as const)("softmax in %s", (dtype) => {
		const exact = dtype === "f32" ? 1e-6 : 1e-13;
		const shapes = [1, 2, 3, 5, 10, 33, 64, 300].flatMap((n) =>
			[1, 2, 3, 4, 9].map((inner) => [n, inner] as const),
		);

		/** Runs over lines [1, 2 * inner) of random input and hands each line's input and output to `check`. */
		function each(
			name: string,
			inputs: number,
			check: (got: number[], x: number[], y: number[]) => void,
		) {
			const next = random(11);
			for (const [n, inner] of shapes) {
				const count = 2 * inner;
				const [x, y] = [X, Y].map((p) => view(dtype, p, count * n)) as [
					Float32Array,
					Float32Array,
				];
				for (let i = 0; i < x.length; i++) {
					x[i] =
						inputs === 2
							? name === "softmax_grad"
								? next()
								: -3 * next()
							: 8 * (next() - 0.5);
					y[i] = next() - 0.3;
				}
				const bytes = view("u8", OUT, x.byteLength + 64).fill(0xa5);
				k[`${name}_${dtype}`]?.(
					...(inputs === 2 ? [X, Y] : [X]),
					OUT,
					n,
					inner,
					1,
					count,
				);
				expect(bytes.subarray(x.byteLength).every((b) => b === 0xa5)).toBe(
					true,
				);
				const before = lines(
					view(dtype, OUT, x.length),
					n,
					inner,
					count,
				)[0] as number[];
				const untouched = new arrays[dtype](
					new Uint8Array(8).fill(0xa5).buffer,
				)[0] as number;
				expect(before.every((v) => v === untouched)).toBe(true);
				const [xs, ys, got] = [x, y, view(dtype, OUT, x.length)].map((v) =>
					lines(v, n, inner, count),
				);
				for (let i = 1; i < count; i++)
					check(got?.[i] as number[], xs?.[i] as number[], ys?.[i] as number[]);
			}
		}

		test("values", () => {
			each("softmax", 1, (got, x) => {
				const top = max(x);
				const exps = x.map((v) => Math.exp(v - top));
				const total = sum(exps);
				got.forEach((g, i) => {
					close(g, (exps[i] as number) / total, exact);
				});
			});
		});
		test("logarithms", () => {
			each("log_softmax", 1, (got, x) => {
				const top = max(x);
				const log = Math.log(sum(x.map((v) => Math.exp(v - top))));
				got.forEach((g, i) => {
					close(g, (x[i] as number) - top - log, exact, 8);
				});
			});
		});
		test("gradient", () => {
			each("softmax_grad", 2, (got, y, dy) => {
				const dot = sum(y.map((v, i) => v * (dy[i] as number)));
				const scale = 1 + absolute(y);
				got.forEach((g, i) => {
					close(g, (y[i] as number) * ((dy[i] as number) - dot), exact, scale);
				});
			});
		});
		test("gradient of the logarithm", () => {
			each("log_softmax_grad", 2, (got, y, dy) => {
				const total = sum(dy);
				const scale = 1 + absolute(dy);
				got.forEach((g, i) => {
					close(
						g,
						(dy[i] as number) - Math.exp(y[i] as number) * total,
						exact,
						scale,
					);
				});
			});
		});
		test("infinite inputs", () => {
			for (const inner of [1, 3]) {
				const n = 9;
				const x = view(dtype, X, n * inner);
				const got = (name: string) => {
					k[`${name}_${dtype}`]?.(X, OUT, n, inner, 0, inner);
					return [...view(dtype, OUT, n * inner)];
				};
				x.fill(-Infinity);
				expect(got("softmax").every(Number.isNaN)).toBe(true);
				expect(got("log_softmax").every(Number.isNaN)).toBe(true);
				x.fill(1e4, 0, inner);
				expect(got("softmax")).toEqual(
					Array.from(x, (_, i) => (i < inner ? 1 : 0)),
				);
				expect(got("log_softmax")).toEqual(
					Array.from(x, (_, i) => (i < inner ? 0 : -Infinity)),
				);
			}
		});
	});

	test("cross entropy picks the label's log-probability and skips labels out of range", () => {
		const [rows, n] = [5, 10];
		const x = view("f32", X, rows * n);
		x.forEach((_, i) => {
			x[i] = Math.sin(i) * 5;
		});
		const labels = view("i32", Y, rows);
		labels.set([0, 9, -100, 4, 10]);
		view("f32", OUT2, rows + 1).fill(7);
		// A loss read from outside its row would show.
		view("f32", OUT - 400, 250).fill(7);
		k.cross_entropy_f32?.(X, Y, OUT2, OUT, n, 0, rows);
		const losses = view("f32", OUT2, rows + 1);
		lines(x, n, 1, rows).forEach((v, i) => {
			const label = labels[i] as number;
			const log = Math.log(sum(v.map(Math.exp)));
			const want = label >= 0 && label < n ? log - (v[label] as number) : 0;
			close(losses[i] as number, want, 1e-6, 10);
			close(
				view("f32", OUT, rows * n)[i * n + 3] as number,
				(v[3] as number) - log,
				1e-6,
				10,
			);
		});
		expect(losses[rows]).toBe(7);
	});

	describe.each(["cumsum", "cumprod"])("%s", (name) => {
		test.each(["f32", "f64", "i32"] as const)(
			"%s over lengths and inner sizes",
			(dtype) => {
				const next = random(5);
				const f = (a: number, b: number) => {
					if (dtype === "i32")
						return name === "cumsum" ? (a + b) | 0 : Math.imul(a, b);
					return name === "cumsum" ? a + b : a * b;
				};
				for (const n of [0, 1, 2, 3, 9, 100]) {
					for (const inner of [1, 2, 3, 4, 5, 9]) {
						const count = 2 * inner;
						const x = view(dtype, X, count * n);
						for (let i = 0; i < x.length; i++)
							x[i] = dtype === "i32" ? 1 + next() * 1e6 : 0.5 + next();
						const bytes = view("u8", OUT, x.byteLength + 64).fill(0xa5);
						k[`${name}_${dtype}`]?.(X, OUT, n, inner, 0, count);
						expect(bytes.subarray(x.byteLength).every((b) => b === 0xa5)).toBe(
							true,
						);
						const got = lines(view(dtype, OUT, x.length), n, inner, count);
						lines(x, n, inner, count).forEach((v, i) => {
							let acc = name === "cumsum" ? 0 : 1;
							v.forEach((e, r) => {
								acc = f(acc, e);
								expect(got[i]?.[r]).toBe(
									dtype === "f32" ? Math.fround(acc) : acc,
								);
							});
						});
					}
				}
			},
		);
	});
});
