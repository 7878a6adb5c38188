// Inspects the built kernels: what architecture.md promises of every module.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Of the build that is shipped; the other one keeps the names of its functions. */
const MAX_BYTES = 160_000;
const builds = ["simd", "debug"];
const problems = [];

for (const name of builds) {
	const path = fileURLToPath(new URL(`../build/${name}.wasm`, import.meta.url));
	const bytes = readFileSync(path);
	const module = new WebAssembly.Module(bytes);
	const imports = WebAssembly.Module.imports(module);
	const only = imports.length === 1 ? imports[0] : undefined;
	if (
		only?.module !== "env" ||
		only.name !== "memory" ||
		only.kind !== "memory"
	)
		problems.push(
			`${name}: imports ${JSON.stringify(imports)}; expected env.memory alone`,
		);
	const odd = WebAssembly.Module.exports(module).filter(
		(e) => e.kind !== "function",
	);
	if (odd.length > 0)
		problems.push(
			`${name}: exports ${odd.map((e) => e.name).join(", ")}; expected functions alone`,
		);
	const { start, mutable } = sections(bytes);
	if (start) problems.push(`${name}: has a start function`);
	if (mutable > 0)
		problems.push(
			`${name}: has ${mutable} mutable globals; kernels keep no state`,
		);
	if (name === "simd" && bytes.length > MAX_BYTES)
		problems.push(`${name}: ${bytes.length} bytes, more than ${MAX_BYTES}`);
	process.stdout.write(
		`${name}: ${bytes.length} bytes, ${WebAssembly.Module.exports(module).length} kernels\n`,
	);
}

for (const problem of problems) process.stderr.write(`wasm: ${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;

/** Reads the sections that the API does not show: https://webassembly.github.io/spec/core/binary/modules.html */
function sections(bytes) {
	let at = 8;
	const found = { start: false, mutable: 0 };
	const leb = () => {
		let value = 0;
		for (let shift = 0; ; shift += 7) {
			const byte = bytes[at++];
			value |= (byte & 0x7f) << shift;
			if (byte < 0x80) return value >>> 0;
		}
	};
	while (at < bytes.length) {
		const id = bytes[at++];
		const size = leb();
		const end = at + size;
		if (id === 8) found.start = true;
		if (id === 6) {
			for (let count = leb(); count > 0; count--) {
				at++; // the type
				if (bytes[at++] === 1) found.mutable++;
				skipConstant(bytes, leb);
			}
		}
		at = end;
	}
	return found;

	/** An initial value: one constant instruction, then `end`. */
	function skipConstant(all, read) {
		const op = all[at++];
		if (op === 0x41 || op === 0x42 || op === 0x23) read();
		else if (op === 0x43) at += 4;
		else if (op === 0x44) at += 8;
		else if (op === 0xfd) at += 17;
		else throw new Error(`unexpected opcode 0x${op.toString(16)} in a global`);
		at++;
	}
}
