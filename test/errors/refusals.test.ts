/** What operations refuse: the class, the operation's name and the values; what existed stays as it was. */
import { afterEach, describe, expect, test } from "vitest";
import * as fl from "../../src/index.js";
import type { Tensor } from "../../src/tensor.js";

const {
	AutogradError,
	DTypeError,
	FlambeauError,
	IndexError,
	ShapeError,
	ValueError,
	tensor,
	zeros,
} = fl;

const a = tensor([
	[1.5, 2, 3],
	[4, 5, 6],
]);
const b = tensor([
	[1.5, 2],
	[3, 4],
	[5, 6],
	[7, 8],
]);
const ints = tensor([1, 2, 3]);
const bools = tensor([true, false, true]);
const cube = fl.arange(24).reshape([2, 3, 4]).float();
const everything = [a, b, ints, bools, cube];
const before = everything.map((x) => x.tolist());

afterEach(() => {
	expect(everything.map((x) => x.tolist())).toEqual(before);
});

type Row = [
	name: string,
	call: () => unknown,
	kind: typeof FlambeauError,
	message: RegExp,
];

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
		() => a[name](b),
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
		() => a[name](b),
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
	["mean", "var", "std", "logsumexp", "softmax", "logSoftmax"] as const
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
		() => bools[name](),
		DTypeError,
		new RegExp(`^${name}.*bool`),
	],
);

const rows: Row[] = [
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
		"matmul of two dtypes",
		() => a.matmul(a.t().double()),
		DTypeError,
		/^matmul: float32 × float64.*to\("float32"\)/,
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
	[
		"reshape",
		() => a.reshape([4, 2]),
		ShapeError,
		/^reshape: \[2, 3\] has 6 elements and \[4, 2\] 8/,
	],
	[
		"reshape with two holes",
		() => a.reshape([-1, -1]),
		ShapeError,
		/more than one -1/,
	],
	[
		"reshape with a hole that does not fit",
		() => a.reshape([4, -1]),
		ShapeError,
		/6 elements.*do not divide by 4/,
	],
	["view", () => a.t().view([6]), ShapeError, /^view.*strides.*reshape/],
	["flatten", () => a.flatten(1, 0), ValueError, /^flatten.*start 1.*end 0/],
	["unflatten", () => a.unflatten(1, [2, 2]), ShapeError, /^unflatten/],
	["transpose", () => a.transpose(0, 2), IndexError, /^transpose: dimension 2/],
	["t", () => cube.t(), ShapeError, /^t: \[2, 3, 4\]/],
	["permute", () => a.permute([0, 0]), ShapeError, /^permute: \[0, 0\]/],
	["movedim", () => a.movedim([0, 1], [0]), ValueError, /^movedim/],
	["unsqueeze", () => a.unsqueeze(4), IndexError, /^unsqueeze: dimension 4/],
	[
		"expand",
		() => a.expand([2, 4]),
		ShapeError,
		/^expand: \[2, 3\] does not expand to \[2, 4\]/,
	],
	[
		"narrow",
		() => a.narrow(1, 2, 2),
		IndexError,
		/^narrow: 2 elements from 2.*size 3/,
	],
	[
		"select",
		() => a.select(0, 2),
		IndexError,
		/^select: index 2.*expected -2 to 1/,
	],
	["diagonal", () => a.diagonal(0, 1, 1), IndexError, /^diagonal/],
	[
		"unfold",
		() => a.unfold(1, 4, 1),
		ValueError,
		/^unfold: windows of 4.*size 3/,
	],
	[
		"split",
		() => a.split([1, 3], 0),
		ValueError,
		/^split: sizes \[1, 3\].*size 2/,
	],
	["split by nothing", () => a.split(0), ValueError, /^split/],
	["chunk", () => a.chunk(0), ValueError, /^chunk: 0 chunks/],
	[
		"cat",
		() => fl.cat([a, b]),
		ShapeError,
		/^cat: dim 1 is 3 in input 0 and 2 in input 1/,
	],
	[
		"cat of two ranks",
		() => fl.cat([a, cube]),
		ShapeError,
		/^cat: input 1.*\[2, 3, 4\]/,
	],
	["cat of nothing", () => fl.cat([]), ValueError, /^cat.*at least one/],
	[
		"cat of numbers",
		() => fl.cat([tensor(1), tensor(2)]),
		ShapeError,
		/^cat.*stack/,
	],
	[
		"stack",
		() => fl.stack([a, b]),
		ShapeError,
		/^stack: input 0 has shape \[2, 3\] and input 1 \[4, 2\]/,
	],
	["flip", () => a.flip([0, 0]), ValueError, /^flip.*twice/],
	["repeat", () => a.repeat([2]), ShapeError, /^repeat: 1 repeats.*\[2, 3\]/],
	["repeat negatively", () => a.repeat([1, -1]), ValueError, /^repeat.*-1/],
	["roll", () => a.roll(1, 3), IndexError, /^roll: dimension 3/],
	["tril", () => zeros([3]).tril(), ShapeError, /^tril: \[3\]/],
	["triu", () => zeros([3]).triu(), ShapeError, /^triu: \[3\]/],
	["where", () => fl.where(bools, a, b), ShapeError, /^where/],
	[
		"where on numbers",
		() => fl.where(ints, 1, 0),
		DTypeError,
		/^where: a condition of dtype int32.*bool/,
	],
	[
		"maskedFill",
		() => ints.maskedFill(ints, 0),
		DTypeError,
		/^maskedFill: a mask of dtype int32/,
	],
	[
		"maskedFill by many",
		() => ints.maskedFill(bools, ints),
		ValueError,
		/^maskedFill.*\[3\]/,
	],
	[
		"maskedFill by a fraction",
		() => ints.maskedFill(bools, tensor(0.5)),
		DTypeError,
		/^maskedFill.*float32.*int32/,
	],
	[
		"maskedSelect",
		() => ints.maskedSelect(ints),
		FlambeauError,
		/^maskedSelect.*int32/,
	],
	[
		"indexSelect",
		() => a.indexSelect(1, [0, 3]),
		IndexError,
		/^indexSelect: index 3 at position 1.*size 3.*0 to 2/,
	],
	[
		"indexSelect from the end",
		() => a.indexSelect(1, [-1]),
		IndexError,
		/^indexSelect: index -1/,
	],
	[
		"indexSelect by fractions",
		() => a.indexSelect(1, tensor([0.5])),
		DTypeError,
		/^indexSelect.*float32/,
	],
	[
		"gather",
		() => a.gather(0, tensor([[2, 0, 0]])),
		IndexError,
		/^gather: index 2 at position 0.*size 2/,
	],
	[
		"gather by another rank",
		() => a.gather(0, tensor([0])),
		ShapeError,
		/^gather: index \[1\].*\[2, 3\]/,
	],
	["clamp", () => a.clamp({}), ValueError, /^clamp.*min, max/],
	["pow", () => ints.pow(-1), ValueError, /^pow.*-1.*float/],
	[
		"floorDivide by zero",
		() => ints.floorDivide(0),
		ValueError,
		/^floorDivide.*zero/,
	],
	[
		"remainder by zero",
		() => ints.remainder(tensor([1, 0, 1])),
		ValueError,
		/^remainder.*zero/,
	],
	["sub of bools", () => bools.sub(bools), DTypeError, /^sub.*bool/],
	[
		"div with an unknown rounding",
		() => a.div(2, { roundingMode: "up" as "floor" }),
		ValueError,
		/^div.*up/,
	],
	["bitwiseAnd", () => a.bitwiseAnd(a), DTypeError, /^bitwise.*float32/],
	["bitwiseNot", () => a.bitwiseNot(), DTypeError, /^bitwiseNot.*float32/],
	[
		"lerp",
		() => a.lerp(a.double(), 0.5),
		DTypeError,
		/^lerp: float32 and float64/,
	],
	[
		"isclose",
		() => a.isclose(a.double()),
		DTypeError,
		/^isclose: float32 and float64/,
	],
	["norm", () => ints.norm(), DTypeError, /^norm.*int32/],
	[
		"amax of nothing",
		() => zeros([0, 3]).amax(0),
		IndexError,
		/^amax: dimension 0 of \[0, 3\]/,
	],
	["argmax of nothing", () => zeros([0]).argmax(), FlambeauError, /^argmax/],
	[
		"sum over one dimension twice",
		() => a.sum([0, -2]),
		ValueError,
		/^sum.*twice/,
	],
	[
		"to",
		() => a.to("float16" as "float32"),
		DTypeError,
		/^to: unknown dtype float16; one of/,
	],
	["item", () => a.item(), ValueError, /^item: the tensor has 6 elements/],
	[
		"requiresGrad_",
		() => tensor([1]).requiresGrad_(),
		DTypeError,
		/^requiresGrad_.*int32/,
	],
	["backward", () => a.sum().backward(), AutogradError, /^backward/],
	[
		"tensor of uneven rows",
		() => tensor([[1, 2], [3]]),
		ShapeError,
		/^tensor: found an array of 1.*array of 2/,
	],
	[
		"zeros of a negative size",
		() => zeros([2, -1]),
		ShapeError,
		/^zeros: size -1/,
	],
	[
		"zeros of too many",
		() => zeros([65536, 65536]),
		ShapeError,
		/^zeros.*2\^31/,
	],
	["arange", () => fl.arange(0, 3, -1), ValueError, /^arange.*step/],
	["linspace", () => fl.linspace(0, 1, -1), ValueError, /^linspace: -1 steps/],
	["randint", () => fl.randint(3, 3, [2]), ValueError, /^randint.*3.*3/],
	[
		"rand of integers",
		() => fl.rand([2], { dtype: "int32" }),
		DTypeError,
		/^rand: dtype int32/,
	],
	["randperm", () => fl.randperm(-1), ValueError, /^randperm: -1/],
	[
		"bernoulli",
		() => fl.bernoulli(tensor([1.5])),
		ValueError,
		/^bernoulli.*0 and 1/,
	],
	[
		"multinomial",
		() => fl.multinomial(tensor([0.5, 0.5]), 3),
		ValueError,
		/^multinomial: 3 draws from 2/,
	],
	["normal_", () => zeros([2]).normal_(0, -1), ValueError, /^normal_: std -1/],
	["uniform_", () => ints.uniform_(), DTypeError, /^uniform_.*int32/],
];

describe("is refused with a typed error that names operation and values:", () => {
	test.each(rows)("%s", (_, call, kind, message) => {
		expect(call).toThrow(kind);
		expect(call).toThrow(message);
	});
});

test("a disposed tensor says so", () => {
	const x = tensor([1.5, 2]);
	const view = x.narrow(0, 0, 1);
	x.dispose();
	expect(() => x.add(1)).toThrow(FlambeauError);
	expect(() => view.tolist()).toThrow(/dispose/);
	expect(() => x.dispose()).not.toThrow();
});

test("errors carry the operation's name", () => {
	let caught: unknown;
	try {
		a.matmul(b);
	} catch (error) {
		caught = error;
	}
	expect(caught).toBeInstanceOf(ShapeError);
	expect((caught as fl.FlambeauError).op).toBe("matmul");
	expect((caught as Error).name).toBe("ShapeError");
});

test("an operation that fails leaves no storage behind", () => {
	const stored = () => fl.memory().storages;
	const operations: ((x: Tensor) => unknown)[] = [
		(x) => x.matmul(b),
		(x) => x.add(b),
		(x) => fl.cat([x, b]),
		(x) => x.at(0, [7]),
		(x) => x.lerp(b, 0.5),
	];
	for (const operation of operations) {
		const start = stored();
		expect(() => operation(a)).toThrow(FlambeauError);
		expect(stored()).toBe(start);
	}
});
