import { expect, test, vi } from "vitest";
import { train } from "../../examples/gesture/model.mjs";
import { nn, ones } from "../../src/index.js";

test("tells gestures apart that it has not seen", async () => {
	const log = vi.spyOn(console, "log").mockImplementation(() => {});
	const { right } = await import("../../examples/gesture/main.mjs");
	const printed = log.mock.calls.map(([line]) => line);
	log.mockRestore();
	expect(right).toBeGreaterThan(285);
	expect(printed).toHaveLength(4);
	expect(printed[1]).toMatch(/^shake {3}\d+ of 100 right$/);
});

test("81 examples in batches of 16 do not break batch norm", () => {
	const features = Array.from({ length: 81 }, (_, i) => [i % 2, i % 3]);
	const labels = features.map(([a]) => a as number);
	expect(() => train(features, labels, 2)).not.toThrow();
	expect(() => train(features.slice(1), labels.slice(1), 2)).not.toThrow();
});

test("a batch of one is refused with what to write", () => {
	expect(() => new nn.BatchNorm1d(3)(ones([1, 3]))).toThrow("dropLast: true");
});
