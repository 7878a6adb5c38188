import {
	cartesianProd,
	cat,
	combinations,
	flip,
	stack,
	tril,
	triu,
	vander,
} from "../../../src/index.js";
import { build, get, type Nd, replaced } from "../reference.js";
import type { Sample } from "../sample.js";
import { cubes, moving } from "./moving.js";

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
export const rearranged = {
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
	combinations: [
		moving(
			[[[4]], [[1]], [[0]]],
			(x) => combinations(x),
			(x) => {
				const pairs = x.data.flatMap((a, i) =>
					x.data.slice(i + 1).map((b) => [a, b]),
				);
				return { shape: [pairs.length, 2], data: pairs.flat() };
			},
		),
		moving(
			[[[3]]],
			(x) => combinations(x, 2, true),
			(x) => {
				const pairs = x.data.flatMap((a, i) =>
					x.data.slice(i).map((b) => [a, b]),
				);
				return { shape: [pairs.length, 2], data: pairs.flat() };
			},
		),
	],
	vander: [
		{
			shapes: [[[3]], [[1]], [[0]]],
			tolerance: 1e-5,
			call: (x) => vander(x, 4),
			oracle: (x) =>
				build(
					[x?.data.length as number, 4],
					([i, j]) =>
						((x as Nd).data[i as number] as number) ** (3 - (j as number)),
				),
		},
		{
			name: "vander with increasing powers",
			shapes: [[[3]]],
			tolerance: 1e-5,
			call: (x) => vander(x, { increasing: true }),
			oracle: (x) =>
				build(
					[3, 3],
					([i, j]) => ((x as Nd).data[i as number] as number) ** (j as number),
				),
		},
	],
} satisfies Record<string, readonly Sample[]>;
