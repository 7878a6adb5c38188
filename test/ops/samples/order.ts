import {
	aminmax,
	cummax,
	cummin,
	diff,
	dist,
	kthvalue,
	mode,
	nanmedian,
	quantile,
	stdMean,
	topk,
	varMean,
} from "../../../src/index.js";
import {
	build,
	get,
	lines,
	map,
	type Nd,
	reduce,
	total,
	zip,
} from "../reference.js";
import { floats, numbers, type Sample } from "../sample.js";

const ascending = (row: readonly number[]) => [...row].sort((a, b) => a - b);
const shapes = [[[2, 5]], [[3, 9]]];
const mean = (row: readonly number[]) => total(row) / row.length;
const spread = (row: readonly number[]) =>
	total(row.map((v) => (v - mean(row)) ** 2)) / (row.length - 1);
const numeric = { shapes, dtypes: numbers } as const;

/** Running extremes with the last position of equal ones. */
function running(pick: (...values: number[]) => number) {
	const found = (row: number[]) =>
		row.map((_, i) => pick(...row.slice(0, i + 1)));
	return (x: Nd): Nd[] => [
		lines(x, 1, found),
		lines(x, 1, (row) =>
			found(row).map((value, i) => row.lastIndexOf(value, i)),
		),
	];
}

export const orders = {
	topk: [
		{
			shapes,
			call: (x) => topk(x, 2),
			oracle: (x) => [
				lines(x as Nd, 1, (row) => ascending(row).reverse().slice(0, 2)),
				lines(x as Nd, 1, (row) =>
					ascending(row)
						.reverse()
						.slice(0, 2)
						.map((v) => row.indexOf(v)),
				),
			],
		},
		{
			name: "smallest",
			shapes,
			call: (x) => x.topk(1, 0, { largest: false }),
			oracle: (x) => lines(x as Nd, 0, (row) => [Math.min(...row)]),
		},
	],
	kthvalue: [
		{
			shapes,
			call: (x) => kthvalue(x, 2),
			oracle: (x) => [
				reduce(x as Nd, (row) => ascending(row)[1] as number, [1]),
				reduce(x as Nd, (row) => row.indexOf(ascending(row)[1] as number), [1]),
			],
		},
	],
	mode: [
		{
			shapes,
			dtypes: ["int32", "uint8"],
			differentiable: false,
			call: (x) => mode(x),
			oracle: (x) => {
				const best = (row: number[]) => {
					const times = (v: number) => row.filter((w) => w === v).length;
					return ascending(row).sort(
						(a, b) => times(b) - times(a),
					)[0] as number;
				};
				return [
					reduce(x as Nd, best, [1]),
					reduce(x as Nd, (row) => row.lastIndexOf(best(row)), [1]),
				];
			},
		},
		{
			name: "a single element",
			shapes: [[[3, 1]]],
			call: (x) => mode(x),
			oracle: (x) => reduce(x as Nd, ([v]) => v as number, [1]),
		},
	],
	cummax: [
		{ ...numeric, call: (x) => cummax(x, 1), oracle: running(Math.max) },
	],
	cummin: [
		{ ...numeric, call: (x) => cummin(x, -1), oracle: running(Math.min) },
	],
	nanmedian: [
		{
			shapes: [[[2, 4]]],
			call: (x) => nanmedian(x),
			oracle: (x) => reduce(x as Nd, (row) => ascending(row)[3] as number),
		},
	],
	aminmax: [
		{
			shapes,
			dtypes: numbers,
			call: (x) => aminmax(x, { dim: 1 }),
			oracle: (x) => [
				reduce(x as Nd, (row) => Math.min(...row), [1]),
				reduce(x as Nd, (row) => Math.max(...row), [1]),
			],
		},
	],
	quantile: [
		{
			shapes: [[[2, 5]]],
			call: (x) => quantile(x, 0.3, 1),
			oracle: (x) =>
				reduce(
					x as Nd,
					(row) => {
						const [, a, b] = ascending(row) as [number, number, number];
						return a + 0.2 * (b - a);
					},
					[1],
				),
			tolerance: 1e-5,
		},
		{
			name: "several shares",
			shapes: [[[5], [3]]],
			domains: ["any", "probability"],
			tolerance: 1e-5,
			call: (x, q) => quantile(x, q),
			oracle: (x, q) =>
				map(q as Nd, (share) => {
					const row = ascending((x as Nd).data);
					const lower = Math.floor(share * 4);
					const [a, b] = [row[lower] as number, row[lower + 1] as number];
					return a + (share * 4 - lower) * (b - a);
				}),
		},
		{
			name: "midpoint of all",
			shapes: [[[2, 3]]],
			call: (x) => x.quantile(0.5, null, { interpolation: "midpoint" }),
			oracle: (x) => reduce(x as Nd, (row) => mean(ascending(row).slice(2, 4))),
		},
	],
	diff: [
		{
			shapes: [[[2, 4]]],
			dtypes: ["float32", "float64", "int32"],
			call: (x) => diff(x, 2),
			oracle: (x) =>
				build([2, 2], ([i, j]) => {
					const at = (k: number) =>
						get(x as Nd, [i as number, (j as number) + k]);
					return at(2) - 2 * at(1) + at(0);
				}),
		},
		{
			name: "with more before",
			shapes: [
				[
					[2, 3],
					[1, 3],
				],
			],
			call: (x, p) => diff(x, 1, 0, { prepend: p }),
			oracle: (x, p) =>
				build([2, 3], ([i, j]) => {
					const own = (k: number) => get(x as Nd, [k, j as number]);
					const before = i === 0 ? get(p as Nd, [0, j as number]) : own(0);
					return own(i as number) - before;
				}),
		},
	],
	varMean: [
		{
			shapes,
			dtypes: floats,
			tolerance: 1e-5,
			call: (x) => varMean(x, 1),
			oracle: (x) => [reduce(x as Nd, spread, [1]), reduce(x as Nd, mean, [1])],
		},
	],
	stdMean: [
		{
			shapes: [[[3, 5]]],
			dtypes: floats,
			tolerance: 1e-5,
			call: (x) => stdMean(x, 1),
			oracle: (x) => [
				map(reduce(x as Nd, spread, [1]), Math.sqrt),
				reduce(x as Nd, mean, [1]),
			],
		},
	],
	dist: [
		{
			shapes: [[[2, 3], [3]]],
			tolerance: 1e-5,
			call: (x, y) => dist(x, y, 3),
			oracle: (...xs) =>
				map(
					reduce(
						zip((a, b) => Math.abs((a as number) - (b as number)) ** 3, ...xs),
						total,
					),
					Math.cbrt,
				),
		},
	],
} satisfies Record<string, readonly Sample[]>;
