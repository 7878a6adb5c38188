import { constantPadNd, nn } from "../../../src/index.js";
import { build, get, type Nd, replaced, total } from "../reference.js";
import { everything, type Sample } from "../sample.js";
import { moving } from "./moving.js";

const { interpolate, pad, pixelShuffle, pixelUnshuffle } = nn.functional;

/** Room before and after each dimension, filled by what `beyond` says. */
function padded(
	x: Nd,
	sides: readonly (readonly [number, number])[],
	beyond: (i: number, size: number) => number | undefined,
	value = 0,
): Nd {
	const shape = x.shape.map((size, d) => {
		const [before, after] = sides[d] ?? [0, 0];
		return size + before + after;
	});
	return build(shape, (index) => {
		const from = index.map((at, d) => {
			const [before] = sides[d] ?? [0, 0];
			const i = at - before;
			const size = x.shape[d] as number;
			return i >= 0 && i < size ? i : beyond(i, size);
		});
		return from.includes(undefined) ? value : get(x, from as number[]);
	});
}

const mirrored = (i: number, size: number) => (i < 0 ? -i : 2 * (size - 1) - i);
const edge = (i: number, size: number) => (i < 0 ? 0 : size - 1);
const around = (i: number, size: number) => (i + size) % size;

const continued = (
	mode: "reflect" | "replicate" | "circular",
	place: (i: number, size: number) => number,
): Sample => ({
	name: mode,
	shapes: [[[2, 2, 3, 4]], [[0, 2, 3, 4]], [[1, 2, 9, 21]]],
	dtypes: everything,
	call: (x) => pad(x, [2, 1, 0, 2], { mode }),
	oracle: (x) =>
		padded(
			x as Nd,
			[
				[0, 0],
				[0, 0],
				[0, 2],
				[2, 1],
			],
			place,
		),
});

/** Each line along a dimension times a matrix given by its rows. */
function mixed(x: Nd, dim: number, rows: readonly (readonly number[])[]): Nd {
	const shape = x.shape.map((size, d) => (d === dim ? rows.length : size));
	return build(shape, (index) =>
		total(
			(rows[index[dim] as number] as readonly number[]).map((weight, i) =>
				weight === 0 ? 0 : weight * get(x, replaced(index, dim, i)),
			),
		),
	);
}

/** Both dimensions of images by matrices. */
const both =
	(
		high: readonly (readonly number[])[],
		wide: readonly (readonly number[])[],
	): Sample["oracle"] =>
	(x) =>
		mixed(mixed(x as Nd, 2, high), 3, wide);

/** Rows with a 1 at each position. */
const picked = (positions: readonly number[], size: number) =>
	positions.map((at) => Array.from({ length: size }, (_, i) => +(i === at)));

/** Cubic convolution with slope -3/4 at distance 1, halfway between two elements and at a quarter. */
const cubicHalf = [-3 / 32, 19 / 32, 19 / 32, -3 / 32];

export const resizing = {
	constantPadNd: [
		moving(
			[[[2, 3]], [[0, 3]], [[5, 19]]],
			(x) => constantPadNd(x, [2, 1, 0, 3], 1),
			(x) =>
				padded(
					x as Nd,
					[
						[0, 3],
						[2, 1],
					],
					() => undefined,
					1,
				),
		),
		moving(
			[[[3, 4]], [[1, 6]]],
			(x) => constantPadNd(x, [-1, 2, 1, -1]),
			(x) =>
				padded(
					x as Nd,
					[
						[1, -1],
						[-1, 2],
					],
					() => undefined,
				),
		),
	],
	"nn.functional.pad": [
		continued("reflect", mirrored),
		continued("replicate", edge),
		continued("circular", around),
		{
			name: "constant",
			shapes: [[[2, 3]]],
			dtypes: everything,
			call: (x) => pad(x, [1, 0], { value: 1 }),
			oracle: (x) =>
				padded(
					x as Nd,
					[
						[0, 0],
						[1, 0],
					],
					() => undefined,
					1,
				),
		},
	],
	"nn.functional.pixelShuffle": [
		moving(
			[[[2, 8, 2, 3]], [[8, 1, 2]], [[2, 4, 0, 3]]],
			(x) => pixelShuffle(x, 2),
			(x) => {
				const [c, h, w] = (x as Nd).shape.slice(-3) as [number, number, number];
				const lead = (x as Nd).shape.slice(0, -3);
				return build([...lead, c / 4, h * 2, w * 2], (index) => {
					const [k, i, j] = index.slice(-3) as [number, number, number];
					const from = [k * 4 + (i % 2) * 2 + (j % 2), i >> 1, j >> 1];
					return get(x as Nd, [...index.slice(0, -3), ...from]);
				});
			},
		),
	],
	"nn.functional.pixelUnshuffle": [
		moving(
			[[[2, 1, 4, 6]], [[2, 0, 2]]],
			(x) => pixelUnshuffle(x, 2),
			(x) => {
				const [c, h, w] = (x as Nd).shape.slice(-3) as [number, number, number];
				const lead = (x as Nd).shape.slice(0, -3);
				return build([...lead, c * 4, h / 2, w / 2], (index) => {
					const [k, i, j] = index.slice(-3) as [number, number, number];
					const from = [k >> 2, i * 2 + ((k >> 1) % 2), j * 2 + (k % 2)];
					return get(x as Nd, [...index.slice(0, -3), ...from]);
				});
			},
		),
	],
	"nn.functional.interpolate": [
		{
			name: "nearest",
			shapes: [[[2, 1, 2, 3]], [[0, 1, 2, 3]]],
			dtypes: everything,
			call: (x) => interpolate(x, { size: [4, 2] }),
			oracle: both(picked([0, 0, 1, 1], 2), picked([0, 1], 3)),
		},
		{
			name: "nearest-exact",
			shapes: [[[1, 2, 3]]],
			call: (x) => interpolate(x, { size: 2, mode: "nearest-exact" }),
			oracle: (x) => mixed(x as Nd, 2, picked([0, 2], 3)),
		},
		{
			name: "linear",
			shapes: [[[2, 1, 3]], [[0, 1, 3]]],
			call: (x) => interpolate(x, { scaleFactor: 2, mode: "linear" }),
			oracle: (x) =>
				mixed(x as Nd, 2, [
					[1, 0, 0],
					[0.75, 0.25, 0],
					[0.25, 0.75, 0],
					[0, 0.75, 0.25],
					[0, 0.25, 0.75],
					[0, 0, 1],
				]),
		},
		{
			name: "bilinear, corners aligned",
			shapes: [[[1, 2, 2, 3]]],
			call: (x) =>
				interpolate(x, { size: [3, 5], mode: "bilinear", alignCorners: true }),
			oracle: both(
				[
					[1, 0],
					[0.5, 0.5],
					[0, 1],
				],
				[
					[1, 0, 0],
					[0.5, 0.5, 0],
					[0, 1, 0],
					[0, 0.5, 0.5],
					[0, 0, 1],
				],
			),
		},
		{
			name: "bicubic",
			shapes: [[[1, 1, 4, 4]]],
			call: (x) => interpolate(x, { size: [2, 1], mode: "bicubic" }),
			// The middle of rows 0 and 1 with the edge again, then of rows 2 and 3; the middle of the columns.
			oracle: both(
				[
					[16 / 32, 19 / 32, -3 / 32, 0],
					[0, -3 / 32, 19 / 32, 16 / 32],
				],
				[cubicHalf],
			),
		},
		{
			name: "area",
			shapes: [[[1, 2, 3, 4]]],
			call: (x) => interpolate(x, { size: [2, 2], mode: "area" }),
			oracle: both(
				[
					[0.5, 0.5, 0],
					[0, 0.5, 0.5],
				],
				[
					[0.5, 0.5, 0, 0],
					[0, 0, 0.5, 0.5],
				],
			),
		},
		{
			name: "area of sides that do not divide",
			shapes: [[[1, 1, 5]]],
			call: (x) => interpolate(x, { size: 3, mode: "area" }),
			oracle: (x) =>
				mixed(x as Nd, 2, [
					[1 / 2, 1 / 2, 0, 0, 0],
					[0, 1 / 3, 1 / 3, 1 / 3, 0],
					[0, 0, 0, 1 / 2, 1 / 2],
				]),
		},
	],
} satisfies Record<string, readonly Sample[]>;
