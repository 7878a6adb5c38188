import { expect, test } from "vitest";
import { tensor } from "../../src/index.js";
import { strongWolfe } from "../../src/optim/strong-wolfe.js";

/** 1 - t + a t² + b t³ with the given value at 1 and the slope -0.5 there, flat enough for the curvature condition. */
function searched(atOne: number) {
	const b = 0.5 - 2 * atOne;
	const a = atOne - b;
	const slope = (t: number) =>
		tensor([-1 + 2 * a * t + 3 * b * t * t], { dtype: "float64" });
	const evaluate = (t: number) =>
		[1 - t + a * t * t + b * t ** 3, slope(t)] as const;
	const direction = tensor([1], { dtype: "float64" });
	const start = { t: 0, loss: 1, grad: slope(0), slope: -1 };
	return strongWolfe(evaluate, direction, start, 1, 1, 1e-9);
}

// The numbers are those of torch.optim.lbfgs._strong_wolfe.
test.each([
	[
		"a loss that falls by less than 1e-4 of the slope",
		1 - 1e-5,
		0.26158756813812367,
		2,
	],
	["a loss that rises a little", 1 + 1e-5, 0.2615788073408626, 2],
	["a loss that falls by a little more than that", 1 - 2e-4, 1, 1],
	["a loss that falls enough", -0.5, 1, 1],
])("the first step with %s", (_, atOne, t, evaluations) => {
	const found = searched(atOne);
	expect(found.t).toBeCloseTo(t, 12);
	expect(found.evaluations).toBe(evaluations);
});
