// Compiles assembly/ once per target of asconfig.json and inlines the default build's bytes as a module.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
mkdirSync("build", { recursive: true });
const targets = process.argv.slice(2).length
	? process.argv.slice(2)
	: ["simd", "debug"];

for (const target of targets) {
	const { error, stderr } = await asc.main([
		"--config",
		"asconfig.json",
		"--target",
		target,
	]);
	if (error) {
		process.stderr.write(stderr.toString());
		process.stderr.write(`${error.message}\n`);
		process.exit(1);
	}
	const bytes = readFileSync(`build/${target}.wasm`);
	// Hex keeps byte alignment, so the text compresses better than base64 does.
	const text = `/** The bytes of build/${target}.wasm in hexadecimal. */\nexport const bytes =\n\t"${bytes.toString("hex")}";\n`;
	writeFileSync(`bindings/core-${target}.ts`, text);
	process.stdout.write(`kernels: build/${target}.wasm ${bytes.length} bytes\n`);
}
