import { expect, test } from "vitest";
import { loadKernels } from "./load.js";

test("a trap of the build with assertions names the kernel", () => {
	const { k } = loadKernels("debug");
	let stack = "";
	try {
		k.fill_f32?.(-64, 1, 0, 64);
	} catch (error) {
		stack = String((error as Error).stack);
	}
	expect(stack).toMatch(/^RuntimeError/);
	expect(stack).toContain("assembly/kernels/fill/fill_f32");
});
