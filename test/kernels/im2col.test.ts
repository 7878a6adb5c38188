import { describe, expect, test } from "vitest";
import { loadKernels } from "./load";

const IMAGE = 1 << 16;
const COLS = 2 << 20;
const GUARD = 77;
const arrays = { f32: Float32Array, f64: Float64Array, i32: Int32Array };
const copies = { f32: "im2col_4", f64: "im2col_8", i32: "im2col_4" } as const;

type Two = readonly [number, number];
type Geometry = readonly [Two, Two, Two, Two, Two];

/** [height, width], [kh, kw], [sh, sw], [ph, pw], [dh, dw]. */
const geometries: readonly Geometry[] = [
	[
		[1, 1],
		[1, 1],
		[1, 1],
		[0, 0],
		[1, 1],
	],
	[
		[5, 6],
		[2, 3],
		[1, 1],
		[0, 0],
		[1, 1],
	],
	[
		[7, 19],
		[3, 3],
		[1, 1],
		[1, 1],
		[1, 1],
	],
	[
		[9, 17],
		[3, 2],
		[2, 3],
		[2, 1],
		[1, 2],
	],
	[
		[4, 3],
		[2, 2],
		[1, 1],
		[5, 6],
		[3, 4],
	],
	[
		[3, 90],
		[1, 5],
		[1, 1],
		[0, 2],
		[1, 1],
	],
	[
		[6, 70],
		[2, 1],
		[3, 2],
		[0, 0],
		[4, 1],
	],
];

describe.each(["simd", "debug"])("%s build", (build) => {
	const { k, memory } = loadKernels(build);

	describe.each(["f32", "f64", "i32"] as const)("%s", (dtype) => {
		const size = arrays[dtype].BYTES_PER_ELEMENT;
		const channels = 3;

		function setUp([image, window, stride, padding, dilation]: Geometry) {
			const count = image.map((length, d) => {
				const reach = (dilation[d] as number) * ((window[d] as number) - 1) + 1;
				const room = length + 2 * (padding[d] as number) - reach;
				return Math.floor(room / (stride[d] as number)) + 1;
			}) as [number, number];
			const rows = channels * window[0] * window[1];
			const [top, bottom] = [count[0] > 2 ? 1 : 0, count[0]];
			const band = (bottom - top) * count[1];
			const elements = channels * image[0] * image[1];
			new Uint8Array(memory.buffer).fill(
				GUARD,
				COLS,
				COLS + rows * band * size + 64,
			);
			new Uint8Array(memory.buffer).fill(
				GUARD,
				IMAGE,
				IMAGE + elements * size + 64,
			);
			/** The element of the image that a row has for a window of the band, or -1 outside. */
			const source = (row: number, at: number): number => {
				const [i, j] = [
					Math.floor(row / window[1]) % window[0],
					row % window[1],
				];
				const [o, x] = [top + Math.floor(at / count[1]), at % count[1]];
				const y = o * stride[0] - padding[0] + i * dilation[0];
				const z = x * stride[1] - padding[1] + j * dilation[1];
				if (y < 0 || y >= image[0] || z < 0 || z >= image[1]) return -1;
				const c = Math.floor(row / (window[0] * window[1]));
				return (c * image[0] + y) * image[1] + z;
			};
			return {
				rows,
				band,
				source,
				layout: [
					...image,
					...window,
					...stride,
					...padding,
					...dilation,
					count[1],
					top,
					bottom,
				],
				image: new arrays[dtype](memory.buffer, IMAGE, elements),
				cols: new arrays[dtype](memory.buffer, COLS, rows * band),
				intact: (address: number, length: number) =>
					new Uint8Array(memory.buffer, address + length * size, 64).every(
						(b) => b === GUARD,
					),
			};
		}

		test.each(geometries)("lays out the windows of %j by %j", (...geometry) => {
			const { rows, band, source, layout, image, cols, intact } =
				setUp(geometry);
			for (let i = 0; i < image.length; i++) image[i] = i + 1;
			k[copies[dtype]]?.(IMAGE, COLS, ...layout, 1, rows);
			expect(cols.subarray(0, band)).toEqual(
				new arrays[dtype](new Uint8Array(band * size).fill(GUARD).buffer),
			);
			k[copies[dtype]]?.(IMAGE, COLS, ...layout, 0, rows);
			const wanted = Array.from(
				{ length: rows * band },
				(_, i) => source(Math.floor(i / band), i % band) + 1,
			);
			expect(Array.from(cols)).toEqual(wanted);
			expect(intact(COLS, cols.length)).toBe(true);
		});

		test.each(geometries)("adds the windows of %j by %j up", (...geometry) => {
			const { band, source, layout, image, cols, intact } = setUp(geometry);
			const wanted = Array.from(image.fill(2));
			for (let i = 0; i < cols.length; i++) {
				cols[i] = (i % 23) - 11;
				const at = source(Math.floor(i / band), i % band);
				if (at >= 0) wanted[at] = (wanted[at] as number) + (i % 23) - 11;
			}
			k[`col2im_${dtype}`]?.(COLS, IMAGE, ...layout, 0, 1);
			k[`col2im_${dtype}`]?.(COLS, IMAGE, ...layout, 1, channels);
			expect(Array.from(image)).toEqual(wanted);
			expect(intact(IMAGE, image.length)).toBe(true);
		});
	});
});
