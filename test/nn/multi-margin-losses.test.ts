import { describe, expect, test } from "vitest";
import {
	autograd,
	IndexError,
	manualSeed,
	nn,
	ones,
	randn,
	ShapeError,
	tensor,
	ValueError,
	zeros,
} from "../../src/index.js";

const { functional: f } = nn;

test("modules are the functions of their names, with their settings", () => {
	const x = randn([2, 3]);
	const labels = tensor([2, 0]);
	const lists = tensor([
		[2, -1, 0],
		[1, 0, -1],
	]);
	const options = { p: 2, margin: 0.5, reduction: "sum" } as const;
	const none = { reduction: "none" } as const;
	for (const [actual, expected] of [
		[
			new nn.MultiMarginLoss(options)(x, labels),
			f.multiMarginLoss(x, labels, options),
		],
		[
			new nn.MultiLabelMarginLoss(none)(x, lists),
			f.multilabelMarginLoss(x, lists, none),
		],
		[
			new nn.MultiLabelSoftMarginLoss(none)(x, ones([2, 3])),
			f.multilabelSoftMarginLoss(x, ones([2, 3]), none),
		],
	] as const)
		expect(actual.tolist()).toEqual(expected.tolist());
});

test("have the slopes of their values", () => {
	manualSeed(0);
	const x = randn([3, 4], { dtype: "float64" }).requiresGrad_();
	const labels = tensor([1, 3, 0]);
	const lists = tensor([
		[3, 0, -1, 1],
		[-1, 0, 0, 0],
		[2, 1, 0, 3],
	]);
	const weight = tensor([1, 2, 0.5, 3], { dtype: "float64" });
	for (const loss of [
		(t: typeof x) => f.multiMarginLoss(t, labels, { weight }),
		(t: typeof x) => f.multiMarginLoss(t, labels, { p: 2, margin: 0.3 }),
		(t: typeof x) => f.multilabelMarginLoss(t, lists),
		(t: typeof x) =>
			f.multilabelSoftMarginLoss(t, x.gt(0).double(), { weight }),
	])
		expect(autograd.gradcheck(loss, [x])).toBe(true);
});

describe("refuse", () => {
	const x = zeros([2, 3]);
	test.each<[string, () => unknown, new (...a: never[]) => Error, RegExp]>([
		[
			"another number of labels",
			() => f.multiMarginLoss(x, tensor([1])),
			ShapeError,
			/input \[2, 3\] and target \[1\]; expected \[N, C\]/,
		],
		[
			"a label that is no class",
			() => f.multiMarginLoss(x, tensor([0, 3])),
			IndexError,
			/outside of 0 to 2; there are 3 classes/,
		],
		[
			"another power",
			() => f.multiMarginLoss(x, tensor([0, 1]), { p: 3 }),
			ValueError,
			/p is 3; expected 1 or 2/,
		],
		[
			"a row of another length",
			() => f.multilabelMarginLoss(x, zeros([2, 2])),
			ShapeError,
			/expected \[N, C\] or \[C\], and the same/,
		],
		[
			"a label below -1",
			() =>
				f.multilabelMarginLoss(
					x,
					tensor([
						[0, 1, 2],
						[0, -2, 0],
					]),
				),
			IndexError,
			/outside of -1 to 2/,
		],
		[
			"another shape",
			() => f.multilabelSoftMarginLoss(x, zeros([3])),
			ShapeError,
			/expected the same, with the classes last/,
		],
	])("%s", (_, call, kind, message) => {
		expect(call).toThrow(kind);
		expect(call).toThrow(message);
	});
});
