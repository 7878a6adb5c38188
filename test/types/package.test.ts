/** The package's types, as a program sees them that has installed it. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const directory = `${root}build/package-types`;
const compilerOptions = {
	strict: true,
	target: "es2022",
	module: "nodenext",
	skipLibCheck: false,
	noEmit: true,
	lib: ["es2022", "dom", "dom.iterable", "esnext.disposable"],
	types: ["node"],
};

/** What the compiler says about a program. */
function messagesOf(
	code: string,
	options: object = {},
	extension = "ts",
): string {
	rmSync(directory, { recursive: true, force: true });
	mkdirSync(directory, { recursive: true });
	writeFileSync(`${directory}/program.${extension}`, code);
	writeFileSync(
		`${directory}/tsconfig.json`,
		JSON.stringify({
			compilerOptions: { ...compilerOptions, ...options },
			files: [`program.${extension}`],
		}),
	);
	const tsc = `${root}node_modules/typescript/bin/tsc`;
	return spawnSync(process.execPath, [tsc, "-p", directory], {
		encoding: "utf8",
	}).stdout;
}

test("have no errors where skipLibCheck is false", () => {
	expect(
		messagesOf(
			'import { tensor } from "flambeau";\nimport { DataLoader } from "flambeau/data";\nexport const names = [tensor, DataLoader];\n',
		),
	).toBe("");
});

const everyEntry = `
	import { init, load, save, tensor, nn } from "flambeau";
	import { grad } from "flambeau/autograd";
	import core from "flambeau/core.wasm";
	import { DataLoader } from "flambeau/data";
	import { Normal } from "flambeau/distributions";
	import { vmap } from "flambeau/func";
	import { inv } from "flambeau/linalg";
	import { Linear } from "flambeau/nn";
	import { relu } from "flambeau/nn/functional";
	import { zeros_ } from "flambeau/nn/init";
	import { clipGradNorm_ } from "flambeau/nn/utils";
	import { Adam } from "flambeau/optim";
	import { expit } from "flambeau/special";
	init({ module: core });
	const x: number = new Linear(2, 1)(tensor([[1, 2]])).item();
	export const names = [x, load, save, nn, grad, DataLoader, Normal, vmap, inv, relu, zeros_, clipGradNorm_, Adam, expit];`;

describe("the types of every entry have no errors", () => {
	const lib = {
		node: ["es2022"],
		page: ["es2022", "dom"],
		worker: ["es2022", "webworker"],
	};
	const module = {
		node16: { module: "node16" },
		nodenext: { module: "nodenext" },
		bundler: { module: "preserve", moduleResolution: "bundler" },
	};
	for (const [place, names] of Object.entries(lib))
		for (const [mode, options] of Object.entries(module))
			test(`${place}, ${mode}`, () => {
				const settings = { ...options, lib: names, types: [] };
				expect(messagesOf(everyEntry, settings, "mts")).toBe("");
			});

	test("required by CommonJS", () => {
		const code =
			'import flambeau = require("flambeau");\nimport nn = require("flambeau/nn");\nexport const y = new nn.Linear(1, 1)(flambeau.ones([1, 1]));';
		expect(
			messagesOf(code, { module: "node16", lib: ["es2022"], types: [] }, "cts"),
		).toBe("");
	});

	test("and are types: a wrong call is refused", () => {
		const code =
			'import { Linear } from "flambeau/nn";\nexport const layer = new Linear("2", 1);';
		expect(messagesOf(code, { module: "node16" }, "mts")).toContain("error TS");
	});
});

test("say nothing of what is internal", () => {
	const messages = messagesOf(
		'import { nn, ones } from "flambeau";\nconst x = ones([2]);\nexport const internals = [x.storage, x.layout, x.edge, x.graphVersion, new nn.ReLU().invoke];\n',
	);
	for (const name of ["storage", "layout", "edge", "graphVersion", "invoke"])
		expect(messages).toContain(`Property '${name}' does not exist`);
});
