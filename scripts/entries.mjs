// The entries of the package, and what package.json says of them: `node scripts/entries.mjs --write` after a change here.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What an import of `flambeau/<name>` gives, by the source file; "index" is `flambeau` itself. */
export const entries = {
	index: "src/index.ts",
	autograd: "src/autograd/index.ts",
	data: "src/data/index.ts",
	distributions: "src/distributions/index.ts",
	func: "src/func/index.ts",
	linalg: "build/surface/linalg.ts",
	nn: "src/nn/index.ts",
	"nn/functional": "src/nn/entry/functional.ts",
	"nn/init": "src/nn/entry/init.ts",
	"nn/utils": "src/nn/entry/utils.ts",
	optim: "src/optim/index.ts",
	special: "build/surface/special.ts",
};

/**
 * The file of an entry in a folder that has one for each.
 * @param {string} name
 */
export const flat = (name) => name.replaceAll("/", "-");

/**
 * Where a module lies in the package.
 * @param {string} source
 */
export const built = (source) => `dist/${source.replace(/\.ts$/, ".js")}`;

/** Hosts that run only what was compiled before, and how each wants a module to be imported. */
export const strictHosts = {
	workerd: "./core.wasm",
	"edge-light": "./core.wasm?module",
};

/**
 * The field of package.json. The first condition that a host knows counts, and types come first in each. Bundlers get the
 * modules one by one ("module" is theirs), and leave out what a program does not use; Node, Bun and Deno get one file,
 * which they load in a sixth of the time, and the same one for import and for require, so that there is one Tensor class.
 */
export function exportsField() {
	/** @type {Record<string, unknown>} */
	const field = {};
	for (const [name, source] of Object.entries(entries)) {
		const file = flat(name);
		const esm = `./dist/types/${file}.d.mts`;
		/** @type {Record<string, unknown>} */
		const conditions = {};
		for (const host of Object.keys(strictHosts))
			conditions[host] = { types: esm, default: `./dist/${host}/${file}.js` };
		const modules = { types: esm, default: `./${built(source)}` };
		const whole = {
			types: `./dist/types/${file}.d.cts`,
			default: `./dist/cjs/${file}.js`,
		};
		conditions.module = modules;
		conditions.node = {
			import: { types: esm, default: `./dist/node/${file}.mjs` },
			default: whole,
		};
		conditions.require = whole;
		conditions.default = modules;
		field[name === "index" ? "." : `./${name}`] = conditions;
	}
	field["./core.wasm"] = {
		types: "./dist/types/core.d.mts",
		default: "./dist/core.wasm",
	};
	field["./package.json"] = "./package.json";
	return field;
}

if (process.argv.includes("--write")) {
	const path = fileURLToPath(new URL("../package.json", import.meta.url));
	const manifest = JSON.parse(readFileSync(path, "utf8"));
	manifest.exports = exportsField();
	writeFileSync(path, `${JSON.stringify(manifest, null, "\t")}\n`);
}
