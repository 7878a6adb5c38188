/** Hooks that see the gradients at a module's inputs and outputs; the numbers are PyTorch's. */
import { expect, test } from "vitest";
import { nn, noGrad, ones, type Tensor, tensor } from "../../src/index.js";

type Gradients = readonly (Tensor | null)[];
const lists = (grads: Gradients) => grads.map((g) => g?.tolist() ?? null);

function halves() {
	const model = new nn.Sequential(
		new nn.Linear(2, 3),
		new nn.ReLU(),
		new nn.Linear(3, 1),
	);
	noGrad(() => {
		for (const p of model.parameters()) p.fill_(0.5);
	});
	return model;
}

const input = () =>
	tensor([
		[1, 2],
		[-4, 1],
	]);

test("are called from the last layer to the first, with the gradients of inputs and outputs", () => {
	const model = halves();
	const seen: [number, unknown, unknown][] = [];
	model.children().forEach((layer, i) => {
		layer.registerFullBackwardHook((_, gradInput, gradOutput) => {
			seen.push([i, lists(gradInput), lists(gradOutput)]);
		});
	});
	model(input()).sum().backward();
	const half = [0.5, 0.5, 0.5];
	expect(seen).toEqual([
		[2, [[half, half]], [[[1], [1]]]],
		[1, [[half, [0, 0, 0]]], [[half, half]]],
		[0, [null], [[half, [0, 0, 0]]]],
	]);
});

test("may put another gradient in the place of an input's, until they are removed", () => {
	const model = halves();
	const handle = model
		.at(1)
		.registerFullBackwardHook((_, [gradInput]) => [
			(gradInput as Tensor).mul(2),
		]);
	const gradOf = () => {
		model.zeroGrad();
		model(input()).sum().backward();
		return (model.at(0) as nn.Linear).weight.grad?.tolist();
	};
	expect(gradOf()).toEqual([1, 1, 1].map(() => [1, 2]));
	handle.remove();
	expect(gradOf()).toEqual([1, 1, 1].map(() => [0.5, 1]));
});

test("see null for what has no gradient, and every input of several", () => {
	const layer = new nn.Bilinear(2, 2, 1);
	noGrad(() => {
		for (const p of layer.parameters()) p.fill_(1);
	});
	let seen: unknown;
	layer.registerFullBackwardHook((_, gradInput, gradOutput) => {
		seen = [lists(gradInput), lists(gradOutput)];
	});
	const x = tensor([[1, 2]], { requiresGrad: true });
	layer(x, tensor([[3, 4]]))
		.sum()
		.backward();
	expect(seen).toEqual([[[[7, 7]], null], [[[1]]]]);
	expect(x.grad?.tolist()).toEqual([[7, 7]]);
});

test("see each of several outputs", () => {
	class Two extends nn.Module {
		forward(x: Tensor) {
			return [x.mul(2), x.mul(3)] as const;
		}
	}
	const two = new Two();
	let seen: unknown;
	two.registerFullBackwardHook((_, gradInput, gradOutput) => {
		seen = [lists(gradInput), lists(gradOutput)];
	});
	const x = ones([2], { requiresGrad: true });
	two(x)[1].sum().backward();
	expect(seen).toEqual([[[3, 3]], [null, [1, 1]]]);
});

test("change nothing without gradients, and refuse another number of them", () => {
	const layer = new nn.Linear(2, 1);
	layer.registerFullBackwardHook((_, [g]) => [g as Tensor, g as Tensor]);
	expect(noGrad(() => layer(input())).shape).toEqual([2, 1]);
	const x = input().requiresGrad_();
	expect(() => layer(x).sum().backward()).toThrow(
		"Linear: a backward hook gave 2 gradients; the module was called with 1 inputs",
	);
});
