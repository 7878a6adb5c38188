/** Walking the graph: once, twice, in part, with hooks, and through functions of the user's own. */
import { describe, expect, test } from "vitest";
import type { FunctionContext } from "../../src/autograd/function.js";
import {
	AutogradError,
	autograd,
	enableGrad,
	grad,
	isGradEnabled,
	noGrad,
	ShapeError,
	tensor,
	ValueError,
} from "../../src/index.js";
import type { Tensor } from "../../src/tensor/tensor.js";

const leaf = (data: number | number[]) =>
	tensor(data, { dtype: "float64", requiresGrad: true });

describe("backward", () => {
	test("adds to the gradients that are there", () => {
		const x = leaf([1, 2]);
		x.square().sum().backward();
		x.square().sum().backward();
		expect(x.grad?.tolist()).toEqual([4, 8]);
	});

	test("twice over one graph is an error with a way out", () => {
		const x = leaf([1, 2]);
		const y = x.exp().sum();
		y.backward();
		expect(() => y.backward()).toThrow(AutogradError);
		expect(() => y.backward()).toThrow(/retainGraph/);
	});

	test("with retainGraph can be repeated", () => {
		const x = leaf([1, 2]);
		const y = x.square().sum();
		y.backward(null, { retainGraph: true });
		y.backward();
		expect(x.grad?.tolist()).toEqual([4, 8]);
		expect(() => y.backward()).toThrow(AutogradError);
	});

	test("with createGraph gives gradients that have gradients", () => {
		const x = leaf(2);
		x.pow(3).backward(null, { createGraph: true });
		const first = x.grad as Tensor;
		expect(first.item()).toBe(12);
		const [second] = grad(first, x, undefined, { createGraph: true });
		const [third] = grad(second as Tensor, x);
		expect([second?.item(), third?.item()]).toEqual([12, 6]);
	});

	test("needs one element or a gradient", () => {
		const y = leaf([1, 2]).mul(3);
		expect(() => y.backward()).toThrow(/2 elements.*sum\(\)/);
		expect(() => y.backward(tensor([1]))).toThrow(ShapeError);
		y.backward(tensor([1, 10]));
	});

	test("needs something that requires a gradient", () => {
		expect(() => tensor(1.5).backward()).toThrow(AutogradError);
		const x = leaf(1);
		expect(() => noGrad(() => x.mul(2)).backward()).toThrow(/noGrad/);
	});

	test("reaches a leaf by every path", () => {
		const x = leaf(3);
		const y = x.mul(2);
		y.mul(y).add(x).add(y).backward();
		expect(x.grad?.item()).toBe(27);
	});

	test("walks ten thousand operations", () => {
		const x = leaf(1);
		let y = x.mul(1);
		for (let i = 0; i < 10_000; i++) y = y.add(1);
		y.backward();
		expect(x.grad?.item()).toBe(1);
	});

	test("does not share memory between gradients", () => {
		const [x, y] = [leaf([1]), leaf([2])];
		x.add(y).backward();
		noGrad(() => x.grad?.mul_(5));
		expect(y.grad?.tolist()).toEqual([1]);
	});

	test("goes through reads of one tensor in several dtypes", () => {
		const x = tensor([1.5, 2], { requiresGrad: true });
		x.double().mul(2).sum().backward();
		expect(x.grad?.dtype).toBe("float32");
		expect(x.grad?.tolist()).toEqual([2, 2]);
	});
});

describe("grad", () => {
	test("gives gradients and leaves .grad alone", () => {
		const [x, y] = [leaf(2), leaf(3)];
		const [dx, dy] = grad(x.mul(y), [x, y]);
		expect([dx?.item(), dy?.item()]).toEqual([3, 2]);
		expect([x.grad, y.grad]).toEqual([null, null]);
	});

	test("with respect to an intermediate", () => {
		const x = leaf(2);
		const y = x.square();
		const [dy] = grad(y.mul(5), y);
		expect(dy?.item()).toBe(5);
	});

	test("names an input that is not used, unless allowUnused", () => {
		const [x, y] = [leaf(2), leaf(3)];
		expect(() => grad(x.mul(2), [x, y])).toThrow(/input 1.*allowUnused/);
		expect(
			grad(x.mul(2), [x, y], undefined, { allowUnused: true })[1],
		).toBeNull();
		expect(() => grad(x.mul(2), tensor(1.5))).toThrow(AutogradError);
	});

	test("of several outputs adds up", () => {
		const x = leaf([1, 2]);
		const [dx] = grad([x.mul(2), x.square()], x, [
			tensor([1, 1], { dtype: "float64" }),
			tensor([10, 10], { dtype: "float64" }),
		]);
		expect(dx?.tolist()).toEqual([22, 42]);
	});
});

describe("hooks", () => {
	test("see the gradient and may replace it", () => {
		const x = leaf(2);
		const y = x.mul(3);
		const seen: number[] = [];
		y.registerHook((g) => {
			seen.push(g.item());
		});
		const handle = y.registerHook((g) => g.mul(10));
		y.mul(4).backward(null, { retainGraph: true });
		expect(seen).toEqual([4]);
		expect(x.grad?.item()).toBe(120);
		handle.remove();
		x.grad = null;
		y.mul(4).backward();
		expect((x as { grad: Tensor | null }).grad?.item()).toBe(12);
	});

	test("on a leaf run before the gradient is added", () => {
		const x = leaf(2);
		x.registerHook((g) => g.neg());
		x.mul(3).backward();
		expect(x.grad?.item()).toBe(-3);
	});

	test("keep their gradient after the pass", () => {
		const x = leaf([1, 2]);
		const y = x.exp();
		let kept: Tensor | undefined;
		y.registerHook((g) => {
			kept = g;
		});
		y.mul(y).sum().backward();
		const values = kept?.toTypedArray();
		expect(values?.[0]).toBeCloseTo(2 * Math.E, 10);
	});

	test("must give the gradient's shape", () => {
		const x = leaf([1, 2]);
		x.registerHook(() => tensor([1.5]));
		expect(() => x.sum().backward()).toThrow(ShapeError);
		expect(() => tensor([1]).registerHook(() => null)).toThrow(AutogradError);
	});

	test("retainGrad keeps the gradient of an intermediate", () => {
		const x = leaf(2);
		const y = x.mul(3);
		y.retainGrad();
		y.square().backward();
		expect(y.grad?.item()).toBe(12);
		expect(x.grad?.item()).toBe(36);
	});
});

describe("a function of the user's own", () => {
	class Clip extends autograd.Function {
		static forward(ctx: FunctionContext, x: Tensor, limit: number) {
			ctx.saveForBackward(x);
			return x.clamp({ max: limit });
		}
		static backward(ctx: FunctionContext, g: Tensor) {
			const [x] = ctx.savedTensors as [Tensor];
			return [g.mul(x).mul(2), null];
		}
	}
	class SinCos extends autograd.Function {
		static forward(ctx: FunctionContext, x: Tensor) {
			ctx.saveForBackward(x);
			return [x.sin(), x.cos()] as const;
		}
		static backward(ctx: FunctionContext, a: Tensor | null, b: Tensor | null) {
			const [x] = ctx.savedTensors as [Tensor];
			const first = a ? a.mul(x.cos()) : x.mul(0);
			return b ? first.sub(b.mul(x.sin())) : first;
		}
	}
	class Short extends autograd.Function {
		static forward(_: FunctionContext, x: Tensor, y: Tensor) {
			return x.add(y);
		}
		static backward(_: FunctionContext, g: Tensor) {
			return g;
		}
	}

	test("has the gradient that it says", () => {
		const x = leaf([1, 5]);
		const y = Clip.apply(x, 3);
		expect(y.tolist()).toEqual([1, 3]);
		y.sum().backward();
		expect(x.grad?.tolist()).toEqual([2, 10]);
	});

	test("may have several outputs, of which one may stay unused", () => {
		expect(autograd.gradcheck((x) => SinCos.apply(x), [leaf([0.3, 1.2])])).toBe(
			true,
		);
		const x = leaf(0.5);
		const [, cos] = SinCos.apply(x);
		cos?.backward();
		expect(x.grad?.item()).toBeCloseTo(-Math.sin(0.5), 12);
	});

	test("can be differentiated twice if its backward can", () => {
		expect(
			autograd.gradgradcheck((x) => SinCos.apply(x), [leaf([0.3, 1.2])]),
		).toBe(true);
	});

	test("must give a gradient for each argument", () => {
		const [x, y] = [leaf(1), leaf(2)];
		expect(() => Short.apply(x, y).backward()).toThrow(/1 gradients for 2/);
	});

	test("notices that a saved tensor changed", () => {
		const x = leaf([1, 5]);
		const inner = x.mul(1);
		const y = Clip.apply(inner, 3).sum();
		inner.add_(1);
		expect(() => y.backward()).toThrow(/add_/);
	});

	test("records nothing inside noGrad", () => {
		expect(noGrad(() => Clip.apply(leaf([1]), 3)).requiresGrad).toBe(false);
	});
});

describe("recording", () => {
	test("is off inside noGrad, on again after an error, and nests", () => {
		expect(
			noGrad(() => [isGradEnabled(), enableGrad(() => isGradEnabled())]),
		).toEqual([false, true]);
		expect(() =>
			noGrad(() => {
				throw new RangeError("inside");
			}),
		).toThrow(RangeError);
		expect(isGradEnabled()).toBe(true);
	});

	test("refuses an async function, whose end it would not see", () => {
		expect(() => noGrad(async () => 1)).toThrow(ValueError);
		expect(isGradEnabled()).toBe(true);
	});
});

describe("detach and clone", () => {
	test("detach shares the elements and cuts the graph", () => {
		const x = leaf([1, 2]);
		const y = x.detach();
		expect([y.requiresGrad, y.isLeaf, y.gradFn]).toEqual([false, true, null]);
		y.mul_(10);
		expect(x.tolist()).toEqual([10, 20]);
	});

	test("clone has elements of its own and keeps the graph", () => {
		const x = leaf([1, 2]);
		const y = x.clone();
		y.mul_(10);
		expect(x.tolist()).toEqual([1, 2]);
		y.sum().backward();
		expect(x.grad?.tolist()).toEqual([10, 10]);
	});

	test("a detached tensor that changes is noticed by what saved the original", () => {
		const x = leaf([1, 2]);
		const y = x.exp();
		const out = y.sum();
		y.detach().zero_();
		expect(() => out.backward()).toThrow(AutogradError);
	});
});

describe("the parts of a tensor", () => {
	test("share one node, which puts their gradients together, zeros for parts that were not used", () => {
		const x = leaf([1, 2, 3, 4, 5]);
		const parts = x.mul(1).split(2);
		const nodes = parts.map((part) => part.gradEdge().node);
		expect(new Set(nodes).size).toBe(1);
		const [a, , c] = parts as [Tensor, Tensor, Tensor];
		a.square().sum().add(c.mul(7).sum()).backward();
		expect(x.grad?.tolist()).toEqual([2, 4, 0, 0, 7]);
		const [b] = grad((x.mul(2).unbind()[3] as Tensor).square(), x);
		expect(b?.tolist()).toEqual([0, 0, 0, 32, 0]);
	});

	test("follow changes in place, of a part and of the whole", () => {
		const x = leaf([1, 2, 3]);
		const y = x.mul(1);
		const [a, b] = y.unbind() as [Tensor, Tensor];
		a.mul_(10);
		expect(y.tolist()).toEqual([10, 2, 3]);
		y.mul_(2);
		a.add(b).sum().backward();
		expect(x.grad?.tolist()).toEqual([20, 2, 0]);
	});
});
