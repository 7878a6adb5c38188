import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

interface Report {
	readonly first: { readonly heap: number; readonly rss: number };
	readonly last: { readonly heap: number; readonly rss: number };
	readonly lossAt10: number;
	readonly keptLoss: number;
	readonly lastLoss: number;
}

const MiB = 1 << 20;

/** In a process of its own, so that its memory is its own, over the built package. */
function run(style: "modules" | "functions"): Report {
	const program = fileURLToPath(new URL("programs/loop.mjs", import.meta.url));
	return JSON.parse(
		execFileSync(process.execPath, [program, style], { encoding: "utf8" }),
	) as Report;
}

test.each(["modules", "functions"] as const)(
	"100,000 synchronous steps with %s stay within 64 MB and keep what the caller keeps",
	(style) => {
		const { first, last, lossAt10, keptLoss, lastLoss } = run(style);
		expect(last.heap - first.heap).toBeLessThan(64 * MiB);
		expect(last.rss - first.rss).toBeLessThan(64 * MiB);
		expect(keptLoss).toBe(lossAt10);
		expect(lastLoss).toBeLessThan(0.01);
	},
	120_000,
);
