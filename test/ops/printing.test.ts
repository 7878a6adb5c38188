/** What PyTorch prints, with our names of keyword arguments and of booleans. */
import { afterEach, describe, expect, test } from "vitest";
import {
	arange,
	eye,
	full,
	ones,
	setPrintoptions,
	tensor,
	ValueError,
	zeros,
} from "../../src/index.js";
import type { Tensor } from "../../src/tensor/tensor.js";

const cases: [string, Tensor, string][] = [
	["a number", tensor(1.5), "tensor(1.5000)"],
	["a whole float", tensor(3), "tensor(3.)"],
	["an integer", tensor(3, { dtype: "int32" }), "tensor(3)"],
	["integral floats", ones([3]), "tensor([1., 1., 1.])"],
	["fractions", tensor([0.1, 2.25, -3]), "tensor([ 0.1000,  2.2500, -3.0000])"],
	["a matrix", eye(2), "tensor([[1., 0.],\n        [0., 1.]])"],
	[
		"integers of several widths",
		tensor([1, -20, 300], { dtype: "int32" }),
		"tensor([  1, -20, 300])",
	],
	["bools", tensor([true, false]), "tensor([ true, false])"],
	["nothing", zeros([0]), "tensor([])"],
	["nothing of a shape", zeros([2, 0]), "tensor([], size=[2, 0])"],
	["no integers", zeros([0], { dtype: "int32" }), "tensor([], dtype=int32)"],
	[
		"float64",
		tensor([1.5], { dtype: "float64" }),
		"tensor([1.5000], dtype=float64)",
	],
	["uint8", tensor([1], { dtype: "uint8" }), "tensor([1], dtype=uint8)"],
	[
		"a leaf",
		tensor([1.5], { requiresGrad: true }),
		"tensor([1.5000], requiresGrad=true)",
	],
	["small numbers", tensor([1e-5, 1.5]), "tensor([1.0000e-05, 1.5000e+00])"],
	["large numbers", tensor([1e10, 1.5]), "tensor([1.0000e+10, 1.5000e+00])"],
	[
		"what is not finite",
		tensor([Number.NaN, Number.POSITIVE_INFINITY, 1.5]),
		"tensor([   nan,    inf, 1.5000])",
	],
	[
		"a cube",
		arange(8).reshape([2, 2, 2]),
		"tensor([[[0, 1],\n         [2, 3]],\n\n        [[4, 5],\n         [6, 7]]])",
	],
	[
		"a long row",
		arange(1001),
		"tensor([   0,    1,    2,  ...,  998,  999, 1000])",
	],
	[
		"a row that needs two lines",
		arange(30),
		"tensor([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17,\n        18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29])",
	],
	[
		"a large matrix",
		full([40, 40], 0.5),
		"tensor([[0.5000, 0.5000, 0.5000,  ..., 0.5000, 0.5000, 0.5000],\n        [0.5000, 0.5000, 0.5000,  ..., 0.5000, 0.5000, 0.5000],\n        [0.5000, 0.5000, 0.5000,  ..., 0.5000, 0.5000, 0.5000],\n        ...,\n        [0.5000, 0.5000, 0.5000,  ..., 0.5000, 0.5000, 0.5000],\n        [0.5000, 0.5000, 0.5000,  ..., 0.5000, 0.5000, 0.5000],\n        [0.5000, 0.5000, 0.5000,  ..., 0.5000, 0.5000, 0.5000]])",
	],
	["minus zero", tensor([-0, 0.5]), "tensor([-0.0000, 0.5000])"],
	[
		"a transposed view",
		arange(4).reshape([2, 2]).t(),
		"tensor([[0, 2],\n        [1, 3]])",
	],
];
test.each(cases)("prints %s", (_, x, expected) => {
	expect(String(x)).toBe(expected);
});

test("prints the operation that made the tensor", () => {
	const x = tensor([1.5], { requiresGrad: true });
	expect(String(x.mul(2))).toBe("tensor([3.], gradFn=<mul>)");
});

describe("setPrintoptions", () => {
	afterEach(() => {
		setPrintoptions({ profile: "default", sciMode: null });
	});
	const x = tensor([0.123456, 2]);

	test("sets precision and exponents, and leaves what is not named", () => {
		setPrintoptions({ precision: 2 });
		expect(String(x)).toBe("tensor([0.12, 2.00])");
		setPrintoptions({ sciMode: true });
		expect(String(x)).toBe("tensor([1.23e-01, 2.00e+00])");
		setPrintoptions({ sciMode: false });
		expect(String(tensor([1e-5, 1]))).toBe("tensor([    0.00,     1.00])");
	});

	test("sets what is abbreviated, and how", () => {
		setPrintoptions({ threshold: 5, edgeitems: 1 });
		expect(String(arange(6))).toBe("tensor([0,  ..., 5])");
		setPrintoptions({ profile: "full" });
		expect(String(arange(2000))).toContain(" 1000,");
	});

	test("sets the width of a line", () => {
		setPrintoptions({ linewidth: 20 });
		expect(String(arange(6))).toBe("tensor([0, 1, 2, 3,\n        4, 5])");
	});

	test("refuses what it cannot do", () => {
		expect(() => setPrintoptions({ profile: "tiny" as never })).toThrow(
			'setPrintoptions: profile "tiny"; expected default, short, full',
		);
		expect(() => setPrintoptions({ precision: 101 })).toThrow(ValueError);
		expect(() => setPrintoptions({ edgeitems: -1 })).toThrow(
			"setPrintoptions: edgeitems -1; expected a number of at least 0",
		);
	});
});
