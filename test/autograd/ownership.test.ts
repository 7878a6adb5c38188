/** A gradient belongs to whoever gets it: it outlives the pass, and shares its elements with nothing. */
import { describe, expect, test } from "vitest";
import type { FunctionContext } from "../../src/autograd/function.js";
import {
	autograd,
	DTypeError,
	grad,
	nn,
	noGrad,
	tensor,
} from "../../src/index.js";
import type { Tensor } from "../../src/tensor/tensor.js";

const leaf = (data: number | number[]) =>
	tensor(data, { dtype: "float64", requiresGrad: true });

const modes = [
	["", { createGraph: false }],
	[" with createGraph", { createGraph: true }],
] as const;

describe.each(modes)("gradients%s", (_, options) => {
	test("outlive the pass", () => {
		const x = leaf([1, 2]);
		x.sum().backward(undefined, options);
		expect(x.grad?.tolist()).toEqual([1, 1]);
		const [dx] = grad(x.sum(), [x], undefined, options);
		expect(dx?.tolist()).toEqual([1, 1]);
		expect(dx?.isContiguous()).toBe(true);
	});

	test("add to those that are there", () => {
		const x = leaf([1, 2]);
		x.sum().backward(undefined, options);
		x.square().sum().backward(undefined, options);
		expect(x.grad?.tolist()).toEqual([3, 5]);
	});

	test("of both operands of a sum are two tensors", () => {
		const [a, b] = [leaf([3]), leaf([4])];
		a.add(b).sum().backward(undefined, options);
		nn.utils.clipGradNorm_([a, b], 1);
		const half = Math.SQRT1_2;
		expect(a.grad?.item()).toBeCloseTo(half, 5);
		expect(b.grad?.item()).toBeCloseTo(half, 5);
		const [da, db] = grad(a.add(b), [a, b], undefined, options);
		noGrad(() => da?.mul_(5));
		expect(db?.item()).toBe(1);
	});

	test("are not the seed", () => {
		const x = leaf([1, 2]);
		const seed = tensor([3, 4], { dtype: "float64" });
		x.view([2]).backward(seed, options);
		x.add(0).backward(seed, options);
		const [dx] = grad(x.add(0), [x], seed, options);
		seed.zero_();
		expect(x.grad?.tolist()).toEqual([6, 8]);
		expect(dx?.tolist()).toEqual([3, 4]);
	});

	test("are not those of a tensor that retains its own", () => {
		const x = leaf([1, 2]);
		const y = x.add(0);
		y.retainGrad();
		y.sum().backward(undefined, options);
		noGrad(() => y.grad?.zero_());
		expect(x.grad?.tolist()).toEqual([1, 1]);
	});

	test("are not what a hook gave", () => {
		const x = leaf([1, 2]);
		const mine = tensor([7, 8], { dtype: "float64" });
		x.registerHook(() => mine);
		x.sum().backward(undefined, options);
		mine.zero_();
		expect(x.grad?.tolist()).toEqual([7, 8]);
	});
});

test("a retained gradient adds up over passes, as that of a leaf", () => {
	const x = leaf(2);
	const y = x.mul(2);
	y.retainGrad();
	const z = y.mul(3);
	z.backward(null, { retainGraph: true });
	z.backward();
	expect(y.grad?.item()).toBe(6);
});

describe("a function of the user's own", () => {
	let seen: Tensor | undefined;
	class Widened extends autograd.Function {
		static forward(_: FunctionContext, x: Tensor) {
			return x.mul(2);
		}
		static backward(_: FunctionContext, g: Tensor) {
			seen = g;
			return g.double().mul(2);
		}
	}

	test("gives its gradient in the input's dtype", () => {
		const x = tensor([1.5, 2], { requiresGrad: true });
		Widened.apply(x).sum().backward();
		expect(x.grad?.dtype).toBe("float32");
		expect(x.grad?.tolist()).toEqual([2, 2]);
		const y = x.exp();
		Widened.apply(y).sum().backward();
		expect(x.grad?.dtype).toBe("float32");
	});

	test("may keep the gradient that it got", () => {
		const x = tensor([1.5, 2], { requiresGrad: true });
		Widened.apply(x).mul(3).sum().backward();
		expect(seen?.tolist()).toEqual([3, 3]);
	});
});

test("a hook that gives another dtype is refused", () => {
	const x = tensor([1.5, 2], { requiresGrad: true });
	x.registerHook((g) => g.double());
	expect(() => x.sum().backward()).toThrow(DTypeError);
});

test("a hook that gives no tensor is refused", () => {
	const x = tensor([1.5, 2], { requiresGrad: true });
	x.registerHook(() => 3 as unknown as Tensor);
	expect(() => x.sum().backward()).toThrow(DTypeError);
});
