/** What programs weigh, in both bundlers, and that docs/size.md says so. */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { programs, sizesOf, table } from "../../scripts/size.mjs";

test.each(programs.map((program) => [program.name, program] as const))(
	"%s",
	async (_, { code, most }) => {
		const { esbuild, rollup } = await sizesOf(code);
		expect(esbuild).toBeLessThan(most);
		expect(rollup).toBeLessThan(most);
		// A bundle that lost the kernels would be a small one.
		expect(esbuild).toBeGreaterThan(45);
	},
);

test("docs/size.md tells them, within 3 KB", async () => {
	const measured = await table();
	const path = "docs/size.md";
	const text = readFileSync(path, "utf8");
	const between = /(?<=<!-- sizes -->\n).*?(?=\n<!-- \/sizes -->)/s;
	if (process.env.UPDATE_DOCS === "1")
		writeFileSync(path, text.replace(between, measured));
	const numbers = (table: string) =>
		Array.from(table.matchAll(/\| (\d+) /g), ([, digits]) => Number(digits));
	const told = numbers(between.exec(readFileSync(path, "utf8"))?.[0] ?? "");
	const found = numbers(measured);
	expect(told).toHaveLength(found.length);
	for (const [i, size] of found.entries())
		expect(Math.abs(size - (told[i] ?? 0))).toBeLessThanOrEqual(3);
});
