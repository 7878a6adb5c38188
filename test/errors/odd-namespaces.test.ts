/** `func` and `distributions` with odd arguments: they answer, or throw an error of ours. */
import { expect, test } from "vitest";
import {
	distributions,
	FlambeauError,
	func,
	tensor,
	zeros,
} from "../../src/index.js";

type Loose = (...args: readonly unknown[]) => unknown;

const odd = (): unknown[] => [
	undefined,
	0,
	-1,
	0.5,
	Number.NaN,
	Number.POSITIVE_INFINITY,
	"x",
	{},
	[],
	[1e9, 1e9],
	[-1],
	tensor(1.5),
	tensor([1, 2]),
	zeros([0]),
	zeros([2, 3]),
	tensor(true),
	(x: unknown) => x,
];

function problem(what: string, call: () => unknown): string[] {
	try {
		call();
	} catch (error) {
		if (!(error instanceof FlambeauError)) return [`${what}: ${String(error)}`];
	}
	return [];
}

const pairs = odd().flatMap((_, i) =>
	odd().map((_, j) => [odd()[i], odd()[j]] as const),
);

test.each(Object.entries(func))("func.%s", (_, transform) => {
	const loose = transform as Loose;
	const run = (call: Loose, ...args: unknown[]) => {
		if (typeof call === "function") call(...args);
	};
	const found = pairs.flatMap(([a, b]) => [
		...problem(`${a}; ${b}`, () =>
			run(loose(a, b) as Loose, tensor([1.5, 2]), tensor([1.5])),
		),
		...problem(`x => x; ${a}; ${b}`, () =>
			run(loose((x: unknown) => x, a, b) as Loose, b, a),
		),
	]);
	expect(found.slice(0, 5)).toEqual([]);
});

const { Bernoulli, Categorical, klDivergence, Normal, Uniform } = distributions;
const made = [
	new Normal(0, 1),
	new Categorical(tensor([0.5, 0.5])),
	new Bernoulli(0.5),
	new Uniform(0, 1),
];

test.each(made.map((d) => [d.constructor.name, d] as const))(
	"distributions.%s",
	(_, d) => {
		const kind = d.constructor as new (...args: readonly unknown[]) => unknown;
		const members = d as unknown as Record<string, Loose | undefined>;
		const found = pairs.flatMap(([a, b]) => [
			...problem(`${a}; ${b}`, () => new kind(a, b)),
			...problem(`kl: ${a}`, () => klDivergence(d, a as typeof d)),
			...["sample", "rsample", "logProb", "cdf", "icdf"].flatMap((name) =>
				problem(`${name}: ${a}`, () => members[name]?.(a)),
			),
		]);
		expect(found.slice(0, 5)).toEqual([]);
	},
);
