/** func and autograd.functional are called as in PyTorch: by position, by name, or mixed. */
import { describe, expect, test } from "vitest";
import {
	autograd,
	func,
	nn,
	ones,
	rand,
	type Tensor,
	tensor,
	ValueError,
} from "../../src/index.js";

const f64 = { dtype: "float64" } as const;
const x = tensor([1, 2, 3], f64);
const cubes = (a: Tensor) => a.pow(3).sum();
const withSeen = (a: Tensor) => [cubes(a), "seen"] as const;
const product = (a: Tensor, b: Tensor) => a.mul(b).mul(b).sum();

describe("func", () => {
	test("takes argnums and hasAux in each way", () => {
		for (const [, aux] of [
			func.grad(withSeen, 0, true)(x),
			func.grad(withSeen, 0, { hasAux: true })(x),
			func.grad(withSeen, { hasAux: true })(x),
			func.grad(withSeen, { argnums: 0, hasAux: true })(x),
			func.jacrev(withSeen, 0, true)(x),
			func.jacfwd(withSeen, { hasAux: true })(x),
		])
			expect(aux).toBe("seen");
		const y = tensor([4, 5, 6], f64);
		for (const slope of [
			func.grad(product, 1)(x, y),
			func.grad(product, { argnums: 1 })(x, y),
			func.gradAndValue(product, { argnums: 1 })(x, y)[0],
			func.jacrev(product, { argnums: -1 })(x, y),
		])
			expect(slope.tolist()).toEqual([8, 20, 36]);
		expect(func.hessian(product, { argnums: 1 })(x, y).shape).toEqual([3, 3]);
		const [, [value, aux]] = func.gradAndValue(withSeen, 0, true)(x);
		expect([value.item(), aux]).toEqual([36, "seen"]);
	});

	test("vmap takes its dimensions and randomness in each way", () => {
		const draw = (a: Tensor) => rand([1]).mul(0).add(a.sum());
		const rows = ones([3, 2]);
		for (const mapped of [
			func.vmap(draw, 1, 0, "different"),
			func.vmap(draw, 1, 0, { randomness: "different" }),
			func.vmap(draw, 1, { outDims: 0, randomness: "different" }),
			func.vmap(draw, { inDims: 1, randomness: "different" }),
		])
			expect(mapped(rows).tolist()).toEqual([[3], [3]]);
		const turned = func.vmap((a: Tensor) => a, { outDims: 1 })(rows);
		expect(turned.shape).toEqual([2, 3]);
	});

	test("jvp takes lists by name, and vjp structures last", () => {
		const [, dy] = func.jvp((a: Tensor) => a.square(), {
			primals: [x],
			tangents: [x],
		});
		expect(dy.tolist()).toEqual([2, 8, 18]);
		const [, pulled] = func.vjp((p: { w: Tensor }) => p.w.square(), { w: x });
		expect(pulled(x)[0].w.tolist()).toEqual([2, 8, 18]);
	});

	test("functionalCall is strict when asked to", () => {
		const model = new nn.Linear(3, 2);
		const weight = ones([2, 3]);
		const call = (options: object) =>
			func.functionalCall(model, { weight }, [ones([1, 3])], options);
		expect(call({ strict: false }).shape).toEqual([1, 2]);
		expect(() => call({ strict: true })).toThrow(
			"functionalCall: bias of the module is not given",
		);
		const byName = func.functionalCall(model, { weight }, { args: ones([3]) });
		expect(byName.shape).toEqual([2]);
	});

	test.each([
		[() => func.grad(cubes, { hasAx: true } as never), '"hasAux"?'],
		[() => func.grad(cubes, 0, 1 as never), "hasAux is 1"],
		[
			() => func.grad(...([cubes, 0, false, 4] as never as [typeof cubes])),
			"no place for",
		],
		[
			() => func.hessian(...([cubes, 0, true] as never as [typeof cubes])),
			"no place for",
		],
		[() => func.jacfwd(cubes, { chunkSize: 2 } as never), "chunkSize"],
		[() => func.vmap(cubes, { inDim: 1 } as never)(x), "structure"],
		[() => func.vmap(cubes, 0, { outDim: 1 } as never)(x), "structure"],
		[
			() => func.vmap(cubes, 0, 0, { randomnes: "same" } as never),
			"randomness",
		],
		[() => func.vmap(cubes, 0, 0, "some" as never), "randomness"],
		[
			() => func.stackModuleState(...([[], 2] as never as [[]])),
			"no place for",
		],
		[() => func.grad(...([] as never as [typeof cubes])), "func is missing"],
	])("refuses %s", (call, words) => {
		expect(call).toThrow(words);
	});
});

describe("autograd.functional", () => {
	const { hessian, hvp, jacobian, jvp, vhp, vjp } = autograd.functional;
	const y = tensor([0.5, -1, 2], f64);
	const v = tensor([1, -1, 0.5], f64);
	const scaled = (a: Tensor) => a.square().mul(a.sum());
	const curved = (a: Tensor, b: Tensor) => a.mul(b.exp()).sum();
	const numbers = (given: Tensor) =>
		(given.tolist() as number[]).map((n) => Number(n.toFixed(4)));

	test("products with the Jacobian and the Hessian are PyTorch's", () => {
		expect(numbers(vjp(scaled, x, v)[1])).toEqual([13.5, -22.5, 19.5]);
		expect(numbers(jvp(scaled, x, v)[1])).toEqual([12.5, -22, 22.5]);
		for (const times of [vhp, hvp]) {
			const [value, [a, b]] = times(curved, [x, y], [v, v]) as [
				Tensor,
				[Tensor, Tensor],
			];
			expect(value.item()).toBeCloseTo(24.5516, 4);
			expect(numbers(a)).toEqual([1.6487, -0.3679, 3.6945]);
			expect(numbers(b)).toEqual([3.2974, -1.1036, 14.7781]);
		}
		const [value, product] = hvp((a) => cubes(a).reshape([1]), x, { v });
		expect([value.shape, numbers(product)]).toEqual([[1], [6, -12, 9]]);
	});

	test("v may be left out for one element", () => {
		expect(numbers(vjp((a: Tensor) => a.sum(), x)[1])).toEqual([1, 1, 1]);
		expect(() => vjp((a: Tensor) => a.square(), x)).toThrow(
			"vjp: v may be left out only where the result is one tensor of one element",
		);
		expect(() => hvp(cubes, x)).toThrow("hvp: v may be left out only where");
		expect(() => hvp((a) => a.square(), x, v)).toThrow(
			"hvp: the function gave a tensor of shape [3]",
		);
	});

	test("createGraph goes by position and by name", () => {
		const leaf = tensor([1, 2, 3], { ...f64, requiresGrad: true });
		for (const result of [
			jacobian(scaled, leaf, true),
			jacobian(scaled, { inputs: leaf, createGraph: true }),
			hessian(cubes, leaf, { createGraph: true }),
			vjp(scaled, leaf, v, true)[1],
			jvp(scaled, leaf, { v, createGraph: true })[1],
			hvp(cubes, leaf, v, { createGraph: true })[1],
		])
			expect(result.requiresGrad).toBe(true);
		expect(jacobian(scaled, leaf).requiresGrad).toBe(false);
	});

	test.each([
		[
			() => jacobian(scaled, x, { createGrap: true } as never),
			'"createGraph"?',
		],
		[
			() =>
				jacobian(
					...([scaled, x, false, true] as never as [typeof scaled, Tensor]),
				),
			"strict is true",
		],
		[() => hessian(cubes, x, 1 as never), "createGraph is 1"],
		[() => autograd.gradcheck(cubes, x, { epz: 1 } as never), '"eps"?'],
		[() => autograd.gradcheck(cubes, [x], { fastMod: true } as never), "fast"],
		[() => autograd.gradgradcheck(cubes, [x], 3 as never), "gradOutputs is 3"],
	])("refuses %s", (call, words) => {
		expect(call).toThrow(ValueError);
		expect(call).toThrow(words);
	});
});
