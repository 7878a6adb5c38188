/** Distributions are called as in PyTorch: by position, by name, or mixed. */
import { expect, test } from "vitest";
import { distributions, tensor } from "../../src/index.js";

const { Bernoulli, Categorical, Normal, Uniform, klDivergence } = distributions;

test("parameters go by position and by name", () => {
	const half = Math.log(2);
	expect(new Bernoulli(0.5).entropy().item()).toBeCloseTo(half, 6);
	expect(new Bernoulli({ probs: 0.5 }).entropy().item()).toBeCloseTo(half, 6);
	expect(new Bernoulli(null, 0).entropy().item()).toBeCloseTo(half, 6);
	const logits = tensor([0, 0]).float();
	expect(new Categorical(null, logits).probs.tolist()).toEqual([0.5, 0.5]);
	expect(new Categorical({ logits }).probs.tolist()).toEqual([0.5, 0.5]);
	expect(new Normal({ loc: 1, scale: 2 }).variance.item()).toBe(4);
	expect(new Normal(1, { scale: 2 }).variance.item()).toBe(4);
	expect(new Uniform(0, 2, false).mean.item()).toBe(1);
	const [p, q] = [new Normal(0, 1), new Normal(1, 1)];
	expect(klDivergence({ p, q }).item()).toBe(0.5);
});

test("validateArgs may be false, by position too; null is PyTorch's None", () => {
	expect(() => new Normal(0, -1)).toThrow("scale");
	expect(() => new Normal(0, -1, null)).toThrow("scale");
	expect(new Normal(0, -1, false).scale.item()).toBe(-1);
	expect(new Normal(0, -1, { validateArgs: false }).scale.item()).toBe(-1);
	expect(new Bernoulli(2, null, false).mean.item()).toBe(2);
});

test("enumerateSupport takes expand by position and by name", () => {
	const coins = new Bernoulli(tensor([0.25, 0.5]));
	expect(coins.enumerateSupport().shape).toEqual([2, 2]);
	expect(coins.enumerateSupport(false).shape).toEqual([2, 1]);
	expect(coins.enumerateSupport({ expand: false }).shape).toEqual([2, 1]);
	const dice = new Categorical(tensor([[0.25, 0.75]]));
	expect(dice.enumerateSupport(false).shape).toEqual([2, 1]);
	expect(() => coins.enumerateSupport(0 as never)).toThrow(
		"enumerateSupport: the options are 0; expected a plain object, as in { expand: false }",
	);
});

test.each([
	[
		() => new Normal(0, 1, { validate: false } as never),
		'unknown option "validate"; did you mean "validateArgs"? Normal(loc, scale, validateArgs = null)',
	],
	[
		() => new Categorical({ probabilities: 1 } as never),
		'unknown option "probabilities"',
	],
	[() => new Uniform(0 as never), "high is missing. Uniform(low, high"],
	[
		() => new Bernoulli({ probs: 0.5, logits: 0 }),
		"both probs and logits given; expected one of them",
	],
])("what does not fit is refused: %#", (call, sentence) => {
	expect(call).toThrow(sentence);
});
