/** Views that share elements: copies between them, changes seen through them, and what may not be changed. */
import { describe, expect, test } from "vitest";
import type { FunctionContext } from "../../src/autograd/function.js";
import {
	AutogradError,
	arange,
	autograd,
	inferenceMode,
	nn,
	noGrad,
	setGradEnabled,
	tensor,
	ValueError,
} from "../../src/index.js";
import type { Tensor } from "../../src/tensor/tensor.js";

const leaf = (data: number[] | number[][]) =>
	tensor(data, { dtype: "float64", requiresGrad: true });
const matrix = () => arange(9).reshape([3, 3]).clone();
const transposed = [
	[0, 3, 6],
	[1, 4, 7],
	[2, 5, 8],
];

describe("a copy between parts of one storage reads what was there before", () => {
	test("shifted up and down", () => {
		const x = arange(5);
		x.setAt([":4"], x.at("1:"));
		expect(x.tolist()).toEqual([1, 2, 3, 4, 4]);
		const y = arange(5).float();
		y.at("1:").copy_(y.at(":4"));
		expect(y.tolist()).toEqual([0, 0, 1, 2, 3]);
	});

	test("transposed, in every dtype", () => {
		for (const dtype of [
			"float32",
			"float64",
			"int32",
			"uint8",
			"bool",
		] as const) {
			const m = matrix().to(dtype);
			const expected = m.t().tolist();
			m.copy_(m.t());
			expect(m.tolist()).toEqual(expected);
		}
	});

	test("from one row to another", () => {
		const m = matrix();
		m.at(0).copy_(m.at(1));
		expect(m.tolist()).toEqual([
			[3, 4, 5],
			[3, 4, 5],
			[6, 7, 8],
		]);
	});

	test("from a row that is spread over all rows, and from the whole to itself", () => {
		const m = matrix();
		m.copy_(m.at(1));
		expect(m.tolist()).toEqual([
			[3, 4, 5],
			[3, 4, 5],
			[3, 4, 5],
		]);
		m.copy_(m);
		expect(m.at(2).tolist()).toEqual([3, 4, 5]);
	});

	test("where nothing is recorded", () => {
		const x = leaf([0, 1, 2]);
		noGrad(() => x.setAt(["1:"], x.at(":2")));
		expect(x.tolist()).toEqual([0, 0, 1]);
	});

	test("in loadStateDict", () => {
		const layer = new nn.Linear(3, 3, { bias: false });
		noGrad(() => layer.weight.copy_(matrix()));
		layer.loadStateDict({ weight: layer.weight.t() });
		expect(layer.weight.tolist()).toEqual(transposed);
	});

	test("and gives the gradient to what was read", () => {
		const x = leaf([1, 2, 3]);
		const y = x.mul(1);
		y.setAt([":2"], y.at("1:"));
		y.mul(tensor([1, 10, 100], { dtype: "float64" }))
			.sum()
			.backward();
		expect(x.grad?.tolist()).toEqual([0, 1, 110]);
	});
});

describe("a view with one element at several indices gets all of their gradients after a change", () => {
	/** The gradient of x where y = x, a view of it is made, y is tripled, and the view is summed with weights. */
	function through(
		data: number[] | number[][],
		look: (y: Tensor) => Tensor,
	): unknown {
		const x = leaf(data);
		const y = x.mul(1);
		const view = look(y);
		y.mul_(3);
		view.sum().backward();
		return x.grad?.tolist();
	}

	test("expanded", () => {
		expect(through([1, 2, 3, 4], (y) => y.expand([2, 4]))).toEqual([
			6, 6, 6, 6,
		]);
		expect(through([[1], [2]], (y) => y.expand([2, 4]))).toEqual([[12], [12]]);
		expect(through([1, 2], (y) => y.expand([3, 2]).at("1:").t())).toEqual([
			6, 6,
		]);
	});

	test("windows", () => {
		expect(through([1, 2, 3, 4], (y) => y.unfold(0, 2, 1))).toEqual([
			3, 6, 6, 3,
		]);
		expect(through([1, 2, 3, 4], (y) => y.unfold(0, 2, 2))).toEqual([
			3, 3, 3, 3,
		]);
	});

	test("with gradients of gradients", () => {
		expect(
			autograd.gradgradcheck(
				(x) => {
					const y = x.square();
					const view = y.unfold(0, 3, 1);
					y.mul_(3);
					return view.sin();
				},
				[leaf([0.3, 0.8, -0.4, 1.1])],
			),
		).toBe(true);
	});
});

test("writing through a view has gradients of gradients", () => {
	expect(
		autograd.gradgradcheck(
			(x) => {
				const y = x.square();
				y.at(":2").mul_(x.at("1:"));
				return y.sin();
			},
			[leaf([0.3, 0.8, -0.4])],
		),
	).toBe(true);
});

test("windows that share elements are written only with one value for all", () => {
	const x = arange(4).float();
	expect(() => x.unfold(0, 2, 1).mul_(2)).toThrow(ValueError);
	expect(() => x.expand([2, 4]).fill_(2)).toThrow(ValueError);
	x.unfold(0, 2, 2).mul_(2);
	expect(x.tolist()).toEqual([0, 2, 4, 6]);
	const y = leaf([1, 2, 3, 4]).mul(1);
	y.at(":3").unfold(0, 2, 1).fill_(7);
	expect(y.tolist()).toEqual([7, 7, 7, 4]);
});

describe("a view that was made while nothing was recorded", () => {
	const off: [string, (fn: () => Tensor) => Tensor][] = [
		["noGrad", noGrad],
		["inferenceMode", inferenceMode],
		[
			"setGradEnabled(false)",
			(fn) => {
				setGradEnabled(false);
				const result = fn();
				setGradEnabled(true);
				return result;
			},
		],
	];
	const looks: [string, (y: Tensor) => Tensor][] = [
		["narrow", (y) => y.narrow(0, 0, 2)],
		["at", (y) => y.at("0:2")],
		["view", (y) => y.view([3, 1])],
		["select", (y) => y.select(0, 1)],
		["split", (y) => y.split(1)[0] as Tensor],
		["unbind", (y) => y.unbind()[0] as Tensor],
	];
	const changes: [string, (v: Tensor) => unknown][] = [
		["mul_ of a number", (v) => v.mul_(2)],
		["add_ of a tensor", (v) => v.add_(v.detach().clone())],
		["exp_", (v) => v.exp_()],
		["fill_", (v) => v.fill_(1)],
		["copy_", (v) => v.copy_(v.detach().clone())],
		["setAt", (v) => v.setAt(["..."], 1)],
	];

	test.each(off)("in %s is not changed with recording on", (_, without) => {
		for (const [, look] of looks)
			for (const [, change] of changes) {
				const y = leaf([1.5, 2, 3]).clone();
				const before = y.tolist();
				const v = without(() => look(y));
				expect(() => change(v)).toThrow(AutogradError);
				expect(() => change(v)).toThrow(/noGrad/);
				expect(y.tolist()).toEqual(before);
			}
	});

	test("nor is a view of it, or by an operand that requires a gradient", () => {
		const y = leaf([1, 2, 3]).clone();
		const v = noGrad(() => y.at(":2"));
		expect(() => v.view([2, 1]).mul_(2)).toThrow(AutogradError);
		const plain = tensor([1.5, 2]);
		const s = tensor([2.5], { requiresGrad: true });
		expect(() => noGrad(() => plain.view([2, 1])).mul_(s)).toThrow(
			AutogradError,
		);
		expect(plain.tolist()).toEqual([1.5, 2]);
	});

	test("is changed where that cannot be recorded, or where nothing wants a gradient", () => {
		const x = leaf([1, 2, 3]);
		const y = x.clone();
		const v = noGrad(() => y.at(":2"));
		noGrad(() => v.mul_(2));
		v.detach().add_(1);
		noGrad(() => y.detach()).add_(1);
		expect(y.tolist()).toEqual([4, 6, 4]);
		y.sum().backward();
		expect(x.grad?.tolist()).toEqual([1, 1, 1]);
		const plain = tensor([1.5, 2]);
		noGrad(() => plain.view([2, 1])).mul_(2);
		expect(plain.tolist()).toEqual([3, 4]);
	});

	test("is not read with recording on after what it views was changed so", () => {
		const y = leaf([1, 2, 3]).clone();
		const v = noGrad(() => y.at(":2"));
		expect(v.mul(2).tolist()).toEqual([2, 4]);
		y.mul_(2);
		expect(() => v.mul(2)).toThrow(/mul_.*anew/);
		expect(noGrad(() => v.mul(2)).tolist()).toEqual([4, 8]);
		expect(v.detach().tolist()).toEqual([2, 4]);
	});

	test("does not keep a gradient from being changed", () => {
		const x = leaf([1, 2, 3, 4]);
		const w = tensor(3, { dtype: "float64", requiresGrad: true });
		x.reshape([2, 2]).square().sum().backward();
		x.grad?.mul_(w);
		expect(x.grad?.tolist()).toEqual([6, 12, 18, 24]);
	});

	test("from a function of the user's own is not changed either if it views an input", () => {
		class Same extends autograd.Function {
			static forward(_: FunctionContext, x: Tensor, copied: boolean) {
				return copied ? x.mul(1).view([2, 1]) : x.view([2, 1]);
			}
			static backward(_: FunctionContext, g: Tensor) {
				return [g.reshape([2]), null];
			}
		}
		const x = leaf([1, 2]);
		const y = x.mul(1);
		expect(() => Same.apply(y, false).mul_(2)).toThrow(AutogradError);
		const z = Same.apply(y, true).mul_(2);
		z.sum().backward();
		expect(x.grad?.tolist()).toEqual([2, 2]);
	});
});
