import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** Inside of the package, so that the blocks can import it by its name. */
const folder = `${root}build/doc-blocks`;

const pages = [
	"README.md",
	...readdirSync(`${root}docs`)
		.filter((name) => name.endsWith(".md"))
		.map((name) => `docs/${name}`),
];

const blocks = pages.flatMap((page) => {
	const text = readFileSync(root + page, "utf8");
	return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code], i) => ({
		name: `${page}, block ${i + 1}`,
		file: `${folder}/${page.replaceAll(/\W/g, "-")}-${i + 1}.mjs`,
		code: code as string,
	}));
});

test("the README has code to run", () => {
	expect(blocks.map(({ name }) => name)).toContain("README.md, block 1");
});

test.each(blocks)("$name runs", ({ file, code }) => {
	mkdirSync(folder, { recursive: true });
	writeFileSync(file, transformSync(code, { loader: "ts" }).code);
	execFileSync(process.execPath, [file], { stdio: "pipe" });
});
