/** The graph names what the user called, not the step inside of it that came last. */
import { expect, test } from "vitest";
import * as fl from "../../src/index.js";
import { linalg, nn, rand, type Tensor } from "../../src/index.js";

const { functional: F } = nn;
const x = rand([3, 3]).add(0.1).detach().requiresGrad_();
const images = rand([1, 2, 4, 4], { requiresGrad: true });
const kernel = rand([2, 2, 2, 2], { requiresGrad: true });

const named: Readonly<Record<string, () => Tensor>> = {
	add: () => x.add(x, { alpha: 2 }),
	at: () => x.at(0, ":2"),
	avgPool2d: () => F.avgPool2d(images, 2),
	conv2d: () => F.conv2d(images, kernel),
	cosineSimilarity: () => F.cosineSimilarity(x, x),
	dot: () => x.select(0, 0).dot(x.select(0, 1)),
	eigh: () => linalg.eigh(x).eigenvalues,
	expandAs: () => x.expandAs(rand([2, 3, 3])),
	flatten: () => x.flatten(),
	gelu: () => F.gelu(x),
	layerNorm: () => F.layerNorm(x, [3]),
	logsumexp: () => x.logsumexp(0),
	lerp: () => x.lerp(x, 0.5),
	max: () => x.max(),
	maxPool2d: () => F.maxPool2d(images, 2),
	mean: () => x.mean(),
	median: () => x.median(0).values,
	mm: () => x.mm(x),
	mseLoss: () => F.mseLoss(x, rand([3, 3])),
	narrow: () => x.narrow(0, 0, 2),
	nanmean: () => x.nanmean(),
	pad: () => F.pad(x, [1, 1]),
	relu6: () => F.relu6(x),
	reshapeAs: () => x.reshapeAs(rand([9])),
	rsub: () => x.rsub(1),
	sort: () => x.sort().values,
	stack: () => fl.stack([x, x]),
	svd: () => linalg.svd(x).U,
	t: () => x.t(),
	topk: () => x.topk(2).values,
	tril: () => x.tril(),
	varMean: () => fl.varMean(x)[1],
	vstack: () => fl.vstack([x, x]),
};

test.each(Object.entries(named))("%s", (name, call) => {
	expect(call().gradFn?.name).toBe(name);
});

test("a composite that gives its input back leaves the name alone", () => {
	const y = x.mul(2);
	expect(F.dropout(y, 0.5, { training: false }).gradFn?.name).toBe("mul");
	expect(fl.atleast1d(y)).toBe(y);
	expect(y.gradFn?.name).toBe("mul");
});

test("an operation in place is named as the one it is made of", () => {
	const y = x.mul(2);
	y.lerp_(x, 0.5);
	expect(y.gradFn?.name).toBe("lerp");
});
