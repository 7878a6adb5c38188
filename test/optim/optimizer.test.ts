import { describe, expect, test } from "vitest";
import {
	DTypeError,
	nn,
	noGrad,
	ones,
	optim,
	randn,
	StateDictError,
	type Tensor,
	tensor,
	ValueError,
	zeros,
} from "../../src/index.js";

function leaf(
	values: readonly number[],
	grad: readonly number[] | null = null,
): Tensor {
	const p = tensor(values, { dtype: "float32", requiresGrad: true });
	p.grad = grad === null ? null : tensor(grad, { dtype: "float32" });
	return p;
}

describe("an optimiser", () => {
	test("changes parameters in place and skips those without a gradient", () => {
		const a = leaf([1, 2], [1, -1]);
		const b = leaf([5]);
		const { storage } = a;
		new optim.SGD([a, b], { lr: 0.5 }).step();
		expect([a.tolist(), b.tolist()]).toEqual([[0.5, 2.5], [5]]);
		expect(a.storage).toBe(storage);
		expect([a.isLeaf, a.requiresGrad]).toEqual([true, true]);
	});

	test("gives each group its own settings, which may change between steps", () => {
		const a = leaf([1], [1]);
		const b = leaf([1], [1]);
		const optimizer = new optim.SGD(
			[{ params: a }, { params: [b], lr: 0.25 }],
			{ lr: 0.5 },
		);
		optimizer.step();
		expect([a.item(), b.item()]).toEqual([0.5, 0.75]);
		(optimizer.paramGroups[0] as { lr: number }).lr = 0;
		optimizer.step();
		expect([a.item(), b.item()]).toEqual([0.5, 0.5]);
		optimizer.addParamGroup({ params: [leaf([1], [1])], lr: 1 });
		expect(optimizer.paramGroups.map((g) => g.lr)).toEqual([0, 0.25, 1]);
	});

	test("lets go of gradients, or fills them with zeros", () => {
		const a = leaf([1], [1]);
		const optimizer = new optim.Adam([a]);
		const held = a.grad;
		optimizer.zeroGrad({ setToNone: false });
		expect(a.grad?.tolist()).toEqual([0]);
		expect(held?.tolist()).toEqual([0]);
		optimizer.zeroGrad();
		expect(a.grad).toBeNull();
	});

	test("calls a closure with gradients recorded and gives its result", () => {
		const a = leaf([3]);
		const optimizer = new optim.SGD([a], { lr: 0.5 });
		const loss = noGrad(() =>
			optimizer.step(() => {
				optimizer.zeroGrad();
				const value = a.mul(a).sum();
				value.backward();
				return value;
			}),
		);
		expect([loss.item(), a.item()]).toEqual([9, 0]);
	});

	test("reads gradients of any layout and writes parameters of any layout", () => {
		const base = tensor(
			[
				[1, 2],
				[3, 4],
			],
			{ dtype: "float32" },
		);
		const dense = new nn.Parameter(base.t().contiguous());
		const strided = new nn.Parameter(base.t());
		const grad = tensor(
			[
				[1, 10],
				[100, 1000],
			],
			{ dtype: "float32" },
		);
		const optimizers = [optim.SGD, optim.Adam, optim.AdamW, optim.RMSprop];
		for (const Optimizer of optimizers as readonly (typeof optim.SGD)[]) {
			dense.grad = grad.t().contiguous();
			strided.grad = grad.t();
			new Optimizer([dense], { lr: 0.25 }).step();
			new Optimizer([strided], { lr: 0.25 }).step();
			expect(strided.tolist()).toEqual(dense.tolist());
		}
		expect(strided.isContiguous()).toBe(false);
		dense.grad = tensor([[2]], { dtype: "float32" }).expand([2, 2]);
		const before = dense.detach().clone();
		new optim.SGD([dense], { lr: 0.5 }).step();
		expect(before.sub(dense.detach()).tolist()).toEqual([
			[1, 1],
			[1, 1],
		]);
	});

	test("works on float64 and leaves a parameter without elements alone", () => {
		const a = tensor([1], { dtype: "float64", requiresGrad: true });
		const none = zeros([0], { requiresGrad: true });
		a.grad = tensor([1], { dtype: "float64" });
		none.grad = zeros([0]);
		new optim.Adam([a, none], { lr: 0.1 }).step();
		expect(a.item()).toBeCloseTo(0.9, 7);
	});

	test("makes a backward that saved the parameters' old values an error that names it", () => {
		const w = leaf([2], [1]);
		const x = leaf([3]);
		const loss = w.mul(x).sum();
		new optim.SGD([w], { lr: 0.1 }).step();
		expect(() => loss.backward()).toThrow(/SGD\.step has changed in place/);
	});

	test("of a model converted since it was made says so", () => {
		const model = new nn.Linear(2, 1);
		const optimizer = new optim.Adam(model.parameters());
		const step = (): void => {
			const x = ones([1, 2], { dtype: model.weight.dtype });
			model(x).sum().backward();
			optimizer.step();
		};
		step();
		model.double();
		expect(step).toThrow(DTypeError);
		expect(step).toThrow(/^Adam.step: the parameter is float64.*state float32/);
	});

	test("prints its groups", () => {
		const text = String(new optim.SGD([leaf([1])], { lr: 0.1 }));
		expect(text).toMatch(
			/^SGD \(\nParameter Group 0\n {4}dampening: 0\n {4}lr: 0.1\n/,
		);
	});
});

describe("an optimiser refuses", () => {
	const a = leaf([1]);

	test("no parameters, what is no tensor, and a single tensor", () => {
		expect(() => new optim.SGD([], { lr: 1 })).toThrow(ValueError);
		expect(() => new optim.SGD([1 as unknown as Tensor], { lr: 1 })).toThrow(
			DTypeError,
		);
		expect(() => new optim.SGD(a as unknown as Tensor[], { lr: 1 })).toThrow(
			/pass a list/,
		);
		expect(
			() => new optim.SGD(undefined as unknown as Tensor[], { lr: 1 }),
		).toThrow(/^SGD: params is missing/);
	});

	test("a parameter twice, and one that was computed", () => {
		expect(() => new optim.SGD([a, a], { lr: 1 })).toThrow(
			/parameter 1 of group 0 occurs twice/,
		);
		const groups = [{ params: [a] }, { params: [a] }];
		expect(() => new optim.SGD(groups, { lr: 1 })).toThrow(
			/group 1 occurs twice/,
		);
		expect(() => new optim.SGD([a.mul(2)], { lr: 1 })).toThrow(
			/was computed by mul/,
		);
	});

	test("a missing learning rate and impossible settings", () => {
		expect(() => new optim.SGD([a])).toThrow(/group 0 has no lr/);
		expect(() => new optim.SGD([{ params: [a], lr: 0.1 }])).not.toThrow();
		expect(() => new optim.SGD([a], { lr: -1 })).toThrow(/lr is -1/);
		expect(() => new optim.SGD([a], { lr: Number.NaN })).toThrow(ValueError);
		expect(() => new optim.SGD([a], { lr: 1, momentum: -1 })).toThrow(
			ValueError,
		);
		expect(() => new optim.SGD([a], { lr: 1, nesterov: true })).toThrow(
			/nesterov with momentum 0/,
		);
		expect(() => new optim.Adam([a], { betas: [0.9, 1] })).toThrow(
			/betas\[1\] is 1/,
		);
		expect(() => new optim.AdamW([a], { eps: -1 })).toThrow(
			/^AdamW: eps is -1/,
		);
		expect(() => new optim.RMSprop([a], { alpha: -1 })).toThrow(ValueError);
	});
});

describe("the state of an optimiser", () => {
	function train(
		optimizer: { step(): unknown; zeroGrad(): void },
		model: nn.Module,
		steps: number,
	): void {
		for (let i = 0; i < steps; i++) {
			optimizer.zeroGrad();
			for (const [k, p] of model.parameters().entries())
				p.grad = p
					.detach()
					.mul(0.5)
					.add(i + k);
			optimizer.step();
		}
	}
	const kinds = {
		"SGD with momentum": (p: Tensor[]) =>
			new optim.SGD(p, { lr: 0.1, momentum: 0.9 }),
		Adam: (p: Tensor[]) => new optim.Adam(p, { amsgrad: true }),
		AdamW: (p: Tensor[]) => new optim.AdamW(p),
		RMSprop: (p: Tensor[]) =>
			new optim.RMSprop(p, { momentum: 0.5, centered: true }),
	} as const;

	for (const [name, make] of Object.entries(kinds))
		test(`of ${name}, loaded into another, goes on where the first was`, () => {
			const model = new nn.Linear(3, 2);
			const copy = new nn.Linear(3, 2);
			const optimizer = make(model.parameters());
			train(optimizer, model, 3);
			copy.loadStateDict(model.stateDict());
			const other = make(copy.parameters());
			(other as { loadStateDict(dict: unknown): void }).loadStateDict(
				optimizer.stateDict(),
			);
			train(optimizer, model, 3);
			train(other, copy, 3);
			expect(copy.weight.equal(model.weight)).toBe(true);
			expect(copy.bias?.equal(model.bias as Tensor)).toBe(true);
		});

	test("has PyTorch's structure", () => {
		const model = new nn.Linear(3, 2);
		const optimizer = new optim.Adam(
			[{ params: model.weight }, { params: [model.bias as Tensor], lr: 0.5 }],
			{ lr: 0.25 },
		);
		train(optimizer, model, 2);
		const { state, paramGroups } = optimizer.stateDict();
		expect(paramGroups.map(({ params, lr }) => [params, lr])).toEqual([
			[[0], 0.25],
			[[1], 0.5],
		]);
		expect(Object.keys(state)).toEqual(["0", "1"]);
		expect(state[1]?.step).toBe(2);
		expect(state[1]?.expAvg.shape).toEqual([2]);
	});

	test("sets the learning rates of the one that loads it", () => {
		const a = leaf([1], [1]);
		const saved = new optim.SGD([a], { lr: 0.75 }).stateDict();
		const optimizer = new optim.SGD([a], { lr: 0.5 });
		optimizer.loadStateDict(saved);
		expect(optimizer.paramGroups[0]).toMatchObject({ lr: 0.75, params: [a] });
	});

	test("before the first step is empty, also in the one that loads it", () => {
		const a = leaf([1], [1]);
		const optimizer = new optim.Adam([a]);
		const fresh = optimizer.stateDict();
		optimizer.step();
		optimizer.loadStateDict(fresh);
		expect(optimizer.stateDict().state).toEqual({});
	});

	test("with more groups than the optimiser has is refused", () => {
		const [a, b] = [leaf([1]), leaf([1])];
		const two = new optim.SGD([{ params: a }, { params: b }], { lr: 1 });
		const one = new optim.SGD([a], { lr: 1 });
		expect(() => one.loadStateDict(two.stateDict())).toThrow(
			/the state has 2 parameter groups and the optimiser 1/,
		);
	});

	test("of other parameters is refused, and nothing is changed", () => {
		const saved = (sizes: readonly (readonly number[])[]) => {
			const params = sizes.map((size) => randn(size, { requiresGrad: true }));
			for (const p of params) p.grad = p.detach();
			const optimizer = new optim.Adam(params);
			optimizer.step();
			return optimizer;
		};
		const target = saved([[2], [3]]);
		const before = target.stateDict().state[0]?.expAvg;
		for (const other of [saved([[2]]), saved([[2], [4]])])
			expect(() => target.loadStateDict(other.stateDict())).toThrow(
				StateDictError,
			);
		expect(() => target.loadStateDict(saved([[2], [4]]).stateDict())).toThrow(
			/expAvg of parameter 1 has shape \[4\]; the parameter has \[3\]/,
		);
		expect(() => target.loadStateDict({} as never)).toThrow(StateDictError);
		expect(target.stateDict().state[0]?.expAvg).toBe(before);
	});
});
