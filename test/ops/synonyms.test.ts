/** PyTorch's further names: as functions and methods, under their own names in errors and graphs. */
import { describe, expect, test } from "vitest";
import * as fl from "../../src/index.js";

const { tensor } = fl;
const floats = () => tensor([3, -1.5, 2], { requiresGrad: true });
const matrix = () =>
	tensor([
		[3, 0, 2],
		[0, 5, 1],
	]);

test("functions and methods give the same", () => {
	const x = floats();
	const pairs: [fl.Tensor | fl.Tensor[], fl.Tensor | fl.Tensor[]][] = [
		[fl.trueDivide(x, 2), x.trueDivide(2)],
		[fl.clampMin(x, 0), x.clampMin(0)],
		[fl.clampMax(x, 1), x.clampMax(1)],
		[fl.ravel(matrix()), matrix().ravel()],
		[fl.argwhere(matrix()), matrix().argwhere()],
		[fl.msort(matrix()), matrix().msort()],
		[fl.vdot(x, x), x.vdot(x)],
		[fl.splitWithSizes(x, [1, 2]), x.splitWithSizes([1, 2])],
		[fl.broadcastTo(x, [2, 3]), x.broadcastTo([2, 3])],
	];
	const plain = (value: fl.Tensor | fl.Tensor[]) =>
		Array.isArray(value) ? value.map((v) => v.tolist()) : value.tolist();
	expect(pairs.map(([a]) => plain(a))).toEqual(pairs.map(([, b]) => plain(b)));
	expect(plain(fl.clampMin(x, 0))).toEqual([3, 0, 2]);
	expect(plain(fl.msort(matrix()))).toEqual([
		[0, 0, 1],
		[3, 5, 2],
	]);
	expect(plain(fl.vdot(x, x))).toBe(15.25);
});

test("the graph says the name that was called", () => {
	const x = floats();
	const results = {
		trueDivide: x.trueDivide(2),
		ravel: x.reshape([3, 1]).ravel(),
		clampMin: x.clampMin(0),
		clampMax: x.clampMax(0),
		msort: x.msort(),
		vdot: x.vdot(x),
		splitWithSizes: x.splitWithSizes([1, 2])[1] as fl.Tensor,
	};
	expect(Object.values(results).map((y) => y.gradFn?.name)).toEqual(
		Object.keys(results),
	);
});

describe("ravel", () => {
	test("is a view of what is row-major", () => {
		const x = fl.zeros([2, 2]);
		x.ravel().setAt([3], 7);
		expect(x.tolist()).toEqual([
			[0, 0],
			[0, 7],
		]);
	});

	test("is a copy of what is not, even if reshape would give a view", () => {
		const x = fl.zeros([6]);
		x.at("::2").ravel().fill_(7);
		expect(x.sum().item()).toBe(0);
	});

	test("gives one dimension to a tensor without any, and to none", () => {
		expect(tensor(5).ravel().shape).toEqual([1]);
		expect(fl.zeros([0, 3]).ravel().shape).toEqual([0]);
	});
});

test("a true division in place needs a float tensor", () => {
	expect(tensor([1, 2.5]).trueDivide_(2).tolist()).toEqual([0.5, 1.25]);
	expect(() => tensor([1, 2], { dtype: "int32" }).trueDivide_(2)).toThrow(
		/^trueDivide_: /,
	);
});

test.each<[string, () => unknown]>([
	[
		"clampMin: min is undefined",
		() => fl.clampMin(floats(), undefined as never),
	],
	["clampMin: min is null", () => fl.clampMin(floats(), null as never)],
	["clampMax: max is undefined", () => floats().clampMax(undefined as never)],
	["clampMax: ", () => floats().clampMax("1" as never)],
	["clampMin_: ", () => tensor([1, 2], { dtype: "int32" }).clampMin_(0.5)],
	["vdot: ", () => floats().vdot(matrix())],
	["splitWithSizes: sizes [1, 1]", () => floats().splitWithSizes([1, 1])],
	[
		"splitWithSizes: the sizes are 2",
		() => floats().splitWithSizes(2 as never),
	],
	["splitWithSizes: ", () => floats().splitWithSizes([1.5, 1.5])],
	["argwhere: ", () => fl.argwhere([1] as never)],
	["msort: ", () => fl.msort(3 as never)],
	["ravel: ", () => fl.ravel(3 as never)],
	["trueDivide: ", () => fl.trueDivide(floats(), "x" as never)],
])("refuses with %s", (message, call) => {
	expect(call).toThrow(message);
});
