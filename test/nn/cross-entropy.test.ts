import { describe, expect, test } from "vitest";
import {
	autograd,
	DTypeError,
	grad,
	IndexError,
	manualSeed,
	nn,
	noGrad,
	randn,
	ShapeError,
	type Tensor,
	tensor,
	ValueError,
} from "../../src/index.js";

const { crossEntropy, nllLoss } = nn.functional;

function logits(
	shape: readonly number[],
	dtype: "float32" | "float64" = "float64",
): Tensor {
	manualSeed(7);
	return randn(shape, { dtype, requiresGrad: true });
}

/** -log(softmax) of the labels' logits, written out. */
function byHand(x: Tensor, labels: readonly number[]): number[] {
	return (x.tolist() as number[][]).map((row, i) => {
		const total = row.reduce((sum, value) => sum + Math.exp(value), 0);
		return Math.log(total) - (row[labels[i] as number] as number);
	});
}

describe("crossEntropy", () => {
	const labels = [2, 0, 1, 2, 1];
	const mean = (values: readonly number[]): number =>
		values.reduce((a, b) => a + b, 0) / values.length;

	test("is the mean of -log softmax at the labels", () => {
		const x = logits([5, 3]);
		expect(crossEntropy(x, labels).item()).toBeCloseTo(
			mean(byHand(x, labels)),
			12,
		);
	});

	test("takes labels of every integer dtype, or a list, alike", () => {
		const x = logits([5, 3]);
		const expected = crossEntropy(x, labels).item();
		for (const dtype of ["int32", "uint8"] as const)
			expect(crossEntropy(x, tensor(labels, { dtype })).item()).toBe(expected);
	});

	test("does not read a list of labels again when the gradient is computed", () => {
		const x = logits([5, 3]);
		const list = [...labels];
		const loss = crossEntropy(x, list);
		list.fill(99);
		loss.backward();
		const y = logits([5, 3]);
		crossEntropy(y, labels).backward();
		expect(x.grad?.tolist()).toEqual(y.grad?.tolist());
	});

	test("has the gradient (softmax - one hot) / rows in both its forms", () => {
		for (const settings of [
			{},
			{ ignoreIndex: 7 },
			{ weight: null },
		] as const) {
			const x = logits([5, 3]);
			crossEntropy(x, labels, settings).backward();
			const expected = noGrad(() =>
				x
					.softmax(1)
					.sub(nn.functional.oneHot(tensor(labels), 3))
					.div(5),
			);
			expect(x.grad?.allclose(expected)).toBe(true);
		}
	});

	test("has the same gradient when that one is recorded", () => {
		for (const reduction of ["mean", "sum"] as const) {
			const x = logits([5, 3]);
			const loss = crossEntropy(x, labels, { reduction });
			const [recorded] = grad(loss, x, undefined, { createGraph: true });
			const [plain] = grad(loss, x);
			expect(recorded?.allclose(plain as Tensor)).toBe(true);
			expect([recorded?.requiresGrad, plain?.requiresGrad]).toEqual([
				true,
				false,
			]);
		}
	});

	test("passes gradcheck and gradgradcheck for every kind of target and reduction", () => {
		const weight = tensor([0.5, 2, 1.5], { dtype: "float64" });
		const spread = logits([5, 3]).detach().softmax(1);
		const cases: ((x: Tensor) => Tensor)[] = [
			(x) => crossEntropy(x, labels),
			(x) => crossEntropy(x, labels, { reduction: "sum" }),
			(x) => crossEntropy(x, labels, { reduction: "none" }),
			(x) => crossEntropy(x, labels, { weight }),
			(x) => crossEntropy(x, labels, { ignoreIndex: 1 }),
			(x) =>
				crossEntropy(x, labels, {
					labelSmoothing: 0.2,
					weight,
					ignoreIndex: 2,
				}),
			(x) => crossEntropy(x, spread, { weight }),
			(x) => crossEntropy(x.t().reshape([3, 5]).t(), labels),
		];
		for (const loss of cases) {
			expect(autograd.gradcheck(loss, [logits([5, 3])])).toBe(true);
			expect(autograd.gradgradcheck(loss, [logits([5, 3])])).toBe(true);
		}
	});

	test("averages with the labels' weights, ignored ones left out", () => {
		const x = logits([5, 3]);
		const [a, b, c, d, e] = byHand(x, labels) as [
			number,
			number,
			number,
			number,
			number,
		];
		const weight = tensor([0.5, 2, 1.5], { dtype: "float64" });
		const loss = crossEntropy(x, labels, { weight, ignoreIndex: 0 });
		const expected = (1.5 * a + 2 * c + 1.5 * d + 2 * e) / 7;
		expect(loss.item()).toBeCloseTo(expected, 12);
		expect(
			crossEntropy(x, labels, { reduction: "none", ignoreIndex: 0 }).tolist(),
		).toEqual([a, 0, c, d, e].map((value) => expect.closeTo(value, 12)));
		expect(b).toBeGreaterThan(0);
	});

	test("does not look at ignored rows, whatever they hold", () => {
		const x = logits([3, 3]).detach();
		const rest = x.narrow(0, 0, 2);
		const bad = x.clone();
		bad.at(2).fill_(Number.NaN);
		const ignoreIndex = -1;
		for (const labelSmoothing of [0, 0.3]) {
			const each = crossEntropy(bad, [2, 0, -1], {
				ignoreIndex,
				labelSmoothing,
				reduction: "none",
			});
			expect(each.at(2).item()).toBeCloseTo(0);
			for (const reduction of ["sum", "mean"] as const)
				expect(
					crossEntropy(bad, [2, 0, -1], {
						ignoreIndex,
						labelSmoothing,
						reduction,
					}).item(),
				).toBeCloseTo(
					crossEntropy(rest, [2, 0], { labelSmoothing, reduction }).item(),
					12,
				);
		}
	});

	test("is NaN when every label is ignored, and for NaN logits, with a gradient all the same", () => {
		const x = logits([2, 3]);
		expect(crossEntropy(x, [1, 1], { ignoreIndex: 1 }).item()).toBeNaN();
		const bad = tensor([[Number.NaN, 1, 2]], {
			dtype: "float32",
			requiresGrad: true,
		});
		const loss = crossEntropy(bad, [1]);
		loss.backward();
		expect(loss.item()).toBeNaN();
		expect(bad.grad?.isnan().all().item()).toBe(true);
	});

	test("stays finite for logits far apart", () => {
		const x = tensor([[1e4, -1e4]], { dtype: "float32", requiresGrad: true });
		const loss = crossEntropy(x, [1]);
		loss.backward();
		expect(loss.item()).toBe(2e4);
		expect(x.grad?.tolist()).toEqual([[1, -1]]);
	});

	test("takes a class for each place of an image, and one row without a batch", () => {
		const x = logits([2, 3, 2, 2]);
		const places = tensor([
			[
				[0, 1],
				[2, 0],
			],
			[
				[1, 1],
				[0, 2],
			],
		]);
		const rows = x.permute([0, 2, 3, 1]).reshape([8, 3]);
		expect(crossEntropy(x, places).item()).toBeCloseTo(
			crossEntropy(rows, places.reshape([8])).item(),
			12,
		);
		expect(crossEntropy(x.at(0, ":", 0, 0), tensor(1)).shape).toEqual([]);
	});

	test("refuses a label out of range, with its position and the number of classes", () => {
		const x = logits([3, 3]);
		const call = (list: readonly number[]) => () => crossEntropy(x, list);
		expect(call([0, 1, 3])).toThrow(IndexError);
		expect(call([0, 1, 3])).toThrow(/label 3 at position 2.*3 classes.*0 to 2/);
		expect(call([-1, 0, 0])).toThrow(/label -1 at position 0/);
		expect(call([0, 0.5, 0])).toThrow(
			/label 0.5 at position 1 is not an integer/,
		);
		expect(() => nllLoss(x, tensor([0, 3, 0]))).toThrow(IndexError);
	});

	test("refuses shapes, dtypes and settings that do not fit", () => {
		const x = logits([3, 3]);
		expect(() => crossEntropy(x, [0, 1])).toThrow(ShapeError);
		expect(() => crossEntropy(x, [0, 1])).toThrow(
			/\[2\].*\[3, 3\].*expected \[3\]/,
		);
		expect(() => crossEntropy(x, tensor([0, 1.5, 2]))).toThrow(
			"crossEntropy: label 1.5 at position 1; expected an integer",
		);
		expect(() => crossEntropy(x.detach().int(), [0, 1, 2])).toThrow(DTypeError);
		const weight = tensor([1, 2], { dtype: "float64" });
		expect(() => crossEntropy(x, [0, 1, 2], { weight })).toThrow(
			/weight of shape \[2\] for 3/,
		);
		expect(() => crossEntropy(x, [0, 1, 2], { labelSmoothing: 2 })).toThrow(
			ValueError,
		);
		expect(() =>
			crossEntropy(x, [0, 1, 2], { reduction: "avg" as "mean" }),
		).toThrow(/unknown reduction "avg"/);
		expect(() => crossEntropy(x, x.detach(), { ignoreIndex: 1 })).toThrow(
			ValueError,
		);
	});

	test("is the same as a module with the settings", () => {
		const x = logits([5, 3]);
		const weight = tensor([0.5, 2, 1.5], { dtype: "float64" });
		const settings = { weight, ignoreIndex: 0, labelSmoothing: 0.1 } as const;
		expect(new nn.CrossEntropyLoss(settings)(x, labels).item()).toBe(
			crossEntropy(x, labels, settings).item(),
		);
		const logp = x.logSoftmax(1);
		expect(new nn.NLLLoss()(logp, labels).item()).toBeCloseTo(
			crossEntropy(x, labels).item(),
			12,
		);
	});
});

test("one-hot labels that are no floats are refused by their dtype", () => {
	const input = randn([2, 3]);
	const labels = nn.functional.oneHot(tensor([1, 0]), 3);
	for (const target of [labels, labels.bool(), labels.to("uint8")]) {
		expect(() => crossEntropy(input, target)).toThrow(DTypeError);
		expect(() => crossEntropy(input, target)).toThrow(
			new RegExp(
				`^crossEntropy: .*${target.dtype}; expected float32 or float64`,
			),
		);
	}
	expect(() => crossEntropy(input.at(0), labels.at(0))).toThrow(DTypeError);
	expect(crossEntropy(input, labels.float()).item()).toBeCloseTo(
		crossEntropy(input, [1, 0]).item(),
		6,
	);
});
