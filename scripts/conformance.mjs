// Replays the recorded PyTorch cases and prints a table per family, then every failure.
//   node scripts/conformance.mjs [--unsupported] [family or part of a case's id ...]
import { rmSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const source = new URL("../test/conformance/", import.meta.url);
// Beside the sources, because they find the fixtures relative to themselves.
const outfile = fileURLToPath(new URL(`.report-${process.pid}.mjs`, source));
try {
	await build({
		entryPoints: [fileURLToPath(new URL("report.ts", source))],
		outfile,
		bundle: true,
		platform: "node",
		format: "esm",
		target: "node20",
		logLevel: "warning",
	});
	const { report } = await import(pathToFileURL(outfile).href);
	process.exitCode = report(process.argv.slice(2)) ? 0 : 1;
} finally {
	rmSync(outfile, { force: true });
}
