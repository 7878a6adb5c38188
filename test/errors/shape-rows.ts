import * as fl from "../../src/index.js";
import { a, b, cube, type Row } from "./fixtures.js";

const { IndexError, ShapeError, ValueError, tensor, zeros } = fl;

export const shapes: Row[] = [
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
];
