import { expect, test } from "vitest";
import { AutogradError, autograd, tensor } from "../../src/index.js";

test("the operation that makes the first NaN is named, with the element", () => {
	const x = tensor([1, 0.5, -1], { requiresGrad: true });
	const loss = () => x.log().mul(2).sum();
	expect(() => autograd.detectAnomaly(loss)).toThrow(AutogradError);
	expect(() => autograd.detectAnomaly(loss)).toThrow(
		/^log: made the first NaN, at element 2 of \[3\]/,
	);
});

test("a NaN of the backward pass is named too", () => {
	const x = tensor([0, 1.5], { requiresGrad: true });
	expect(() =>
		autograd.detectAnomaly(() =>
			x
				.sqrt()
				.mul(tensor([0, 1.5]))
				.sum()
				.backward(),
		),
	).toThrow(/^sqrt \(backward\): made the first NaN, at element 0/);
});

test("a NaN that was there before is nobody's fault, and outside nothing is checked", () => {
	const x = tensor([Number.NaN, 1.5]);
	expect(autograd.detectAnomaly(() => x.add(1).sum().item())).toBeNaN();
	expect(tensor([-1.5]).log().item()).toBeNaN();
});
