/** Functions of nn for sequences with every odd argument, as odd-inputs.test.ts does for tensors. */
import { expect, test } from "vitest";
import {
	arange,
	FlambeauError,
	nn,
	ones,
	Tensor,
	tensor,
	zeros,
} from "../../src/index.js";

const { functional: f, utils } = nn;

const operands = (): unknown[] => [
	zeros([0]),
	zeros([2, 0, 3]),
	tensor(1.5),
	tensor(true),
	arange(3),
	ones([2, 3], { dtype: "float64" }).t(),
	tensor([Number.NaN, Number.POSITIVE_INFINITY, -0]),
	ones([1]).expand([3, 4]),
];
const strange: readonly unknown[] = [
	undefined,
	-1,
	2,
	0.5,
	Number.NaN,
	4294967296,
	[],
	[0],
	[1e9, 1e9],
	"x",
	{},
];

type Fn = (...args: readonly unknown[]) => unknown;

const functions: Readonly<Record<string, unknown>> = {
	alphaDropout: f.alphaDropout,
	bilinear: f.bilinear,
	dropout1d: f.dropout1d,
	dropout2d: f.dropout2d,
	dropout3d: f.dropout3d,
	embeddingBag: f.embeddingBag,
	featureAlphaDropout: f.featureAlphaDropout,
	gumbelSoftmax: f.gumbelSoftmax,
	scaledDotProductAttention: f.scaledDotProductAttention,
	packPaddedSequence: utils.rnn.packPaddedSequence,
	padPackedSequence: utils.rnn.padPackedSequence,
	padSequence: utils.rnn.padSequence,
	parametersToVector: utils.parametersToVector,
	vectorToParameters: utils.vectorToParameters,
	RNN: new nn.RNN(3, 2),
	LSTM: new nn.LSTM(3, 2),
	GRU: new nn.GRU(3, 2, { batchFirst: true }),
	GRUCell: new nn.GRUCell(3, 2),
	LSTMCell: new nn.LSTMCell(3, 2),
	MultiheadAttention: new nn.MultiheadAttention(3, 1),
	TransformerEncoderLayer: new nn.TransformerEncoderLayer(3, 1),
	Transformer: new nn.Transformer(3, 1, {
		numEncoderLayers: 1,
		numDecoderLayers: 1,
		dimFeedforward: 2,
	}),
	EmbeddingBag: new nn.EmbeddingBag(3, 2, { mode: "max" }),
	"new RNN": (...args: [number, number]) => new nn.RNN(...args),
	"new MultiheadAttention": (...args: [number, number]) =>
		new nn.MultiheadAttention(...args),
	"new GRUCell": (...args: [number, number]) => new nn.GRUCell(...args),
	"new EmbeddingBag": (...args: [number, number]) =>
		new nn.EmbeddingBag(...args),
	"new Bilinear": (...args: [number, number, number]) =>
		new nn.Bilinear(...args),
};

function problem(name: string, call: Fn, args: readonly unknown[]) {
	try {
		call(...args);
	} catch (error) {
		if (error instanceof FlambeauError) return [];
		const shown = args.map((x) =>
			x instanceof Tensor ? `${x.dtype}[${x.shape}]` : JSON.stringify(x),
		);
		return [`${name}(${shown.join("; ")}): ${String(error)}`];
	}
	return [];
}

test.each(Object.entries(functions))(
	"%s throws nothing but errors of ours",
	(name, fn) => {
		const found = problem(name, fn as Fn, [null, arange(3)]);
		for (const self of [...operands(), ...strange])
			for (const other of [...operands(), ...strange])
				for (const args of [
					[self],
					[self, other],
					[self, self, other],
					[self, other, other],
					[[self], [other]],
				])
					found.push(...problem(name, fn as Fn, args));
		expect(found.slice(0, 5)).toEqual([]);
	},
);
