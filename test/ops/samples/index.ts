import { gather, indexSelect, maskedSelect } from "../../../src/index.js";
import { linear } from "../../../src/ops/matmul.js";
import {
	broadcast,
	build,
	get,
	type Nd,
	permuted,
	product,
	replaced,
	reshaped,
	zip,
} from "../reference.js";
import { everything, LENGTHS, type Sample } from "../sample.js";

const products: readonly (readonly (readonly number[])[])[] = [
	[
		[2, 3],
		[3, 2],
	],
	[
		[0, 3],
		[3, 2],
	],
	[
		[2, 0],
		[0, 3],
	],
	...LENGTHS.map((n) => [
		[n, 5],
		[5, 3],
	]),
	...LENGTHS.map((n) => [
		[3, n],
		[n, 5],
	]),
	...LENGTHS.map((n) => [
		[5, 3],
		[3, n],
	]),
	[
		[35, 21],
		[21, 19],
	],
];
const batches = [
	[
		[2, 2, 3],
		[2, 3, 2],
	],
	[
		[0, 2, 3],
		[0, 3, 2],
	],
	[
		[3, 5, 7],
		[3, 7, 9],
	],
];
const row = (x: Nd) => reshaped(x, [1, x.shape[0] as number]);
const column = (x: Nd) => reshaped(x, [x.shape[0] as number, 1]);
const without = (x: Nd, ...dims: number[]) =>
	reshaped(
		x,
		x.shape.filter((_, d) => !dims.includes(d - x.shape.length)),
	);

const ints = {
	dtypes: ["float32", "float64", "int32"],
	tolerance: 1e-5,
} as const;
const linearOf = (x: Nd, w: Nd, b: Nd) =>
	zip(
		(a, c) => (a as number) + (c as number),
		product(x, permuted(w, [1, 0])),
		b,
	);

/** PyTorch's x[...] over positions along one dimension. */
const taken = (x: Nd, dim: number, positions: Nd): Nd =>
	build(
		[...x.shape.slice(0, dim), ...positions.shape, ...x.shape.slice(dim + 1)],
		(index) => {
			const rank = positions.shape.length;
			const at = get(positions, index.slice(dim, dim + rank));
			return get(x, [...index.slice(0, dim), at, ...index.slice(dim + rank)]);
		},
	);

export const products_ = {
	matmul: [
		{
			shapes: products,
			call: (x, y) => x.matmul(y),
			oracle: product as Sample["oracle"],
			...ints,
		},
		{
			name: "batches",
			shapes: [
				...batches,
				[
					[3, 1, 2, 3],
					[2, 3, 2],
				],
				[
					[2, 2, 3],
					[3, 2],
				],
				[
					[2, 3],
					[4, 3, 2],
				],
			],
			call: (x, y) => x.matmul(y),
			oracle: product as Sample["oracle"],
			...ints,
		},
		{
			name: "a vector on the right",
			shapes: [
				[[2, 3], [3]],
				[[2, 2, 3], [3]],
				...LENGTHS.map((n) => [[3, n], [n]]),
			],
			call: (x, y) => x.matmul(y),
			oracle: (x, y) => without(product(x as Nd, column(y as Nd)), -1),
			...ints,
		},
		{
			name: "a vector on the left",
			shapes: [
				[[3], [3, 2]],
				[[3], [2, 3, 2]],
				...LENGTHS.map((n) => [[n], [n, 5]]),
			],
			call: (x, y) => x.matmul(y),
			oracle: (x, y) => without(product(row(x as Nd), y as Nd), -2),
			...ints,
		},
	],
	mm: [
		{
			shapes: products,
			call: (x, y) => x.mm(y),
			oracle: product as Sample["oracle"],
			...ints,
		},
	],
	bmm: [
		{
			shapes: batches,
			call: (x, y) => x.bmm(y),
			oracle: product as Sample["oracle"],
			...ints,
		},
	],
	mv: [
		{
			shapes: [
				[[2, 3], [3]],
				[[2, 0], [0]],
				[[17, 33], [33]],
			],
			call: (x, y) => x.mv(y),
			oracle: (x, y) => without(product(x as Nd, column(y as Nd)), -1),
			...ints,
		},
	],
	dot: [
		{
			shapes: [[[3], [3]], [[0], [0]], ...LENGTHS.map((n) => [[n], [n]])],
			call: (x, y) => x.dot(y),
			oracle: (x, y) => without(product(row(x as Nd), column(y as Nd)), -1, -2),
			...ints,
		},
	],
	linear: [
		{
			shapes: [
				[[2, 3], [4, 3], [4]],
				[[0, 3], [4, 3], [4]],
				[[2, 2, 3], [4, 3], [4]],
				...LENGTHS.map((n) => [[n, 5], [n, 5], [n]]),
			],
			call: (x, w, b) => linear(x, w, b),
			oracle: linearOf as Sample["oracle"],
			tolerance: 1e-5,
		},
	],
} satisfies Record<string, readonly Sample[]>;

export const picks = {
	indexSelect: [
		{
			shapes: [
				[[3, 2], [4]],
				[[3, 2], [0]],
				[[3, 17], [5]],
			],
			domains: ["any", { size: 3 }],
			dtypes: everything,
			call: (x, i) => indexSelect(x, 0, i),
			oracle: (x, i) => taken(x as Nd, 0, i as Nd),
		},
		{
			shapes: [
				[[2, 3], [4]],
				[[2, 3, 2], [5]],
			],
			domains: ["any", { size: 3 }],
			call: (x, i) => indexSelect(x, 1, i),
			oracle: (x, i) => taken(x as Nd, 1, i as Nd),
		},
	],
	gather: [
		{
			shapes: [
				[
					[3, 2],
					[5, 2],
				],
				[
					[3, 2],
					[2, 1],
				],
				[
					[3, 2],
					[0, 2],
				],
				[
					[3, 19],
					[7, 19],
				],
			],
			domains: ["any", { size: 3 }],
			dtypes: everything,
			call: (x, i) => gather(x, 0, i),
			oracle: (x, i) =>
				build((i as Nd).shape, (index) =>
					get(x as Nd, replaced(index, 0, get(i as Nd, index))),
				),
		},
		{
			shapes: [
				[
					[2, 3],
					[2, 4],
				],
			],
			domains: ["any", { size: 3 }],
			call: (x, i) => gather(x, -1, i),
			oracle: (x, i) =>
				build((i as Nd).shape, (index) =>
					get(x as Nd, replaced(index, 1, get(i as Nd, index))),
				),
		},
	],
	maskedSelect: [
		{
			shapes: [
				[
					[2, 3],
					[2, 3],
				],
				[[2, 3], [3]],
				[
					[0, 3],
					[0, 3],
				],
				[[33], [33]],
			],
			domains: ["any", "mask"],
			dtypes: everything,
			call: (x, m) => maskedSelect(x, m),
			oracle: (x, m) => {
				const shape = broadcast((x as Nd).shape, (m as Nd).shape);
				const all = build(shape, (i) => get(x as Nd, i)).data;
				const wanted = build(shape, (i) => get(m as Nd, i)).data;
				const data = all.filter((_, i) => wanted[i]);
				return { shape: [data.length], data };
			},
		},
	],
	nonzero: [
		{
			shapes: [[[2, 3]], [[0]], [[33]], [[3, 4, 5]]],
			domains: ["zeros"],
			dtypes: everything,
			differentiable: false,
			call: (x) => x.nonzero(),
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
	at: [
		{
			name: "slices and positions",
			shapes: [[[3, 4, 2]], [[3, 4, 0]]],
			dtypes: everything,
			call: (x) => x.at("1:", "::2", null),
			oracle: (x) =>
				build([2, 2, 1, (x as Nd).shape[2] as number], ([i, j, , k]) =>
					get(x as Nd, [(i as number) + 1, (j as number) * 2, k as number]),
				),
		},
		{
			name: "an index tensor in the middle",
			shapes: [
				[
					[2, 3, 2],
					[2, 2],
				],
			],
			domains: ["any", { size: 3 }],
			dtypes: everything,
			call: (x, i) => x.at(":", i),
			oracle: (x, i) => taken(x as Nd, 1, i as Nd),
		},
		{
			name: "two index tensors apart",
			shapes: [[[3, 2, 3], [4]]],
			domains: ["any", { size: 3 }],
			call: (x, i) => x.at(i, ":", i),
			oracle: (x, i) =>
				build([4, 2], ([a, b]) => {
					const p = (i as Nd).data[a as number] as number;
					return get(x as Nd, [p, b as number, p]);
				}),
		},
		{
			name: "a mask",
			shapes: [
				[
					[2, 3],
					[2, 3],
				],
				[[5, 2], [5]],
			],
			domains: ["any", "mask"],
			call: (x, m) => x.at(m),
			oracle: (x, m) => {
				const width = (x as Nd).data.length / (m as Nd).data.length;
				const data = (x as Nd).data.filter(
					(_, i) => (m as Nd).data[Math.floor(i / width)],
				);
				const rest = (x as Nd).shape.slice((m as Nd).shape.length);
				return { shape: [data.length / width, ...rest], data };
			},
		},
	],
} satisfies Record<string, readonly Sample[]>;
