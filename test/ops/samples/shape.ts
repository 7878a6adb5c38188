import {
	cartesianProd,
	cat,
	chunk,
	flip,
	movedim,
	split,
	stack,
	tril,
	triu,
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
import { everyShape, everything, type Sample } from "../sample.js";

type Shapes = readonly (readonly (readonly number[])[])[];

function moving(
	shapes: Shapes,
	call: Sample["call"],
	oracle: Sample["oracle"],
): Sample {
	return { shapes, call, oracle, dtypes: everything };
}

const part = (x: Nd, dim: number, start: number, length: number): Nd =>
	build(
		x.shape.map((size, d) => (d === dim ? length : size)),
		(index) => get(x, replaced(index, dim, start + (index[dim] as number))),
	);
const without = (x: Nd, dim: number): readonly number[] =>
	x.shape.filter((_, d) => d !== dim);
const one = (x: Nd, dim: number, at: number): Nd =>
	reshaped(part(x, dim, at, 1), without(x, dim));

const square: Shapes = [[[2, 3]], [[0, 3]], [[5, 7]]];
const cubes: Shapes = [[[2, 3, 2]], [[2, 0, 2]], [[4, 9, 17]]];

function joined(xs: readonly Nd[], dim: number): Nd {
	const counted = xs.filter((x) => x.shape.length > 1 || x.shape[0] !== 0);
	const first = counted[0] as Nd;
	const owners = counted.flatMap((x) =>
		Array.from({ length: x.shape[dim] as number }, (_, i) => ({ x, i })),
	);
	return build(
		first.shape.map((size, d) => (d === dim ? owners.length : size)),
		(index) => {
			const { x, i } = owners[index[dim] as number] as { x: Nd; i: number };
			return get(x, replaced(index, dim, i));
		},
	);
}

const repeated = (x: Nd, repeats: readonly number[]): Nd => {
	const extra = repeats.length - x.shape.length;
	return build(
		repeats.map((n, d) => n * (x.shape[d - extra] ?? 1)),
		(index) =>
			get(
				x,
				x.shape.map((size, d) => (index[d + extra] as number) % size),
			),
	);
};

const triangle = (keep: (i: number, j: number) => boolean) => (x: Nd) =>
	build(x.shape, (index) =>
		keep(index.at(-2) as number, index.at(-1) as number) ? get(x, index) : 0,
	);

export const shapes = {
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
	unbind: [
		moving(
			[[[2, 3]]],
			(x) => unbind(x, 1),
			(x) => [0, 1, 2].map((i) => one(x, 1, i)),
		),
	],
	cat: [
		moving(
			[
				[
					[2, 3],
					[1, 3],
				],
				[
					[0, 3],
					[2, 3],
				],
				[[17], [5]],
				[[0], [2, 3]],
			],
			(x, y) => cat([x, y]),
			(...xs) => joined(xs, 0),
		),
		moving(
			[
				[
					[2, 3],
					[2, 1],
				],
				[
					[9, 2],
					[9, 3],
				],
			],
			(x, y) => cat([x, y, x], -1),
			(x, y) => joined([x, y, x] as Nd[], 1),
		),
	],
	cartesianProd: [
		moving(
			[
				[[2], [3]],
				[[0], [3]],
			],
			(x, y) => cartesianProd(x, y),
			(...xs) => {
				const [x, y] = xs as [Nd, Nd];
				const n = y.data.length;
				return build([x.data.length * n, 2], ([i, side]) =>
					side === 0
						? get(x, [Math.floor((i as number) / n)])
						: get(y, [(i as number) % n]),
				);
			},
		),
	],
	stack: [
		moving(
			[
				[
					[2, 3],
					[2, 3],
				],
				[[], []],
				[[0], [0]],
			],
			(x, y) => stack([x, y], -1),
			(x, y) =>
				build([...(x as Nd).shape, 2], (i) =>
					get((i.at(-1) === 0 ? x : y) as Nd, i.slice(0, -1)),
				),
		),
	],
	flip: [
		moving(
			cubes,
			(x) => flip(x, [0, 2]),
			(x) =>
				build(x.shape, (i) =>
					get(
						x,
						i.map((k, d) => (d === 1 ? k : (x.shape[d] as number) - 1 - k)),
					),
				),
		),
	],
	repeat: [
		moving(
			[[[2, 3]], [[1, 17]]],
			(x) => x.repeat([2, 3, 1]),
			(x) => repeated(x, [2, 3, 1]),
		),
		moving(
			[[[2, 3]]],
			(x) => x.repeat([0, 1]),
			() => build([0, 3], () => 0),
		),
	],
	roll: [
		moving(
			[[[5, 3]], [[0, 3]]],
			(x) => x.roll(2, 0),
			(x) =>
				build(x.shape, (i) =>
					get(x, replaced(i, 0, ((i[0] as number) + 3) % 5)),
				),
		),
		moving(
			[[[2, 3]]],
			(x) => x.roll(-1, 1),
			(x) =>
				build(x.shape, (i) =>
					get(x, replaced(i, 1, ((i[1] as number) + 1) % 3)),
				),
		),
	],
	tril: [
		moving(
			[[[3, 4]], [[2, 3, 3]], [[0, 3]]],
			(x) => tril(x),
			triangle((i, j) => j <= i),
		),
		moving(
			[[[3, 4]]],
			(x) => tril(x, 1),
			triangle((i, j) => j <= i + 1),
		),
	],
	triu: [
		moving(
			[[[3, 4]], [[2, 3, 3]], [[3, 0]]],
			(x) => triu(x),
			triangle((i, j) => j >= i),
		),
		moving(
			[[[3, 4]]],
			(x) => triu(x, -1),
			triangle((i, j) => j >= i - 1),
		),
	],
} satisfies Record<string, readonly Sample[]>;
