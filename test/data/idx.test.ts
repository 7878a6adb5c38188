import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { gunzip, readIDX } from "../../src/data/index.js";
import { FormatError } from "../../src/index.js";

/** An IDX file of the type with the given sizes and data bytes. */
function idx(
	type: number,
	sizes: number[],
	data: ArrayLike<number>,
): Uint8Array {
	const bytes = new Uint8Array(4 + 4 * sizes.length + data.length);
	bytes.set([0, 0, type, sizes.length]);
	const view = new DataView(bytes.buffer);
	sizes.forEach((size, i) => {
		view.setUint32(4 + 4 * i, size);
	});
	bytes.set(data, 4 + 4 * sizes.length);
	return bytes;
}

function bigEndian(bytes: number, set: (view: DataView) => void): Uint8Array {
	const view = new DataView(new ArrayBuffer(bytes));
	set(view);
	return new Uint8Array(view.buffer);
}

describe("readIDX", () => {
	test("reads uint8", () => {
		const t = readIDX(idx(8, [2, 3], [1, 2, 3, 4, 5, 255]));
		expect([t.dtype, t.tolist()]).toEqual([
			"uint8",
			[
				[1, 2, 3],
				[4, 5, 255],
			],
		]);
	});

	test("reads integers and floats, which are big-endian", () => {
		const int32 = bigEndian(8, (v) => {
			v.setInt32(0, -2);
			v.setInt32(4, 1 << 20);
		});
		const float32 = bigEndian(4, (v) => v.setFloat32(0, 1.5));
		const float64 = bigEndian(8, (v) => v.setFloat64(0, 0.1));
		const int16 = bigEndian(2, (v) => v.setInt16(0, -300));
		const read = (type: number, data: Uint8Array, size: number) => {
			const t = readIDX(idx(type, [size], data));
			return [t.dtype, t.tolist()];
		};
		expect(read(12, int32, 2)).toEqual(["int32", [-2, 1 << 20]]);
		expect(read(13, float32, 1)).toEqual(["float32", [1.5]]);
		expect(read(14, float64, 1)).toEqual(["float64", [0.1]]);
		expect(read(11, int16, 1)).toEqual(["int32", [-300]]);
		expect(read(9, Uint8Array.of(0xff), 1)).toEqual(["int32", [-1]]);
	});

	test("reads from the middle of a buffer", () => {
		const file = idx(
			13,
			[1],
			bigEndian(4, (v) => v.setFloat32(0, 2.5)),
		);
		const padded = new Uint8Array(file.length + 3);
		padded.set(file, 3);
		expect(readIDX(padded.subarray(3)).item()).toBe(2.5);
	});

	test("reads no items at all", () => {
		expect(readIDX(idx(8, [0, 28, 28], [])).shape).toEqual([0, 28, 28]);
	});

	const whole = idx(8, [2, 3], [1, 2, 3, 4, 5, 6]);
	const refused: [string, Uint8Array, string][] = [
		["an empty file", new Uint8Array(), "begins with nothing"],
		["another format", Uint8Array.of(0x89, 0x50, 0x4e, 0x47), "89 50 4e 47"],
		["an unknown type", idx(10, [1], [1]), "00 00 0a 01"],
		["a type of zero", idx(0, [1], [1]), "00 00 00 01"],
		[
			"a truncated header",
			whole.slice(0, 9),
			"9 bytes, but the header of 2 dimensions takes 12",
		],
		[
			"truncated data",
			whole.slice(0, 15),
			"15 bytes, but uint8 [2, 3] takes 18; the file is truncated",
		],
		[
			"bytes after the data",
			Uint8Array.of(...whole, 0, 0),
			"2 bytes follow the data",
		],
		[
			"sizes beyond all files",
			idx(14, [2 ** 32 - 1, 2 ** 32 - 1], []),
			"the file is truncated",
		],
		[
			"a compressed file",
			gzipSync(whole),
			"compressed by gzip (they begin with 1f 8b",
		],
	];
	for (const [name, bytes, message] of refused)
		test(`refuses ${name}, with values`, () => {
			expect(() => readIDX(bytes)).toThrow(FormatError);
			expect(() => readIDX(bytes)).toThrow(message);
		});
});

describe("gunzip", () => {
	const bytes = idx(8, [3], [1, 2, 3]);

	test("gives what was compressed", async () => {
		expect(await gunzip(gzipSync(bytes))).toEqual(bytes);
	});

	test("refuses what is truncated or damaged", async () => {
		const damaged = gzipSync(bytes);
		damaged[damaged.length - 6] = (damaged.at(-6) as number) ^ 1;
		for (const wrong of [gzipSync(bytes).subarray(0, 20), damaged]) {
			await expect(gunzip(wrong)).rejects.toThrow(FormatError);
			await expect(gunzip(wrong)).rejects.toThrow("damaged or truncated");
		}
	});

	test("refuses what is not compressed, with the way out", async () => {
		await expect(gunzip(bytes)).rejects.toThrow(FormatError);
		await expect(gunzip(bytes)).rejects.toThrow(
			"gunzip: not a gzip stream: the 11 bytes do not begin with 1f 8b; use them as they are",
		);
	});
});
