/** The table in docs/accuracy.md is whole and keeps its word: a coarser sweep of the same functions, and the page's figures. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { binary, operation, unary } from "./functions.js";
import { worstOfBinary, worstOfUnary } from "./measure.js";
import { sums } from "./sums.js";

const page = readFileSync(
	new URL("../../docs/accuracy.md", import.meta.url),
	"utf8",
);

test.each(Object.entries(unary))("%s is within 2 ulp", (name, reference) => {
	const worst = worstOfUnary(operation(name), reference, 40_009);
	expect(worst.error, `at ${worst.at}`).toBeLessThanOrEqual(2);
	expect(worst.count).toBeGreaterThan(100_000);
});

test.each(Object.entries(binary))("%s is within 2 ulp", (name, reference) => {
	const worst = worstOfBinary(operation(name), reference, 100_000);
	expect(worst.error, `at ${worst.at}`).toBeLessThanOrEqual(2);
});

test.each([...Object.keys(unary), ...Object.keys(binary)])(
	"the page has %s within 2 ulp",
	(name) => {
		const row = new RegExp(`^\\| \`${name}\` +\\| ([\\d.]+)`, "m").exec(page);
		expect(Number(row?.[1])).toBeLessThanOrEqual(2);
	},
);

test.each(sums())("the %s", (_, error) => {
	expect(error).toBeLessThan(1e-5);
});
