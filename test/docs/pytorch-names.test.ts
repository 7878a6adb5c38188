/** Every name of the list is here, and the table in docs/from-pytorch.md says where. `UPDATE_DOCS=1` writes the table. */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lookUp, table } from "./pytorch-names.js";

const page = new URL("../../docs/from-pytorch.md", import.meta.url);
const lines = readFileSync(
	new URL("../fixtures/pytorch-names.txt", import.meta.url),
	"utf8",
)
	.trim()
	.split("\n");

test("the list is whole", () => {
	expect(lines).toHaveLength(435);
});

test.each(lines)("%s", (line) => {
	expect(lookUp(line).here).toBeDefined();
});

test("the table is that of the code", () => {
	const text = readFileSync(page, "utf8");
	const marked = /(<!-- names -->\n)[\s\S]*?(\n<!-- \/names -->)/;
	const wanted = text.replace(
		marked,
		(_, open: string, close: string) => `${open}\n${table(lines)}\n${close}`,
	);
	if (process.env.UPDATE_DOCS !== undefined) writeFileSync(page, wanted);
	expect(text).toMatch(marked);
	expect(readFileSync(page, "utf8")).toBe(wanted);
});
