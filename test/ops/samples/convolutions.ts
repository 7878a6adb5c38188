import { nn } from "../../../src/index.js";
import { build, get, type Nd } from "../reference.js";
import { numbers, type Sample } from "../sample.js";
import { convolved, transposed } from "./convolution-oracle.js";
import type { Shapes } from "./moving.js";

const { conv1d, conv2d, convTranspose1d, convTranspose2d, fold, unfold } =
	nn.functional;

/** Products of numbers below 1, so that their sums' error is absolute. */
function products(
	shapes: Shapes,
	call: Sample["call"],
	oracle: Sample["oracle"],
	name: string,
): Sample {
	return { name, shapes, call, oracle, domains: ["unit"], tolerance: 2e-5 };
}

/** Stride, dilation, groups and padding with what each makes of input and weight. */
const strided = { stride: 2, dilation: 2, groups: 2, sides: [1, 1] } as const;

const windowsOf = (x: Nd): Nd =>
	build([x.shape[0] as number, (x.shape[1] as number) * 4, 6], (index) => {
		const [n, row, i] = index as [number, number, number];
		const [y, at] = [Math.floor(i / 2), i % 2];
		const [dy, dx] = [Math.floor((row % 4) / 2), row % 2];
		const place = [y - 1 + 2 * dy, 2 * at + dx];
		const inside = place.every((p, d) => p >= 0 && p < [3, 4][d]!);
		return inside ? get(x, [n, Math.floor(row / 4), ...place]) : 0;
	});

const foldSettings = {
	stride: [1, 2],
	dilation: [2, 1],
	padding: [1, 0],
} as const;

export const convolutions = {
	"nn.functional.conv1d": [
		products(
			[
				[
					[2, 2, 5],
					[3, 2, 2],
				],
				[
					[0, 2, 5],
					[3, 2, 2],
				],
				...[3, 8, 17, 35].map((l) => [
					[1, 3, l],
					[2, 3, 3],
				]),
			],
			(x, w) => conv1d(x, w),
			convolved({}),
			"plain",
		),
		products(
			[[[1, 4, 7], [4, 2, 2], [4]]],
			(x, w, b) =>
				conv1d(x, w, b, { stride: 2, dilation: 2, groups: 2, padding: 1 }),
			convolved(strided),
			"strided",
		),
		products(
			[[[2, 1, 5], [2, 1, 4], [2]]],
			(x, w, b) => conv1d(x, w, b, { padding: "same" }),
			convolved({ sides: [1, 2] }),
			"same",
		),
	],
	"nn.functional.conv2d": [
		{
			...products(
				[
					[[2, 2, 3, 4], [2, 2, 2, 2], [2]],
					[[0, 2, 3, 4], [2, 2, 2, 2], [2]],
					[[2, 1, 4, 19], [2, 1, 3, 2], [2]],
					[[1, 3, 11, 10], [9, 3, 2, 3], [9]],
				],
				(x, w, b) => conv2d(x, w, b),
				convolved({}),
				"plain",
			),
			dtypes: numbers,
		},
		products(
			[
				[[1, 4, 5, 6], [2, 2, 2, 2], [2]],
				[[2, 4, 13, 12], [6, 2, 3, 2], [6]],
			],
			(x, w, b) =>
				conv2d(x, w, b, { stride: 2, dilation: 2, groups: 2, padding: 1 }),
			convolved(strided),
			"strided",
		),
		products(
			[
				[
					[1, 3, 2, 3],
					[2, 3, 1, 1],
				],
				[
					[2, 5, 4, 9],
					[3, 5, 1, 1],
				],
			],
			(x, w) => conv2d(x, w),
			convolved({}),
			"one by one",
		),
		products(
			[
				[
					[1, 2, 3, 3],
					[2, 2, 2, 2],
				],
			],
			(x, w) => conv2d(x, w, null, { padding: "same" }),
			convolved({ sides: [0, 1] }),
			"same",
		),
	],
	"nn.functional.convTranspose1d": [
		products(
			[[[1, 2, 3], [2, 1, 4], [2]]],
			(y, w, b) =>
				convTranspose1d(y, w, b, {
					stride: 2,
					padding: 1,
					outputPadding: 2,
					dilation: 3,
					groups: 2,
				}),
			transposed({
				stride: 2,
				sides: [1, 1],
				outputPadding: 2,
				dilation: 3,
				groups: 2,
			}),
			"everything",
		),
	],
	"nn.functional.convTranspose2d": [
		products(
			[
				[[2, 2, 2, 3], [2, 3, 2, 2], [3]],
				[[0, 2, 2, 3], [2, 3, 2, 2], [3]],
				[[1, 3, 4, 18], [3, 2, 3, 2], [2]],
			],
			(y, w, b) => convTranspose2d(y, w, b),
			transposed({}),
			"plain",
		),
		products(
			[
				[
					[1, 2, 2, 3],
					[2, 2, 2, 2],
				],
				[
					[2, 4, 5, 9],
					[4, 3, 3, 3],
				],
			],
			(y, w) =>
				convTranspose2d(y, w, null, {
					stride: 2,
					padding: 1,
					outputPadding: 1,
					groups: 2,
				}),
			transposed({ stride: 2, sides: [1, 1], outputPadding: 1, groups: 2 }),
			"strided",
		),
		products(
			[
				[
					[1, 2, 2, 3],
					[2, 3, 1, 1],
				],
			],
			(y, w) => convTranspose2d(y, w),
			transposed({}),
			"one by one",
		),
	],
	"nn.functional.unfold": [
		{
			shapes: [[[2, 2, 3, 4]], [[0, 2, 3, 4]]],
			dtypes: numbers,
			call: (x) => unfold(x, 2, foldSettings),
			oracle: (x) => windowsOf(x as Nd),
		},
	],
	"nn.functional.fold": [
		{
			shapes: [[[2, 8, 6]], [[0, 8, 6]]],
			dtypes: numbers,
			call: (x) => fold(x, [3, 4], 2, foldSettings),
			oracle: (x) => {
				const given = x as Nd;
				const n = given.shape[0] as number;
				// Which element of the image each element of the windows is, counted from 1.
				const numbered = windowsOf(build([1, 2, 3, 4], (i) => flat(i) + 1));
				return build([n, 2, 3, 4], (index) => {
					const wanted = flat([0, ...index.slice(1)]) + 1;
					let sum = 0;
					numbered.data.forEach((element, at) => {
						if (element === wanted)
							sum += given.data[(index[0] as number) * 48 + at] as number;
					});
					return sum;
				});
			},
		},
	],
} satisfies Record<string, readonly Sample[]>;

/** Row-major position in [n, 2, 3, 4]. */
function flat([n, c, y, x]: readonly number[]): number {
	return (
		(((n as number) * 2 + (c as number)) * 3 + (y as number)) * 4 +
		(x as number)
	);
}
