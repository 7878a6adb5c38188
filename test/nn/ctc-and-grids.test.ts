/** CTC losses, and images read at other places, against PyTorch's values and gradients. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
	arange,
	IndexError,
	nn,
	ones,
	ShapeError,
	type Tensor,
	tensor,
	ValueError,
	zeros,
} from "../../src/index.js";

const f = nn.functional;

interface Recorded {
	readonly ctc: readonly {
		readonly options: object;
		readonly targets: number[] | number[][];
		readonly inputLengths: number[];
		readonly targetLengths: number[];
		readonly loss: number[];
		readonly grad: number[];
	}[];
	readonly gridSample: readonly {
		readonly mode: "bilinear" | "nearest";
		readonly paddingMode: "zeros" | "border" | "reflection";
		readonly alignCorners: boolean;
		readonly places: number[];
		readonly out: number[];
		readonly gradInput: number[];
		readonly gradGrid: number[];
	}[];
}

const recorded = JSON.parse(
	readFileSync(
		new URL("../fixtures/pytorch/ctc-and-grids.json", import.meta.url),
		"utf8",
	),
) as Recorded;

function close(actual: Tensor | null, expected: readonly number[]): void {
	const values = Array.from(actual?.detach().reshape(-1).toTypedArray() ?? []);
	expect(values).toHaveLength(expected.length);
	for (const [i, value] of values.entries())
		expect(Math.abs(value - (expected[i] as number))).toBeLessThan(2e-5);
}

const logProbs = () =>
	arange(48)
		.mul(0.7)
		.sin()
		.reshape([6, 2, 4])
		.logSoftmax(2)
		.detach()
		.requiresGrad_();

describe("ctcLoss", () => {
	test.each(recorded.ctc)("of $targets with $options", (one) => {
		const { targets, inputLengths, targetLengths, options } = one;
		const x = logProbs();
		const loss = f.ctcLoss(
			x,
			tensor(targets),
			inputLengths,
			tensor(targetLengths),
			options,
		);
		close(loss, one.loss);
		loss.sum().backward();
		close(x.grad, one.grad);
	});

	test("is infinite for a target that is too long", () => {
		const loss = f.ctcLoss(
			logProbs(),
			tensor([[1, 1, 2]]).expand([2, 3]),
			[3, 6],
			[3, 3],
			{ reduction: "none" },
		);
		expect(loss.tolist()).toEqual([
			Number.POSITIVE_INFINITY,
			expect.closeTo(7.2, -1),
		]);
	});

	test("of one sequence without a batch, and as a module", () => {
		const x = logProbs().detach().select(1, 0);
		const one = f.ctcLoss(x, tensor([1, 2]), 6, 2, { reduction: "none" });
		expect(one.shape).toEqual([]);
		const settings = { blank: 3, reduction: "sum" } as const;
		const loss = new nn.CTCLoss(settings);
		const args = [
			logProbs(),
			tensor([
				[0, 2],
				[1, 0],
			]),
			[6, 6],
			[2, 1],
		] as const;
		expect(loss(...args).item()).toBe(f.ctcLoss(...args, settings).item());
		expect(String(loss)).toBe("CTCLoss()");
	});

	const lp = zeros([6, 2, 4]);
	const labels = tensor([
		[1, 2],
		[3, 1],
	]);
	test.each<
		[string, () => unknown, typeof ValueError | typeof ShapeError, string]
	>([
		[
			"a blank as a label",
			() =>
				f.ctcLoss(
					lp,
					tensor([
						[1, 0],
						[3, 1],
					]),
					[6, 6],
					[2, 1],
				),
			IndexError,
			"ctcLoss: label 0 in target 0; labels are 0 to 3, and not the blank 0",
		],
		[
			"a label that is no class",
			() => f.ctcLoss(lp, labels.mul(4), [6, 6], [2, 1]),
			IndexError,
			"label 4 in target 0",
		],
		[
			"too many steps",
			() => f.ctcLoss(lp, labels, [7, 6], [2, 1]),
			ValueError,
			"the input lengths are [7, 6]; expected 2 integers from 0 to 6",
		],
		[
			"too many labels",
			() => f.ctcLoss(lp, labels, [6, 6], [3, 1]),
			ValueError,
			"the target lengths are [3, 1]; expected 2 integers from 0 to 2",
		],
		[
			"a length too few",
			() => f.ctcLoss(lp, labels, [6], [2, 1]),
			ValueError,
			"the input lengths are [6]",
		],
		[
			"targets of others",
			() => f.ctcLoss(lp, tensor([1, 2]), [6, 6], [2, 1]),
			ShapeError,
			"targets of shape [2] for 2 sequences with 3 labels in all; expected [2, S], or [3]",
		],
		[
			"half a label",
			() => f.ctcLoss(lp, labels.add(0.5), [6, 6], [2, 1]),
			ValueError,
			"label 1.5 at position 0; expected an integer",
		],
		[
			"a blank that is no class",
			() => f.ctcLoss(lp, labels, [6, 6], [2, 1], { blank: 4 }),
			ValueError,
			"blank is 4; expected 0 to 3",
		],
		[
			"a vector",
			() => f.ctcLoss(zeros([3]), labels, [3], [2]),
			ShapeError,
			"log probabilities of shape [3]; expected [T, N, C] or [T, C]",
		],
	])("refuses %s", (_, call, kind, words) => {
		expect(call).toThrow(kind);
		expect(call).toThrow(words);
	});
});

describe("gridSample and affineGrid", () => {
	const theta = tensor([
		[
			[1, 0.2, 0.1],
			[-0.3, 0.9, -0.2],
		],
	]);

	test.each(recorded.gridSample)(
		"$mode, $paddingMode, corners $alignCorners",
		({ mode, paddingMode, alignCorners, ...one }) => {
			const places = f.affineGrid(theta, [1, 1, 2, 3], { alignCorners });
			close(places, one.places);
			const image = arange(12).float().reshape([1, 1, 3, 4]).requiresGrad_();
			const grid = places.mul(1.7).detach().requiresGrad_();
			const out = f.gridSample(image, grid, {
				mode,
				paddingMode,
				alignCorners,
			});
			close(out, one.out);
			const weights = arange(1, 7).reshape([1, 1, 2, 3]);
			out.mul(weights).sum().backward();
			close(image.grad, one.gradInput);
			close(grid.grad ?? zeros(grid.shape), one.gradGrid);
		},
	);

	test("the identity gives the image itself, of several channels and images", () => {
		const image = arange(48).float().reshape([2, 2, 3, 4]);
		const same = tensor([
			[
				[1, 0, 0],
				[0, 1, 0],
			],
		]).expand([2, 2, 3]);
		const read = f.gridSample(image, f.affineGrid(same, [2, 2, 3, 4]));
		expect(read.sub(image).abs().max().item()).toBeLessThan(1e-5);
	});

	test("affineGrid has a gradient", () => {
		const t = theta.clone().requiresGrad_();
		f.affineGrid(t, [1, 1, 2, 2], true).sum().backward();
		expect(t.grad?.tolist()).toEqual([
			[
				[0, 0, 4],
				[0, 0, 4],
			],
		]);
	});

	test("say what does not fit", () => {
		expect(() => f.gridSample(ones([1, 1, 2, 2]), zeros([4]))).toThrow(
			"gridSample: an input of shape [1, 1, 2, 2] and a grid of shape [4]; expected [N, C, h, w] with elements and [N, h', w', 2]",
		);
		expect(() => f.affineGrid(theta, [2, 1, 2, 2])).toThrow(
			"affineGrid: theta of shape [1, 2, 3] and size [2, 1, 2, 2]; expected [N, 2, 3] and [N, C, h, w]",
		);
		expect(() =>
			f.gridSample(ones([1, 1, 2, 2]), zeros([1, 2, 2, 2]), {
				mode: "bicubic" as never,
			}),
		).toThrow(
			'gridSample: mode is "bicubic"; expected "bilinear" or "nearest"',
		);
	});
});
