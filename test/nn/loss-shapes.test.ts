/** Losses of predictions and targets whose shapes differ. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
	nn,
	ones,
	randn,
	setWarningHandler,
	type Tensor,
	tensor,
	zeros,
} from "../../src/index.js";

const F = nn.functional;
let warnings: string[] = [];

beforeEach(() => {
	warnings = [];
	setWarningHandler((message) => warnings.push(message));
});
afterEach(() => {
	setWarningHandler(null);
});

type Loss = (input: Tensor, target: Tensor) => Tensor;

describe("a loss of [N, 1] and [N] warns, and computes what PyTorch does:", () => {
	const input = tensor([[1], [2], [4]], { dtype: "float32" });
	const target = tensor([1, 2, 4], { dtype: "float32" });
	const rows: [string, Loss, number][] = [
		["mseLoss", F.mseLoss, 28 / 9],
		["l1Loss", F.l1Loss, 12 / 9],
		["smoothL1Loss", F.smoothL1Loss, 9 / 9],
		["huberLoss", F.huberLoss, 9 / 9],
		["mseLoss", (a, b) => new nn.MSELoss()(a, b), 28 / 9],
		["l1Loss", (a, b) => new nn.L1Loss()(a, b), 12 / 9],
	];
	for (const [name, loss, value] of rows)
		test(name, () => {
			expect(loss(input, target).item()).toBeCloseTo(value, 6);
			expect(warnings).toHaveLength(1);
			expect(warnings[0]).toMatch(
				new RegExp(
					`^${name}: the input has shape \\[3, 1\\] and the target \\[3\\]; .*target.reshape\\(input.shape\\).*loss-shapes.test.ts:\\d+:\\d+\\)$`,
				),
			);
			expect(loss(input, target.unsqueeze(1)).item()).toBe(0);
			expect(warnings).toHaveLength(1);
		});

	const outer: [string, Loss][] = [
		["klDiv", F.klDiv],
		["poissonNllLoss", F.poissonNllLoss],
		["softMarginLoss", F.softMarginLoss],
		["hingeEmbeddingLoss", F.hingeEmbeddingLoss],
		["gaussianNllLoss", (x, y) => F.gaussianNllLoss(x, y, x.mul(0).add(1))],
	];
	for (const [name, loss] of outer)
		test(`${name}, though PyTorch does not`, () => {
			loss(input, target);
			expect(warnings).toHaveLength(1);
			expect(warnings[0]).toContain(`${name}: the input has shape [3, 1]`);
			loss(input, target.unsqueeze(1));
			loss(input, ones([1]));
			expect(warnings).toHaveLength(1);
		});
});

test("each place warns once, each operation for itself", () => {
	for (let i = 0; i < 3; i++) F.mseLoss(randn([2, 1]), zeros([2]));
	expect(warnings).toHaveLength(1);
	F.mseLoss(randn([2, 1]), zeros([2]));
	expect(warnings).toHaveLength(2);
	for (const loss of [F.l1Loss, F.huberLoss, F.l1Loss])
		loss(randn([2, 3]), zeros([3]));
	expect(warnings).toHaveLength(4);
	expect(warnings[2]).toContain("target.expandAs(input)");
});

test("binary cross entropy of unequal shapes is refused, as in PyTorch", () => {
	expect(() => F.binaryCrossEntropyWithLogits(ones([2, 1]), ones([2]))).toThrow(
		"[2, 1]",
	);
	expect(() => F.binaryCrossEntropy(ones([2, 1]), ones([2]))).toThrow("[2, 1]");
	expect(warnings).toEqual([]);
});

test("without a handler a warning goes to the console", () => {
	const before = console.warn;
	const seen: unknown[] = [];
	try {
		console.warn = (message: unknown) => seen.push(message);
		setWarningHandler(null);
		F.mseLoss(ones([2, 1]), ones([2]));
	} finally {
		console.warn = before;
	}
	expect(seen).toHaveLength(1);
	expect(seen[0]).toMatch(/^mseLoss: /);
});
