/** The calls of `test/fixtures/pytorch/random.json`, recorded by the script beside it. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
	bernoulli,
	distributions,
	empty,
	manualSeed,
	multinomial,
	nn,
	normal,
	ones,
	poisson,
	rand,
	randint,
	randperm,
	type Tensor,
	tensor,
	zeros,
} from "../../src/index.js";
import type { PlainTensor } from "./cases.js";
import { tensorDifference } from "./compare.js";

interface StreamCase {
	readonly seed: number;
	readonly call: string;
	readonly out: PlainTensor;
	readonly rand_after: readonly number[];
}

const cases = JSON.parse(
	readFileSync(
		new URL("../fixtures/pytorch/random.json", import.meta.url),
		"utf8",
	),
) as readonly StreamCase[];

const float = { dtype: "float32" } as const;
const double = { dtype: "float64" } as const;
const int = { dtype: "int32" } as const;
const { Bernoulli, Categorical, Normal, Uniform } = distributions;
const { dropout } = nn.functional;
const p = tensor([0.1, 0.5, 0.9, 0, 1]);
const weights = tensor(
	[
		[1, 2, 3, 4],
		[4, 0, 1, 1],
	],
	float,
);
const rates = tensor([0, 0.5, 3, 9.5, 10, 25, 200, 1e5]);
const loc = tensor([[0], [1]], float);
const scale = tensor([0.5, 1, 2]);
const replacement = { replacement: true };

const calls: Readonly<Record<string, () => Tensor>> = {
	"bernoulli(p)": () => bernoulli(p),
	"bernoulli(p.double())": () =>
		bernoulli(tensor([0.1, 0.5, 0.9, 0, 1]).double()),
	"bernoulli(zeros([20]), 0.3)": () => bernoulli(zeros([20]), 0.3),
	"p.bernoulli()": () => p.bernoulli(),
	"zeros([2, 5]).bernoulli_(p)": () => zeros([2, 5]).bernoulli_(p),
	"zeros([2, 5], int32).bernoulli_(p.double())": () =>
		zeros([2, 5], int).bernoulli_(p.double()),
	"zeros([20], bool).bernoulli_()": () =>
		zeros([20], { dtype: "bool" }).bernoulli_(),
	"zeros([20], int32).bernoulli_(0.25)": () =>
		zeros([20], int).bernoulli_(0.25),
	"multinomial(weights, 2)": () => multinomial(weights, 2),
	"multinomial(weights[0], 4)": () => weights.select(0, 0).multinomial(4),
	"multinomial(weights, 1)": () => multinomial(weights, 1),
	"multinomial(weights.double(), 3)": () => multinomial(weights.double(), 3),
	"multinomial(weights, 6, replacement)": () =>
		multinomial(weights, 6, replacement),
	"multinomial(weights.double(), 6, replacement)": () =>
		multinomial(weights.double(), 6, replacement),
	"normal(0, 2, size [5])": () => normal(0, 2, { size: [5] }),
	"normal(1, 2, size [4, 5])": () => normal(1, 2, { size: [4, 5] }),
	"normal(loc, scale)": () => normal(loc, scale),
	"normal(3, scale)": () => normal(3, scale),
	"normal(loc)": () => normal(loc),
	"normal(loc.double(), 2)": () => normal(loc.double(), 2),
	"empty([33], float64).normal_(1, 2)": () => empty([33], double).normal_(1, 2),
	"empty([4, 5]).t().normal_()": () => empty([4, 5]).t().normal_(),
	"empty([9], float64).uniform_(-1, 1)": () =>
		empty([9], double).uniform_(-1, 1),
	"empty([9], float64).exponential_(2)": () =>
		empty([9], double).exponential_(2),
	"empty([20]).geometric_(0.3)": () => empty([20]).geometric_(0.3),
	"empty([20], int32).geometric_(0.05)": () =>
		empty([20], int).geometric_(0.05),
	"empty([20], float64).geometric_(0.9)": () =>
		empty([20], double).geometric_(0.9),
	"empty([20]).cauchy_(1, 2)": () => empty([20]).cauchy_(1, 2),
	"empty([9], float64).cauchy_()": () => empty([9], double).cauchy_(),
	"empty([7]).logNormal_()": () => empty([7]).logNormal_(),
	"empty([21]).logNormal_(0, 0.5)": () => empty([21]).logNormal_(0, 0.5),
	"empty([21], float64).logNormal_(1, 2)": () =>
		empty([21], double).logNormal_(1, 2),
	"empty([20], int32).random_()": () => empty([20], int).random_(),
	"empty([20], uint8).random_()": () =>
		empty([20], { dtype: "uint8" }).random_(),
	"empty([20], bool).random_()": () => empty([20], { dtype: "bool" }).random_(),
	"empty([20]).random_()": () => empty([20]).random_(),
	"empty([20], float64).random_()": () => empty([20], double).random_(),
	"empty([20]).random_(10)": () => empty([20]).random_(10),
	"empty([20], int32).random_(-5, 7)": () => empty([20], int).random_(-5, 7),
	"empty([20], float64).random_(-5, 7)": () =>
		empty([20], double).random_(-5, 7),
	"empty([9], float64).random_(0, 2 ** 40)": () =>
		empty([9], double).random_(0, 2 ** 40),
	"poisson(rates)": () => poisson(rates),
	"poisson(rates.double())": () => poisson(rates.double()),
	"randint(0, 10, [6], float32)": () => randint(0, 10, [6], float),
	"randperm(6, float32)": () => randperm(6, float),
	"dropout(ones([3, 5]), 0.2)": () => dropout(ones([3, 5]), 0.2),
	"dropout(ones([3, 5], float64), 0.7)": () =>
		dropout(ones([3, 5], double), 0.7),
	"Normal(loc, scale).sample([2])": () => new Normal(loc, scale).sample([2]),
	"Normal(loc, scale).rsample([4])": () => new Normal(loc, scale).rsample([4]),
	"Normal(0, 1).sample()": () => new Normal(0, 1).sample(),
	"Categorical(weights).sample([3])": () =>
		new Categorical(weights).sample([3]),
	"Categorical(weights).sample()": () => new Categorical(weights).sample(),
	"Bernoulli(p).sample([2])": () => new Bernoulli(p).sample([2]),
	"Uniform(loc, loc + 2).sample([3])": () =>
		new Uniform(loc, loc.add(2)).sample([3]),
};

/**
 * Uniform draws, and all that only compares or scales them, are PyTorch's bits. log, sin, cos, tan and exp may differ
 * from the C library's in the last place, and in float32 PyTorch computes whole chunks of normal numbers with those
 * of float32.
 */
const transcendental = /normal|Normal|exponential|cauchy/;
const tolerances = { float32: 1e-6, float64: 1e-14 };

it.each(cases.map((c) => [c.call, c.seed, c] as const))(
	"%s after manualSeed(%d), as in PyTorch",
	(call, seed, { out, rand_after }) => {
		manualSeed(seed);
		const actual = (calls[call] as () => Tensor)();
		const near = tolerances[out.dtype as "float32"];
		const tolerance = transcendental.test(call)
			? { rtol: near, atol: near }
			: undefined;
		expect(
			tensorDifference(actual, out, { tolerance }, "result"),
		).toBeUndefined();
		const after = { shape: [2], dtype: "float32", data: rand_after } as const;
		expect(
			tensorDifference(
				rand([2]),
				after,
				{ tolerance: undefined },
				"rand([2]) afterwards",
			),
		).toBeUndefined();
	},
);
