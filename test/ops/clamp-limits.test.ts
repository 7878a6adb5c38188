/** The limits of clamp: booleans, and what uint8 cannot hold. */
import { expect, test } from "vitest";
import { DTypeError, tensor, ValueError } from "../../src/index.js";

const bytes = () => tensor([1, 200], { dtype: "uint8" });

test("clamp takes booleans as limits, being 0 and 1", () => {
	const whole = tensor([0, 1, 2], { dtype: "int32" });
	expect(whole.clamp({ min: true }).tolist()).toEqual([1, 1, 2]);
	expect(whole.clamp({ min: false, max: true }).dtype).toBe("int32");
	expect(tensor([0.5, 2]).clamp({ max: true }).tolist()).toEqual([0.5, 1]);
	expect(
		tensor([2.5])
			.clamp({ min: true, max: tensor(2) })
			.item(),
	).toBe(2);
	const flags = tensor([false, true]);
	expect(flags.clamp({ min: true, max: 3 }).dtype).toBe("int32");
	expect(() => flags.clamp({ min: true })).toThrow(DTypeError);
	expect(() => flags.clamp({ min: "1" as never })).toThrow(DTypeError);
});

test("a negative limit of uint8 counts from its end, as in PyTorch", () => {
	expect(bytes().clamp({ min: -1 }).tolist()).toEqual([255, 255]);
	expect(bytes().clamp({ min: -1, max: 5 }).tolist()).toEqual([5, 5]);
	expect(bytes().clamp({ max: -1 }).tolist()).toEqual([1, 200]);
	expect(bytes().clamp({ min: 3, max: -1 }).tolist()).toEqual([3, 200]);
	expect(bytes().clampMin(-1).tolist()).toEqual([255, 255]);
	expect(bytes().clamp_({ min: -1, max: 5 }).tolist()).toEqual([5, 5]);
	expect(
		bytes()
			.clamp({ min: tensor(-1, { dtype: "int32" }) })
			.tolist(),
	).toEqual([255, 255]);
});

test("a limit that uint8 cannot hold is refused", () => {
	expect(() => bytes().clamp({ max: 256 })).toThrow(ValueError);
	expect(() => bytes().clamp({ min: -256, max: 5 })).toThrow(ValueError);
});

test("an operand without dimensions becomes uint8 before bytes are compared", () => {
	const x = tensor([1, 255], { dtype: "uint8" });
	const least = tensor(-1, { dtype: "int32" });
	expect(x.maximum(least).tolist()).toEqual([255, 255]);
	expect(x.eq(least).tolist()).toEqual([false, true]);
	expect(x.gt(least).tolist()).toEqual([false, false]);
	expect(x.remainder(least).tolist()).toEqual([1, 0]);
});
