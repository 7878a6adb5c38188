/** The entries of the package: each by import and by require, with types of its own, and nothing that does not lead anywhere. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { entries, exportsField, flat } from "../../scripts/entries.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
const bin = (name: string) => `${root}node_modules/.bin/${name}`;

/** What a module prints as JSON. */
function run(program: string): unknown {
	const flags = ["--input-type=module", "-"];
	const input = `import { createRequire } from "node:module";
		const require = createRequire(process.cwd() + "/");
		${program}`;
	const options = { cwd: root, input, encoding: "utf8" } as const;
	return JSON.parse(execFileSync(process.execPath, flags, options));
}

test("package.json has the entries of scripts/entries.mjs", () => {
	expect(manifest.exports).toEqual(exportsField());
	// Types must come before what they are of.
	expect(JSON.stringify(manifest.exports)).toBe(JSON.stringify(exportsField()));
});

test("every file that an entry names is built", () => {
	const files = JSON.stringify(manifest.exports).match(/\.\/[^"]+/g) ?? [];
	const named = files.filter((file) => file.startsWith("./dist/"));
	expect(named.length).toBeGreaterThan(80);
	for (const file of named)
		expect([file, existsSync(root + file)]).toEqual([file, true]);
});

test.each(Object.keys(entries))(
	"%s: one entry by import and by require",
	(name) => {
		const id = name === "index" ? "flambeau" : `flambeau/${name}`;
		const path = name === "index" || name === "data" ? [] : name.split("/");
		const [same, size, within] = run(`
		const imported = await import("${id}");
		const required = require("${id}");
		const names = Object.keys(required);
		const whole = ${JSON.stringify(path)}.reduce((o, key) => o[key], require("flambeau"));
		console.log(JSON.stringify([
			names.every((own) => imported[own] === required[own]),
			names.length,
			names.filter((own) => whole[own] !== required[own]),
		]));`) as [boolean, number, string[]];
		expect(same).toBe(true);
		expect(size).toBeGreaterThan(2);
		if (name !== "data") expect(within).toEqual([]);
	},
);

test.each(["workerd", "edge-light"])("%s imports the kernels first", (host) => {
	for (const name of Object.keys(entries)) {
		const code = readFileSync(`${root}dist/${host}/${flat(name)}.js`, "utf8");
		expect(code).toMatch(/^import "\.\/core\.js";\nexport \* from "/);
	}
	const core = readFileSync(`${root}dist/${host}/core.js`, "utf8");
	expect(core).toMatch(/^import core from "\.\.\/core\.wasm(\?module)?";/);
	expect(manifest.sideEffects).toContain(`./dist/${host}/*.js`);
});

test("publint and attw find nothing in the tarball", () => {
	const lint = execFileSync(bin("publint"), ["--strict"], {
		cwd: root,
		encoding: "utf8",
	});
	expect(lint).toContain("All good!");
	// node10, which no supported TypeScript uses by default, knows no sub-paths.
	const flags = [
		"--pack",
		".",
		"--profile",
		"node16",
		"--exclude-entrypoints",
		"core.wasm",
	];
	const types = execFileSync(bin("attw"), [...flags, "--format", "json"], {
		cwd: root,
		encoding: "utf8",
	});
	const { problems } = JSON.parse(types) as {
		problems: Record<string, unknown[]>;
	};
	const others = Object.entries(problems).filter(
		([kind]) => kind !== "NoResolution",
	);
	expect(others).toEqual([]);
}, 120_000);
