import { expect, test } from "vitest";
import { ones, optim, ValueError } from "../../src/index.js";

const { CosineAnnealingLR, StepLR } = optim.lrScheduler;

function optimizer(...lrs: readonly number[]) {
	return new optim.SGD(
		lrs.map((lr) => ({ params: [ones([1], { requiresGrad: true })], lr })),
	);
}

test("StepLR multiplies every group's rate after each stepSize steps", () => {
	const sgd = optimizer(1, 8);
	const scheduler = new StepLR(sgd, 2, { gamma: 0.5 });
	const seen = Array.from({ length: 5 }, () => {
		const rates = scheduler.getLastLr();
		scheduler.step();
		return rates;
	});
	expect(seen).toEqual([
		[1, 8],
		[1, 8],
		[0.5, 4],
		[0.5, 4],
		[0.25, 2],
	]);
	expect(sgd.paramGroups.map((g) => g.lr)).toEqual([0.25, 2]);
});

test("StepLR goes on from a rate that was changed by hand", () => {
	const sgd = optimizer(1);
	const scheduler = new StepLR(sgd, 1, { gamma: 0.5 });
	(sgd.paramGroups[0] as { lr: number }).lr = 6;
	scheduler.step();
	expect(scheduler.getLastLr()).toEqual([3]);
});

test("CosineAnnealingLR follows half a cosine down and up again", () => {
	const scheduler = new CosineAnnealingLR(optimizer(1), 4, { etaMin: 0.2 });
	const seen = Array.from({ length: 9 }, () => {
		const [rate] = scheduler.getLastLr();
		scheduler.step();
		return rate;
	});
	const cosine = (i: number) => 0.2 + 0.4 * (1 + Math.cos((Math.PI * i) / 4));
	seen.forEach((rate, i) => {
		expect(rate).toBeCloseTo(cosine(i), 12);
	});
});

test("schedulers refuse impossible lengths and what is no optimiser", () => {
	expect(() => new StepLR(optimizer(1), 0)).toThrow(ValueError);
	expect(() => new CosineAnnealingLR(optimizer(1), 1.5)).toThrow(ValueError);
	expect(() => new StepLR({} as never, 2)).toThrow(/not an optimiser/);
});
