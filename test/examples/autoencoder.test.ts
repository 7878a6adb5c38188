import { expect, test, vi } from "vitest";
import { reconstructions, run } from "../../examples/autoencoder/run.mjs";
import { loadMNIST } from "../../examples/mnist/data.mjs";
import { transforms } from "../../src/data/index.js";
import { first } from "./first-images.js";

test("an autoencoder learns from 5,000 images to draw digits again", () => {
	const pixels = new transforms.ToTensor();
	const digits = first(loadMNIST(false, pixels), 500);
	const log = vi.spyOn(console, "log").mockImplementation(() => {});
	const { model, testLoss } = run(
		first(loadMNIST(true, pixels), 5000),
		digits,
		3,
	);
	log.mockRestore();
	// Paper everywhere costs .7 before training; the mean image of all digits .26.
	expect(testLoss).toBeLessThan(0.2);

	const drawings = reconstructions(model, digits, 3);
	expect(drawings.map(({ caption }) => caption.slice(0, 4))).toEqual([
		"a 7,",
		"a 2,",
		"a 1,",
	]);
	for (const { lines, caption } of drawings) {
		expect(lines).toHaveLength(23);
		expect(new Set(lines.map((line) => line.length))).toEqual(new Set([22]));
		for (const half of [lines.slice(0, 11), lines.slice(12)])
			expect(half.join("")).toMatch(/█{2}/);
		const off = Number(/(\d+) % of ink off$/.exec(caption)?.[1]);
		expect(off).toBeLessThan(100);
	}
});
