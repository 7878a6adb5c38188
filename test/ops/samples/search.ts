import {
	bincount,
	bucketize,
	isin,
	searchsorted,
	unique,
	uniqueConsecutive,
} from "../../../src/index.js";
import type { Tensor } from "../../../src/tensor/tensor.js";
import { build, get, type Nd, total } from "../reference.js";
import { floats, integers, numbers, type Sample } from "../sample.js";

const small = { size: 3 } as const;
const ascending = (x: Nd) => [...x.data].sort((a, b) => a - b);
function withSorted(x: Tensor, search: (row: Tensor) => Tensor): Tensor {
	const { values, indices } = x.sort();
	const found = search(values);
	for (const passing of [values, indices]) passing.dispose();
	return found;
}
const answers = { differentiable: false, dtypes: numbers } as const;

export const searches = {
	searchsorted: [
		{
			...answers,
			shapes: [
				[
					[2, 9],
					[2, 5],
				],
			],
			call: (x, v) => withSorted(x, (row) => searchsorted(row, v)),
			oracle: (...xs) => {
				const [x, v] = xs as [Nd, Nd];
				return build(v.shape, (at) => {
					const row = build([9], ([k]) =>
						get(x, [at[0] as number, k as number]),
					);
					return row.data.filter((value) => value < get(v, at)).length;
				});
			},
		},
	],
	bucketize: [
		{
			...answers,
			shapes: [[[2, 3], [9]]],
			call: (v, x) =>
				withSorted(x, (row) => bucketize(v, row, { right: true })),
			oracle: (v, x) =>
				build(
					(v as Nd).shape,
					(at) =>
						(x as Nd).data.filter((value) => value <= get(v as Nd, at)).length,
				),
		},
	],
	bincount: [
		{
			shapes: [[[9], [9]]],
			domains: [small, "any"],
			dtypes: floats,
			differentiable: false,
			call: (x, w) => [
				bincount(x, { minlength: 5 }),
				bincount(x, { weights: w, minlength: 3 }),
			],
			oracle: (x, w) => [
				build([5], ([k]) => (x as Nd).data.filter((v) => v === k).length),
				build([3], ([k]) =>
					total((w as Nd).data.filter((_, i) => (x as Nd).data[i] === k)),
				),
			],
		},
	],
	isin: [
		{
			...answers,
			dtypes: integers,
			shapes: [[[2, 5], [3]]],
			call: (x, t) => isin(x, t),
			oracle: (x, t) =>
				build((x as Nd).shape, (at) =>
					Number((t as Nd).data.includes(get(x as Nd, at))),
				),
		},
	],
	unique: [
		{
			...answers,
			shapes: [[[3, 4]]],
			call: (x) => unique(x, { returnInverse: true, returnCounts: true }),
			oracle: (x) => {
				const values = [...new Set(ascending(x as Nd))];
				const counts = values.map(
					(v) => (x as Nd).data.filter((w) => w === v).length,
				);
				return [
					{ shape: [values.length], data: values },
					{
						shape: [3, 4],
						data: (x as Nd).data.map((v) => values.indexOf(v)),
					},
					{ shape: [values.length], data: counts },
				];
			},
		},
	],
	uniqueConsecutive: [
		{
			...answers,
			domains: [small],
			shapes: [[[17]]],
			call: (x) =>
				uniqueConsecutive(x, { returnInverse: true, returnCounts: true }),
			oracle: (x) => {
				const { data } = x as Nd;
				const starts = data.flatMap((v, i) =>
					i === 0 || v !== data[i - 1] ? [i] : [],
				);
				const ends = [...starts.slice(1), data.length];
				const counts = starts.map((start, i) => (ends[i] as number) - start);
				const inverse = counts.flatMap((n, i) => Array<number>(n).fill(i));
				return [starts.map((i) => data[i] as number), inverse, counts].map(
					(list) => ({ shape: [list.length], data: list }),
				);
			},
		},
	],
} satisfies Record<string, readonly Sample[]>;
