import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compare, sizes } from "../../examples/ports/compare.mjs";

// Sums in another order than PyTorch's, carried on by training; one program computes in float64.
const tolerance = (name: string) =>
	name === "time-sequence-prediction" ? 1e-10 : 1e-5;

describe("programs of PyTorch, translated by the naming rule", () => {
	test("each stands beside the one it was translated from", () => {
		const files = readdirSync("examples/ports");
		for (const name of Object.keys(sizes)) {
			expect(files).toContain(`${name}.mjs`);
			expect(files).toContain(`${name.replaceAll("-", "_")}.py`);
		}
		expect(Object.keys(sizes)).toHaveLength(8);
	});

	test.each(Object.keys(sizes))("%s gives PyTorch's numbers", async (name) => {
		const rows = await compare(name);
		expect(rows.length).toBeGreaterThan(1);
		for (const { key, count, off } of rows) {
			expect(count, key).toBeGreaterThan(0);
			expect(off, key).toBeLessThan(tolerance(name));
		}
	});
});
