/** Tensors whose elements are written down as tensors. */
import { describe, expect, test } from "vitest";
import {
	DTypeError,
	FlambeauError,
	ones,
	ShapeError,
	tensor,
} from "../../src/index.js";

const double = tensor(1.5, { dtype: "float64" });

describe("tensor of tensors", () => {
	test("takes those of one element as numbers, nested too", () => {
		const [t, u] = [tensor(1.5), tensor([[2]])];
		const x = tensor([t, u]);
		expect([x.shape, x.dtype, x.tolist()]).toEqual([[2], "float32", [1.5, 2]]);
		const y = tensor([
			[t, 3],
			[4, u],
		]);
		expect(y.tolist()).toEqual([
			[1.5, 3],
			[4, 2],
		]);
	});

	test("has the dtype that holds all of them", () => {
		const [one, yes] = [tensor(1, { dtype: "int32" }), tensor(true)];
		const byte = tensor(Uint8Array.of(7));
		expect(tensor([one, one]).dtype).toBe("int32");
		expect(tensor([yes, yes]).tolist()).toEqual([true, true]);
		expect(tensor([yes, false]).dtype).toBe("bool");
		expect(tensor([byte, yes]).dtype).toBe("uint8");
		expect(tensor([byte, 1]).dtype).toBe("float32");
		expect(tensor([byte, one]).dtype).toBe("int32");
		expect(tensor([one, 0.5]).dtype).toBe("float32");
		expect(tensor([double, 1, yes]).dtype).toBe("float64");
		expect(tensor([double, one], { dtype: "int32" }).tolist()).toEqual([1, 1]);
	});

	test("is cut off from their graph", () => {
		const t = tensor(2.5).requiresGrad_();
		expect(tensor([t, t.mul(2)]).requiresGrad).toBe(false);
	});

	test("of more elements is refused, with the way out", () => {
		for (const data of [
			[ones([2]), ones([2])],
			[1, ones([2])],
			[ones([0])],
			[[ones([2])], [1]],
		])
			expect(() => tensor(data as never)).toThrow(ShapeError);
		expect(() => tensor([ones([2]), ones([2])])).toThrow(
			"tensor: a tensor of shape [2] among the elements; only those of one element are numbers. stack([...]) makes a tensor of tensors",
		);
		expect(() => tensor([[1, 2], tensor([1, 2])] as never)).toThrow(
			"found a tensor of shape [2] at depth 1",
		);
	});
});

describe("tensor refuses in words", () => {
	test("what is neither a number nor a list", () => {
		for (const odd of [
			{},
			{ length: 2 },
			{ 0: 1, length: 1 },
			new Map(),
			[{}],
			[{ length: 1 }],
			new Date(),
			null,
			undefined,
			"12",
			Symbol("x"),
			new DataView(new ArrayBuffer(8)),
			new ArrayBuffer(8),
			[new ArrayBuffer(8)],
			() => 1,
		]) {
			expect(() => tensor(odd as never)).toThrow(FlambeauError);
			expect(() => tensor(odd as never)).not.toThrow("NaN bytes");
			expect(() => tensor(odd as never)).not.toThrow("[object");
		}
	});

	test("arrays of 64-bit integers, whatever the dtype", () => {
		for (const data of [BigInt64Array.of(1n), [BigInt64Array.of(1n)], [1n]])
			for (const dtype of [undefined, "int32", "float64"] as const)
				expect(() => tensor(data as never, { dtype })).toThrow(FlambeauError);
		expect(() => tensor(BigInt64Array.of(1n) as never)).toThrow(DTypeError);
	});
});
