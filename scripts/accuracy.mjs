// Measures the error of the functions that round and writes docs/accuracy.md. `node scripts/accuracy.mjs [stride]`
import { rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const outfile = path("build/accuracy.mjs");
try {
	await build({
		entryPoints: [path("test/accuracy/page.ts")],
		outfile,
		bundle: true,
		platform: "node",
		format: "esm",
		target: "node20",
		logLevel: "warning",
	});
	const { page } = await import(pathToFileURL(outfile).href);
	writeFileSync(path("docs/accuracy.md"), page(Number(process.argv[2] ?? 251)));
} finally {
	rmSync(outfile, { force: true });
}
