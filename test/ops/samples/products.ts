import { linear } from "../../../src/ops/linalg/matmul.js";
import { type Nd, permuted, product, reshaped, zip } from "../reference.js";
import { LENGTHS, type Sample } from "../sample.js";

const sizes: readonly (readonly (readonly number[])[])[] = [
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

export const products = {
	matmul: [
		{
			shapes: sizes,
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
			shapes: sizes,
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
