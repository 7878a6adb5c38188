import { describe, expect, test, vi } from "vitest";
import { fromHalf, toHalf } from "../../examples/federated/half.mjs";
import {
	average,
	makeModel,
	takeWeights,
	weightsOf,
} from "../../examples/federated/rounds.mjs";

test("three participants learn digits that none of them has seen all of", async () => {
	const log = vi.spyOn(console, "log").mockImplementation(() => {});
	const { accuracies } = await import("../../examples/federated/main.mjs");
	const printed = log.mock.calls.map(([line]) => line);
	log.mockRestore();
	expect(printed).toHaveLength(5);
	expect(printed[4]).toMatch(/^round 5 {2}\d+\.\d % of unseen images, 51 KB/);
	// Each alone knows four digits of ten.
	expect(accuracies.at(-1)).toBeGreaterThan(0.7);
});

test("weights arrive as they were sent, and are averaged by examples", () => {
	const model = makeModel();
	const sent = weightsOf(model);
	takeWeights(model, sent);
	expect(weightsOf(model)).toEqual(sent);
	const one = toHalf(Float32Array.of(1, 2));
	const four = toHalf(Float32Array.of(4, 2));
	const mean = average([
		{ weights: one, count: 2 },
		{ weights: four, count: 1 },
	]);
	expect([...fromHalf(mean)]).toEqual([2, 2]);
});

describe("float16", () => {
	test("every number of it comes back", () => {
		const all = Uint16Array.from({ length: 65536 }, (_, i) => i);
		const back = toHalf(fromHalf(all));
		for (const half of all) {
			const isNaN16 = (half & 0x7c00) === 0x7c00 && (half & 0x3ff) !== 0;
			if (!isNaN16) expect(back[half]).toBe(half);
		}
	});

	test.each([
		["a half to even, down", 1 + 2 ** -11, 1],
		["a half to even, up", 1 + 3 * 2 ** -11, 1 + 2 ** -9],
		["just above a half", 1 + 2 ** -11 + 2 ** -20, 1 + 2 ** -10],
		["the largest number", 65504, 65504],
		["what rounds beyond it", 65520, Infinity],
		["a small number", 2 ** -24, 2 ** -24],
		["half of the smallest", 2 ** -25, 0],
		["a bit more than half of the smallest", 2 ** -25 * 1.5, 2 ** -24],
		["minus zero", -0, -0],
	])("%s", (_, value, expected) => {
		expect(fromHalf(toHalf(Float32Array.of(value)))[0]).toBe(expected);
	});
});
