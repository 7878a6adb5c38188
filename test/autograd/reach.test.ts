/** `grad` walks only what leads to its inputs: the rest is neither run nor freed, and its hooks stay silent. */
import { describe, expect, test } from "vitest";
import type { FunctionContext } from "../../src/autograd/function.js";
import { autograd, func, grad, memory, tensor } from "../../src/index.js";
import { apply, type OpSpec } from "../../src/ops/engine/define.js";
import type { Tensor } from "../../src/tensor/tensor.js";

const leaf = (data: number | number[]) =>
	tensor(data, { dtype: "float64", requiresGrad: true });

/** Twice its input; tells how often its backward ran. */
class Counted extends autograd.Function {
	static runs = 0;
	static forward(_: FunctionContext, x: Tensor) {
		return x.mul(2);
	}
	static backward(_: FunctionContext, g: Tensor) {
		Counted.runs++;
		return g.mul(2);
	}
}

describe("grad stops at its inputs", () => {
	test("and leaves the graph behind them as it was", () => {
		const x = leaf(1);
		const h = x.pow(2);
		const y = h.pow(2);
		expect(grad(y, [h])[0]?.item()).toBe(2);
		expect(grad(h, [x])[0]?.item()).toBe(2);
		const x2 = leaf(2);
		const h2 = x2.pow(2);
		grad(h2.pow(2), [h2]);
		expect(grad(h2, [x2])[0]?.item()).toBe(4);
	});

	test("frees what it ran", () => {
		const x = leaf(1);
		const h = x.exp();
		const y = h.exp();
		grad(y, [h]);
		expect(() => grad(y, [x])).toThrow(/freed/);
	});

	test("runs nothing behind them and nothing beside them", () => {
		const [x, w] = [leaf(3), leaf(5)];
		const h = Counted.apply(x);
		const beside = Counted.apply(w);
		Counted.runs = 0;
		const [dh] = grad(h.mul(beside), [h]);
		expect([dh?.item(), Counted.runs]).toEqual([10, 0]);
		expect(grad(Counted.apply(h), [x])[0]?.item()).toBe(4);
		expect(Counted.runs).toBe(2);
	});

	test("asks the rules only for gradients that lead there", () => {
		const asked: (readonly boolean[])[] = [];
		const spec: OpSpec<undefined> = {
			name: "asked",
			infer: ([a]) => a as Tensor,
			forward: () => {},
			saves: "none",
			backward: ({ needs }, g) => {
				asked.push(needs);
				return [g, g];
			},
		};
		const [a, b] = [leaf([1]), leaf([2])];
		grad(apply(spec, [a, b], undefined).sum(), [b]);
		apply(spec, [a, b], undefined).sum().backward();
		expect(asked).toEqual([
			[false, true],
			[true, true],
		]);
	});

	test("also where an input lies behind another one", () => {
		const x = leaf(3);
		const h = x.square();
		const y = h.mul(5);
		const [dh, dx] = grad(y, [h, x]);
		expect([dh?.item(), dx?.item()]).toEqual([5, 30]);
	});

	test("which may be the output itself", () => {
		const x = leaf(3);
		const y = x.square();
		expect(grad(y, [y])[0]?.item()).toBe(1);
		expect(grad(y, [x])[0]?.item()).toBe(6);
	});

	test("or not lead to it at all", () => {
		const [x, z] = [leaf(3), leaf(4)];
		const y = x.square();
		expect(
			grad(y, [z, x], undefined, { allowUnused: true, retainGraph: true }).map(
				(g) => g?.item(),
			),
		).toEqual([undefined, 6]);
		const found = grad(y, [z.exp()], undefined, { allowUnused: true });
		expect(found).toEqual([null]);
		expect(grad(y, [x])[0]?.item()).toBe(6);
	});

	test("and counts every path to them once", () => {
		const x = leaf(2);
		const h = x.mul(3);
		const y = h.mul(h).add(h).add(x);
		expect(grad(y, [h], undefined, { retainGraph: true })[0]?.item()).toBe(13);
		expect(grad(y, [x])[0]?.item()).toBe(40);
	});
});

describe("grad leaves nothing behind", () => {
	/** Storages that exist, in the linear memory or outside of it. */
	function living(): number {
		const { storages, spills, returns } = memory();
		return storages + spills - returns;
	}

	test.each([
		[
			"a part that was written",
			(x: Tensor, y: Tensor) => x.at(":1").mul_(y.at(":1")),
		],
		["a whole that was replaced", (x: Tensor, y: Tensor) => x.copy_(y)],
	] as const)("of the side that is not asked for, after %s", (_, change) => {
		const [x, y] = [leaf([1, 2]), leaf([3, 4])];
		for (const asked of [x, y]) {
			const before = living();
			const z = x.clone();
			change(z, y);
			const loss = z.sum();
			for (const g of grad(loss, [asked])) g?.dispose();
			for (const made of [z, loss]) made.dispose();
			expect(living()).toBe(before);
		}
	});
});

describe("hooks in grad", () => {
	/** A hook on the input, on what lies between and on the leaf behind; PyTorch 1.13.1 gives these values. */
	function hooked() {
		const log: string[] = [];
		const x = leaf(2);
		const h = x.mul(2);
		h.registerHook((g) => {
			log.push("h");
			return g.mul(10);
		});
		h.retainGrad();
		x.registerHook((g) => {
			log.push("x");
			return g.mul(100);
		});
		return { x, h, y: h.mul(3), log };
	}

	test("of the inputs and of what lies behind stay silent", () => {
		const { h, y, log } = hooked();
		expect(grad(y, [h])[0]?.item()).toBe(3);
		expect([log, h.grad]).toEqual([[], null]);
	});

	test("change what passes through them, not what was asked for", () => {
		const { x, h, y, log } = hooked();
		const [dx, dh] = grad(y, [x, h]);
		expect([dx?.item(), dh?.item()]).toEqual([60, 3]);
		expect([log, h.grad?.item()]).toEqual([["h"], 30]);
	});
});

test("jacrev behind other layers runs none of them", () => {
	const w = leaf([1, 2, 3]);
	const h = Counted.apply(w);
	Counted.runs = 0;
	const jacobian = func.jacrev((x: Tensor) => x.square())(h);
	expect(jacobian.detach().tolist()).toEqual([
		[4, 0, 0],
		[0, 8, 0],
		[0, 0, 12],
	]);
	expect(Counted.runs).toBe(0);
	jacobian.sum().backward();
	expect(w.grad?.tolist()).toEqual([4, 4, 4]);
});
