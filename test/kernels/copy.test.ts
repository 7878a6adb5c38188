import { describe, expect, it } from "vitest";
import { loadKernels } from "./load";

const SRC = 65536;
const IDX = 1 << 20;
const OUT = 2 << 20;
const GUARD = 77;

const types = {
	f32: Float32Array,
	f64: Float64Array,
	i32: Int32Array,
	u8: Uint8Array,
	i64: BigInt64Array,
} as const;
type Numeric = "f32" | "f64" | "i32" | "u8";

const mod = (a: number, b: number) => ((a % b) + b) % b;

describe.each(["debug", "simd"])("%s build", (build) => {
	const { k, memory } = loadKernels(build);
	const call = (name: string, ...args: number[]) => {
		const kernel = k[name];
		if (!kernel) throw new Error(`no kernel ${name}`);
		return kernel(...args) as number;
	};
	const view = (type: Numeric, at: number, n: number) =>
		new types[type](memory.buffer, at, n);
	const put = (type: Numeric, at: number, values: readonly number[]) =>
		view(type, at, values.length).set(values);
	const bytes = (at: number, n: number) => [
		...new Uint8Array(memory.buffer, at, n),
	];

	describe.each([1, 4, 8])("copy of %i-byte elements", (size) => {
		/** Copies and compares every byte of the destination's block with a byte-wise copy. */
		const check = (
			rows: number,
			cols: number,
			[srcRow, srcCol, srcAt]: [number, number, number],
			[dstRow, dstCol]: [number, number],
		) => {
			const room = 40000;
			const memo = new Uint8Array(memory.buffer);
			for (let i = 0; i < room; i++)
				memo[SRC + i] = mod(i * 131 + (i >> 8), 251);
			memo.fill(GUARD, OUT, OUT + room);
			const wanted = new Uint8Array(room).fill(GUARD);
			for (let r = 0; r < rows; r++)
				for (let c = 0; c < cols; c++)
					for (let b = 0; b < size; b++)
						wanted[(1 + r * dstRow + c * dstCol) * size + b] =
							memo[SRC + (srcAt + r * srcRow + c * srcCol) * size + b] ?? 0;
			call(
				`copy_${size}`,
				SRC + srcAt * size,
				srcRow,
				srcCol,
				OUT + size,
				dstRow,
				dstCol,
				rows,
				cols,
			);
			const got = memo.subarray(OUT, OUT + room);
			expect(Buffer.compare(got, wanted), `${rows} x ${cols}`).toBe(0);
		};
		const sides = [1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 66];

		it("whole blocks and rows with gaps", () => {
			for (const cols of [...sides, 100, 300]) {
				check(3, cols, [cols, 1, 1], [cols, 1]);
				check(3, cols, [cols + 3, 1, 1], [cols + 2, 1]);
			}
		});

		it("transposes, written along rows or along columns", () => {
			for (const rows of sides)
				for (const cols of [1, 2, 3, 4, 5, 9, 32, 33, 65]) {
					check(rows, cols, [1, rows, 0], [cols, 1]);
					check(rows, cols, [1, rows + 1, 3], [cols + 1, 1]);
					check(rows, cols, [cols + 2, 1, 1], [1, rows + 1]);
				}
		});

		it("repeated rows, columns and elements", () => {
			for (const cols of [...sides, 100]) {
				check(3, cols, [0, 1, 2], [cols, 1]);
				check(3, cols, [1, 0, 2], [cols + 1, 1]);
				check(3, cols, [0, 0, 2], [cols, 1]);
			}
		});

		it("steps and reversed dimensions on either side", () => {
			for (const cols of sides) {
				check(3, cols, [3 * cols, 2, 1], [cols, 1]);
				check(3, cols, [-cols, -1, 3 * cols], [cols, 1]);
				check(3, cols, [cols, 1, 0], [2 * cols + 1, 2]);
				check(3, cols, [2 * cols, -2, 2 * cols], [3 * cols, 3]);
			}
		});

		it("nothing, when a side is zero", () => {
			check(0, 3, [3, 1, 0], [3, 1]);
			check(3, 0, [0, 1, 0], [0, 1]);
		});
	});

	describe("casts", () => {
		const plain = [0, 1, -1, 2.5, -2.5, 254.99, 255, 256, 300.7, -300.7, 1e6];
		const special = [Number.NaN, Infinity, -Infinity, 3e9, -3e9, -0, 1e-40];
		const toInt = (x: number) =>
			Number.isNaN(x) ? 0 : Math.min(2 ** 31 - 1, Math.max(-(2 ** 31), x)) | 0;
		const convert = (x: number, to: string) => {
			if (to === "bool") return Number(x !== 0);
			if (to === "f64") return x;
			if (to === "f32") return Math.fround(x);
			return to === "i32" ? toInt(x) : toInt(x) & 255;
		};
		const lengths = [0, 1, 2, 3, 4, 5, 8, 9, 15, 16, 17, 32, 33, 50];
		const names: Numeric[] = ["f32", "f64", "i32", "u8"];
		const pairs = names.flatMap((s) =>
			[...names, "bool"].filter((d) => d !== s).map((d) => [s, d] as const),
		);

		it.each(pairs)("%s to %s", (from, to) => {
			const pool = from[0] === "f" ? [...plain, ...special] : plain;
			const out = to === "bool" ? "u8" : (to as Numeric);
			for (const n of lengths)
				for (const [srcStep, dstStep] of [
					[1, 1],
					[2, 1],
					[1, 3],
					[0, 1],
					[-1, 1],
				] as const)
					for (const begin of [0, 1]) {
						const source = Array.from(
							{ length: 200 },
							(_, i) => pool[(i * 7) % pool.length] ?? 0,
						);
						put(from, SRC, source);
						const read = [...view(from, SRC, 200)];
						view(out, OUT, 200).fill(GUARD);
						const start = 60;
						const wanted = [...view(out, OUT, 200)];
						for (let i = begin; i < n; i++)
							wanted[i * dstStep] = convert(read[start + i * srcStep] ?? 0, to);
						const width = types[from].BYTES_PER_ELEMENT;
						call(
							`cast_${from}_${to}`,
							SRC + start * width,
							srcStep,
							OUT,
							dstStep,
							begin,
							n,
						);
						expect([...view(out, OUT, 200)]).toEqual(wanted);
					}
		});
	});

	describe("indices", () => {
		const layouts = [
			[1, 5, 7, 1],
			[3, 5, 4, 1],
			[3, 5, 4, 2],
			[2, 4, 6, 7],
			[2, 3, 5, 70],
			[2, 2, 3, 300],
		] as const;
		const indices = (k: number, size: number) =>
			Array.from({ length: k }, (_, j) => (j * 3 + (j >> 1)) % size);

		it("the first index out of range is found, negative ones wrap", () => {
			for (const n of [0, 1, 3, 4, 5, 8, 9]) {
				const idx = Array.from({ length: n }, (_, i) => (i % 10) - 5);
				put("i32", IDX, idx);
				expect(call("check_index", IDX, n, 5)).toBe(-1);
				view("i32", OUT, n + 1).fill(GUARD);
				call("wrap_index", IDX, OUT, n, 5);
				expect([...view("i32", OUT, n + 1)]).toEqual([
					...idx.map((i) => mod(i, 5)),
					GUARD,
				]);
				for (let bad = 0; bad < n; bad++)
					for (const value of [5, -6, 2 ** 31 - 1, -(2 ** 31)]) {
						put("i32", IDX, idx);
						view("i32", IDX, n)[bad] = value;
						expect(call("check_index", IDX, n, 5)).toBe(bad);
					}
			}
			put("i32", IDX, [0]);
			expect(call("check_index", IDX, 1, 0)).toBe(0);
		});

		it.each([1, 4, 8])("take and put rows of %i-byte elements", (size) => {
			for (const [outer, n, k, inner] of layouts) {
				const idx = indices(k, n);
				put("i32", IDX, idx);
				const run = inner * size;
				const memo = new Uint8Array(memory.buffer);
				for (let i = 0; i < 20000; i++) memo[SRC + i] = mod(i * 31, 253);
				const total = Math.max(n, k) * outer * run + 32;
				for (const [begin, end] of [
					[0, outer * k],
					[1, outer * k - 1],
				] as const) {
					const taken = new Uint8Array(total).fill(GUARD);
					const stored = new Uint8Array(total).fill(GUARD);
					for (let r = begin; r < end; r++) {
						const row = Math.floor(r / k) * n + (idx[r % k] ?? 0);
						for (let b = 0; b < run; b++) {
							taken[r * run + b] = memo[SRC + row * run + b] ?? 0;
							stored[row * run + b] = memo[SRC + r * run + b] ?? 0;
						}
					}
					memo.fill(GUARD, OUT, OUT + total);
					call(`take_${size}`, SRC, IDX, OUT, n, k, inner, begin, end);
					expect(bytes(OUT, total)).toEqual([...taken]);
					memo.fill(GUARD, OUT, OUT + total);
					call(`put_${size}`, SRC, IDX, OUT, n, k, inner, begin, end);
					expect(bytes(OUT, total)).toEqual([...stored]);
				}
			}
		});

		it.each(["f32", "f64", "i32"] as const)(
			"put_add_%s sums what meets at one index",
			(type) => {
				for (const [outer, n, k, inner] of layouts) {
					const idx = indices(k, n);
					put("i32", IDX, idx);
					const values = Array.from(
						{ length: outer * k * inner },
						(_, i) => (i % 17) - 8,
					);
					put(type, SRC, values);
					const wanted = new Array(outer * n * inner + 8).fill(GUARD);
					values.forEach((x, e) => {
						const r = Math.floor(e / inner);
						const row = Math.floor(r / k) * n + (idx[r % k] ?? 0);
						wanted[row * inner + (e % inner)] += x;
					});
					view(type, OUT, wanted.length).fill(GUARD);
					const rows = outer * k;
					call(`put_add_${type}`, SRC, IDX, OUT, n, k, inner, 0, rows - 1);
					call(`put_add_${type}`, SRC, IDX, OUT, n, k, inner, rows - 1, rows);
					expect([...view(type, OUT, wanted.length)]).toEqual(wanted);
				}
			},
		);

		it("gather_index gives linear offsets from any first element", () => {
			const [outer, n, k, inner] = [3, 5, 4, 2];
			const total = outer * k * inner;
			const idx = indices(total, n);
			put("i32", IDX, idx);
			const wanted = idx.map(
				(at, e) => (Math.floor(e / (k * inner)) * n + at) * inner + (e % inner),
			);
			for (let begin = 0; begin <= total; begin++) {
				view("i32", OUT, total + 1).fill(GUARD);
				call("gather_index", IDX, OUT, n, k, inner, begin, total);
				expect([...view("i32", OUT, total + 1)]).toEqual([
					...wanted.map((x, e) => (e < begin ? GUARD : x)),
					GUARD,
				]);
			}
		});

		it("nonzero bytes are counted and listed", () => {
			for (const n of [0, 1, 15, 16, 17, 31, 32, 33, 64]) {
				const mask = Array.from({ length: n + 16 }, (_, i) =>
					i % 3 === 1 || i % 7 === 0 ? i + 1 : 0,
				);
				put("u8", SRC, mask);
				for (const begin of [0, 1]) {
					const wanted = mask.flatMap((x, i) =>
						x && i >= begin && i < n ? [i] : [],
					);
					view("i32", OUT, n + 1).fill(GUARD);
					const count = call("nonzero_u8", SRC, OUT, begin, n);
					expect(count).toBe(wanted.length);
					expect([...view("i32", OUT, count + 1)]).toEqual([...wanted, GUARD]);
					if (begin === 0) expect(call("count_u8", SRC, n)).toBe(count);
				}
			}
		});

		it("triangular masks for every diagonal", () => {
			for (const [rows, cols] of [
				[3, 5],
				[5, 3],
				[4, 4],
				[1, 1],
			] as const)
				for (let diagonal = -7; diagonal <= 7; diagonal++)
					for (const upper of [0, 1]) {
						view("u8", OUT, rows * cols + 1).fill(GUARD);
						call("tri_mask_u8", OUT, rows, cols, diagonal, upper);
						const wanted = Array.from({ length: rows * cols }, (_, e) => {
							const off = (e % cols) - Math.floor(e / cols);
							return Number(upper ? off >= diagonal : off <= diagonal);
						});
						expect(bytes(OUT, rows * cols + 1)).toEqual([...wanted, GUARD]);
					}
		});
	});
});
