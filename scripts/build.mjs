// Builds what is published: dist/*.js (ES modules), dist/cjs/*.js (CommonJS), and the types of both.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
rmSync("dist", { recursive: true, force: true });

const entries = {
	index: "src/index.ts",
	data: "src/data/index.ts",
};
const common = {
	bundle: true,
	platform: "neutral",
	target: "es2022",
	mainFields: ["module", "main"],
	external: ["node:*"],
	logLevel: "warning",
};

// The entries share their code through chunks, so that there is one Tensor class and one memory.
await build({
	...common,
	entryPoints: entries,
	format: "esm",
	splitting: true,
	outdir: "dist",
	chunkNames: "chunks/[name]-[hash]",
});

// CommonJS has no chunks: one file holds everything, and each entry is a part of it.
const names = Object.keys(entries);
const all = names
	.map((name) => `export * as ${name} from "./${entries[name]}";`)
	.join("\n");
await build({
	...common,
	stdin: { contents: all, resolveDir: ".", loader: "ts" },
	format: "cjs",
	outfile: "dist/cjs/all.js",
});
for (const name of names)
	writeFileSync(
		`dist/cjs/${name}.js`,
		`"use strict";\nmodule.exports = require("./all.js").${name};\n`,
	);
writeFileSync("dist/cjs/package.json", '{ "type": "commonjs" }\n');

const tsc = createRequire(import.meta.url).resolve("typescript/package.json");
execFileSync(
	process.execPath,
	[tsc.replace("package.json", "bin/tsc"), "--project", "tsconfig.build.json"],
	{ stdio: "inherit" },
);
mkdirSync("dist/types/build", { recursive: true });
cpSync("build/simd.d.ts", "dist/types/build/simd.d.ts");
cpSync("dist/types", "dist/cjs/types", { recursive: true });
