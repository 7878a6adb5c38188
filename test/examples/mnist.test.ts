import { beforeAll, describe, expect, test, vi } from "vitest";
import { drawImage, sideBySide } from "../../examples/mnist/drawing.mjs";
import { tensor } from "../../src/index.js";

describe("npm start", () => {
	let printed = "";

	beforeAll(async () => {
		const log = vi.spyOn(console, "log").mockImplementation((line) => {
			printed += `${line}\n`;
		});
		await import("../../examples/mnist/main.mjs");
		log.mockRestore();
	}, 180_000);

	test("reaches 97 % in three epochs", () => {
		const epochs = [
			...printed.matchAll(/^epoch (\d)\/3 .* accuracy (\S+) %/gm),
		];
		expect(epochs.map(([, epoch]) => epoch)).toEqual(["1", "2", "3"]);
		expect(Number(epochs[2]?.[2])).toBeGreaterThanOrEqual(97);
	});

	test("tells the accuracy of each digit, which add up to all test images", () => {
		const rows = [...printed.matchAll(/^ +(\d) +([\d,]+) +([\d,]+) +\S+ %$/gm)];
		const numbers = rows.map(([, ...cells]) =>
			cells.map((cell) => Number(cell?.replace(",", ""))),
		);
		expect(numbers.map(([digit]) => digit)).toEqual([
			0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
		]);
		const images = numbers.reduce((sum, [, n]) => sum + (n ?? 0), 0);
		const right = numbers.reduce((sum, [, , n]) => sum + (n ?? 0), 0);
		expect(images).toBe(10_000);
		expect(printed).toContain(
			`fresh model: ${(right / 100).toFixed(2)} % again`,
		);
	});

	test("saves the weights and gets the same accuracy from them", () => {
		expect(printed).toMatch(/^saved 407,\d{3} bytes to .*\.safetensors$/m);
		expect(printed).toMatch(/^loaded into a fresh model: 97\.\d\d % again$/m);
	});

	test("draws ten images and reads them", () => {
		const readings = printed.match(/reads \d, (right|but it is \d)/g) ?? [];
		expect(readings).toHaveLength(10);
		expect(readings[0]).toBe("reads 7, right");
		expect(printed).toMatch(/█{4}/);
	});

	test("prints nothing that only a terminal understands", () => {
		expect(printed).not.toContain("\u001b");
	});
});

describe("drawing", () => {
	const drawing = (lines: string[], caption: string) => ({ lines, caption });

	test("puts two pixels into a character, without the margin", () => {
		const pixels = new Uint8Array(28 * 28);
		for (const [row, column] of [
			[3, 3],
			[4, 3],
			[3, 4],
			[4, 5],
			[0, 0],
		] as const)
			pixels[28 * row + column] = 255;
		const lines = drawImage(tensor(pixels).reshape([28, 28]));
		expect(lines).toHaveLength(11);
		expect(lines[0]).toBe(`█▀▄${" ".repeat(19)}`);
		expect(lines.slice(1).join("").trim()).toBe("");
	});

	test("fills the terminal's width and begins another row", () => {
		const one = drawing(["##", "##"], "one");
		const text = sideBySide([one, one, drawing(["@@", "@@"], "two")], 9);
		expect(text).toBe("##    ##\n##    ##\none   one\n\n@@\n@@\ntwo\n");
		expect(sideBySide([one, one], 2).split("\n")).toHaveLength(8);
	});
});
