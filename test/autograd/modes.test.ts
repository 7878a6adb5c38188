import { afterEach, expect, test } from "vitest";
import {
	enableGrad,
	inferenceMode,
	isGradEnabled,
	noGrad,
	setGradEnabled,
	ValueError,
} from "../../src/index.js";

afterEach(() => setGradEnabled(true));

test("setGradEnabled with a function switches while that runs, and gives what it returns", () => {
	expect(setGradEnabled(false, isGradEnabled)).toBe(false);
	expect(isGradEnabled()).toBe(true);
	setGradEnabled(false);
	expect(isGradEnabled()).toBe(false);
	expect(setGradEnabled(true, isGradEnabled)).toBe(true);
	expect(isGradEnabled()).toBe(false);
});

test("setGradEnabled restores the mode also when the function throws", () => {
	const fails = () => {
		throw new Error("mine");
	};
	expect(() => setGradEnabled(false, fails)).toThrow("mine");
	expect(isGradEnabled()).toBe(true);
	expect(() => setGradEnabled(false, async () => 1)).toThrow(
		/^setGradEnabled: the function is async/,
	);
	expect(isGradEnabled()).toBe(true);
});

test("a mode that is none is refused, and nothing changes", () => {
	for (const mode of ["x", 0, 1, null, undefined, {}, () => 1])
		expect(() => setGradEnabled(mode as never)).toThrow(
			/^setGradEnabled: the mode is .*; expected true or false/,
		);
	expect(isGradEnabled()).toBe(true);
});

test("what is to be run under a mode is a function", () => {
	for (const fn of [undefined, null, 3, "x", {}]) {
		for (const run of [noGrad, enableGrad, inferenceMode])
			expect(() => run(fn as never)).toThrow(ValueError);
		expect(() => noGrad(fn as never)).toThrow(
			/^noGrad: expected a function, got /,
		);
		expect(() => setGradEnabled(false, fn as never)).toThrow(ValueError);
	}
	expect(isGradEnabled()).toBe(true);
});
