import { describe, expect, test } from "vitest";
import {
	arange,
	autograd,
	DTypeError,
	manualSeed,
	nn,
	rand,
	randn,
	ShapeError,
	type Tensor,
	tensor,
	ValueError,
} from "../../src/index.js";

const { functional: f } = nn;
const float64 = { dtype: "float64" } as const;

function seeded(make: typeof rand, shape: readonly number[]): Tensor {
	manualSeed(3);
	return make(shape, { ...float64, requiresGrad: true });
}

describe("losses of numbers", () => {
	const input = tensor([0.5, -2, 3], float64);
	const target = tensor([0, 0, 0], float64);

	test("are the formulas of their names", () => {
		const none = { reduction: "none" } as const;
		expect(f.mseLoss(input, target, none).tolist()).toEqual([0.25, 4, 9]);
		expect(f.l1Loss(input, target, none).tolist()).toEqual([0.5, 2, 3]);
		expect(
			f.smoothL1Loss(input, target, { ...none, beta: 2 }).tolist(),
		).toEqual([0.0625, 1, 2]);
		expect(f.huberLoss(input, target, { ...none, delta: 2 }).tolist()).toEqual([
			0.125, 2, 4,
		]);
	});

	test("are averaged, or added up", () => {
		expect(f.mseLoss(input, target).item()).toBeCloseTo(13.25 / 3, 12);
		expect(f.l1Loss(input, target, { reduction: "sum" }).item()).toBe(5.5);
	});

	test("have gradients for input and target", () => {
		const losses = [f.mseLoss, f.l1Loss, f.smoothL1Loss, f.huberLoss];
		for (const loss of losses)
			expect(
				autograd.gradcheck(
					(a: Tensor, b: Tensor) => loss(a, b),
					[seeded(randn, [4, 3]), seeded(rand, [3])],
				),
			).toBe(true);
	});

	test("refuse shapes that do not broadcast and settings that cannot be", () => {
		const two = tensor([1.5, 2], float64);
		expect(() => f.mseLoss(input, two)).toThrow(ShapeError);
		expect(() => f.mseLoss(input, two)).toThrow(
			/^mseLoss: shapes \[3\] and \[2\]/,
		);
		expect(() => f.huberLoss(input, target, { delta: 0 })).toThrow(ValueError);
		expect(() => f.smoothL1Loss(input, target, { beta: -1 })).toThrow(
			ValueError,
		);
		expect(() => new nn.MSELoss({ reduction: "avg" as "sum" })).toThrow(
			ValueError,
		);
	});

	test("are the same as modules", () => {
		for (const [module, loss] of [
			[new nn.MSELoss(), f.mseLoss(input, target)],
			[
				new nn.L1Loss({ reduction: "sum" }),
				f.l1Loss(input, target, { reduction: "sum" }),
			],
			[
				new nn.SmoothL1Loss({ beta: 2 }),
				f.smoothL1Loss(input, target, { beta: 2 }),
			],
			[
				new nn.HuberLoss({ delta: 2 }),
				f.huberLoss(input, target, { delta: 2 }),
			],
		] as const)
			expect(module(input, target).item()).toBe(loss.item());
	});
});

describe("losses of probabilities", () => {
	test("is finite with PyTorch's gradient where a probability is 0 or 1", () => {
		const x = tensor([0, 0, 1, 1], { ...float64, requiresGrad: true });
		const t = tensor([0, 1, 0, 1], float64);
		const loss = f.binaryCrossEntropy(x, t, { reduction: "sum" });
		loss.backward();
		expect(loss.item()).toBe(200);
		expect(x.grad?.tolist()).toEqual([0, -1e12, 1e12, 0]);
	});

	test("of logits is that of the sigmoid, weights included", () => {
		const x = seeded(randn, [4, 3]);
		const t = seeded(rand, [4, 3]).detach();
		const weight = tensor([1, 2, 0.5], float64);
		for (const reduction of ["none", "sum", "mean"] as const)
			expect(
				f
					.binaryCrossEntropyWithLogits(x, t, { weight, reduction })
					.allclose(
						f.binaryCrossEntropy(x.sigmoid(), t, { weight, reduction }),
					),
			).toBe(true);
	});

	test("of logits count the yes part posWeight times", () => {
		const logit = Math.log(3);
		const [x, t] = [tensor([logit], float64), tensor([0.25], float64)];
		const posWeight = tensor([4], float64);
		const expected = -(4 * 0.25 * Math.log(0.75) + 0.75 * Math.log(0.25));
		expect(
			f.binaryCrossEntropyWithLogits(x, t, { posWeight }).item(),
		).toBeCloseTo(expected, 12);
	});

	test("have the gradients of central differences, for input and target, twice", () => {
		const t = seeded(rand, [4, 3]);
		const p = seeded(rand, [4, 3]).detach().mul(0.8).add(0.1).requiresGrad_();
		const posWeight = tensor([1, 2, 0.5], float64);
		const bce = (a: Tensor, b: Tensor): Tensor => f.binaryCrossEntropy(a, b);
		const logits = (a: Tensor, b: Tensor): Tensor =>
			f.binaryCrossEntropyWithLogits(a, b, { posWeight });
		const target = t.detach().mul(0.8).add(0.1).requiresGrad_();
		expect(autograd.gradcheck(bce, [p, target])).toBe(true);
		expect(autograd.gradgradcheck(bce, [p, target])).toBe(true);
		expect(autograd.gradcheck(logits, [seeded(randn, [4, 3]), t])).toBe(true);
		expect(autograd.gradgradcheck(logits, [seeded(randn, [4, 3]), t])).toBe(
			true,
		);
	});

	test("of logits has the slope sigmoid(0) - target at a logit of 0", () => {
		const x = tensor([0, 0], { ...float64, requiresGrad: true });
		f.binaryCrossEntropyWithLogits(x, tensor([1, 0], float64), {
			reduction: "sum",
		}).backward();
		expect(x.grad?.tolist()).toEqual([-0.5, 0.5]);
	});

	test("of logits stays finite far from 0", () => {
		const x = tensor([-1000, 1000], { dtype: "float32", requiresGrad: true });
		const loss = f.binaryCrossEntropyWithLogits(
			x,
			tensor([1, 0], { dtype: "float32" }),
			{
				reduction: "none",
			},
		);
		expect(loss.tolist()).toEqual([1000, 1000]);
	});

	test("refuse what is no probability, other shapes, and integer targets", () => {
		const t = tensor([0.5, 1]);
		expect(() => f.binaryCrossEntropy(tensor([0.5, 1.5]), t)).toThrow(
			ValueError,
		);
		expect(() => f.binaryCrossEntropy(tensor([0.5, 1.5]), t)).toThrow(
			/1.5 at position 1/,
		);
		expect(() => f.binaryCrossEntropy(tensor([0.5, Number.NaN]), t)).toThrow(
			ValueError,
		);
		expect(() => f.binaryCrossEntropy(tensor([[0.5, 0.5]]), t)).toThrow(
			ShapeError,
		);
		expect(() => f.binaryCrossEntropyWithLogits(t, arange(2))).toThrow(
			DTypeError,
		);
	});

	test("are the same as modules", () => {
		const x = seeded(rand, [4, 3]);
		const t = seeded(rand, [4, 3]).detach();
		const weight = tensor([1, 2, 0.5], float64);
		expect(new nn.BCELoss({ weight })(x, t).item()).toBe(
			f.binaryCrossEntropy(x, t, { weight }).item(),
		);
		expect(new nn.BCEWithLogitsLoss({ posWeight: weight })(x, t).item()).toBe(
			f.binaryCrossEntropyWithLogits(x, t, { posWeight: weight }).item(),
		);
	});
});
