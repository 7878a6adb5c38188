/** `inplace`: activations and dropout that write over their input. */
import { expect, test } from "vitest";
import {
	AutogradError,
	manualSeed,
	nn,
	noGrad,
	ones,
	type Tensor,
	tensor,
	ValueError,
} from "../../src/index.js";

const F = nn.functional;
const inplace = true;
type Way = (x: Tensor) => Tensor;

/** The out-of-place call, then all ways to have it in place. */
const activations: Readonly<Record<string, readonly [Way, ...Way[]]>> = {
	relu: [F.relu, (x) => F.relu(x, { inplace }), F.relu_, new nn.ReLU(true)],
	relu6: [F.relu6, (x) => F.relu6(x, true), new nn.ReLU6({ inplace })],
	leakyRelu: [
		(x) => F.leakyRelu(x, 0.1),
		(x) => F.leakyRelu(x, 0.1, { inplace }),
		(x) => F.leakyRelu(x, { negativeSlope: 0.1, inplace }),
		(x) => F.leakyRelu_(x, 0.1),
		new nn.LeakyReLU(0.1, true),
		new nn.LeakyReLU({ negativeSlope: 0.1, inplace }),
	],
	hardtanh: [
		(x) => F.hardtanh(x),
		(x) => F.hardtanh(x, { inplace }),
		(x) => F.hardtanh(x, -1, 1, true),
		(x) => F.hardtanh_(x),
		new nn.Hardtanh({ inplace }),
	],
	threshold: [
		(x) => F.threshold(x, 0.1, 20),
		(x) => F.threshold(x, 0.1, 20, true),
		(x) => F.threshold_(x, 0.1, 20),
		new nn.Threshold(0.1, 20, { inplace }),
	],
	elu: [
		(x) => F.elu(x),
		(x) => F.elu(x, 1, true),
		(x) => F.elu_(x),
		new nn.ELU({ inplace }),
	],
	selu: [F.selu, (x) => F.selu(x, true), F.selu_, new nn.SELU({ inplace })],
	celu: [
		(x) => F.celu(x, 0.5),
		(x) => F.celu(x, 0.5, { inplace }),
		(x) => F.celu_(x, 0.5),
		new nn.CELU(0.5, true),
	],
	silu: [F.silu, (x) => F.silu(x, { inplace }), new nn.SiLU(true)],
	mish: [F.mish, (x) => F.mish(x, { inplace }), new nn.Mish(true)],
	hardsigmoid: [
		F.hardsigmoid,
		(x) => F.hardsigmoid(x, true),
		new nn.Hardsigmoid(true),
	],
	hardswish: [
		F.hardswish,
		(x) => F.hardswish(x, true),
		new nn.Hardswish({ inplace }),
	],
};

/** The same seed before each call: dropout draws. */
const seeded =
	(drop: Way): Way =>
	(x) => {
		manualSeed(3);
		return drop(x);
	};
const drops: Readonly<Record<string, readonly [Way, ...Way[]]>> = {
	dropout: [
		seeded((x) => F.dropout(x)),
		seeded((x) => F.dropout(x, 0.5, { inplace })),
		seeded(new nn.Dropout({ inplace })),
		seeded(new nn.Dropout(0.5, true)),
	],
	...Object.fromEntries(
		(
			[
				["dropout1d", "Dropout1d"],
				["alphaDropout", "AlphaDropout"],
				["featureAlphaDropout", "FeatureAlphaDropout"],
			] as const
		).map(([fn, layer]) => [
			fn,
			[
				seeded((x) => F[fn](x)),
				seeded((x) => F[fn](x, 0.5, { inplace })),
				seeded(new nn[layer]({ inplace })),
			],
		]),
	),
};

const data = [
	[
		[-4, -2, -0.5],
		[0.25, 0.5, 8],
	],
];

test.each(Object.entries({ ...activations, ...drops }))(
	"%s writes over its input, gives it back, and has the same gradient",
	(_, [plain, ...ways]) => {
		const leaf = () => tensor(data, { dtype: "float64", requiresGrad: true });
		const w = leaf();
		const wanted = plain(w.mul(1));
		wanted.square().sum().backward();
		for (const way of ways) {
			const v = leaf();
			const h = v.mul(1);
			const view = h.reshape([6]);
			expect(way(h)).toBe(h);
			expect(h.tolist()).toEqual(wanted.tolist());
			expect(view.tolist()).toEqual(wanted.reshape([6]).tolist());
			h.square().sum().backward();
			expect(v.grad?.tolist()).toEqual(w.grad?.tolist());
			const bare = tensor(data, { dtype: "float64" });
			expect(way(bare)).toBe(bare);
			expect(bare.tolist()).toEqual(wanted.tolist());
			expect(() => way(leaf())).toThrow(AutogradError);
			expect(noGrad(() => way(leaf())).tolist()).toEqual(wanted.tolist());
		}
	},
);

test("dropout2d and dropout3d write over their inputs too", () => {
	for (const [layer, x] of [
		[new nn.Dropout2d(0.5, true), ones([2, 3, 2, 2])],
		[new nn.Dropout3d({ inplace }), ones([3, 2, 2, 2])],
	] as const) {
		manualSeed(1);
		expect(layer(x)).toBe(x);
		expect(x.eq(1).any().item()).toBe(false);
	}
});

test("dropout that drops nothing leaves even a leaf as it is", () => {
	const w = ones([2], { requiresGrad: true });
	expect(F.dropout(w, 0.5, { training: false, inplace })).toBe(w);
	expect(F.dropout(w, 0, { inplace })).toBe(w);
});

test("a stack of layers that write in place frees nothing that is still used", () => {
	const model = new nn.Sequential(
		new nn.Linear(3, 4),
		new nn.ReLU(true),
		new nn.Dropout(0.5, true),
		new nn.Linear(4, 2),
		new nn.LeakyReLU(0.1, true),
	).eval();
	const x = ones([2, 3]);
	const twin = x.clone();
	const y = model(x);
	y.sum().backward();
	expect(y.tolist()).toEqual(model(x).tolist());
	expect(x.tolist()).toEqual(twin.tolist());
	const only = new nn.Sequential(new nn.ReLU(true), new nn.Hardtanh());
	only(x);
	expect(x.tolist()).toEqual(twin.tolist());
});

test("what is no switch or no setting is refused", () => {
	const x = ones([2]);
	expect(() => F.relu(x, { inplace: 1 as never })).toThrow(ValueError);
	expect(() => F.relu(x, 1 as never)).toThrow(ValueError);
	expect(() => new nn.ELU(true as never)).toThrow(ValueError);
	expect(() => new nn.ReLU({ inPlace: true } as never)).toThrow(ValueError);
	expect(() => (F.threshold as (...given: unknown[]) => unknown)(x, 1)).toThrow(
		"value is missing",
	);
});
