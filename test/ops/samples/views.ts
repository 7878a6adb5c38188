import {
	chunk,
	movedim,
	split,
	unbind,
	unflatten,
} from "../../../src/index.js";
import {
	build,
	get,
	type Nd,
	permuted,
	replaced,
	reshaped,
} from "../reference.js";
import { everyShape, type Sample } from "../sample.js";
import { cubes, moving, square } from "./moving.js";

const part = (x: Nd, dim: number, start: number, length: number): Nd =>
	build(
		x.shape.map((size, d) => (d === dim ? length : size)),
		(index) => get(x, replaced(index, dim, start + (index[dim] as number))),
	);
const without = (x: Nd, dim: number): readonly number[] =>
	x.shape.filter((_, d) => d !== dim);
const one = (x: Nd, dim: number, at: number): Nd =>
	reshaped(part(x, dim, at, 1), without(x, dim));

export const views = {
	reshape: [
		moving(
			[[[2, 3]], [[4, 3]], [[0, 3]]],
			(x) =>
				x.reshape([3, -1].map((s) => (x.numel() === 0 && s === -1 ? 0 : s))),
			(x) => reshaped(x, [3, x.data.length / 3]),
		),
	],
	view: [
		moving(
			[[[2, 3]], [[4, 3]]],
			(x) => x.clone().view([3, -1]),
			(x) => reshaped(x, [3, x.data.length / 3]),
		),
	],
	viewAs: [
		moving(
			[[[6], [2, 3]]],
			(x, y) => x.clone().viewAs(y),
			(x, y) => reshaped(x, (y as Nd).shape),
		),
	],
	reshapeAs: [
		moving(
			[
				[
					[3, 2],
					[2, 3],
				],
			],
			(x, y) => x.reshapeAs(y),
			(x, y) => reshaped(x, (y as Nd).shape),
		),
	],
	flatten: [
		moving(
			everyShape,
			(x) => x.flatten(),
			(x) => reshaped(x, [x.data.length]),
		),
		moving(
			cubes,
			(x) => x.flatten(1),
			(x) =>
				reshaped(x, [
					x.shape[0] as number,
					(x.shape[1] as number) * (x.shape[2] as number),
				]),
		),
	],
	unflatten: [
		moving(
			[[[2, 6]], [[3, 4]]],
			(x) => unflatten(x, 1, [2, -1]),
			(x) => reshaped(x, [x.shape[0] as number, 2, (x.shape[1] as number) / 2]),
		),
	],
	transpose: [
		moving(
			cubes,
			(x) => x.transpose(0, -1),
			(x) => permuted(x, [2, 1, 0]),
		),
	],
	t: [
		moving(
			square,
			(x) => x.t(),
			(x) => permuted(x, [1, 0]),
		),
		moving(
			[[[3]], [[]]],
			(x) => x.t(),
			(x) => x,
		),
	],
	permute: [
		moving(
			cubes,
			(x) => x.permute([1, 2, 0]),
			(x) => permuted(x, [1, 2, 0]),
		),
	],
	movedim: [
		moving(
			cubes,
			(x) => movedim(x, 0, 2),
			(x) => permuted(x, [1, 2, 0]),
		),
	],
	squeeze: [
		moving(
			[[[1, 3, 1]]],
			(x) => x.squeeze(),
			(x) => reshaped(x, [3]),
		),
		moving(
			[[[1, 3, 1]]],
			(x) => x.squeeze(-1),
			(x) => reshaped(x, [1, 3]),
		),
	],
	unsqueeze: [
		moving(
			square,
			(x) => x.unsqueeze(1),
			(x) => reshaped(x, [x.shape[0] as number, 1, x.shape[1] as number]),
		),
	],
	expand: [
		moving(
			[[[2, 1]]],
			(x) => x.expand([3, -1, 4]),
			(x) => build([3, 2, 4], (i) => get(x, i)),
		),
		moving(
			[[[]]],
			(x) => x.expand([2, 3]),
			(x) => build([2, 3], (i) => get(x, i)),
		),
		moving(
			[[[1, 3]]],
			(x) => x.expand([0, 3]),
			() => build([0, 3], () => 0),
		),
	],
	broadcastTo: [
		moving(
			[[[2, 1]], [[3, 2, 1]]],
			(x) => x.broadcastTo([3, 2, 4]),
			(x) => build([3, 2, 4], (i) => get(x, i.slice(3 - x.shape.length))),
		),
	],
	expandAs: [
		moving(
			[[[3], [2, 3]]],
			(x, y) => x.expandAs(y.detach()),
			(x) => build([2, 3], (i) => get(x, i)),
		),
	],
	narrow: [
		moving(
			[[[4, 3]], [[9, 0]]],
			(x) => x.narrow(0, 1, 2),
			(x) => part(x, 0, 1, 2),
		),
		moving(
			[[[4, 3]]],
			(x) => x.narrow(1, -2, 0),
			(x) => part(x, 1, 1, 0),
		),
	],
	select: [
		moving(
			[[[2, 3]], [[2, 0, 3]]],
			(x) => x.select(0, -1),
			(x) => one(x, 0, 1),
		),
	],
	diagonal: [
		moving(
			square,
			(x) => x.diagonal(),
			(x) =>
				build([Math.min(...x.shape)], ([i]) =>
					get(x, [i as number, i as number]),
				),
		),
		moving(
			[[[3, 4]]],
			(x) => x.diagonal(1),
			(x) => build([3], ([i]) => get(x, [i as number, (i as number) + 1])),
		),
		moving(
			[[[4, 3]]],
			(x) => x.diagonal(-1),
			(x) => build([3], ([i]) => get(x, [(i as number) + 1, i as number])),
		),
	],
	unfold: [
		moving(
			[[[7]], [[9]]],
			(x) => x.unfold(0, 3, 2),
			(x) =>
				build([Math.floor((x.data.length - 3) / 2) + 1, 3], ([i, j]) =>
					get(x, [(i as number) * 2 + (j as number)]),
				),
		),
	],
	split: [
		moving(
			[[[5, 2]]],
			(x) => split(x, 2),
			(x) => [part(x, 0, 0, 2), part(x, 0, 2, 2), part(x, 0, 4, 1)],
		),
		moving(
			[[[2, 5]]],
			(x) => split(x, [1, 0, 4], 1),
			(x) => [part(x, 1, 0, 1), part(x, 1, 1, 0), part(x, 1, 1, 4)],
		),
	],
	chunk: [
		moving(
			[[[5, 2]]],
			(x) => chunk(x, 3),
			(x) => [part(x, 0, 0, 2), part(x, 0, 2, 2), part(x, 0, 4, 1)],
		),
	],
	asStrided: [
		moving(
			[[[3, 4]], [[7]]],
			(x) => x.contiguous().asStrided([3, 2], [2, 1]),
			(x) =>
				build(
					[3, 2],
					([i, j]) => x.data[(i as number) * 2 + (j as number)] as number,
				),
		),
	],
	unbind: [
		moving(
			[[[2, 3]]],
			(x) => unbind(x, 1),
			(x) => [0, 1, 2].map((i) => one(x, 1, i)),
		),
	],
} satisfies Record<string, readonly Sample[]>;
