import {
	indexAdd,
	indexCopy,
	indexFill,
	indexPut,
	maskedScatter,
	type ScatterReduction,
	scatter,
	scatterAdd,
	scatterReduce,
	selectScatter,
	take,
	takeAlongDim,
	tensor,
} from "../../../src/index.js";
import { build, get, type Nd, replaced, reshaped } from "../reference.js";
import { everything, floats, numbers, type Sample } from "../sample.js";

type Write = (old: number, value: number, at: number) => number;

/** A mutable copy, written at flat positions one after the other. */
function written(
	x: Nd,
	places: readonly number[],
	values: readonly number[],
	write: Write,
): Nd {
	const data = x.data.slice();
	places.forEach((place, i) => {
		data[place] = write(data[place] as number, values[i] as number, place);
	});
	return { shape: x.shape, data };
}

const numbered = (x: Nd): Nd => ({
	shape: x.shape,
	data: x.data.map((_, i) => i),
});

/** Flat places of out[.., index, ..] along dim 1 of a matrix. */
const placesOf = (x: Nd, index: Nd): readonly number[] =>
	build(index.shape, (at) => get(numbered(x), replaced(at, 1, get(index, at))))
		.data;
const cut = (values: Nd, index: Nd): readonly number[] =>
	build(index.shape, (at) => get(values, at)).data;

const put: Write = (_, value) => value;
const add: Write = (old, value) => old + value;
const small = { size: 3 } as const;
const scattered = (call: Sample["call"], write: Write): Sample => ({
	// The values are larger than the index, the index shorter than x.
	shapes: [
		[
			[3, 3],
			[2, 2],
			[2, 3],
		],
	],
	domains: ["any", small, "any"],
	dtypes: floats,
	call,
	oracle: (...xs) => {
		const [x, index, values] = xs as [Nd, Nd, Nd];
		return written(x, placesOf(x, index), cut(values, index), write);
	},
});

const reduced = (
	reduce: ScatterReduction,
	includeSelf: boolean,
	f: (values: number[]) => number,
): Sample => ({
	name: `${reduce}, ${includeSelf ? "with" : "without"} self`,
	shapes: [
		[
			[3, 3],
			[2, 3],
			[2, 3],
		],
	],
	domains: ["any", { size: 2 }, "any"],
	tolerance: 1e-5,
	call: (x, i, v) => scatterReduce(x, 1, i, v, reduce, { includeSelf }),
	oracle: (...xs) => {
		const [x, index, values] = xs as [Nd, Nd, Nd];
		const places = placesOf(x, index);
		return {
			shape: x.shape,
			data: x.data.map((own, at) => {
				const found = values.data.filter((_, i) => places[i] === at);
				if (found.length === 0) return own;
				return f(includeSelf ? [own, ...found] : found);
			}),
		};
	},
});

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
const product = (values: number[]) => values.reduce((a, b) => a * b, 1);

/** x [4, 2], an index of 2 different rows, and a source [2, 2]. */
const rows = (call: Sample["call"], write: Write): Sample => ({
	shapes: [
		[
			[4, 2],
			[2, 2],
		],
	],
	dtypes: floats,
	call,
	oracle: (...xs) => {
		const [x, source] = xs as [Nd, Nd];
		return written(x, [4, 5, 0, 1], source.data, write);
	},
});

export const scatters = {
	scatter: [
		{
			...scattered((x, i, v) => scatter(x, 1, i, v), put),
			differentiable: false,
		},
		{
			name: "each place once",
			shapes: [
				[
					[2, 3],
					[2, 2],
				],
			],
			dtypes: everything,
			call: (x, v) => {
				const index = tensor([
					[2, 0],
					[1, 2],
				]);
				const out = scatter(x, 1, index, v);
				index.dispose();
				return out;
			},
			oracle: (x, v) => written(x as Nd, [2, 0, 4, 5], (v as Nd).data, put),
		},
		{
			name: "a number",
			shapes: [
				[
					[3, 3],
					[2, 2],
				],
			],
			domains: ["any", small],
			call: (x, i) => scatter(x, 1, i, 2.5),
			oracle: (x, i) =>
				written(
					x as Nd,
					placesOf(x as Nd, i as Nd),
					(i as Nd).data.map(() => 2.5),
					put,
				),
		},
	],
	scatterAdd: [scattered((x, i, v) => scatterAdd(x, 1, i, v), add)],
	scatterReduce: [
		reduced("sum", true, sum),
		reduced("sum", false, sum),
		reduced("mean", true, (v) => sum(v) / v.length),
		reduced("mean", false, (v) => sum(v) / v.length),
		reduced("prod", true, product),
		reduced("prod", false, product),
		reduced("amax", true, (v) => Math.max(...v)),
		reduced("amax", false, (v) => Math.max(...v)),
		reduced("amin", true, (v) => Math.min(...v)),
	],
	indexAdd: [
		rows(
			(x, s) => indexAdd(x, 0, [2, 0], s, { alpha: 2 }),
			(a, b) => a + 2 * b,
		),
	],
	indexCopy: [rows((x, s) => indexCopy(x, 0, [2, 0], s), put)],
	indexFill: [
		{
			shapes: [[[2, 3]]],
			dtypes: numbers,
			call: (x) => indexFill(x, 1, [0, 2], 2),
			oracle: (x) => written(x as Nd, [0, 2, 3, 5], [2, 2, 2, 2], put),
		},
	],
	indexPut: [
		rows((x, s) => indexPut(x, [[2, 0]], s), put),
		rows((x, s) => indexPut(x, [[2, 0]], s, { accumulate: true }), add),
	],
	maskedScatter: [
		{
			shapes: [[[3], [2, 3], [7]]],
			domains: ["any", "mask", "any"],
			dtypes: everything,
			call: (x, m, s) => maskedScatter(x, m, s),
			oracle: (...xs) => {
				const [x, m, s] = xs as [Nd, Nd, Nd];
				let next = 0;
				return build(m.shape, (at) =>
					get(m, at) ? (s.data[next++] as number) : get(x, at),
				);
			},
		},
	],
	selectScatter: [
		{
			shapes: [[[2, 3], [2]]],
			dtypes: everything,
			call: (x, s) => selectScatter(x, s, 1, -1),
			oracle: (x, s) => written(x as Nd, [2, 5], (s as Nd).data, put),
		},
	],
	take: [
		{
			shapes: [
				[
					[2, 3],
					[2, 2],
				],
			],
			domains: ["any", { size: 6 }],
			dtypes: everything,
			call: (x, i) => take(x, i),
			oracle: (x, i) =>
				build((i as Nd).shape, (at) =>
					get(reshaped(x as Nd, [6]), [get(i as Nd, at)]),
				),
		},
	],
	takeAlongDim: [
		{
			shapes: [
				[
					[2, 3],
					[1, 2],
				],
			],
			domains: ["any", small],
			dtypes: everything,
			call: (x, i) => takeAlongDim(x, i, 1),
			oracle: (x, i) =>
				build([2, 2], (at) => get(x as Nd, replaced(at, 1, get(i as Nd, at)))),
		},
	],
} satisfies Record<string, readonly Sample[]>;
