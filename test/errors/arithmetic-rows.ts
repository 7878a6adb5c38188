import * as fl from "../../src/index.js";
import { a, b, bools, cube, ints, type Row } from "./fixtures.js";

const { DTypeError, IndexError, ShapeError, tensor, zeros } = fl;

const broadcasting = (
	[
		"add",
		"sub",
		"mul",
		"div",
		"pow",
		"maximum",
		"minimum",
		"atan2",
		"remainder",
		"fmod",
		"floorDivide",
		"eq",
		"ne",
		"lt",
		"le",
		"gt",
		"ge",
		"logicalAnd",
		"logicalOr",
		"logicalXor",
	] as const
).map(
	(name): Row => [
		name,
		() => (a[name] as (other: typeof b) => unknown).call(a, b),
		ShapeError,
		new RegExp(
			`^${name}: shapes \\[2, 3\\] and \\[4, 2\\].*sizes 2 and 4|^${name}: shapes \\[2, 3\\] and \\[4, 2\\].*sizes 3 and 2`,
		),
	],
);
const inPlace = (
	["add_", "sub_", "mul_", "div_", "pow_", "copy_"] as const
).map(
	(name): Row => [
		name,
		() => (a[name] as (other: typeof b) => unknown).call(a, b),
		ShapeError,
		/\[2, 3\].*\[4, 2\]|\[4, 2\].*\[2, 3\]/,
	],
);
const oneDimension = (
	[
		"sum",
		"mean",
		"var",
		"std",
		"prod",
		"amax",
		"amin",
		"argmax",
		"argmin",
		"any",
		"all",
		"softmax",
		"logSoftmax",
		"cumsum",
		"cumprod",
		"sort",
		"argsort",
		"logsumexp",
		"median",
		"max",
		"min",
		"squeeze",
		"unbind",
	] as const
).map(
	(name): Row => [
		name,
		() => (a[name] as (dim: number) => unknown).call(a, 5),
		IndexError,
		new RegExp(
			`^(${name}|argmax|argmin): dimension 5 of a tensor with 2 dimensions; expected -2 to 1`,
		),
	],
);
const floatsOnly = (
	["mean", "var", "std", "softmax", "logSoftmax"] as const
).map(
	(name): Row => [
		`${name} of integers`,
		() => (ints[name] as (dim: number) => unknown).call(ints, 0),
		DTypeError,
		new RegExp(`^${name}.*int32.*float`),
	],
);
const neverBool = (
	["neg", "relu", "floor", "ceil", "round", "trunc"] as const
).map(
	(name): Row => [
		`${name} of bools`,
		() => (bools[name] as () => unknown).call(bools),
		DTypeError,
		new RegExp(`^${name}.*bool`),
	],
);

export const arithmetic: Row[] = [
	...broadcasting,
	...inPlace,
	...oneDimension,
	...floatsOnly,
	...neverBool,
	[
		"matmul",
		() => a.matmul(b),
		ShapeError,
		/^matmul: \[2, 3\] × \[4, 2\]: inner sizes 3 and 4 differ/,
	],
	[
		"matmul of a number",
		() => a.matmul(tensor(1.5)),
		ShapeError,
		/^matmul.*at least one dimension/,
	],
	[
		"matmul of bools",
		() => a.bool().matmul(a.t().bool()),
		DTypeError,
		/^matmul: does not take bool; convert with float\(\)/,
	],
	[
		"matmul of a vector",
		() => a.matmul(zeros([4])),
		ShapeError,
		/inner sizes 3 and 4/,
	],
	[
		"mm",
		() => a.mm(cube),
		ShapeError,
		/^mm: \[2, 3\] and \[2, 3, 4\]; expected 2 and 2/,
	],
	["bmm", () => cube.bmm(zeros([3, 4, 1])), ShapeError, /^bmm.*batch sizes/],
	["mv", () => a.mv(zeros([2])), ShapeError, /^mv.*3 and 2/],
	["dot", () => zeros([3]).dot(zeros([2])), ShapeError, /^dot.*3 and 2/],
];
