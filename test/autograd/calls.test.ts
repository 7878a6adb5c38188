/** backward and grad are called as in PyTorch: by position, by name, or mixed. */
import { describe, expect, test } from "vitest";
import {
	ArgumentError,
	autograd,
	grad,
	nn,
	ones,
	tensor,
} from "../../src/index.js";

const leaf = () => tensor([1, 2], { dtype: "float32", requiresGrad: true });

describe("Tensor.backward", () => {
	test("takes the gradient by position and by name", () => {
		for (const call of [
			(y: ReturnType<typeof leaf>) => y.backward(ones([2])),
			(y: ReturnType<typeof leaf>) => y.backward({ gradient: ones([2]) }),
			(y: ReturnType<typeof leaf>) => y.backward(ones([2]), false, false),
		]) {
			const x = leaf();
			call(x.mul(x));
			expect(x.grad?.tolist()).toEqual([2, 4]);
		}
	});

	test("keeps the graph with retainGraph, by position and by name", () => {
		for (const args of [[null, true], [{ retainGraph: true }]]) {
			const x = leaf();
			const loss = x.mul(x).sum();
			loss.backward(...(args as []));
			loss.backward(null, null);
			expect(x.grad?.tolist()).toEqual([4, 8]);
			expect(() => loss.backward()).toThrow("backward");
		}
	});

	test("records itself with createGraph, by position and by name", () => {
		for (const args of [[null, null, true], [{ createGraph: true }]]) {
			const x = leaf();
			x.pow(3)
				.sum()
				.backward(...(args as []));
			expect(x.grad?.requiresGrad).toBe(true);
		}
	});

	test.each([
		[{ retain_graph: true }, 'did you mean "retainGraph"?'],
		[{ retainGrph: true }, 'did you mean "retainGraph"?'],
		[{ createGraph: 1 }, "createGraph is 1; expected true or false"],
		[{ inputs: [] }, 'unknown option "inputs"'],
	])("refuses %j", (options, sentence) => {
		const loss = leaf().sum();
		expect(() => loss.backward(options as never)).toThrow(ArgumentError);
		expect(() => loss.backward(options as never)).toThrow(sentence);
		expect(() => loss.backward(options as never)).toThrow(
			"backward(gradient = null, retainGraph = null, createGraph = false)",
		);
	});
});

describe("autograd.grad and autograd.backward", () => {
	test("take their arguments in PyTorch's order and by name", () => {
		const x = leaf();
		const other = leaf();
		const y = () => x.mul(x);
		const seed = ones([2]);
		const calls = [
			() => autograd.grad(y(), x, seed),
			() => autograd.grad([y()], [x], [seed], null, false, true, null),
			() => autograd.grad({ outputs: y(), inputs: [x], gradOutputs: seed }),
			() => grad(y().sum(), [x, other], { allowUnused: true }),
			() => grad(y().sum(), [x, other], null, null, false, true, true),
		];
		for (const call of calls) expect(call()[0]?.tolist()).toEqual([2, 4]);
		expect(x.grad).toBeNull();
		autograd.backward([y().sum(), y()], [null, seed]);
		expect(x.grad?.tolist()).toEqual([4, 8]);
	});

	test("take what parameters() gives", () => {
		const layer = new nn.Linear(2, 1);
		const out = layer(ones([1, 2])).sum();
		expect(autograd.grad(out, layer.parameters())).toHaveLength(2);
	});

	test("want one gradient for each output", () => {
		const [x, one] = [leaf(), ones([2])];
		const y = x.mul(x);
		expect(() => autograd.backward([y, y], [one])).toThrow(
			"1 gradients for 2 tensors; give one for each, null where it is implied",
		);
		expect(() => autograd.grad(y, x, [one, one])).toThrow(
			"2 gradients for 1 tensors",
		);
	});

	test("refuse what does not fit, with the signature", () => {
		const x = leaf();
		const run = (options: object) => () =>
			autograd.grad(x.sum(), [x], options as never);
		expect(run({ allowUnsed: true })).toThrow('did you mean "allowUnused"?');
		expect(run({ isGradsBatched: true })).toThrow("it is not here");
		expect(() => (autograd.grad as unknown as () => void)()).toThrow(
			"outputs is missing. grad(outputs, inputs, gradOutputs = null",
		);
	});
});
