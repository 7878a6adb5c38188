import { describe, expect, test } from "vitest";
import {
	bernoulli,
	func,
	manualSeed,
	nn,
	ones,
	rand,
	type Tensor,
	tensor,
	zeros,
} from "../../src/index.js";

const a = tensor([
	[1, 2, 3],
	[4, 5, 6],
]);

describe("func.vmap", () => {
	test("maps over the first dimension of every argument, and stacks the results", () => {
		const dots = func.vmap((x: Tensor, y: Tensor) => x.dot(y))(a, a);
		expect(dots.tolist()).toEqual([14, 77]);
	});

	test("inDims names dimensions, from the end too, null passes an argument as it is", () => {
		const add = func.vmap((x: Tensor, y: Tensor) => x.add(y), [-1, null]);
		expect(add(a, tensor([10, 20])).tolist()).toEqual([
			[11, 24],
			[12, 25],
			[13, 26],
		]);
	});

	test("outDims says where the batch goes, for each result", () => {
		const f = (x: Tensor) => ({ same: x, sum: x.sum() });
		const { same, sum } = func.vmap(f, 1, { same: 1, sum: 0 })(a);
		expect(same.tolist()).toEqual(a.tolist());
		expect(sum.tolist()).toEqual([5, 7, 9]);
	});

	test("maps structures, with a dimension for all tensors or for each", () => {
		const f = (p: { x: Tensor; y: Tensor[] }) => p.x.add(p.y[0] as Tensor);
		const p = { x: a, y: [tensor([1, 1])] };
		expect(
			func.vmap(f, [{ x: 0, y: [null] }])({ x: a.t(), y: p.y }).shape,
		).toEqual([3, 2]);
		expect(func.vmap(f)(p).tolist()).toEqual([
			[2, 3, 4],
			[5, 6, 7],
		]);
	});

	test("nests, and backward goes through it", () => {
		const table = func.vmap(
			func.vmap((x: Tensor, y: Tensor) => x.mul(y), [null, 0]),
			[0, null],
		);
		const x = tensor([1.5, 2], { requiresGrad: true });
		const y = tensor([1.5, 3]);
		const product = table(x, y);
		expect(product.tolist()).toEqual([
			[2.25, 4.5],
			[3, 6],
		]);
		product.sum().backward();
		expect(x.grad?.tolist()).toEqual([4.5, 4.5]);
	});

	test("random numbers are refused, new for each element, or the same", () => {
		const noisy = (x: Tensor) => x.add(rand([]));
		const x = zeros([4]);
		manualSeed(1);
		expect(() => func.vmap(noisy)(x)).toThrow(
			/^vmap: the function draws random/,
		);
		const own = rand([4]).tolist();
		manualSeed(1);
		const different = func.vmap(noisy, 0, 0, { randomness: "different" })(x);
		expect(different.tolist()).toEqual(own);
		const same = func
			.vmap(noisy, 0, 0, { randomness: "same" })(x)
			.tolist() as number[];
		expect(new Set(same).size).toBe(1);
	});

	test("is refused with an error that says why", () => {
		const id = (x: Tensor) => x;
		const pair = (x: Tensor, _: Tensor) => x;
		expect(() => func.vmap(pair)(a, ones([3]))).toThrow(
			/^vmap: argument 1 of shape \[3\] has size 3.*before it 2/,
		);
		expect(() => func.vmap(pair, [0])(a, a)).toThrow(
			/^vmap: inDims has 1 entries for 2/,
		);
		expect(() => func.vmap(id, null)(a)).toThrow(
			/^vmap: no argument is mapped/,
		);
		expect(() => func.vmap(id, 2)(a)).toThrow(/^vmap: dimension 2/);
		expect(() => func.vmap(id)(zeros([0, 2]))).toThrow(
			/^vmap: the batch has no elements/,
		);
		expect(() => func.vmap((_: Tensor) => 3)(a)).toThrow(
			/^vmap: the function's result holds number/,
		);
		expect(() => func.vmap(id, 0, null)(a)).toThrow(
			/^vmap: outDims holds null/,
		);
		expect(() => func.vmap(id, [[0]])(a)).toThrow(
			/^vmap: inDims of argument 0/,
		);
		expect(() => func.vmap(id, 0, 0, { randomness: "x" as "same" })).toThrow(
			/^vmap: randomness x/,
		);
		expect(() => func.vmap(a as never)).toThrow(
			/^vmap: expected a function, got a Tensor/,
		);
		let calls = 0;
		expect(() =>
			func.vmap((x: Tensor) => (calls++ === 0 ? [x] : []))(a),
		).toThrow(/^vmap.*different structures/);
	});
});

describe("func.functionalCall", () => {
	const layer = new nn.Linear(3, 2);

	test("uses the given tensors and leaves the module as it was", () => {
		const { weight, bias } = layer;
		const y = func.functionalCall(
			layer,
			[{ weight: ones([2, 3]) }, { bias: zeros([2]) }],
			ones([3]),
		);
		expect(y.tolist()).toEqual([3, 3]);
		expect(layer.weight).toBe(weight);
		expect(layer.bias).toBe(bias);
		expect(() =>
			func.functionalCall(layer, { weight: ones([2, 3]) }, ones([4])),
		).toThrow(/inner sizes|linear/);
		expect(layer.weight).toBe(weight);
	});

	test("replaces a shared parameter under both names, and buffers", () => {
		const tied = new nn.Sequential(new nn.Linear(2, 2), new nn.Linear(2, 2));
		const [first, second] = tied.children() as [nn.Linear, nn.Linear];
		second.weight = first.weight;
		const zero = zeros([2]);
		const y = func.functionalCall(
			tied,
			{ "0.weight": ones([2, 2]), "0.bias": zero, "1.bias": zero },
			[ones([2])],
		) as Tensor;
		expect(y.tolist()).toEqual([4, 4]);
		const norm = new nn.BatchNorm1d(2).eval();
		const shifted = func.functionalCall(norm, { running_mean: ones([2]) }, [
			ones([1, 2]),
		]);
		expect(shifted.tolist()).toEqual([[0, 0]]);
	});

	test("stackModuleState and vmap run an ensemble", () => {
		const models = [new nn.Linear(3, 2), new nn.Linear(3, 2)];
		const [params, buffers] = func.stackModuleState(models);
		expect(params.weight?.shape).toEqual([2, 2, 3]);
		expect(params.weight?.isLeaf && params.weight.requiresGrad).toBe(true);
		expect(buffers).toEqual({});
		const x = rand([4, 3]);
		const y = func.vmap((p: typeof params) =>
			func.functionalCall(layer, p, [x]),
		)(params);
		expect(y.tolist()).toEqual(models.map((m) => m(x).tolist()));
	});

	test("is refused with an error that says why", () => {
		expect(() =>
			func.functionalCall(layer, { wieght: ones([1]) }, [a]),
		).toThrow(
			/^functionalCall: the module has no parameter or buffer "wieght"; it has weight, bias/,
		);
		expect(() => func.functionalCall(layer, { bias: ones([3]) }, [a])).toThrow(
			/^functionalCall: "bias" has shape \[3\], and the module's \[2\]/,
		);
		expect(() => func.functionalCall(layer, { bias: 3 as never }, [a])).toThrow(
			/^functionalCall: "bias" is not a tensor/,
		);
		expect(() => func.functionalCall({} as never, {}, [a] as never)).toThrow(
			/^functionalCall: the first argument is no module/,
		);
		expect(() => func.stackModuleState([3 as never])).toThrow(
			/^stackModuleState: element 0 is no module/,
		);
		expect(() => func.stackModuleState([])).toThrow(
			/^stackModuleState: expected at least one/,
		);
		expect(() => func.stackModuleState([layer, new nn.Identity()])).toThrow(
			/^stackModuleState: module 1 has other names/,
		);
	});
});

describe("derivatives are refused with an error that says why", () => {
	const id = (x: Tensor) => x;
	const x = ones([2]);
	test.each<[string, () => unknown, RegExp]>([
		[
			"no function",
			() => func.grad(3 as never),
			/^grad: expected a function, got 3/,
		],
		[
			"a vector",
			() => func.grad(id)(x),
			/^grad: the function gave a tensor of shape \[2\].*jacrev/,
		],
		[
			"a number",
			() => func.grad((() => 3) as never)(x as never),
			/^grad: the function gave number/,
		],
		[
			"integers",
			() => func.grad(id)(tensor(3, { dtype: "int32" })),
			/^grad: argument 0 has dtype int32/,
		],
		[
			"an integer result",
			() => func.jacrev((v: Tensor) => v.int())(x),
			/^jacrev: the function gave a tensor of dtype int32/,
		],
		[
			"a position beyond",
			() => func.grad(id, 1)(x),
			/^grad: argnums 1 of a call with 1 arguments; expected -1 to 0/,
		],
		["no position", () => func.grad(id, [])(x), /^grad: argnums is empty/],
		[
			"one position twice",
			() => func.jacfwd(id, [0, -1])(x),
			/^jacfwd: argnums \[0, -1\] names one twice/,
		],
		[
			"no pair",
			() =>
				func.grad(((v: Tensor) => v.sum()) as never, 0, { hasAux: true })(
					x as never,
				),
			/^grad: with \{ hasAux: true \}/,
		],
		[
			"text in a structure",
			() =>
				func.grad((v: unknown) => (v as Tensor[])[0] as Tensor)([
					tensor(1.5),
					"x",
				]),
			/^grad: argument 0 holds string/,
		],
		[
			"a cotangent of another shape",
			() => func.vjp(id, x)[1](ones([3])),
			/^vjp: cotangents 0 has shape \[3\] and its tensor \[2\]/,
		],
		[
			"too few cotangents",
			() => func.vjp((v: Tensor) => [v, v], x)[1]([x] as never),
			/^vjp: 1 cotangents for 2/,
		],
		[
			"a tangent that is no list",
			() => func.jvp(id, [x], x as never),
			/^jvp: primals and tangents are lists/,
		],
		[
			"a tangent of another shape",
			() => func.jvp(id, [x], [ones([3])]),
			/^jvp: tangents 0/,
		],
	])("%s", (_, call, message) => {
		expect(call).toThrow(message);
	});
	test("what is random has zero gradients", () => {
		expect(
			func
				.grad((p: Tensor) => bernoulli(p).sum())(rand([3]))
				.tolist(),
		).toEqual([0, 0, 0]);
	});
});
