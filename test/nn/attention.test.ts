import { describe, expect, test } from "vitest";
import {
	arange,
	autograd,
	DTypeError,
	manualSeed,
	nn,
	ones,
	rand,
	randn,
	ShapeError,
	type Tensor,
	tensor,
	ValueError,
	zeros,
} from "../../src/index.js";
import {
	type Call,
	expectSame,
	expectState,
	recorded,
	revive,
	type Value,
} from "./recorded.js";

const { functional: f } = nn;

interface Case extends Call {
	readonly name: string;
	readonly seed: number;
	readonly class: string;
	readonly args: readonly unknown[];
	readonly options: Readonly<Record<string, unknown>>;
	readonly same: boolean;
	readonly state: Readonly<Record<string, Value>>;
	readonly drop_seed: number;
}

type Attention = nn.Module & ((...args: unknown[]) => Tensor);

function masks(options: Case["options"]): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(options).map(([name, value]) => [
			name,
			value !== null && typeof value === "object"
				? revive((value as { tensor: Value }).tensor)
				: value,
		]),
	);
}

function check(recording: Case, module: Attention): void {
	expectState(module.stateDict(), recording.state);
	manualSeed(recording.drop_seed);
	const options = masks(recording.options);
	expectSame(
		recording,
		(...inputs) =>
			recording.same
				? module(inputs[0], inputs[0], inputs[0], options)
				: module(...inputs, options),
		module.namedParameters(),
	);
}

describe("attention gives PyTorch's numbers:", () => {
	test.each(recorded<Case>("attention.json").map((c) => [c.name, c] as const))(
		"%s",
		(_, recording) => {
			manualSeed(recording.seed);
			const Class = nn[recording.class as "Module"] as unknown as new (
				...args: readonly unknown[]
			) => Attention;
			check(recording, new Class(...recording.args));
		},
	);

	const [encoder, decoder, whole] = recorded<Case>("transformer.json") as [
		Case,
		Case,
		Case,
	];
	const options = { dimFeedforward: 6, dropout: 0.2 };

	test("TransformerEncoder", () => {
		manualSeed(encoder.seed);
		const layer = new nn.TransformerEncoderLayer(4, 2, options);
		const norm = new nn.LayerNorm(4);
		check(encoder, new nn.TransformerEncoder(layer, 2, { norm }) as never);
	});

	test("TransformerDecoder", () => {
		manualSeed(decoder.seed);
		const layer = new nn.TransformerDecoderLayer(4, 2, options);
		const norm = new nn.LayerNorm(4);
		check(decoder, new nn.TransformerDecoder(layer, 2, { norm }) as never);
	});

	test("Transformer", () => {
		manualSeed(whole.seed);
		const model = new nn.Transformer(4, 2, {
			numEncoderLayers: 1,
			numDecoderLayers: 2,
			dimFeedforward: 6,
			dropout: 0,
		});
		check(whole, model as never);
		expect(nn.Transformer.generateSquareSubsequentMask(2).tolist()).toEqual([
			[0, Number.NEGATIVE_INFINITY],
			[0, 0],
		]);
		expect(() => model(randn([2, 3]), randn([2, 4]))).toThrow(
			/^Transformer: a sequence of shape \[2, 3\]; its last size is 4/,
		);
		expect(() => nn.Transformer.generateSquareSubsequentMask(-1)).toThrow(
			ShapeError,
		);
	});

	test.each(
		recorded<Case>("scaled-dot-product.json").map((c) => [c.name, c] as const),
	)("scaledDotProductAttention, %s", (_, recording) => {
		expectSame(recording, (q, k, v) =>
			f.scaledDotProductAttention(
				q as Tensor,
				k as Tensor,
				v as Tensor,
				masks(recording.options),
			),
		);
	});
});

describe("scaledDotProductAttention", () => {
	test("has the slope of its values, and slopes of slopes", () => {
		manualSeed(0);
		const inputs = [
			[2, 3],
			[4, 3],
			[4, 2],
			[2, 4],
		].map((shape) => randn(shape, { dtype: "float64", requiresGrad: true }));
		const run = (q: Tensor, k: Tensor, v: Tensor, attnMask: Tensor) =>
			f.scaledDotProductAttention(q, k, v, { attnMask });
		expect(autograd.gradcheck(run as never, inputs)).toBe(true);
		expect(autograd.gradgradcheck(run as never, inputs)).toBe(true);
	});

	test("drops weights with probability dropoutP, and scales the rest", () => {
		manualSeed(1);
		const same = zeros([1, 1, 4]);
		const eye = ones([1, 2000, 1]);
		const y = f.scaledDotProductAttention(same, zeros([1, 2000, 4]), eye, {
			dropoutP: 0.5,
		});
		expect(y.item()).toBeCloseTo(1, 1);
		expect(y.item()).not.toBe(1);
	});

	test("is NaN for a query that sees nothing", () => {
		const [q, v] = [ones([2, 3]), ones([2, 1])];
		const attnMask = tensor([
			[true, false],
			[false, false],
		]);
		expect(f.scaledDotProductAttention(q, q, v, { attnMask }).tolist()).toEqual(
			[[1], [Number.NaN]],
		);
	});

	test("refuses sizes that do not fit, by name", () => {
		const x = randn([2, 5, 4]);
		const call = (...args: unknown[]) =>
			(f.scaledDotProductAttention as (...a: unknown[]) => unknown)(...args);
		const refusals: [() => unknown, typeof ValueError, RegExp][] = [
			[
				() => call(x, randn([2, 5, 3]), x),
				ShapeError,
				/\[2, 5, 3\].*last size/,
			],
			[() => call(x, x, randn([2, 6, 4])), ShapeError, /\[2, 6, 4\]/],
			[() => call(x, x, randn([4])), ShapeError, /\[4\]; expected/],
			[
				() => call(x, x, x, { attnMask: ones([5, 5]), isCausal: true }),
				ValueError,
				/attnMask together with isCausal/,
			],
			[() => call(x, x, x, ones([5, 4])), ShapeError, /\[5, 4\]/],
			[() => call(x, x, x, { attnMask: arange(5) }), DTypeError, /int32.*bool/],
			[() => call(x, x, x, { dropoutP: 2 }), ValueError, /p is 2/],
			[() => call(x, x, 3), DTypeError, /expected a tensor/],
		];
		for (const [refused, kind, message] of refusals) {
			expect(refused).toThrow(kind);
			expect(refused).toThrow(message);
			expect(refused).toThrow(/^scaledDotProductAttention/);
		}
	});
});

describe("MultiheadAttention", () => {
	test("gives the same with the batch first, and weights that add up to 1", () => {
		const plain = new nn.MultiheadAttention(6, 3);
		const first = new nn.MultiheadAttention(6, 3, { batchFirst: true });
		first.loadStateDict(plain.stateDict());
		const [q, k] = [randn([4, 2, 6]), randn([5, 2, 6])];
		const [y, weights] = plain(q, k, k);
		const [z] = first(q.transpose(0, 1), k.transpose(0, 1), k.transpose(0, 1));
		expect(z.transpose(0, 1).allclose(y, { atol: 1e-6 })).toBe(true);
		expect(weights.shape).toEqual([2, 4, 5]);
		expect(weights.sum(-1).allclose(ones([2, 4]))).toBe(true);
		expect(plain(q, k, k, { averageAttnWeights: false })[1].shape).toEqual([
			2, 3, 4, 5,
		]);
		expect(plain(q, k, k, { needWeights: false })[1]).toBeNull();
	});

	test("does not see keys that are masked out", () => {
		const attention = new nn.MultiheadAttention(4, 2, { batchFirst: true });
		const x = randn([1, 3, 4]);
		const keyPaddingMask = tensor([[false, false, true]]);
		const [, weights] = attention(x, x, x, { keyPaddingMask });
		expect(weights.at(0, ":", 2).tolist()).toEqual([0, 0, 0]);
		const [y] = attention(x, x, x, { keyPaddingMask });
		const changed = x.clone();
		changed.setAt([0, 2], 100);
		const [z] = attention(x, changed, changed, { keyPaddingMask });
		expect(z.allclose(y, { atol: 1e-6 })).toBe(true);
	});

	test("refuses sizes and masks that do not fit, by name", () => {
		const attention = new nn.MultiheadAttention(4, 2);
		const x = randn([3, 2, 4]);
		const refusals: [() => unknown, typeof ValueError, RegExp][] = [
			[
				() => new nn.MultiheadAttention(4, 3),
				ValueError,
				/embedDim is 4 and numHeads 3/,
			],
			[
				() => attention(x, randn([3, 2, 5]), x),
				ShapeError,
				/key of shape \[3, 2, 5\]; expected \[length, N, 4\]/,
			],
			[() => attention(x, x, randn([3, 4])), ShapeError, /value of shape/],
			[
				() => attention(x, randn([5, 2, 4]), x),
				ShapeError,
				/same length, and all three the same batch size/,
			],
			[
				() => attention(x, x, x, { attnMask: ones([2, 3]) }),
				ShapeError,
				/attnMask of shape \[2, 3\]; expected \[3, 3\] or \[4, 3, 3\]/,
			],
			[
				() => attention(x, x, x, { keyPaddingMask: ones([3, 2]) }),
				ShapeError,
				/keyPaddingMask of shape \[3, 2\]; expected \[2, 3\]/,
			],
			[
				() => attention(x, x, x, { attnMask: zeros([3, 3]).int() }),
				DTypeError,
				/dtype int32; expected bool or float/,
			],
			[
				() => attention(x, x, x, rand([3, 3]) as never),
				ValueError,
				/\{ keyPaddingMask: tensor \}/,
			],
		];
		for (const [refused, kind, message] of refusals) {
			expect(refused).toThrow(kind);
			expect(refused).toThrow(message);
			expect(refused).toThrow(/^MultiheadAttention/);
		}
	});
});
