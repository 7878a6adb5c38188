/** The schedule of averaged weights, and the statistics that they need; the numbers are PyTorch's. */
import { describe, expect, test } from "vitest";
import {
	arange,
	nn,
	noGrad,
	optim,
	ValueError,
	zeros,
} from "../../src/index.js";

const { SWALR, updateBn } = optim.swaUtils;
const parameter = () => new nn.Parameter(zeros([1]));

function optimizer() {
	return new optim.SGD(
		[
			{ params: [parameter()], lr: 1 },
			{ params: [parameter()], lr: 0.5 },
		],
		{ lr: 1 },
	);
}

describe("SWALR", () => {
	test.each<[string, unknown[], number[][]]>([
		[
			"cosine",
			[0.1, { annealEpochs: 3 }],
			[
				[1, 0.5],
				[0.775, 0.4],
				[0.325, 0.2],
				[0.1, 0.1],
				[0.1, 0.1],
			],
		],
		[
			"linear",
			[[0.1, 0.2], 2, "linear"],
			[
				[1, 0.5],
				[0.55, 0.35],
				[0.1, 0.2],
				[0.1, 0.2],
				[0.1, 0.2],
			],
		],
		[
			"at once",
			[0.1, { annealEpochs: 0, annealStrategy: "linear" }],
			[
				[0.1, 0.1],
				[0.1, 0.1],
			],
		],
	])("%s", (_, args, rates) => {
		const opt = optimizer();
		const scheduler = new SWALR(opt, ...(args as [number]));
		for (const row of rates) {
			const now = scheduler.getLastLr();
			row.forEach((rate, i) => {
				expect(now[i]).toBeCloseTo(rate, 9);
			});
			opt.step();
			scheduler.step();
		}
	});

	test("refuses what is no schedule", () => {
		const opt = optimizer();
		expect(() => new SWALR(opt, 0.1, { annealEpochs: -1 })).toThrow(ValueError);
		expect(() => new SWALR(opt, [0.1] as readonly number[])).toThrow(
			"swaLr is [0.1] for 2 parameter groups",
		);
		expect(
			() => new SWALR(opt, 0.1, { annealStrategy: "sin" as never }),
		).toThrow('annealStrategy is "sin"');
	});
});

test("updateBn makes running statistics anew, and leaves the rest as it was", () => {
	const norm = new nn.BatchNorm1d(3);
	const model = new nn.Sequential(new nn.Linear(2, 3), norm).eval();
	noGrad(() => {
		for (const p of model.parameters()) p.fill_(0.5);
		norm.running_mean?.fill_(9);
	});
	const x = arange(4).float().reshape([2, 2]);
	updateBn([[x, 0] as const, x.mul(3)], model);
	expect(norm.runningMean?.tolist()).toEqual([3.5, 3.5, 3.5]);
	expect(norm.runningVar?.tolist()).toEqual([10, 10, 10]);
	expect(norm.numBatchesTracked?.item()).toBe(2);
	expect([norm.momentum, model.training]).toEqual([0.1, false]);
	expect(() => updateBn(3 as never, model)).toThrow(ValueError);
});
