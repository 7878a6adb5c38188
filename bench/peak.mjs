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
	const source = fileURLToPath(new URL("peak.ts", import.meta.url));
	const flags = ["-o", out, "-O3", "--runtime", "stub", "--enable", "simd"];
	const { error, stderr } = await asc.main([source, ...flags]);
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
