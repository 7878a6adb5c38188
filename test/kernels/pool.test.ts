import { describe, expect, test } from "vitest";
import { loadKernels } from "./load";

const arrays = { f32: Float32Array, f64: Float64Array };
const X = 1 << 16;
const OUT = 2 << 20;
const TABLES = 4 << 20;

/** Forms of groups, as in the kernel. */
const forms = { alone: 0, beside: 1, everySecond: 2, anywhere: 3 };

describe.each(["simd", "debug"])("%s build", (build) => {
	const { k, memory } = loadKernels(build);

	describe.each(["f32", "f64"] as const)("%s", (dtype) => {
		const size = arrays[dtype].BYTES_PER_ELEMENT;
		const lanes = 16 / size;

		/** Windows of 2 by 2 over planes of 5 rows; two vectors of them and one window by itself along a row. */
		function run(kernel: string, step: number, form: number, begin: number) {
			const planes = 3;
			const [h, oh, ow] = [5, 4, 2 * lanes + 1];
			const w = step * (ow - 1) + 2;
			const x = new arrays[dtype](memory.buffer, X, planes * h * w);
			x.forEach((_, i) => {
				x[i] = ((i * 37) % 101) - 50;
			});
			const rows = Array.from({ length: oh }, (_, i) => [i, i + 2]);
			const cols = Array.from({ length: ow }, (_, j) => [
				j * step,
				j * step + 2,
			]);
			const groups = [
				[0, form],
				[lanes, form],
				[2 * lanes, forms.alone],
			];
			const at = [rows, cols, groups].map((table, t) => {
				const address = TABLES + t * 4096;
				new Int32Array(memory.buffer, address, table.length * 2).set(
					table.flat(),
				);
				return address;
			}) as [number, number, number];
			const cell = kernel === "pool_sum" ? size : 4;
			const bytes = planes * oh * ow * cell;
			const guarded = new Uint8Array(memory.buffer, OUT, bytes + 64).fill(0xa5);
			k[`${kernel}_${dtype}`]?.(
				X + begin * h * w * size,
				h * w * size,
				w,
				OUT + begin * oh * ow * cell,
				at[0],
				oh,
				at[1],
				ow,
				at[2],
				groups.length,
				1,
				1,
				0,
				planes - begin,
			);
			const window = (p: number, i: number, j: number) =>
				[0, 1].flatMap((a) =>
					[0, 1].map((b) => {
						const place = (i + a) * w + j * step + b;
						return { place, value: x[p * h * w + place] as number };
					}),
				);
			const expected: number[] = [];
			for (let p = begin; p < planes; p++)
				for (let i = 0; i < oh; i++)
					for (let j = 0; j < ow; j++) {
						const cells = window(p, i, j);
						const top = Math.max(...cells.map(({ value }) => value));
						expected.push(
							kernel === "pool_sum"
								? cells.reduce((sum, { value }) => sum + value, 0)
								: (cells.find(({ value }) => value === top)?.place as number),
						);
					}
			const Result = kernel === "pool_sum" ? arrays[dtype] : Int32Array;
			const skipped = begin * oh * ow;
			const out = new Result(
				memory.buffer,
				OUT + skipped * cell,
				expected.length,
			);
			expect(Array.from(out)).toEqual(expected);
			expect(guarded.subarray(0, skipped * cell).every((b) => b === 0xa5)).toBe(
				true,
			);
			expect(guarded.subarray(bytes).every((b) => b === 0xa5)).toBe(true);
		}

		for (const kernel of ["pool_sum", "pool_argmax"])
			test.each([
				["beside", 1, forms.beside],
				["every second", 2, forms.everySecond],
				["anywhere", 1, forms.anywhere],
				["anywhere, three apart", 3, forms.anywhere],
			])(`${kernel} of windows that begin %s`, (_, step, form) => {
				run(kernel, step, form, 0);
				run(kernel, step, form, 1);
			});
	});
});
