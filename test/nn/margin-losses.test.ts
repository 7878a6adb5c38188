import { expect, test } from "vitest";
import { nn, randn, tensor } from "../../src/index.js";

const { functional: f } = nn;

test("modules of losses are the functions of their names, with their settings", () => {
	const [a, b, c] = [randn([3, 4]), randn([3, 4]), randn([3, 4])];
	const signs = tensor([1, -1, 1]);
	const wide = { margin: 0.3, reduction: "sum" } as const;
	const positive = c.abs();
	for (const [actual, expected] of [
		[
			new nn.MarginRankingLoss(wide)(a, b, c.sign()),
			f.marginRankingLoss(a, b, c.sign(), wide),
		],
		[
			new nn.HingeEmbeddingLoss(wide)(a, c.sign()),
			f.hingeEmbeddingLoss(a, c.sign(), wide),
		],
		[new nn.SoftMarginLoss()(a, c.sign()), f.softMarginLoss(a, c.sign())],
		[
			new nn.CosineEmbeddingLoss(wide)(a, b, signs),
			f.cosineEmbeddingLoss(a, b, signs, wide),
		],
		[
			new nn.TripletMarginLoss(wide)(a, b, c),
			f.tripletMarginLoss(a, b, c, wide),
		],
		[
			new nn.KLDivLoss({ reduction: "batchmean" })(a, positive),
			f.klDiv(a, positive, { reduction: "sum" }).div(3),
		],
		[
			new nn.PoissonNLLLoss({ full: true })(a, positive),
			f.poissonNllLoss(a, positive, { full: true }),
		],
		[
			new nn.GaussianNLLLoss({ full: true })(a, b, positive),
			f.gaussianNllLoss(a, b, positive, { full: true }),
		],
	] as const)
		expect(actual.allclose(expected)).toBe(true);
});
