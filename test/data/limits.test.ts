/** Files that are made to do harm: refused in words, before they cost memory. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { datasets, gunzip, readIDX } from "../../src/data/index.js";
import { DTypeError, FormatError, ValueError } from "../../src/index.js";

const MIB = 2 ** 20;

/** A gzip stream of so many members, each of 8 MiB of zeros in 8 KiB. */
function bomb(members: number): Uint8Array {
	const member = gzipSync(new Uint8Array(8 * MIB));
	const out = new Uint8Array(member.length * members);
	for (let i = 0; i < members; i++) out.set(member, i * member.length);
	return out;
}

describe("gunzip", () => {
	test("gives up at the limit, not at the end of the stream", async () => {
		const bytes = bomb(64);
		const before = process.memoryUsage().arrayBuffers;
		await expect(gunzip(bytes, { maxBytes: MIB })).rejects.toThrow(
			`gunzip: the gzip stream of ${bytes.length} bytes becomes more than 1048576; if it can be trusted, raise the limit`,
		);
		const spent = process.memoryUsage().arrayBuffers - before;
		expect(spent).toBeLessThan(64 * MIB);
	});

	test("without a limit gives up at 64 MiB of a small file", async () => {
		const refused = expect(gunzip(bomb(9))).rejects;
		await refused.toThrow("becomes more than 67108864");
		await expect(gunzip(bomb(9))).rejects.toThrow(FormatError);
	});

	test("gives up to the limit itself", async () => {
		expect((await gunzip(bomb(8))).length).toBe(64 * MIB);
		const ten = gzipSync(new Uint8Array(10));
		expect((await gunzip(ten, { maxBytes: 10 })).length).toBe(10);
		await expect(gunzip(ten, { maxBytes: 9 })).rejects.toThrow(FormatError);
	});

	test("refuses what is no array of bytes, and no limit", async () => {
		for (const odd of [null, undefined, "x", [1], new ArrayBuffer(4)])
			await expect(gunzip(odd as never)).rejects.toThrow(DTypeError);
		const bytes = gzipSync(new Uint8Array(10));
		for (const odd of [Number.NaN, -1, "10", null])
			await expect(gunzip(bytes, { maxBytes: odd as never })).rejects.toThrow(
				ValueError,
			);
		await expect(gunzip(bytes, 7 as never)).rejects.toThrow(
			"gunzip: the options are number",
		);
	});
});

test("a file of MNIST that becomes too much is refused, with its path", () => {
	const folder = mkdtempSync(join(tmpdir(), "mnist-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const path = join(folder, "t10k-images-idx3-ubyte.gz");
	writeFileSync(path, bomb(9));
	const open = () => new datasets.MNIST(folder, { train: false });
	expect(open).toThrow(FormatError);
	expect(open).toThrow(`${path} of`);
	expect(open).toThrow("becomes more than 67108864");
});

test("readIDX refuses what is no array of bytes, and a second argument", () => {
	for (const odd of [null, undefined, "x", {}, [0, 0, 8, 0]])
		expect(() => readIDX(odd as never)).toThrow(DTypeError);
	expect(() => readIDX(new ArrayBuffer(4) as never)).toThrow(
		"readIDX: expected the bytes of a file as a Uint8Array; got ArrayBuffer, so pass new Uint8Array(buffer)",
	);
	// @ts-expect-error there is no second argument
	expect(() => readIDX(Uint8Array.of(0, 0, 8, 1, 0), 3)).toThrow(
		"readIDX: there is no place for the argument 3",
	);
});
