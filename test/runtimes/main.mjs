// Runs one program in every runtime, on the package as it is published, and compares the bits:
// npm run test:runtimes, or npm run test:runtimes -- Deno Firefox
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { browsers, bundlePages, pages, visit } from "./browsers.mjs";
import { compile } from "./typescript.mjs";
import { probeInWorkerd, templateInWorkerd } from "./workerd.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("../../", import.meta.url));
const installed = (path) => join(here, "node_modules", path);
const npm = (cwd, ...args) =>
	execFileSync("npm", args, {
		cwd,
		stdio: ["ignore", "pipe", "inherit"],
		encoding: "utf8",
	});

/** The program for each way to load the package, in the runtimes that have a command line. */
function commandLines() {
	const commands = {
		[`Node ${process.versions.node}`]: [process.execPath],
		"Node 22": [installed("node22/bin/node")],
		"Node 24": [installed("node24/bin/node")],
		"Node 26": [installed("node26/bin/node")],
		Bun: [installed("@oven/bun-linux-x64/bin/bun")],
		Deno: [installed("@deno/linux-x64-glibc/deno"), "run", "--allow-all"],
	};
	const ways = { import: "print.mjs", require: "print.cjs" };
	return Object.entries(commands).flatMap(([name, [file, ...flags]]) =>
		Object.entries(ways).map(([way, program]) => ({
			name: `${name}, ${way}`,
			file,
			run: (cwd) =>
				JSON.parse(
					execFileSync(file, [...flags, program], { cwd, encoding: "utf8" }),
				),
		})),
	);
}

function workers() {
	const file = installed("@cloudflare/workerd-linux-64/bin/workerd");
	return [
		{
			name: "workerd, import",
			file,
			run: (cwd) => probeInWorkerd(file, cwd),
		},
		{
			name: "workerd, examples/worker",
			file,
			run: (cwd) => templateInWorkerd(file, cwd),
		},
	];
}

function compilers() {
	const versions = {
		"5.0": "typescript50",
		5.4: "typescript54",
		5.9: "typescript59",
	};
	return Object.entries(versions).map(([version, name]) => {
		const file = installed(`${name}/bin/tsc`);
		const run = (folder) => compile(file, folder);
		return { name: `TypeScript ${version}`, file, run };
	});
}

function inPages() {
	return Object.entries(browsers).flatMap(([name, browser]) =>
		Object.entries(pages).map(([kind, page]) => ({
			name: `${name}, ${kind}`,
			file: browser.file,
			run: (folder) => visit(browser, page, folder),
		})),
	);
}

/** A project of its own that has installed the package, with the programs in it. */
async function project() {
	const folder = mkdtempSync(join(tmpdir(), "flambeau-"));
	const [{ filename }] = JSON.parse(
		npm(root, "pack", "--json", "--silent", "--pack-destination", folder),
	);
	npm(folder, "init", "--yes");
	npm(folder, "install", "--silent", join(folder, filename));
	cpSync(here, folder, {
		recursive: true,
		filter: (path) => !/^(node_modules|package.*\.json)$/.test(basename(path)),
	});
	cpSync(join(root, "examples/worker"), join(folder, "examples-worker"), {
		recursive: true,
	});
	await bundlePages(folder);
	return folder;
}

/** What one runtime gave, or why nothing. */
async function attempt({ name, file, run }, folder) {
	if (!existsSync(file)) return { name, missing: true };
	const start = performance.now();
	try {
		const result = await run(folder);
		const seconds = (performance.now() - start) / 1000;
		return { ...result, name, seconds };
	} catch (error) {
		return { name, error: String(error.stderr || error.stack) };
	}
}

/** Whether a runtime did what it should; under CI, one that is missing did not. */
function verdict(result, wanted) {
	const { hash, error, refused, answered, missing, seconds } = result;
	if (missing) return { good: !process.env.CI, said: "not installed" };
	if (error !== undefined) return { good: false, said: `failed: ${error}` };
	const time = `${seconds.toFixed(1)} s`;
	if (refused) return { good: true, said: `refused in words, ${time}` };
	if (answered) return { good: true, said: `${answered}, ${time}` };
	if (hash === wanted) return { good: true, said: `the same bits, ${time}` };
	return { good: false, said: `other bits: ${hash} instead of ${wanted}` };
}

npm(here, "ci", "--silent", "--ignore-scripts");
const [first, ...others] = [
	...commandLines(),
	...workers(),
	...compilers(),
	...inPages(),
];
const asked = process.argv.slice(2);
const chosen = others.filter(
	({ name }) => asked.length === 0 || asked.some((part) => name.includes(part)),
);
const folder = await project();
try {
	const { hash: wanted } = await attempt(first, folder);
	for (const trial of [first, ...chosen]) {
		const { good, said } = verdict(await attempt(trial, folder), wanted);
		console.log(`${trial.name.padEnd(42)} ${said}`);
		if (!good || wanted === undefined) process.exitCode = 1;
	}
} finally {
	rmSync(folder, { recursive: true, force: true });
}
