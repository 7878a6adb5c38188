import { describe, expect, test } from "vitest";
import {
	autograd,
	func,
	manualSeed,
	nn,
	noGrad,
	rand,
	randn,
	type Tensor,
	tensor,
} from "../../src/index.js";

const f64 = { dtype: "float64" } as const;
const vector = (...values: number[]) => tensor(values, f64);
const cubes = (x: Tensor) => x.pow(3).sum();

function close(actual: Tensor, expected: Tensor | number[] | number): void {
	const wanted =
		typeof expected === "object" && "dtype" in expected
			? expected
			: tensor(expected as number[], f64);
	expect(actual.shape).toEqual(wanted.shape);
	expect(actual.sub(wanted).abs().max().item()).toBeLessThan(1e-9);
}

describe("func.grad", () => {
	test("gives the gradient, outside of any graph, and touches no .grad", () => {
		const x = vector(1, 2, 3);
		const dx = func.grad(cubes)(x);
		close(dx, [3, 12, 27]);
		expect([dx.requiresGrad, x.requiresGrad, x.grad]).toEqual([
			false,
			false,
			null,
		]);
	});

	test("nests to any order", () => {
		const sine = (x: Tensor) => x.sin();
		const at = tensor(0.5, f64);
		close(func.grad(func.grad(sine))(at), -Math.sin(0.5));
		close(func.grad(func.grad(func.grad(sine)))(at), -Math.cos(0.5));
	});

	test("an inner gradient may use the outer function's variable", () => {
		// d/dx [x * d/dy (x y^2) at y = x] = d/dx 2x^3
		const outer = (x: Tensor) =>
			x.mul(func.grad((y: Tensor) => x.mul(y.square()))(x));
		close(func.grad(outer)(tensor(3, f64)), 54);
	});

	test("argnums picks an argument, from the end too, or several in their order", () => {
		const f = (x: Tensor, y: Tensor) => x.mul(y).mul(y).sum();
		const [x, y] = [vector(2), vector(5)];
		close(func.grad(f, 1)(x, y), [20]);
		close(func.grad(f, -1)(x, y), [20]);
		const [dy, dx] = func.grad(f, [1, 0])(x, y);
		close(dy, [20]);
		close(dx, [25]);
	});

	test("arguments may be structures, and need not be used", () => {
		const f = (p: { w: Tensor; list: Tensor[] }, n: number) => p.w.mul(n).sum();
		const p = { w: vector(1, 2), list: [vector(7)] };
		const g = func.grad(f)(p, 4);
		close(g.w, [4, 4]);
		close(g.list[0] as Tensor, [0]);
	});

	test("hasAux passes something on beside the gradient", () => {
		const f = (x: Tensor) => [cubes(x), { twice: x.mul(2) }] as const;
		const [dx, aux] = func.grad(f, 0, { hasAux: true })(vector(2));
		close(dx, [12]);
		close(aux.twice, [4]);
		expect(aux.twice.requiresGrad).toBe(false);
		const [, [value]] = func.gradAndValue(f, 0, { hasAux: true })(vector(2));
		close(value, 8);
	});

	test("the value comes with the gradient", () => {
		const [dx, value] = func.gradAndValue(cubes)(vector(1, 2));
		close(dx, [3, 12]);
		close(value, 9);
		expect(value.requiresGrad).toBe(false);
	});

	test("its result can be differentiated by backward, through the argument and through what the function closes over", () => {
		const x = vector(2).requiresGrad_();
		const w = vector(3).requiresGrad_();
		const g = func.grad((v: Tensor) => v.square().mul(w).sum())(x);
		g.sum().backward();
		close(x.grad as Tensor, [6]);
		close(w.grad as Tensor, [4]);
	});

	test("within noGrad it still computes, and leaves the caller's graph alone", () => {
		const w = vector(3).requiresGrad_();
		const y = w.square();
		const g = noGrad(() => func.grad((x: Tensor) => x.mul(y).sum())(vector(1)));
		close(g, [9]);
		expect(g.requiresGrad).toBe(false);
		y.sum().backward();
		close(w.grad as Tensor, [6]);
	});
});

describe("products with the Jacobian", () => {
	test("vjp gives the value and can be asked again", () => {
		const [y, vjpFn] = func.vjp((x: Tensor) => x.sin(), vector(0, 1));
		close(y, [0, Math.sin(1)]);
		close(vjpFn(vector(1, 1))[0], [1, Math.cos(1)]);
		close(vjpFn(vector(2, 0))[0], [2, 0]);
	});

	test("vjp takes several primals, structures of outputs, and hasAux", () => {
		const f = (x: Tensor, y: Tensor) =>
			[{ p: x.mul(y), q: [y.neg()] }, "seen"] as const;
		const [, vjpFn, aux] = func.vjp(f, vector(2), vector(5), { hasAux: true });
		const [dx, dy] = vjpFn({ p: vector(1), q: [vector(10)] });
		close(dx, [5]);
		close(dy, [-8]);
		expect(aux).toBe("seen");
	});

	test("jvp pushes tangents forward, and through linear and constant functions", () => {
		const [y, dy] = func.jvp((x: Tensor) => x.sin(), [vector(1)], [vector(2)]);
		close(y, [Math.sin(1)]);
		close(dy, [2 * Math.cos(1)]);
		close(func.jvp((x: Tensor) => x.mul(3), [vector(1)], [vector(2)])[1], [6]);
		close(
			func.jvp((x: Tensor) => x.detach().mul(3), [vector(1)], [vector(2)])[1],
			[0],
		);
		const both = func.jvp(
			(a: Tensor, b: Tensor) => a.mul(b),
			[vector(2), vector(3)],
			[vector(1), vector(10)],
		);
		close(both[1], [23]);
		expect(both[1].requiresGrad).toBe(false);
	});

	test("jvp nests with grad", () => {
		const slope = (x: Tensor) => func.jvp(cubes, [x], [vector(1)])[1] as Tensor;
		close(func.grad(slope)(vector(2)), [12]);
	});
});

describe("Jacobians", () => {
	const f = (x: Tensor, y: Tensor) => x.unsqueeze(1).mul(y).sin();
	manualSeed(3);
	const [x, y] = [rand([2], f64), rand([3], f64)];

	test("by rows and by columns are the same, of shape [...output, ...input]", () => {
		for (const argnums of [0, 1] as const) {
			const rows = func.jacrev(f, argnums)(x, y);
			expect(rows.shape).toEqual([2, 3, argnums === 0 ? 2 : 3]);
			close(func.jacfwd(f, argnums)(x, y), rows);
			expect(rows.requiresGrad).toBe(false);
		}
		const squares = (v: Tensor) => v.square();
		close(func.jacrev(squares)(x), x.mul(2).diag());
		close(func.jacfwd(squares)(x), x.mul(2).diag());
	});

	test("of several arguments and outputs come in their structures, with hasAux", () => {
		const pair = (a: Tensor, b: Tensor) =>
			[{ sum: a.sum().mul(b), a }, 7] as const;
		for (const jac of [func.jacrev, func.jacfwd]) {
			const [j, aux] = jac(pair, [1, 0], { hasAux: true })(x, y);
			expect(aux).toBe(7);
			close(j.sum[0], tensor([1, 1, 1], f64).diag().mul(x.sum()));
			close(j.sum[1], y.unsqueeze(1).expand([3, 2]));
			close(
				j.a[0],
				tensor(
					[
						[0, 0, 0],
						[0, 0, 0],
					],
					f64,
				),
			);
		}
	});

	test("the Hessian, of blocks where there are several arguments", () => {
		close(func.hessian(cubes)(vector(1, 2)), vector(6, 12).diag());
		const h = func.hessian((a: Tensor, b: Tensor) => a.dot(b), [0, 1])(x, x);
		close(h[0][1], tensor([1, 1], f64).diag());
		close(
			h[0][0],
			tensor(
				[
					[0, 0],
					[0, 0],
				],
				f64,
			),
		);
		close(func.jacfwd(func.jacrev(cubes))(vector(1, 2)), vector(6, 12).diag());
	});

	test("of nothing have the right shape", () => {
		const none = (v: Tensor) => v.narrow(0, 0, 0);
		expect(func.jacrev(none)(x).shape).toEqual([0, 2]);
		expect(func.jacfwd(none)(x).shape).toEqual([0, 2]);
	});

	test("autograd.functional has jacobian and hessian of tensors and lists", () => {
		const { jacobian, hessian } = autograd.functional;
		close(
			jacobian((v: Tensor) => v.square(), x),
			x.mul(2).diag(),
		);
		const [dx, dy] = jacobian(f, [x, y]);
		close(dx as Tensor, func.jacrev(f)(x, y));
		expect((dy as Tensor).requiresGrad).toBe(false);
		close(hessian(cubes, vector(1, 2)), vector(6, 12).diag());
		const w = vector(2).requiresGrad_();
		jacobian(cubes, w, { createGraph: true }).sum().backward();
		close(w.grad as Tensor, [12]);
		expect(jacobian(cubes, w).requiresGrad).toBe(false);
	});
});

describe("a whole network", () => {
	manualSeed(5);
	const model = new nn.Sequential(
		new nn.Linear(3, 4),
		new nn.Tanh(),
		new nn.Linear(4, 1),
	).double();
	const params = Object.fromEntries(model.namedParameters());
	const inputs = randn([5, 3], f64);

	test("functionalCall and grad give the gradients of backward", () => {
		model.zeroGrad();
		const loss = (p: typeof params) =>
			func.functionalCall(model, p, [inputs]).square().mean();
		const grads = func.grad(loss)(params);
		loss(params).backward();
		for (const [name, p] of model.namedParameters())
			close(grads[name] as Tensor, p.grad as Tensor);
	});

	test("vmap of grad gives one gradient for each example", () => {
		const loss = (p: typeof params, x: Tensor) =>
			func.functionalCall(model, p, [x]).square().sum();
		const each = func.vmap(func.grad(loss), [null, 0])(params, inputs);
		const whole = func.grad(loss)(params, inputs);
		for (const [name, g] of Object.entries(each)) {
			expect(g.shape[0]).toBe(5);
			close(g.sum(0), whole[name] as Tensor);
		}
	});
});
