import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
	distributions,
	eye,
	manualSeed,
	type Tensor,
	tensor,
	zeros,
} from "../../src/index.js";
import type { PlainTensor } from "../conformance/cases.js";
import { tensorDifference } from "../conformance/compare.js";

const { Bernoulli, Categorical, Exponential, klDivergence } = distributions;
const { Independent, Laplace, MultivariateNormal, Normal, Uniform } =
	distributions;

interface Recorded {
	readonly kind: string;
	readonly call: string;
	readonly out: PlainTensor;
	readonly grads: Readonly<Record<string, PlainTensor>>;
}

const cases = JSON.parse(
	readFileSync(
		new URL("../fixtures/pytorch/distributions.json", import.meta.url),
		"utf8",
	),
) as readonly Recorded[];

const f64 = { dtype: "float64" } as const;
const leaf = { ...f64, requiresGrad: true } as const;
const parameters = () => ({
	loc: tensor([[0.5], [-1]], leaf),
	scale: tensor([0.5, 1, 2], leaf),
	weights: tensor(
		[
			[1, 2, 3],
			[4, 1, 1],
		],
		leaf,
	),
	logits: tensor(
		[
			[0.1, -2, 3],
			[1, 0.5, 0],
		],
		leaf,
	),
	p: tensor([0.2, 0.5, 0.9], leaf),
	q: tensor([0.3, 0.6, 0.1], leaf),
	means: tensor(
		[
			[0.5, -1],
			[0.3, 2],
		],
		leaf,
	),
	tril: tensor(
		[
			[1.2, 0],
			[0.5, 0.8],
		],
		leaf,
	),
});
type Parameters = ReturnType<typeof parameters>;

const index = tensor([
	[0, 2],
	[1, 1],
	[2, 0],
]);
const vectors = tensor(
	[
		[0.3, -1],
		[2, 0.5],
	],
	f64,
);
const bits = tensor([1, 0, 1], f64);
const kinds: Record<string, readonly [(v: Parameters) => object, Tensor]> = {
	normal: [(v) => new Normal(v.loc, v.scale), tensor([[0.3, -1, 2]], f64)],
	categorical: [(v) => new Categorical(v.weights), index],
	categoricalOfLogits: [({ logits }) => new Categorical({ logits }), index],
	bernoulli: [(v) => new Bernoulli(v.p), bits],
	bernoulliOfLogits: [({ logits }) => new Bernoulli({ logits }), bits],
	uniform: [
		(v) => new Uniform(v.loc.sub(v.scale), v.loc.add(3)),
		tensor([[0.3], [-0.5]], f64),
	],
	exponential: [(v) => new Exponential(v.scale), tensor([[0.3], [2]], f64)],
	laplace: [(v) => new Laplace(v.loc, v.scale), tensor([[0.3, -1, 2]], f64)],
	multivariateNormal: [
		(v) => new MultivariateNormal(v.means, v.tril.matmul(v.tril.t())),
		vectors,
	],
	multivariateNormalOfPrecision: [
		({ means, tril }) =>
			new MultivariateNormal(means, {
				precisionMatrix: tril.matmul(tril.t()),
			}),
		vectors,
	],
	multivariateNormalOfTril: [
		(v) => new MultivariateNormal(v.means, { scaleTril: v.tril }),
		vectors,
	],
	independent: [
		(v) => new Independent(new Normal(v.loc, v.scale), 1),
		tensor([[0.3, -1, 2]], f64),
	],
};
const divergences: Record<string, (v: Parameters) => Tensor> = {
	normal: (v) =>
		klDivergence(new Normal(v.loc, v.scale), new Normal(v.scale, v.p)),
	categorical: ({ weights, logits }) =>
		klDivergence(new Categorical(weights), new Categorical({ logits })),
	bernoulli: (v) => klDivergence(new Bernoulli(v.p), new Bernoulli(v.q)),
	exponential: (v) => klDivergence(new Exponential(v.p), new Exponential(v.q)),
	laplace: (v) =>
		klDivergence(new Laplace(v.loc, v.scale), new Laplace(v.scale, v.p)),
	multivariateNormal: ({ means, tril }) =>
		klDivergence(
			new MultivariateNormal(means, { scaleTril: tril }),
			new MultivariateNormal(
				means.flip([0]),
				tril.matmul(tril.t()).add(eye(2, f64)),
			),
		),
	independent: (v) =>
		klDivergence(
			new Independent(new Normal(v.loc, v.scale), 1),
			new Independent(new Normal(v.scale.expand([2, 3]), v.p), 1),
		),
	uniform: (v) =>
		klDivergence(new Uniform(v.p.mul(0), v.p), new Uniform(v.p.neg(), v.q)),
};

function compute(kind: string, call: string, v: Parameters): Tensor {
	if (call === "klDivergence")
		return (divergences[kind] as (v: Parameters) => Tensor)(v);
	const [make, value] = kinds[kind] as (typeof kinds)[string];
	const made = make(v) as Record<string, Tensor | ((x?: Tensor) => Tensor)>;
	const member = made[call];
	if (typeof member !== "function") return member as Tensor;
	const given = call === "icdf" ? tensor([0.2, 0.5, 0.8], f64) : value;
	return /logProb|cdf/.test(call)
		? member.call(made, given)
		: member.call(made);
}

const tolerance = { rtol: 1e-11, atol: 1e-13 };

describe("numbers and gradients are PyTorch's", () => {
	test.each(cases.map((c) => [c.kind, c.call, c] as const))(
		"%s.%s",
		(kind, call, { out, grads }) => {
			const v = parameters();
			const actual = compute(kind, call, v);
			const check = (x: Tensor, wanted: PlainTensor, where: string) =>
				expect(
					tensorDifference(x, wanted, { tolerance }, where),
				).toBeUndefined();
			check(actual, out, "result");
			if (actual.requiresGrad) actual.sum().backward();
			for (const [name, wanted] of Object.entries(grads))
				check(v[name as keyof Parameters].grad as Tensor, wanted, name);
		},
	);
});

describe("samples", () => {
	test("have shape [...sampleShape, ...batchShape] and no gradients", () => {
		const v = parameters();
		for (const [make] of Object.values(kinds)) {
			const d = make(v) as InstanceType<typeof Normal>;
			const drawn = d.sample([4, 1]);
			const shape = [...d.batchShape, ...d.eventShape];
			expect(drawn.shape).toEqual([4, 1, ...shape]);
			expect(drawn.requiresGrad).toBe(false);
			expect(d.sample().shape).toEqual(shape);
			expect(d.sample([0]).shape).toEqual([0, ...shape]);
		}
	});

	test("are PyTorch's from the same seed", () => {
		const rounded = (x: Tensor) =>
			(x.tolist() as number[]).map((v) => Number(v.toFixed(4)));
		manualSeed(0);
		expect(rounded(new Exponential(2).sample([3]))).toEqual([
			1.7542, 0.6152, 0.3075,
		]);
		manualSeed(0);
		expect(rounded(new Laplace(1, 2).sample([3]))).toEqual([
			0.985, 2.5377, -2.4637,
		]);
	});

	test("of rsample have gradients for the parameters", () => {
		const { loc, scale } = parameters();
		const drawn = new Normal(loc, scale).rsample([5]);
		drawn.sum().backward();
		expect(loc.grad?.tolist()).toEqual([[15], [15]]);
		const noise = drawn.detach().sub(loc.detach()).div(scale.detach());
		const wanted = noise.sum([0, 1]).tolist() as number[];
		const found = (scale.grad as Tensor).tolist() as number[];
		for (const [i, g] of found.entries())
			expect(g).toBeCloseTo(wanted[i] as number, 9);
	});

	test("have probabilities: logProb takes them, and numbers", () => {
		const d = new Categorical(tensor([1, 1, 2.0], f64));
		expect(d.logProb(d.sample([7])).shape).toEqual([7]);
		expect(d.logProb(2).item()).toBeCloseTo(Math.log(0.5), 12);
		expect(new Normal(0, 1).logProb(0).item()).toBeCloseTo(-0.9189385, 6);
	});
});

describe("a divergence that is infinite, and one that is not", () => {
	test("where q has no weight and p has, and where p has none", () => {
		const p = new Categorical(tensor([0.5, 0.5, 0]));
		const q = new Categorical(tensor([1, 0, 0.5]));
		expect(klDivergence(p, q).item()).toBe(Number.POSITIVE_INFINITY);
		expect(
			klDivergence(p, new Categorical(tensor([0.5, 0.5, 0.5]))).item(),
		).toBeCloseTo(Math.log(1.5), 5);
		expect(
			klDivergence(new Bernoulli(0), new Bernoulli(0.5)).item(),
		).toBeCloseTo(Math.LN2, 6);
	});
});

describe("is refused with an error that says why:", () => {
	const d = new Normal(0, 1);
	const loc = zeros([2]);
	test.each<[string, () => unknown, RegExp]>([
		[
			"no matrix",
			() => new MultivariateNormal(loc),
			/^MultivariateNormal: none of covarianceMatrix/,
		],
		[
			"two matrices",
			() =>
				new MultivariateNormal(loc, {
					covarianceMatrix: eye(2),
					scaleTril: eye(2),
				}),
			/^MultivariateNormal: several of covarianceMatrix/,
		],
		[
			"a matrix of another size",
			() => new MultivariateNormal(loc, eye(3)),
			/^MultivariateNormal: a matrix of shape \[3, 3\] for loc \[2\]; expected \[\.\.\., 2, 2\]/,
		],
		[
			"a matrix that is not positive definite",
			() => new MultivariateNormal(loc, eye(2).neg()),
			/^MultivariateNormal: /,
		],
		[
			"a number for loc",
			() => new MultivariateNormal(0 as never, eye(2)),
			/^MultivariateNormal/,
		],
		[
			"a loc without dimensions",
			() => new MultivariateNormal(tensor(0), eye(2)),
			/^MultivariateNormal: loc has no dimensions/,
		],
		[
			"a diagonal of 0",
			() => new MultivariateNormal(loc, { scaleTril: zeros([2, 2]) }),
			/^MultivariateNormal: the diagonal of scaleTril/,
		],
		[
			"more event dimensions than there are",
			() => new Independent(d, 1),
			/^Independent: reinterpretedBatchNdims is 1 and the batch shape \[\]; expected 0 to 0/,
		],
		["no distribution", () => new Independent(3 as never, 0), /^Independent/],
		[
			"independents of other dimensions",
			() =>
				klDivergence(
					new Independent(new Normal(loc, 1), 1),
					new Independent(new Normal(loc, 1), 0),
				),
			/^klDivergence: 1 and 0 dimensions/,
		],
		[
			"a rate of 0",
			() => new Exponential(0),
			/^Exponential: rate of shape \[\].*not positive/,
		],
		[
			"a time before 0",
			() => new Exponential(1).logProb(-1),
			/^logProb.*support of Exponential; expected numbers of at least 0/,
		],
		[
			"a negative width",
			() => new Laplace(0, tensor([1, -1])),
			/^Laplace: scale of shape \[2\].*not positive/,
		],
		[
			"a scale of 0",
			() => new Normal(0, 0),
			/^Normal: scale of shape \[\].*not positive/,
		],
		["a loc of NaN", () => new Normal(Number.NaN, 1), /^Normal: loc/],
		[
			"integers",
			() => new Normal(tensor(1, { dtype: "int32" }), 1),
			/^Normal: a parameter of dtype int32/,
		],
		[
			"text",
			() => new Normal("x" as never, 1),
			/^Normal: a parameter is string/,
		],
		[
			"shapes that do not broadcast",
			() => new Normal(zeros([2]), tensor([1.5, 1, 1])),
			/\[2\].*\[3\]/,
		],
		[
			"negative weights",
			() => new Categorical(tensor([0.5, -1])),
			/^Categorical: probs/,
		],
		[
			"no weight at all",
			() => new Categorical(zeros([2])),
			/^Categorical: probs/,
		],
		[
			"one number as weights",
			() => new Categorical(tensor(0.5)),
			/^Categorical: parameters of shape \[\]/,
		],
		[
			"both parameters",
			() => new Bernoulli({ probs: 0.5, logits: 0 }),
			/^Bernoulli: both probs and logits/,
		],
		[
			"neither parameter",
			() => new Categorical({}),
			/^Categorical: neither probs nor logits/,
		],
		[
			"a probability above 1",
			() => new Bernoulli(1.5),
			/^Bernoulli: probs.*between 0 and 1/,
		],
		["low above high", () => new Uniform(1, 0), /^Uniform: low is not less/],
		[
			"a value that is NaN",
			() => d.logProb(Number.NaN),
			/^logProb: a value outside of the support of Normal/,
		],
		[
			"a category beyond",
			() => new Categorical(tensor([0.5, 0.5])).logProb(2),
			/^logProb.*Categorical; expected integers from 0 to 1/,
		],
		[
			"half a bit",
			() => new Bernoulli(0.5).logProb(0.5),
			/^logProb.*Bernoulli; expected 0 or 1/,
		],
		[
			"a value beyond high",
			() => new Uniform(0, 1).cdf(2),
			/^cdf.*Uniform; expected numbers from low to high/,
		],
		[
			"a value that is text",
			() => d.logProb("x" as never),
			/^logProb: expected a tensor or a number, got string/,
		],
		["a negative sample shape", () => d.sample([-1]), /^sample: size -1/],
		[
			"a probability that is text",
			() => d.icdf("x" as never),
			/^icdf: expected a tensor or a number/,
		],
		["a number as sample shape", () => d.sample(3 as never), /^sample/],
		[
			"more draws than memory",
			() => new Normal(zeros([50000]), 1).sample([50000]),
			/^sample.*2\^31/,
		],
		[
			"gradients of discrete samples",
			() => new Bernoulli(0.5).rsample(),
			/^rsample: Bernoulli is discrete/,
		],
		[
			"two kinds",
			() => klDivergence(d, new Bernoulli(0.5)),
			/^klDivergence: no formula for Normal and Bernoulli/,
		],
	])("%s", (_, call, message) => {
		expect(call).toThrow(message);
	});

	test("unless validateArgs is false", () => {
		const off = { validateArgs: false };
		expect(new Uniform(0, 1, off).logProb(2).item()).toBe(
			Number.NEGATIVE_INFINITY,
		);
		expect(
			new Bernoulli({ probs: 0.5, ...off }).logProb(0.5).item(),
		).toBeCloseTo(-Math.LN2, 6);
	});
});
