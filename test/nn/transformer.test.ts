import { describe, expect, test } from "vitest";
import { manualSeed, nn, ones, randn } from "../../src/index.js";

describe("transformer layers", () => {
	test("are copied with their weights, and then learn on their own", () => {
		manualSeed(3);
		const layer = new nn.TransformerEncoderLayer(4, 2, { dimFeedforward: 6 });
		const next = randn([3]);
		manualSeed(3);
		new nn.TransformerEncoder(
			new nn.TransformerEncoderLayer(4, 2, { dimFeedforward: 6 }),
			3,
		);
		// Copying uses up no random numbers.
		expect(randn([3]).equal(next)).toBe(true);
		layer.norm1.requiresGrad_(false);
		const encoder = new nn.TransformerEncoder(layer.eval(), 2);
		const [a, b] = [encoder.layers.at(0), encoder.layers.at(1)];
		expect(a.linear1.weight.equal(layer.linear1.weight)).toBe(true);
		expect(a.linear1.weight).not.toBe(b.linear1.weight);
		expect([a.norm1, a.norm2].map((n) => n.weight?.requiresGrad)).toEqual([
			false,
			true,
		]);
		expect(encoder.training && !a.training).toBe(true);
	});

	test("take another activation, and refuse what is none", () => {
		const options = { dimFeedforward: 6, dropout: 0 } as const;
		manualSeed(4);
		const own = new nn.TransformerEncoderLayer(4, 2, {
			...options,
			activation: (x) => x.relu(),
		});
		manualSeed(4);
		const named = new nn.TransformerEncoderLayer(4, 2, options);
		const x = randn([3, 2, 4]);
		expect(own(x).equal(named(x))).toBe(true);
		expect(
			() => new nn.TransformerEncoderLayer(4, 2, { activation: "x" as "relu" }),
		).toThrow(/^TransformerEncoderLayer: unknown activation "x"/);
		expect(() => named(x, ones([3, 3]) as never)).toThrow(
			/^TransformerEncoderLayer.*\{ srcMask: tensor \}/,
		);
		expect(() => new nn.TransformerEncoder(own, -1)).toThrow(
			/^TransformerEncoder: numLayers is -1/,
		);
		expect(() => new nn.TransformerDecoder(new nn.ReLU() as never, 1)).toThrow(
			/^TransformerDecoder: expected a TransformerDecoderLayer/,
		);
		expect(() =>
			new nn.TransformerDecoder(new nn.TransformerDecoderLayer(4, 2), 1)(
				x,
				x,
				ones([3, 3]) as never,
			),
		).toThrow(/^TransformerDecoder.*\{ tgtMask: tensor \}/);
	});
});
