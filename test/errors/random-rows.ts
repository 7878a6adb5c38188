import * as fl from "../../src/index.js";
import { ints, type Row } from "./fixtures.js";

const { DTypeError, ShapeError, ValueError, tensor, zeros } = fl;

const p = tensor([0.5, 0.5]);
/** Drawing random numbers. */
export const random: Row[] = [
	[
		"bernoulli of integers",
		() => fl.bernoulli(ints),
		DTypeError,
		/^bernoulli.*int32/,
	],
	[
		"bernoulli of NaN",
		() => tensor([Number.NaN]).bernoulli(),
		ValueError,
		/^bernoulli.*0 and 1/,
	],
	[
		"bernoulli_",
		() => zeros([2]).bernoulli_(1.5),
		ValueError,
		/^bernoulli_: probability 1.5/,
	],
	[
		"bernoulli_ by a tensor that does not fit",
		() => p.clone().bernoulli_(zeros([3])),
		ShapeError,
		/\[3\].*\[2\]/,
	],
	[
		"bernoulli_ by integers",
		() => p.clone().bernoulli_(tensor([0, 1], { dtype: "int32" })),
		DTypeError,
		/^bernoulli.*int32/,
	],
	[
		"geometric_",
		() => zeros([2]).geometric_(1),
		ValueError,
		/^geometric_: probability 1; expected more than 0 and less than 1/,
	],
	[
		"geometric_ into bools",
		() => zeros([2], { dtype: "bool" }).geometric_(0.5),
		DTypeError,
		/^geometric_.*bool/,
	],
	["cauchy_", () => zeros([2]).cauchy_(0, 0), ValueError, /^cauchy_: sigma 0/],
	[
		"cauchy_ into integers",
		() => tensor([1], { dtype: "int32" }).cauchy_(),
		DTypeError,
		/^cauchy_.*int32/,
	],
	[
		"logNormal_",
		() => zeros([2]).logNormal_(0, 0),
		ValueError,
		/^logNormal_: std 0/,
	],
	[
		"logNormal_ into integers",
		() => tensor([1], { dtype: "int32" }).logNormal_(),
		DTypeError,
		/^logNormal_.*int32/,
	],
	[
		"random_",
		() => zeros([2]).random_(3, 3),
		ValueError,
		/^random_: from 3 to 3 \(excluded\) in a tensor of dtype float32/,
	],
	[
		"random_ beyond the dtype",
		() => tensor([1], { dtype: "int32" }).random_(2 ** 32),
		ValueError,
		/^random_.*from -2147483648 to 2147483647/,
	],
	[
		"random_ below zero",
		() => zeros([2], { dtype: "uint8" }).random_(-1, 5),
		ValueError,
		/^random_: from -1 to 5.*uint8/,
	],
	[
		"random_ of fractions",
		() => zeros([2]).random_(0.5),
		ValueError,
		/^random_: to is 0.5; expected an integer/,
	],
	[
		"poisson",
		() => fl.poisson(tensor([-0.5])),
		ValueError,
		/^poisson: rates must be finite and not negative/,
	],
	[
		"poisson of infinity",
		() => fl.poisson(tensor([Number.POSITIVE_INFINITY])),
		ValueError,
		/^poisson: rates/,
	],
	[
		"poisson of integers",
		() => fl.poisson(ints),
		DTypeError,
		/^poisson.*int32/,
	],
	["normal", () => fl.normal(zeros([2]), -1), ValueError, /^normal: std -1/],
	[
		"normal with a negative std",
		() => fl.normal(0, tensor([0.5, -1])),
		ValueError,
		/^normal: std with an element that is negative or NaN/,
	],
	[
		"normal of shapes that do not fit",
		() => fl.normal(zeros([2]), tensor([0.5, 1, 1])),
		ShapeError,
		/^normal.*\[2\].*\[3\]/,
	],
];
