import { build, get, lines, type Nd, reshaped, total } from "../reference.js";
import {
	everyShape,
	everything,
	LENGTHS,
	numbers,
	type Sample,
} from "../sample.js";
import { pairwise } from "./binary.js";
import { cubes, moving } from "./moving.js";
import { elementwise } from "./unary.js";

const ascending = (row: readonly number[]) => [...row].sort((a, b) => a - b);

/** `length` slices of dimension 1 from `start` on. */
const part = (x: Nd, start: number, length: number): Nd =>
	build([x.shape[0] as number, length], ([i, j]) =>
		get(x, [i as number, (j as number) + start]),
	);

export const synonyms = {
	trueDivide: [
		pairwise(
			(x, y) => x.trueDivide(y),
			(x, y) => x / y,
			{ dtypes: everything, domains: ["any", "nonzero"] },
		),
	],
	ravel: [
		moving(
			everyShape,
			(x) => x.ravel(),
			(x) => reshaped(x, [x.data.length]),
		),
	],
	argwhere: [
		{
			shapes: [[[2, 3]], [[0]], [[33]], [[3, 4, 5]]],
			domains: ["zeros"],
			dtypes: everything,
			differentiable: false,
			call: (x) => x.argwhere(),
			oracle: (x) => {
				const found: number[] = [];
				build((x as Nd).shape, (index) => {
					if (get(x as Nd, index) !== 0) found.push(...index);
					return 0;
				});
				const rank = (x as Nd).shape.length;
				return { shape: [found.length / rank, rank], data: found };
			},
		},
	],
	clampMin: [
		...elementwise(
			(x) => x.clampMin(1),
			(x) => Math.max(1, x),
			{ dtypes: numbers },
		),
		pairwise((x, y) => x.clampMin(y), Math.max, { dtypes: numbers }),
	],
	clampMax: [
		...elementwise(
			(x) => x.clampMax(2),
			(x) => Math.min(2, x),
			{ dtypes: numbers },
		),
		pairwise((x, y) => x.clampMax(y), Math.min, { dtypes: numbers }),
	],
	msort: [
		moving(
			[[[5]], [[0, 3]], ...cubes],
			(x) => x.msort(),
			(x) => lines(x, 0, ascending),
		),
	],
	vdot: [
		{
			shapes: [[[3], [3]], [[0], [0]], ...LENGTHS.map((n) => [[n], [n]])],
			call: (x, y) => x.vdot(y),
			oracle: (x, y) => ({
				shape: [],
				data: [
					total(
						(x as Nd).data.map((v, i) => v * ((y as Nd).data[i] as number)),
					),
				],
			}),
			dtypes: ["float32", "float64", "int32"],
		},
	],
	splitWithSizes: [
		moving(
			[[[2, 5]]],
			(x) => x.splitWithSizes([1, 0, 4], -1),
			(x) => [part(x, 0, 1), part(x, 1, 0), part(x, 1, 4)],
		),
	],
} satisfies Record<string, readonly Sample[]>;
