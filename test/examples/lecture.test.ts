import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Tensor } from "../../src/index.js";

let printed = "";

beforeEach(() => {
	printed = "";
	vi.resetModules();
	vi.spyOn(console, "log").mockImplementation((...values: unknown[]) => {
		printed += `${values.join(" ")}\n`;
	});
});
afterEach(() => {
	vi.restoreAllMocks();
});

const lecture = {
	tensors: () => import("../../examples/lecture/01-tensors.mjs"),
	shapes: () => import("../../examples/lecture/02-shapes.mjs"),
	sums: () => import("../../examples/lecture/03-sums.mjs"),
	squashing: () => import("../../examples/lecture/04-sigmoid-softmax.mjs"),
	neuron: () => import("../../examples/lecture/05-neuron.mjs"),
	update: () => import("../../examples/lecture/06-update-rule.mjs"),
	network: () => import("../../examples/lecture/07-mlp.mjs"),
	worked: () => import("../../examples/lecture/08-worked-example.mjs"),
};

function close(actual: Tensor, expected: unknown): void {
	expect(actual.flatten().tolist()).toEqual(
		[expected].flat(2).map((value) => expect.closeTo(value as number, 4)),
	);
}

describe("the lecture", () => {
	test("shows tensors of 0, 1, 2 and 3 dimensions, and an image", async () => {
		const { scalar, vector, matrix, cube, image } = await lecture.tensors();
		expect([scalar, vector, matrix, cube].map((t) => t.ndim)).toEqual([
			0, 1, 2, 3,
		]);
		expect(image.shape).toEqual([3, 3]);
		expect(printed).toContain("tensor([[1., 2., 3.],\n        [4., 5., 6.]])");
		expect(printed).toContain("··██··");
	});

	test("changes shapes", async () => {
		const { flat, row, column, joined } = await lecture.shapes();
		expect([flat.shape, row.shape, column.shape]).toEqual([
			[9],
			[1, 9],
			[9, 1],
		]);
		expect(flat.tolist()).toEqual([0, 1, 0, 1, 1, 1, 0, 1, 0]);
		expect(joined.tolist()).toEqual([
			[1, 2, 5],
			[3, 4, 6],
		]);
	});

	test("adds up and picks elements", async () => {
		const part = await lecture.sums();
		expect(part.total.item()).toBe(21);
		expect(part.perColumn.tolist()).toEqual([5, 7, 9]);
		expect(part.perRow.tolist()).toEqual([6, 15]);
		expect(part.mean.item()).toBe(3.5);
		expect(part.element.item()).toBe(6);
		expect(part.firstRow.tolist()).toEqual([1, 2, 3]);
		expect(part.lastColumn.tolist()).toEqual([3, 6]);
	});

	test("squashes by sigmoid and by softmax along both dimensions", async () => {
		const part = await lecture.squashing();
		close(part.squashed, [0.01799, 0.26894, 0.5, 0.73106, 0.98201]);
		const third = 1 / 3;
		close(part.acrossColumns, [
			[0.09003, 0.24473, 0.66524],
			[third, third, third],
		]);
		close(part.acrossRows, [
			[0.5, 0.73106, 0.8808],
			[0.5, 0.26894, 0.1192],
		]);
	});

	test("computes a neuron", async () => {
		const { a, h } = await lecture.neuron();
		close(a, 1.7);
		close(h, 0.84553);
		expect(printed).toContain("= 1.7\n");
	});

	test("moves a weight by the update rule, with the gradient that one finds by hand", async () => {
		const { steps, learnt } = await lecture.update();
		expect(steps[0]).toEqual({ w: 1, gradient: -24, byHand: -24, error: 36 });
		for (const { gradient, byHand } of steps)
			expect(gradient).toBeCloseTo(byHand, 4);
		// The distance to 4 shrinks by 1 - 2 η x² = .6 in each step.
		expect(learnt).toBeCloseTo(4 - 3 * 0.6 ** 8, 4);
	});

	test("trains a network until its squared error is small", async () => {
		const { errors, learnt, count } = await lecture.network();
		expect(count).toBe(2 * 8 + 8 + 8 * 8 + 8 + 8 * 2 + 2);
		expect(errors[0]).toBeGreaterThan(1);
		expect(errors.at(-1)).toBeLessThan(1e-3);
		const rounded = learnt.round().add(0).tolist();
		expect(rounded).toEqual([
			[0, 1, 1, 0],
			[0, 0, 0, 1],
		]);
	});

	test("prints the figures of the worked example", async () => {
		await lecture.worked();
		for (const line of [
			"a1 = .36 .37 .38 ",
			"h1 = .589 .591 .593 ",
			"a2 = .054 .064 .074 ",
			"h2 = .513 .516 .518 ",
			"a3 = 1.558 1.568 ",
			"h3 = .497 .502 ",
			"loss .6981 ",
		])
			expect(printed).toContain(line);
	});

	test("computes the worked example and its gradients as PyTorch does", async () => {
		const part: Record<string, Tensor> = { ...(await lecture.worked()) };
		const { expect: expected, tol } = workedExample();
		const names = Object.keys(expected).filter((name) => name !== "x.grad");
		expect(names).toHaveLength(13);
		for (const name of names) {
			const [key = "", isGrad] = name.split(".");
			const tensor = isGrad ? part[key]?.grad : part[key];
			const { shape, data, repeat } = expected[name]?.tensor ?? {};
			expect(tensor?.shape, name).toEqual(shape);
			const wanted = data ?? Array(tensor?.numel()).fill(repeat?.[0]);
			tensor?.toTypedArray().forEach((value, i) => {
				const e = wanted[i] as number;
				const margin = tol.atol + tol.rtol * Math.abs(e);
				expect(Math.abs(value - e), name).toBeLessThanOrEqual(margin);
			});
		}
	});

	test("runs from the first part to the last", async () => {
		await import("../../examples/lecture/main.mjs");
		const titles = printed.match(/=== \d/g)?.map((title) => title.at(-1));
		expect(titles?.join("")).toBe("12345678");
	});
});

interface WorkedExample {
	expect: Record<
		string,
		{ tensor: { shape: number[]; data?: number[]; repeat?: number[] } }
	>;
	tol: { rtol: number; atol: number };
}

function workedExample(): WorkedExample {
	const file = "../fixtures/conformance/worked-example.jsonl.gz";
	const bytes = gunzipSync(readFileSync(new URL(file, import.meta.url)));
	return JSON.parse(bytes.toString().split("\n")[0] as string);
}
