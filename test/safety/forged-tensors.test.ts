/** An object that has only the prototype of a tensor is no tensor, and says so wherever one is taken. */
import { expect, test } from "vitest";
import {
	asTensor,
	cat,
	FlambeauError,
	nn,
	ones,
	optim,
	saveSafetensors,
	Tensor,
	tensor,
} from "../../src/index.js";

const bare = Object.create(Tensor.prototype) as Tensor;
const heir = Object.create(ones([2])) as Tensor;
const layer = () => new nn.Linear(2, 1);

test("instanceof tells tensors, parameters and forged ones apart", () => {
	expect(ones([1]) instanceof Tensor).toBe(true);
	expect(ones([1]) instanceof nn.Parameter).toBe(false);
	expect(new nn.Parameter(ones([1])) instanceof nn.Parameter).toBe(true);
	expect(new nn.Parameter(ones([1])) instanceof Tensor).toBe(true);
	expect(bare instanceof Tensor).toBe(false);
	expect(heir instanceof Tensor).toBe(false);
});

test.each([
	["add", (x: Tensor) => ones([2]).add(x)],
	["copy_", (x: Tensor) => ones([2]).copy_(x)],
	["setAt", (x: Tensor) => ones([2]).setAt([0], x)],
	["tensor", (x: Tensor) => tensor(x as never)],
	["tensor of a list", (x: Tensor) => tensor([x])],
	["asTensor", (x: Tensor) => asTensor(x)],
	["cat", (x: Tensor) => cat([x])],
	["Parameter", (x: Tensor) => new nn.Parameter(x)],
	["SGD", (x: Tensor) => new optim.SGD([x as never], { lr: 1 })],
	["saveSafetensors", (x: Tensor) => saveSafetensors({ x })],
	[
		"loadStateDict",
		(x: Tensor) => layer().loadStateDict({ weight: x, bias: x }),
	],
	["grad", (x: Tensor) => Object.assign(ones([2]), { grad: x })],
	["forward", (x: Tensor) => layer().forward(x)],
] as const)("%s", (_, take) => {
	expect(() => take(bare)).toThrow(FlambeauError);
	expect(() => take(heir)).toThrow(FlambeauError);
	expect(() => take(bare)).not.toThrow("another copy");
});

test("an optimiser's state", () => {
	const model = layer();
	const optimizer = new optim.Adam(model.parameters());
	model
		.forward(ones([1, 2]))
		.sum()
		.backward();
	optimizer.step();
	const state = optimizer.stateDict();
	const forged = { ...state, state: { ...state.state } };
	forged.state[0] = { ...state.state[0], expAvg: bare } as never;
	expect(() => optimizer.loadStateDict(forged)).toThrow(FlambeauError);
});

test("a getter that throws leaves its content out of the message", () => {
	const hostile = {
		get size(): number {
			throw new RangeError("read");
		},
	};
	expect(() => layer().forward(hostile as never)).toThrow(FlambeauError);
});
