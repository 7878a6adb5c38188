import { describe, expect, test } from "vitest";
import { ones, optim, StateDictError, ValueError } from "../../src/index.js";

const {
	ChainedScheduler,
	ConstantLR,
	CosineAnnealingLR,
	CosineAnnealingWarmRestarts,
	CyclicLR,
	ExponentialLR,
	LambdaLR,
	LinearLR,
	MultiplicativeLR,
	MultiStepLR,
	OneCycleLR,
	PolynomialLR,
	ReduceLROnPlateau,
	SequentialLR,
	StepLR,
} = optim.lrScheduler;

function optimizer(...lrs: readonly number[]) {
	return new optim.SGD(
		lrs.map((lr) => ({
			params: [ones([1], { requiresGrad: true })],
			lr,
			momentum: 0.9,
		})),
	);
}

type SGD = ReturnType<typeof optimizer>;
type Scheduler = InstanceType<typeof ReduceLROnPlateau>;

/** One of each, with what it is given in each step. */
const makers: readonly (readonly [string, (sgd: SGD) => unknown])[] = [
	["StepLR", (sgd) => new StepLR(sgd, 3)],
	["MultiStepLR", (sgd) => new MultiStepLR(sgd, [2, 5, 5])],
	["ExponentialLR", (sgd) => new ExponentialLR(sgd, 0.9)],
	["ConstantLR", (sgd) => new ConstantLR(sgd)],
	["LinearLR", (sgd) => new LinearLR(sgd)],
	["PolynomialLR", (sgd) => new PolynomialLR(sgd, { power: 2 })],
	["CosineAnnealingLR", (sgd) => new CosineAnnealingLR(sgd, 4)],
	[
		"CosineAnnealingWarmRestarts",
		(sgd) => new CosineAnnealingWarmRestarts(sgd, 2, { TMult: 2 }),
	],
	["LambdaLR", (sgd) => new LambdaLR(sgd, (epoch) => 1 / (1 + epoch))],
	["MultiplicativeLR", (sgd) => new MultiplicativeLR(sgd, () => 0.9)],
	["CyclicLR", (sgd) => new CyclicLR(sgd, 0.1, 1, { stepSizeUp: 3 })],
	["OneCycleLR", (sgd) => new OneCycleLR(sgd, 1, { totalSteps: 12 })],
	["ReduceLROnPlateau", (sgd) => new ReduceLROnPlateau(sgd, { patience: 1 })],
	[
		"SequentialLR",
		(sgd) =>
			new SequentialLR(
				sgd,
				[new LinearLR(sgd, { totalIters: 3 }), new CosineAnnealingLR(sgd, 5)],
				[3],
			),
	],
	[
		"ChainedScheduler",
		(sgd) =>
			new ChainedScheduler([new ConstantLR(sgd), new ExponentialLR(sgd, 0.9)]),
	],
];

/** The rates of `steps` steps, with metrics that get better and then stay. */
function rates(scheduler: Scheduler, steps: number): number[][] {
	return Array.from({ length: steps }, (_, i) => {
		scheduler.step(Math.max(1, 3 - i));
		return scheduler.getLastLr();
	});
}

/** Only a plateau takes a metric; the others would take it for a step. */
function stepsOf(name: string, scheduler: unknown, steps: number): number[][] {
	if (name === "ReduceLROnPlateau") return rates(scheduler as Scheduler, steps);
	return Array.from({ length: steps }, () => {
		(scheduler as { step(): void }).step();
		return (scheduler as Scheduler).getLastLr();
	});
}

describe.each(makers)("%s", (name, make) => {
	test("goes on from its state dict as if nothing had been", () => {
		const sgd = optimizer(1, 8);
		const whole = make(sgd);
		stepsOf(name, whole, 4);
		const saved = JSON.parse(
			JSON.stringify((whole as Scheduler).stateDict(), (_, x) =>
				x === Number.POSITIVE_INFINITY ? "inf" : x,
			),
		);
		const optimizerState = sgd.stateDict();
		const other = optimizer(1, 8);
		const resumed = make(other) as Scheduler;
		resumed.loadStateDict(saved);
		other.loadStateDict(optimizerState);
		expect(stepsOf(name, resumed, 6)).toEqual(stepsOf(name, whole, 6));
	});

	test("refuses the state of another scheduler", () => {
		const scheduler = make(optimizer(1)) as Scheduler;
		expect(() => scheduler.loadStateDict({ some: 1 })).toThrow(StateDictError);
		expect(() => scheduler.loadStateDict({ some: 1 })).toThrow(/loadStateDict/);
	});
});

test("StepLR multiplies every group's rate after each stepSize steps", () => {
	const sgd = optimizer(1, 8);
	const scheduler = new StepLR(sgd, 2, { gamma: 0.5 });
	const seen = Array.from({ length: 5 }, () => {
		const now = scheduler.getLastLr();
		scheduler.step();
		return now;
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

test("MultiplicativeLR multiplies by what the function gives, from step 1", () => {
	const scheduler = new MultiplicativeLR(optimizer(8, 4), [
		() => 0.5,
		(epoch) => epoch,
	]);
	expect(scheduler.getLastLr()).toEqual([8, 4]);
	expect(stepsOf("", scheduler, 3)).toEqual([
		[4, 4],
		[2, 8],
		[1, 24],
	]);
});

test("a chain multiplies what its schedulers do", () => {
	const sgd = optimizer(1);
	const chain = new ChainedScheduler([
		new ConstantLR(sgd, { factor: 0.1, totalIters: 2 }),
		new ExponentialLR(sgd, 0.9),
	]);
	const seen = [chain.getLastLr(), ...stepsOf("", chain, 3)].flat();
	[0.1, 0.09, 0.81, 0.729].forEach((rate, i) => {
		expect(seen[i]).toBeCloseTo(rate, 12);
	});
});

test("warm restarts can be told the step, with a fraction", () => {
	const make = () =>
		new CosineAnnealingWarmRestarts(optimizer(1), 2, { TMult: 2 });
	const [counted, told] = [make(), make()];
	for (let i = 0; i < 7; i++) counted.step();
	told.step(7);
	expect(told.getLastLr()).toEqual(counted.getLastLr());
	told.step(2.5);
	expect(told.getLastLr()[0]).toBeCloseTo((1 + Math.cos(Math.PI / 8)) / 2, 12);
	expect(() => told.step(-1)).toThrow(/step -1; expected/);
});

test("a cycle moves the momentum, or the first beta, against the rate", () => {
	const sgd = optimizer(1);
	const cycle = new CyclicLR(sgd, 0.1, 1, { stepSizeUp: 2 });
	const momentum = () => sgd.paramGroups[0]?.momentum;
	expect(momentum()).toBeCloseTo(0.9, 12);
	cycle.step();
	cycle.step();
	expect([cycle.getLastLr()[0], momentum()]).toEqual([1, 0.8]);
	const adam = new optim.Adam([ones([1], { requiresGrad: true })]);
	new OneCycleLR(adam, 1, { totalSteps: 10 });
	expect(adam.paramGroups[0]?.betas).toEqual([0.95, 0.999]);
});

test("a height of one's own takes the place of the mode", () => {
	const heights: number[] = [];
	const scheduler = new CyclicLR(optimizer(1), 0, 1, {
		stepSizeUp: 1,
		scaleMode: "iterations",
		scaleFn: (x) => {
			heights.push(x);
			return 0.5;
		},
	});
	scheduler.step();
	expect([heights, scheduler.getLastLr()]).toEqual([[0, 1], [0.5]]);
});

const bare = () => new optim.Adagrad([ones([1], { requiresGrad: true })]);

test.each<[() => unknown, RegExp]>([
	[() => new StepLR(optimizer(1), 0), /stepSize is 0; expected a positive/],
	[() => new CosineAnnealingLR(optimizer(1), 1.5), /TMax is 1.5/],
	[() => new StepLR({} as never, 2), /not an optimiser/],
	[() => new ReduceLROnPlateau([] as never), /not an optimiser/],
	[() => new MultiStepLR(optimizer(1), [1.5]), /milestones are \[1.5\]/],
	[() => new ConstantLR(optimizer(1), { factor: 2 }), /factor is 2/],
	[() => new LinearLR(optimizer(1), { startFactor: 0 }), /startFactor is 0/],
	[() => new LinearLR(optimizer(1), { endFactor: 2 }), /endFactor is 2/],
	[() => new PolynomialLR(optimizer(1), { totalIters: 0 }), /totalIters is 0/],
	[() => new LambdaLR(optimizer(1, 2), [() => 1]), /1 functions for 2/],
	[
		() => new CyclicLR(optimizer(1), [1, 2], 3),
		/baseLr is \[1, 2\] for 1 parameter groups/,
	],
	[
		() => new CyclicLR(optimizer(1), 1, 2, { mode: "sine" as never }),
		/mode "sine"; expected triangular/,
	],
	[() => new CyclicLR(bare(), 1, 2), /has no momentum/],
	[() => new OneCycleLR(optimizer(1), 1), /number of steps is missing/],
	[
		() => new OneCycleLR(optimizer(1), 1, { totalSteps: 5, pctStart: 2 }),
		/pctStart is 2/,
	],
	[
		() => {
			const one = new OneCycleLR(optimizer(1), 1, { totalSteps: 2 });
			for (let i = 0; i < 3; i++) one.step();
		},
		/step 3 of 2/,
	],
	[() => new ReduceLROnPlateau(optimizer(1), { factor: 1 }), /factor is 1;/],
	[() => new ReduceLROnPlateau(optimizer(1)).step(), /expected the metric/],
	[
		() => new SequentialLR(optimizer(1), [new StepLR(optimizer(1), 1)], []),
		/scheduler 0 is a StepLR, or over another optimiser/,
	],
	[
		() => {
			const sgd = optimizer(1);
			new SequentialLR(sgd, [new StepLR(sgd, 1)], [1]);
		},
		/1 milestones for 1 schedulers/,
	],
	[() => new ChainedScheduler([]), /there are no schedulers/],
])("%s is refused", (call, message) => {
	expect(call).toThrow(ValueError);
	expect(call).toThrow(message);
});
