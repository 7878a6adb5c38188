import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

let printed = "";
let part: typeof import("../../examples/gru/main.mjs");

beforeAll(async () => {
	vi.spyOn(console, "log").mockImplementation((line) => {
		printed += `${line}\n`;
	});
	part = await import("../../examples/gru/main.mjs");
});
afterAll(() => {
	vi.restoreAllMocks();
});

describe("the GRU example", () => {
	test("learns parity, from chance to certainty", () => {
		expect(part.losses[0]).toBeCloseTo(Math.log(2), 1);
		expect(part.losses.at(-1)).toBeLessThan(0.05);
		expect(part.accuracy.short.last).toBeGreaterThan(99);
	});

	test("carries what it learnt on 12 bits over 200", () => {
		expect(part.accuracy.long.all).toBeGreaterThan(95);
		expect(part.accuracy.long.last).toBeGreaterThan(90);
	});

	test("prints its progress and the final accuracy", () => {
		expect(
			printed.match(/^step \d+ {2}loss \S+ {2}\S+ % right$/gm),
		).toHaveLength(10);
		expect(printed).toMatch(/^200 bits: \S+ % of the sequences right/m);
		expect(printed).toContain("(gru): GRU(1, 16, batch_first=True)");
	});
});
