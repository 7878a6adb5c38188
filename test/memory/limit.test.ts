import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { SpillLimit } from "../../src/memory/spill-limit.js";

test("the limit rises by what comes back, and up to its end only", () => {
	const limit = new SpillLimit(100, 1000);
	limit.cameBack(50);
	expect(limit.value).toBe(150);
	limit.raiseTo(120);
	expect(limit.value).toBe(150);
	limit.cameBack(5000);
	expect(limit.value).toBe(1000);
});

test("the limit falls by a quarter when twice as much went and nothing came back", () => {
	const limit = new SpillLimit(100, 1000);
	limit.raiseTo(400);
	limit.movedOut(800);
	expect(limit.value).toBe(400);
	limit.movedOut(1);
	expect(limit.value).toBe(300);
	for (let i = 0; i < 20; i++) limit.movedOut(1000);
	expect(limit.value).toBe(100);
});

test("one return begins the stretch anew", () => {
	const limit = new SpillLimit(100, 1000);
	limit.raiseTo(400);
	for (let i = 0; i < 20; i++) {
		limit.movedOut(700);
		limit.cameBack(0);
	}
	expect(limit.value).toBe(400);
});

test("a large tensor that is read once an epoch does not make the memory grow with the epochs", () => {
	const program = fileURLToPath(
		new URL("programs/held-out.mjs", import.meta.url),
	);
	const args = [program, "15", "8", "200", "1"];
	const { heaps, limits, returns, read } = JSON.parse(
		execFileSync(process.execPath, args, { encoding: "utf8" }),
	) as Record<"heaps" | "limits", number[]> &
		Record<"returns" | "read", number>;
	expect(read).toBe(15 * 2_000_000);
	expect(returns).toBeGreaterThanOrEqual(14);
	// Growing goes by quarters.
	expect(heaps[14]).toBeLessThanOrEqual((heaps[1] as number) * 1.3);
	expect(limits[14]).toBeLessThan((limits[1] as number) * 1.3);
}, 60_000);
