import { expect, test, vi } from "vitest";
import { run } from "../../examples/lenet/run.mjs";
import { loadMNIST } from "../../examples/mnist/data.mjs";
import { first } from "./first-images.js";

test("a LeNet learns most of the digits from 3,000 images", () => {
	const log = vi.spyOn(console, "log").mockImplementation(() => {});
	const accuracy = run(
		first(loadMNIST(true), 3000),
		first(loadMNIST(false), 1000),
		2,
	);
	const lines = log.mock.calls.map(([line]) => String(line));
	log.mockRestore();
	expect(accuracy).toBeGreaterThan(0.8);
	expect(lines[1]).toMatch(/^Sequential\(.*MaxPool2d.*61,706 parameters/s);
	expect(lines.at(-1)).toMatch(
		/^epoch 2\/2 {2}loss 0\.\d+ {2}test accuracy \d\d\./,
	);
});
