// Builds what is published: ES modules one by one for bundlers, one file for Node, the types of both, and the kernels.
import { execFileSync } from "node:child_process";
import {
	copyFileSync,
	mkdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { built, entries, flat, strictHosts } from "./entries.mjs";
import { keepReachable } from "./reachable-types.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
rmSync("dist", { recursive: true, force: true });
mkdirSync("dist");
copyFileSync("build/simd.wasm", "dist/core.wasm");

const common = {
	platform: "neutral",
	target: "es2022",
	external: ["node:*"],
	logLevel: "warning",
};
await esModules();
await commonJs();
forNode();
forStrictHosts();
types();

/** One file for each module that an entry reaches, so that bundlers see which of them a program needs. */
async function esModules() {
	const { metafile } = await build({
		...common,
		entryPoints: Object.values(entries),
		bundle: true,
		format: "esm",
		outdir: "dist",
		metafile: true,
		write: false,
	});
	await build({
		...common,
		external: [],
		entryPoints: Object.keys(metafile.inputs),
		outdir: "dist",
		outbase: ".",
	});
}

/** One file holds everything, so that there is one Tensor class and one memory, and each entry is a part of it. */
async function commonJs() {
	const lines = Object.entries(entries).map(
		([name, source]) => `export * as "${name}" from "./${source}";`,
	);
	await build({
		...common,
		bundle: true,
		stdin: { contents: lines.join("\n"), resolveDir: ".", loader: "ts" },
		format: "cjs",
		outfile: "dist/cjs/all.js",
	});
	for (const name of Object.keys(entries))
		write(
			`dist/cjs/${flat(name)}.js`,
			`"use strict";\nmodule.exports = require("./all.js")["${name}"];\n`,
		);
	write("dist/cjs/package.json", '{ "type": "commonjs" }\n');
}

/** What the file for require gives, as a module of names. (Importing it would look through all of it for its exports.) */
function forNode() {
	const all = createRequire(import.meta.url)("../dist/cjs/all.js");
	const load =
		'import { createRequire } from "node:module";\nconst all = createRequire(import.meta.url)("../cjs/all.js");\n';
	for (const [name, entry] of Object.entries(all)) {
		const names = Object.keys(entry).map((own) => `${own}: $${own}`);
		const exported = Object.keys(entry).map((own) => `$${own} as ${own}`);
		write(
			`dist/node/${flat(name)}.mjs`,
			`${load}const { ${names.join(", ")} } = all["${name}"];\nexport { ${exported.join(", ")} };\n`,
		);
	}
}

/** The same modules where the kernels have to be imported, not compiled. */
function forStrictHosts() {
	for (const [host, wasm] of Object.entries(strictHosts)) {
		write(
			`dist/${host}/core.js`,
			`import core from "../${wasm.slice(2)}";\nimport { giveModule } from "../bindings/core.js";\ngiveModule(core);\n`,
		);
		for (const [name, source] of Object.entries(entries))
			write(
				`dist/${host}/${flat(name)}.js`,
				`import "./core.js";\nexport * from "../${built(source).slice(5)}";\n`,
			);
	}
}

/** The declarations say nothing of how they are loaded; an entry of each kind leads to them. */
function types() {
	const tsc = createRequire(import.meta.url).resolve("typescript/package.json");
	execFileSync(
		process.execPath,
		[
			tsc.replace("package.json", "bin/tsc"),
			"--project",
			"tsconfig.build.json",
		],
		{ stdio: "inherit" },
	);
	const kernels = readFileSync("build/simd.d.ts", "utf8");
	write(
		"dist/types/build/simd.d.ts",
		kernels
			.replace(/ *\/\*\*.*?\*\/\n/gs, "")
			.replaceAll("WebAssembly.Module", "object"),
	);
	write("dist/types/package.json", '{ "type": "commonjs" }\n');
	for (const [name, source] of Object.entries(entries))
		for (const extension of ["d.mts", "d.cts"])
			write(
				`dist/types/${flat(name)}.${extension}`,
				`export * from "./${source.replace(/\.ts$/, ".js")}";\n`,
			);
	write(
		"dist/types/core.d.mts",
		"/** The `WebAssembly.Module` of the kernels, where the host imports it as one: what `init` takes. */\ndeclare const module: object;\nexport default module;\n",
	);
	keepReachable(
		"dist/types",
		Object.values(entries).map((source) => source.replace(/\.ts$/, ".d.ts")),
	);
}

function write(path, text) {
	mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
	writeFileSync(path, text);
}
