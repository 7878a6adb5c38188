/** Typed arrays of another realm (a frame, a worker, a sandbox) are as good as one's own. */
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { DTypeError, randint, tensor, ValueError } from "../../src/index.js";

const foreign = (code: string) => runInNewContext(code) as never;

describe("typed arrays of another realm", () => {
	test.each([
		["Float32Array", "float32"],
		["Float64Array", "float64"],
		["Int32Array", "int32"],
		["Uint8Array", "uint8"],
		["Uint8ClampedArray", "uint8"],
	] as const)("%s", (name, dtype) => {
		const x = tensor(foreign(`new ${name}([1, 2])`));
		expect(x.dtype).toBe(dtype);
		expect(x.tolist()).toEqual([1, 2]);
		expect(
			tensor([1, 2])
				.at(tensor(foreign(`new Int32Array([1])`)))
				.item(),
		).toBe(2);
	});

	test("what has no dtype is refused by its name", () => {
		for (const name of ["BigInt64Array", "Uint16Array"])
			expect(() => tensor(foreign(`new ${name}(2)`))).toThrow(name);
		const view = "new DataView(new ArrayBuffer(8))";
		expect(() => tensor(foreign(view))).toThrow(/DataView/);
		expect(() => tensor(foreign("new BigInt64Array(2)"))).toThrow(DTypeError);
	});
});

test("randint refuses bounds that int32 does not hold", () => {
	expect(() => randint(0, 2 ** 31 + 1, [2])).toThrow(ValueError);
	expect(() => randint(-(2 ** 31) - 1, 0, [2])).toThrow(ValueError);
	const widest = randint(-(2 ** 31), 2 ** 31, [1000]);
	expect(widest.dtype).toBe("int32");
	expect(randint(2 ** 31 - 1, 2 ** 31, [2]).tolist()).toEqual([
		2 ** 31 - 1,
		2 ** 31 - 1,
	]);
});
