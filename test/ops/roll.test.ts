import { expect, test } from "vitest";
import { IndexError, tensor, ValueError, zeros } from "../../src/index.js";

test("roll without shifts is refused, with and without dims", () => {
	const x = tensor([1.5, 2.5, 3.5]);
	expect(() => x.roll([])).toThrow(ValueError);
	expect(() => x.roll([], [])).toThrow(/^roll: no shifts given/);
	expect(() => zeros([0]).roll([])).toThrow(ValueError);
	expect(x.roll([1]).tolist()).toEqual([3.5, 1.5, 2.5]);
});

test("roll of a number takes no dimension", () => {
	expect(tensor(1.5).roll(1).item()).toBe(1.5);
	expect(() => tensor(1.5).roll(1, 0)).toThrow(IndexError);
});
