import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

/** Floating-point operations, half of them multiplies, of one round of peak.ts. */
const PER_ROUND = 12 * 4;
const ROUNDS = 10_000;

/** The machine's limit for 128-bit multiply and add: a contender, and what its time means in GFLOP/s. */
export async function peak() {
	const folder = mkdtempSync(path.join(tmpdir(), "peak-"));
	const out = path.join(folder, "peak.wasm");
	// Not the root's asconfig.json, which imports a memory.
	const baseDir = fileURLToPath(new URL(".", import.meta.url));
	const flags = ["--baseDir", baseDir, "-O3", "--runtime", "stub"];
	const { error, stderr } = await asc.main([
		"peak.ts",
		...flags,
		"--enable",
		"simd",
		"-o",
		path.relative(baseDir, out),
	]);
	if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
	const module = new WebAssembly.Module(readFileSync(out));
	rmSync(folder, { recursive: true });
	const { multiplyAdds } = new WebAssembly.Instance(module).exports;
	return {
		run: (calls) => {
			for (let i = 0; i < calls; i++) multiplyAdds(ROUNDS);
		},
		gflops: (us) => (PER_ROUND * ROUNDS) / (us * 1e3),
	};
}
