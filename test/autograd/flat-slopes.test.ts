/** A derivative that is zero everywhere is no error. */
import { describe, expect, test } from "vitest";
import { autograd, nn, tensor } from "../../src/index.js";
import type { Tensor } from "../../src/tensor/tensor.js";

const F = nn.functional;
const leaf = (data: number[]) =>
	tensor(data, { dtype: "float64", requiresGrad: true });

/** The numbers, -0 as 0: which sign a zero has depends on the way it was computed. */
const plain = (x: Tensor | null | undefined): number[] =>
	[...(x?.toTypedArray() ?? [])].map((value) => value + 0);

describe("gradients of gradients of what is straight in pieces are zeros", () => {
	test.each([
		["relu", (x: Tensor) => x.relu()],
		["relu6", (x: Tensor) => F.relu6(x)],
		["leakyRelu", (x: Tensor) => F.leakyRelu(x, 0.1)],
		["hardtanh", (x: Tensor) => F.hardtanh(x)],
		["hardsigmoid", (x: Tensor) => F.hardsigmoid(x)],
		["hardshrink", (x: Tensor) => F.hardshrink(x)],
		["softshrink", (x: Tensor) => F.softshrink(x)],
		["threshold", (x: Tensor) => F.threshold(x, 0.1, 3)],
		["prelu", (x: Tensor) => F.prelu(x, tensor([0.2]).double())],
		["abs", (x: Tensor) => x.abs()],
		["clamp", (x: Tensor) => x.clamp({ min: -1, max: 1 })],
		["maxPool1d", (x: Tensor) => F.maxPool1d(x.view([1, 1, 2]), 2)],
		["avgPool1d", (x: Tensor) => F.avgPool1d(x.view([1, 1, 2]), 2)],
		["two layers", (x: Tensor) => x.mul(2).relu().mul(-1).abs()],
	] as const)("%s", (_, fn) => {
		const x = leaf([1.5, -1]);
		const [g] = autograd.grad(fn(x).sum(), [x], undefined, {
			createGraph: true,
		});
		const first = plain(g);
		g?.square().sum().backward();
		expect(plain(x.grad)).toEqual([0, 0]);
		const again = leaf([1.5, -1]);
		fn(again).sum().backward();
		expect(first).toEqual(plain(again.grad));
	});

	test.each([
		["relu", (x: Tensor) => x.relu()],
		["in place", (x: Tensor) => x.mul(1).relu_()],
		["hardtanh", (x: Tensor) => F.hardtanh(x)],
		["abs", (x: Tensor) => x.abs()],
		["maxPool1d", (x: Tensor) => F.maxPool1d(x.view([1, 1, 2]), 1).view([2])],
		["a chain", (x: Tensor) => F.leakyRelu(x.mul(2).relu(), 0.1)],
	] as const)(
		"also where a factor with a gradient of its own follows: %s",
		(_, fn) => {
			const x = leaf([1.5, -1]);
			const w = leaf([2, 3]);
			const [g] = autograd.grad(w.mul(fn(x)).sum(), [x], undefined, {
				createGraph: true,
			});
			const [twice, mixed] = autograd.grad((g as Tensor).sum(), [x, w]);
			expect(plain(twice)).toEqual([0, 0]);
			const again = leaf([1.5, -1]);
			fn(again).sum().backward();
			expect(plain(mixed)).toEqual(plain(again.grad));
		},
	);

	test("but what is straight everywhere has none", () => {
		const x = leaf([1.5, -1]);
		const [g] = autograd.grad(x.mul(3).sum(), [x], undefined, {
			createGraph: true,
		});
		expect(g?.requiresGrad).toBe(false);
	});
});

describe("norm(0) counts, and backward passes nothing on", () => {
	test("of all elements", () => {
		const x = leaf([0.5, -2, 0]);
		const y = x.norm(0);
		expect([y.item(), y.requiresGrad]).toEqual([2, true]);
		y.add(x.sum()).backward(null, { retainGraph: true });
		expect(x.grad?.tolist()).toEqual([1, 1, 1]);
		x.grad = null;
		y.backward();
		expect(x.grad).toBeNull();
	});

	test("along a dimension and in another dtype", () => {
		const x = leaf([0.5, Number.NaN, 0, 0]);
		const y = x.view([2, 2]).norm(0, 1, { keepdim: true, dtype: "float32" });
		expect(y.tolist()).toEqual([[2], [0]]);
		y.sum().backward();
		expect(x.grad).toBeNull();
	});
});

describe("what copy_ replaced gets zeros", () => {
	test("as a whole", () => {
		const [x, w] = [leaf([1, 2]), leaf([3, 4])];
		const y = x.mul(2);
		y.copy_(w);
		expect(y.tolist()).toEqual([3, 4]);
		y.mul(5).sum().backward();
		expect([x.grad?.tolist(), w.grad?.tolist()]).toEqual([
			[0, 0],
			[5, 5],
		]);
	});

	test("by something that wants no gradient, and in part", () => {
		const [x, w] = [leaf([1, 2]), leaf([3])];
		const y = x.mul(2);
		y.copy_(tensor([3, 4]));
		y.sum().backward();
		expect(x.grad?.tolist()).toEqual([0, 0]);
		const z = x.mul(2);
		const whole = z.at(":");
		z.at(":1").copy_(w);
		whole.sum().backward();
		expect([x.grad?.tolist(), w.grad?.tolist()]).toEqual([[0, 2], [1]]);
	});

	test("also where a view of it was made before", () => {
		const [x, w] = [leaf([1, 2]), leaf([3, 4])];
		const y = x.mul(2);
		const view = y.view([2, 1]);
		y.copy_(w);
		view.sum().backward();
		expect([x.grad?.tolist(), w.grad?.tolist()]).toEqual([
			[0, 0],
			[1, 1],
		]);
	});
});
