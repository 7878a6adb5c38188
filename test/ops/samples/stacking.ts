import {
	atleast1d,
	atleast2d,
	atleast3d,
	blockDiag,
	broadcastTensors,
	columnStack,
	diag,
	diagEmbed,
	diagflat,
	dsplit,
	dstack,
	fliplr,
	flipud,
	hsplit,
	hstack,
	meshgrid,
	repeatInterleave,
	rot90,
	tensorSplit,
	tile,
	trace,
	vsplit,
	vstack,
} from "../../../src/index.js";
import { build, get, type Nd, reshaped } from "../reference.js";
import { everything, numbers, type Sample } from "../sample.js";

/** A sample whose oracle reads elements: `from` gives the input's index for the result's. */
function moved(
	shape: readonly number[],
	call: Sample["call"],
	size: readonly number[],
	from: (...index: number[]) => readonly number[] | undefined,
): Sample {
	return {
		shapes: [[shape]],
		dtypes: everything,
		call,
		oracle: (x) =>
			build(size, (index) => {
				const at = from(...index);
				return at === undefined ? 0 : get(x as Nd, at);
			}),
	};
}

/** Parts along a dimension, given as [start, length]. */
function parts(
	shape: readonly number[],
	call: Sample["call"],
	dim: number,
	ranges: readonly (readonly [number, number])[],
): Sample {
	return {
		shapes: [[shape]],
		dtypes: everything,
		call,
		oracle: (x) =>
			ranges.map(([start, length]) =>
				build(
					shape.map((n, d) => (d === dim ? length : n)),
					(index) =>
						get(
							x as Nd,
							index.map((i, d) => (d === dim ? i + start : i)),
						),
				),
			),
	};
}

/** Two inputs: which one, and where in it. */
function joined(
	shapes: readonly (readonly number[])[],
	call: Sample["call"],
	size: readonly number[],
	from: (
		...index: number[]
	) => readonly [number, readonly number[]] | undefined,
): Sample {
	return {
		shapes: [shapes],
		dtypes: everything,
		call,
		oracle: (...xs) =>
			build(size, (index) => {
				const found = from(...index);
				return found === undefined ? 0 : get(xs[found[0]] as Nd, found[1]);
			}),
	};
}

const raised = (
	lift: (x: never) => unknown,
	size: readonly number[],
): Sample => ({
	shapes: [[[3]]],
	dtypes: everything,
	call: lift as Sample["call"],
	oracle: (x) => reshaped(x as Nd, size),
});

export const stacking = {
	atleast1d: [raised(atleast1d, [3])],
	atleast2d: [raised(atleast2d, [1, 3])],
	atleast3d: [raised(atleast3d, [1, 3, 1])],
	hstack: [
		joined(
			[[2], [3]],
			(x, y) => hstack([x, y]),
			[5],
			(i) => (i < 2 ? [0, [i]] : [1, [i - 2]]),
		),
	],
	vstack: [
		joined(
			[[3], [2, 3]],
			(x, y) => vstack([x, y]),
			[3, 3],
			(i, j) => (i < 1 ? [0, [j]] : [1, [i - 1, j]]),
		),
	],
	dstack: [
		joined(
			[[3], [1, 3]],
			(x, y) => dstack([x, y]),
			[1, 3, 2],
			(_, j, k) => (k === 0 ? [0, [j]] : [1, [0, j]]),
		),
	],
	columnStack: [
		joined(
			[[3], [3, 2]],
			(x, y) => columnStack([x, y]),
			[3, 3],
			(i, j) => (j === 0 ? [0, [i]] : [1, [i, j - 1]]),
		),
	],
	blockDiag: [
		joined(
			[[2], [2, 3]],
			(x, y) => blockDiag(x, y),
			[3, 5],
			(i, j) => {
				if (i === 0) return j < 2 ? [0, [j]] : undefined;
				return j < 2 ? undefined : [1, [i - 1, j - 2]];
			},
		),
	],
	broadcastTensors: [
		{
			shapes: [[[2, 1], [3]]],
			dtypes: everything,
			call: (x, y) => broadcastTensors(x, y),
			oracle: (...xs) => xs.map((x) => build([2, 3], (i) => get(x, i))),
		},
	],
	meshgrid: [
		{
			shapes: [[[2], [3]]],
			dtypes: everything,
			call: (x, y) => meshgrid([x, y], { indexing: "xy" }),
			oracle: (...xs) => [
				build([3, 2], ([, j]) => get(xs[0] as Nd, [j as number])),
				build([3, 2], ([i]) => get(xs[1] as Nd, [i as number])),
			],
		},
	],
	diag: [
		moved(
			[2],
			(x) => diag(x, 1),
			[3, 3],
			(i, j) => (j === i + 1 ? [i] : undefined),
		),
		moved(
			[3, 2],
			(x) => diag(x, -1),
			[2],
			(i) => [i + 1, i],
		),
	],
	diagEmbed: [
		moved(
			[2, 3],
			(x) => diagEmbed(x, -1, 0, 2),
			[4, 2, 4],
			(i, j, k) => (i === k + 1 ? [j, k] : undefined),
		),
	],
	diagflat: [
		moved(
			[2, 2],
			(x) => diagflat(x),
			[4, 4],
			(i, j) => (i === j ? [Math.floor(i / 2), i % 2] : undefined),
		),
	],
	trace: [
		{
			shapes: [[[2, 3]], [[3, 3]]],
			dtypes: numbers,
			call: trace,
			oracle: (x) =>
				build([], () => {
					let sum = 0;
					for (let i = 0; i < Math.min(...(x as Nd).shape); i++)
						sum += get(x as Nd, [i, i]);
					return sum;
				}),
		},
	],
	fliplr: [moved([2, 3], fliplr, [2, 3], (i, j) => [i, 2 - j])],
	flipud: [moved([2, 3], flipud, [2, 3], (i, j) => [1 - i, j])],
	rot90: [
		moved(
			[2, 3],
			(x) => rot90(x),
			[3, 2],
			(i, j) => [j, 2 - i],
		),
		moved(
			[2, 3],
			(x) => rot90(x, 2),
			[2, 3],
			(i, j) => [1 - i, 2 - j],
		),
		moved(
			[2, 3],
			(x) => rot90(x, -1),
			[3, 2],
			(i, j) => [1 - j, i],
		),
		moved(
			[2, 3],
			(x) => rot90(x, 4),
			[2, 3],
			(i, j) => [i, j],
		),
	],
	tile: [
		moved(
			[2, 3],
			(x) => tile(x, [2]),
			[2, 6],
			(i, j) => [i, j % 3],
		),
	],
	repeatInterleave: [
		moved(
			[2, 3],
			(x) => repeatInterleave(x, 2),
			[12],
			(i) => [Math.floor(i / 6), Math.floor((i % 6) / 2)],
		),
		moved(
			[2, 3],
			(x) => x.repeatInterleave([2, 0, 1], 1),
			[2, 3],
			(i, j) => [i, j === 2 ? 2 : 0],
		),
	],
	tensorSplit: [
		parts([7, 2], (x) => tensorSplit(x, 3), 0, [
			[0, 3],
			[3, 2],
			[5, 2],
		]),
		parts([2, 5], (x) => tensorSplit(x, [1, -1, 9], 1), 1, [
			[0, 1],
			[1, 3],
			[4, 1],
			[5, 0],
		]),
	],
	hsplit: [
		parts([2, 4], (x) => hsplit(x, 2), 1, [
			[0, 2],
			[2, 2],
		]),
	],
	vsplit: [
		parts([3, 2], (x) => vsplit(x, [1]), 0, [
			[0, 1],
			[1, 2],
		]),
	],
	dsplit: [
		parts([1, 2, 4], (x) => dsplit(x, 2), 2, [
			[0, 2],
			[2, 2],
		]),
	],
} satisfies Record<string, readonly Sample[]>;
