/** Which dtype results have: spot checks of PyTorch's table, in which int64 is int32 here. */
import { describe, expect, test } from "vitest";
import {
	arange,
	cat,
	type DType,
	ones,
	tensor,
	where,
} from "../../src/index.js";
import type { Tensor } from "../../src/tensor/tensor.js";

const of = (dtype: DType) => ones([2], { dtype });
const scalarOf = (dtype: DType) => ones([], { dtype });

describe("the sum of two tensors", () => {
	const table: [DType, DType, DType][] = [
		["bool", "uint8", "uint8"],
		["bool", "int32", "int32"],
		["uint8", "int32", "int32"],
		["int32", "float32", "float32"],
		["uint8", "float64", "float64"],
		["float32", "float64", "float64"],
		["bool", "bool", "bool"],
	];
	test.each(table)("of %s and %s is %s", (a, b, expected) => {
		expect(of(a).add(of(b)).dtype).toBe(expected);
		expect(of(b).add(of(a)).dtype).toBe(expected);
		expect(cat([of(a), of(b)]).dtype).toBe(expected);
		expect(where(tensor([true, false]), of(a), of(b)).dtype).toBe(expected);
	});
});

describe("a tensor without dimensions counts only by its category", () => {
	const table: [DType, DType, DType][] = [
		["float32", "float64", "float32"],
		["uint8", "int32", "uint8"],
		["int32", "float32", "float32"],
		["int32", "float64", "float64"],
		["bool", "uint8", "uint8"],
	];
	test.each(table)("%s with a %s scalar is %s", (a, b, expected) => {
		expect(of(a).mul(scalarOf(b)).dtype).toBe(expected);
	});
});

describe("a number", () => {
	const table: [DType, number | boolean, DType][] = [
		["uint8", 2, "uint8"],
		["int32", 0.5, "float32"],
		["bool", 1, "int32"],
		["bool", true, "bool"],
		["float64", 0.5, "float64"],
		["float32", 2, "float32"],
		["bool", 0.5, "float32"],
	];
	test.each(table)("with %s: %s gives %s", (dtype, number, expected) => {
		expect(of(dtype).mul(number).dtype).toBe(expected);
	});
});

describe("the result of", () => {
	const table: [string, Tensor, DType][] = [
		["a division of integers", of("int32").div(2), "float32"],
		["a floor division of integers", of("int32").floorDivide(2), "int32"],
		["exp of integers", of("int32").exp(), "float32"],
		["a comparison", of("float64").gt(0), "bool"],
		["a sum of bools", of("bool").sum(), "int32"],
		["a sum of uint8", of("uint8").sum(), "int32"],
		["a running sum of uint8", of("uint8").cumsum(0), "int32"],
		[
			"a mean in another dtype",
			of("int32").mean(null, { dtype: "float64" }),
			"float64",
		],
		["any of uint8", of("uint8").any(), "uint8"],
		["argmax", of("float64").argmax(), "int32"],
		["a power of an integer", of("int32").pow(2), "int32"],
		[
			"clamp of integers by a fraction",
			of("int32").clamp({ min: 0.5 }),
			"float32",
		],
		["abs of uint8", of("uint8").abs(), "uint8"],
		["arange of integers", arange(3), "int32"],
		["arange with a fraction", arange(0, 1, 0.5), "float32"],
	];
	test.each(table)("%s", (_, result, expected) => {
		expect(result.dtype).toBe(expected);
	});
});

test("uint8 and int32 wrap around", () => {
	expect(tensor([200], { dtype: "uint8" }).add(100).tolist()).toEqual([44]);
	expect(tensor([0], { dtype: "uint8" }).sub(1).tolist()).toEqual([255]);
	expect(tensor([2147483647], { dtype: "int32" }).add(1).tolist()).toEqual([
		-2147483648,
	]);
	expect(tensor([65536], { dtype: "int32" }).mul(65536).tolist()).toEqual([0]);
});
