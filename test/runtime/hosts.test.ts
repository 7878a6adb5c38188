/** Hosts that do not compile WebAssembly: the module can be given, and what is refused says how. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What a program prints that has the package and the kernels' bytes; of an error its class and message. */
function run(program: string): string {
	const input = `
		import { readFileSync } from "node:fs";
		import * as flambeau from "flambeau";
		const bytes = readFileSync("build/simd.wasm");
		const refuse = (message) => {
			WebAssembly.Module = function () { throw new WebAssembly.CompileError(message); };
		};
		try { ${program} } catch (error) { console.log(error.name + " " + error.message); }`;
	return execFileSync(process.execPath, ["--input-type=module", "-"], {
		cwd: root,
		input,
		encoding: "utf8",
	}).trim();
}

test("a given module takes the place of the carried bytes", () => {
	const printed = run(`
		const module = new WebAssembly.Module(bytes);
		refuse("never");
		WebAssembly.Module.exports = () => [{ name: "heap_base" }];
		flambeau.init({ module });
		console.log(flambeau.ones([2, 2]).matmul(flambeau.ones([2, 2])).sum().item());`);
	expect(printed).toBe("8");
});

test("bytes are compiled by init where that is allowed", () => {
	expect(
		run(
			"flambeau.init({ module: bytes }); console.log(flambeau.ones([3]).sum().item());",
		),
	).toBe("3");
});

test("a host that compiles nothing is told of the entry and of init", () => {
	const printed = run(
		'refuse("Wasm code generation disallowed by embedder"); flambeau.ones([1]);',
	);
	expect(printed).toMatch(/^HostError WebAssembly: Wasm code .* disallowed/);
	expect(printed).toContain('condition "workerd" or "edge-light"');
	expect(printed).toContain("init({ module })");
});

test("a page is told the directive that its policy misses", () => {
	const printed = run(
		`refuse("Refused to compile or instantiate WebAssembly module because 'unsafe-eval' is not an allowed source of script"); flambeau.ones([1]);`,
	);
	expect(printed).toContain("script-src 'self' 'wasm-unsafe-eval'");
});

test("an engine that does not know the instructions is told which do", () => {
	expect(run('refuse("invalid opcode 0xfd"); flambeau.ones([1]);')).toContain(
		"an engine with SIMD is needed",
	);
});

test("a host without WebAssembly is told so", () => {
	expect(run("delete globalThis.WebAssembly; flambeau.ones([1]);")).toMatch(
		/^HostError WebAssembly: this host has none/,
	);
});

test("hosts without decoders of their own decode the same bytes", () => {
	expect(
		run(
			"delete globalThis.Buffer; console.log(flambeau.ones([3]).sum().item());",
		),
	).toBe("3");
});

test.each([
	["init()", "ArgumentError|ValueError", "init({ module })"],
	["init({ modul: bytes })", "ArgumentError", 'unknown option "modul"'],
	["init({ module: 3 })", "ValueError", "flambeau/core.wasm"],
	["init({ module: new Uint8Array(8) })", "ValueError", "flambeau/core.wasm"],
	[
		"init({ module: new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]) })",
		"ValueError",
		"not that of flambeau/core.wasm",
	],
	["ones([1]); flambeau.init({ module: bytes })", "ValueError", "run already"],
])("refuses %s", (call, kind, message) => {
	const printed = run(`flambeau.${call};`);
	expect(printed).toMatch(new RegExp(`^(${kind}) init: `));
	expect(printed).toContain(message);
});
