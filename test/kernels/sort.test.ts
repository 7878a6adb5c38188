import { describe, expect, test } from "vitest";
import { loadKernels } from "./load";

const arrays = { f32: Float32Array, f64: Float64Array, i32: Int32Array };
const X = 1 << 16;
const VALUES = 2 << 20;
const INDICES = 4 << 20;
const SCRATCH = 6 << 20;

/** PyTorch's order: NaN is the largest, -0 equals 0. */
function compare(a: number, b: number) {
	if (Number.isNaN(a) || Number.isNaN(b))
		return +Number.isNaN(a) - +Number.isNaN(b);
	return a < b ? -1 : +(a > b);
}

describe.each(["simd", "debug"])("%s build", (build) => {
	const { k, memory } = loadKernels(build);

	describe.each(["f32", "f64", "i32"] as const)("sort_%s", (dtype) => {
		const size = arrays[dtype].BYTES_PER_ELEMENT;
		const view = (at: number, length: number) =>
			new arrays[dtype](memory.buffer, at, length);

		function check(rows: number, n: number, descending: number, begin: number) {
			const x = view(X, rows * n);
			const valueBytes = new Uint8Array(
				memory.buffer,
				VALUES,
				x.byteLength + 64,
			).fill(0xa5);
			const indexBytes = new Uint8Array(
				memory.buffer,
				INDICES,
				rows * n * 4 + 64,
			).fill(0xa5);
			const need = k[`sort_scratch_${dtype}`]?.(n) as number;
			const scratch = new Uint8Array(memory.buffer, SCRATCH, need + 64).fill(
				0xa5,
			);
			k[`sort_${dtype}`]?.(
				X,
				VALUES,
				INDICES,
				SCRATCH,
				n,
				descending,
				begin,
				rows,
			);
			for (const guard of [
				valueBytes.subarray(0, begin * n * size),
				valueBytes.subarray(rows * n * size),
				indexBytes.subarray(0, begin * n * 4),
				indexBytes.subarray(rows * n * 4),
				scratch.subarray(need),
			]) {
				expect(guard.every((b) => b === 0xa5)).toBe(true);
			}
			const values = view(VALUES, rows * n);
			const indices = new Int32Array(memory.buffer, INDICES, rows * n);
			for (let row = begin; row < rows; row++) {
				const line = x.slice(row * n, row * n + n);
				// Array.prototype.sort is stable.
				const want = Array.from(line, (_, i) => i).sort((a, b) => {
					const order = compare(line[a] as number, line[b] as number);
					return descending ? -order : order;
				});
				expect([...indices.subarray(row * n, row * n + n)]).toEqual(want);
				expect([...values.subarray(row * n, row * n + n)]).toEqual(
					want.map((i) => line[i]),
				);
			}
		}

		// Around a run of insertion (16) and one to eight runs to merge.
		const lengths = [
			0, 1, 2, 3, 15, 16, 17, 31, 32, 33, 48, 64, 65, 100, 129, 1000,
		];

		test.each([0, 1])(
			"is stable over many lengths, descending %i",
			(descending) => {
				let state = 1;
				for (const n of lengths) {
					for (const distinct of [3, 1 << 20]) {
						const x = view(X, 3 * n);
						for (let i = 0; i < x.length; i++) {
							state = (Math.imul(state, 1664525) + 1013904223) | 0;
							x[i] = ((state >>> 4) % distinct) - (distinct >> 1);
						}
						check(3, n, descending, n > 2 ? 1 : 0);
					}
				}
			},
		);

		test.each([0, 1])("orders what is special, descending %i", (descending) => {
			const special =
				dtype === "i32"
					? [5, -5, 0, 2147483647, -2147483648, 1, -1, 2147483647, -2147483648]
					: [
							1,
							Number.NaN,
							-0,
							0,
							Infinity,
							-Infinity,
							1e-40,
							-1e-40,
							Number.NaN,
							-0,
							0,
							-2,
							2,
							-1.5,
						];
			for (const repeats of [1, 5]) {
				const n = special.length * repeats;
				const x = view(X, n);
				for (let i = 0; i < n; i++)
					x[i] = special[(i * 5) % special.length] as number;
				// A NaN with the sign set is a NaN like the others.
				if (dtype === "f32") new Uint32Array(memory.buffer, X)[3] = 0xffc00001;
				if (dtype === "f64") new Uint32Array(memory.buffer, X)[7] = 0xfff80001;
				check(1, n, descending, 0);
			}
		});
	});
});
