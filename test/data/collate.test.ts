import { describe, expect, test } from "vitest";
import { defaultCollate } from "../../src/data/index.js";
import {
	arange,
	DTypeError,
	ones,
	ShapeError,
	type Tensor,
	zeros,
} from "../../src/index.js";

describe("defaultCollate", () => {
	test("stacks tensors and keeps their dtype", () => {
		const batch = defaultCollate([arange(2), arange(2)]);
		expect(batch.tolist()).toEqual([
			[0, 1],
			[0, 1],
		]);
		expect(batch.dtype).toBe("int32");
	});

	test("stacks typed arrays", () => {
		const batch = defaultCollate([
			Float64Array.of(1, 2),
			Float64Array.of(3, 4),
		]);
		expect([batch.dtype, batch.shape]).toEqual(["float64", [2, 2]]);
	});

	test("makes numbers the default float dtype, booleans bool", () => {
		expect(defaultCollate([1, 2]).dtype).toBe("float32");
		expect(defaultCollate([1, 2.5]).dtype).toBe("float32");
		expect(defaultCollate([1, 2 ** 40]).tolist()).toEqual([1, 2 ** 40]);
		expect(defaultCollate([true, false]).tolist()).toEqual([true, false]);
	});

	test("leaves strings a list", () => {
		expect(defaultCollate(["a", "b"])).toEqual(["a", "b"]);
	});

	test("joins arrays and objects field by field", () => {
		const items: { pair: [Tensor, number]; name: string }[] = [
			{ pair: [ones([2]), 3], name: "a" },
			{ pair: [zeros([2]), 4], name: "b" },
		];
		const { pair, name } = defaultCollate(items);
		pair satisfies [Tensor, Tensor];
		expect(pair.map((t) => t.tolist())).toEqual([
			[
				[1, 1],
				[0, 0],
			],
			[3, 4],
		]);
		expect(name).toEqual(["a", "b"]);
	});

	test("refuses items of different kinds, sizes and keys", () => {
		expect(() => defaultCollate([1, "a"])).toThrow(
			"defaultCollate: item 0 is of kind number and item 1 of kind string",
		);
		expect(() => defaultCollate([[1], [1, 2]])).toThrow(ShapeError);
		expect(() => defaultCollate([{ a: 1 }, { b: 1 }])).toThrow(/no "a"/);
		expect(() => defaultCollate([ones([2]), ones([3])])).toThrow(ShapeError);
	});

	test("refuses what no batch can be made of", () => {
		expect(() => defaultCollate([null])).toThrow(DTypeError);
		expect(() => defaultCollate([Symbol("s")])).toThrow(/Symbol\(s\)/);
		expect(() => defaultCollate([])).toThrow(/no items/);
	});
});
