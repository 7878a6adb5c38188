/** There is one device: its name is taken wherever PyTorch takes one, and no other. */
import { expect, test } from "vitest";
import {
	arange,
	eye,
	full,
	linspace,
	nn,
	ones,
	rand,
	randn,
	randperm,
	tensor,
	ValueError,
	zeros,
	zerosLike,
} from "../../src/index.js";

type Options = { readonly device: "cpu" };

const x = () => tensor([1, 2]);

const calls: Readonly<Record<string, (options: Options) => unknown>> = {
	tensor: (options) => tensor([1], options),
	zeros: (options) => zeros([2], options),
	ones: (options) => ones([2], options),
	full: (options) => full([2], 1, options),
	rand: (options) => rand([2], options),
	randn: (options) => randn([2], options),
	randperm: (options) => randperm(2, options),
	arange: (options) => arange(0, 2, 1, options),
	linspace: (options) => linspace(0, 1, 2, options),
	eye: (options) => eye(2, 2, options),
	zerosLike: (options) => zerosLike(x(), options),
	newZeros: (options) => x().newZeros([2], options),
	to: (options) => x().to(options),
	Linear: (options) => new nn.Linear(1, 2, options),
	Conv2d: (options) => new nn.Conv2d(1, 2, 3, options),
	Embedding: (options) => new nn.Embedding(3, 2, options),
	LSTM: (options) => new nn.LSTM(1, 2, options),
	GRUCell: (options) => new nn.GRUCell(1, 2, options),
	LayerNorm: (options) => new nn.LayerNorm([2], options),
	BatchNorm1d: (options) => new nn.BatchNorm1d(2, options),
	MultiheadAttention: (options) => new nn.MultiheadAttention(2, 1, options),
	PReLU: (options) => new nn.PReLU(1, options),
};

test.each(Object.entries(calls))("%s", (name, call) => {
	expect(() => call({ device: "cpu" })).not.toThrow();
	const elsewhere = () => call({ device: "cuda" } as never);
	expect(elsewhere).toThrow(ValueError);
	expect(elsewhere).toThrow(`${name}: device is "cuda"; the only one is "cpu"`);
});
