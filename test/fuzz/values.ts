/** Arguments as plain descriptions, which a failing case can print and shrink, and the values that they stand for. */
import fc from "fast-check";
import { type DType, nn, type Tensor, tensor } from "../../src/index.js";

export type Described =
	| {
			readonly tensor: readonly number[];
			readonly dtype: DType;
			readonly layout: Layout;
			readonly fill: Fill;
			readonly grad: boolean;
	  }
	| { readonly number: number }
	| { readonly list: readonly Described[] }
	| { readonly options: Readonly<Record<string, Described>> }
	| { readonly word: string }
	| { readonly odd: OddName };

type Layout = "plain" | "turned" | "stepped" | "expanded" | "inside";
type Fill = "small" | "whole" | "wild" | "ones";

class Instance {
	readonly dim = 1;
}

function cycle(): unknown[] {
	const list: unknown[] = [];
	list.push(list);
	return list;
}

/** What no call asks for. */
const odd = {
	undefined: () => undefined,
	null: () => null,
	true: () => true,
	false: () => false,
	bigint: () => 3n,
	symbol: () => Symbol("fuzz"),
	date: () => new Date(0),
	map: () => new Map([["a", 1]]),
	instance: () => new Instance(),
	cycle,
	holes: () => new Array(3),
	"null prototype": () => Object.assign(Object.create(null), { dim: 0 }),
	function: () => (x: unknown) => x,
	module: () => new nn.ReLU(),
	parameter: () => new nn.Parameter(tensor([1.5, -2])),
	"forged tensor": () => ({
		storage: { bytes: 8, address: 4096, saves: 0, version: 0 },
		layout: { shape: [2], strides: [1], offset: 0, numel: 2, contiguous: true },
		dtype: "float32",
		shape: [2],
	}),
	"typed array": () => new Float32Array([1, 2, 3]),
	"large integers": () => new BigInt64Array(2),
	bytes: () => new Uint8Array([31, 139, 8, 0, 0, 8, 1, 2]).buffer,
	"deep list": () => {
		let list: unknown = 1;
		for (let i = 0; i < 20_000; i++) list = [list];
		return list;
	},
} as const;
type OddName = keyof typeof odd;

/** Small numbers, borders of integers, fractions, and what is no number. None is a size that only takes long. */
const numbers = [
	0,
	1,
	2,
	3,
	4,
	5,
	7,
	-1,
	-2,
	-3,
	0.5,
	1.5,
	-0.5,
	-0,
	1e-8,
	0.1,
	1e10,
	-1e10,
	2 ** 31,
	-(2 ** 31) - 1,
	2 ** 32,
	2 ** 32 + 1,
	2 ** 53,
	1e30,
	Number.NaN,
	Number.POSITIVE_INFINITY,
	Number.NEGATIVE_INFINITY,
];
const words = [
	"x",
	"",
	"mean",
	"sum",
	"none",
	"float32",
	"float64",
	"int32",
	"bool",
	"uint8",
	"1:3",
	":",
	"...",
	"::-1",
	"ij,jk->ik",
	"same",
	"valid",
	"bilinear",
	"nearest",
	"reflect",
	"amax",
	"prod",
	"left",
	"right",
	"floor",
	"trunc",
	"fro",
	"nuc",
	"-inf",
	"__proto__",
	"__metadata__",
	"constructor",
	"toString",
	"relu",
];
const keys = [
	"dim",
	"keepdim",
	"dtype",
	"requiresGrad",
	"dim0",
	"offset",
	"alpha",
	"beta",
	"value",
	"weight",
	"bias",
	"reduction",
	"stride",
	"padding",
	"dilation",
	"groups",
	"kernelSize",
	"outputSize",
	"size",
	"scaleFactor",
	"mode",
	"unbiased",
	"correction",
	"largest",
	"sorted",
	"descending",
	"stable",
	"generator",
	"lr",
	"momentum",
	"betas",
	"eps",
	"p",
	"min",
	"max",
	"batchSize",
	"shuffle",
	"replacement",
	"numSamples",
	"ignoreIndex",
	"labelSmoothing",
	"paddingIdx",
	"maxNorm",
	"retainGraph",
	"createGraph",
	"returnIndices",
	"ceilMode",
	"affine",
	"hiddenSize",
	"numLayers",
	"bidirectional",
	"batchFirst",
	"dropout",
	"training",
	"gamma",
	"stepSize",
	"foo",
];

const number = fc.constantFrom(...numbers).map((n) => ({ number: n }));
const small = fc.integer({ min: -2, max: 5 }).map((n) => ({ number: n }));
const oddValue = fc
	.constantFrom(...(Object.keys(odd) as OddName[]))
	.map((name) => ({ odd: name }));
const word = fc.constantFrom(...words).map((w) => ({ word: w }));
const aTensor = fc.record({
	tensor: fc.oneof(
		{ weight: 4, arbitrary: fc.constantFrom([], [3], [2, 3], [3, 3], [1, 3]) },
		{
			weight: 2,
			arbitrary: fc.constantFrom([2, 1, 3], [1, 2, 5, 5], [2, 3, 4]),
		},
		{ weight: 1, arbitrary: fc.constantFrom([0], [2, 0], [1], [1, 1], [70]) },
	),
	dtype: fc.oneof(
		{ weight: 4, arbitrary: fc.constant<DType>("float32") },
		{
			weight: 3,
			arbitrary: fc.constantFrom<DType>("int32", "float64", "uint8", "bool"),
		},
	),
	layout: fc.oneof(
		{ weight: 3, arbitrary: fc.constant<Layout>("plain") },
		{
			weight: 2,
			arbitrary: fc.constantFrom<Layout>(
				"turned",
				"stepped",
				"expanded",
				"inside",
			),
		},
	),
	fill: fc.constantFrom<Fill>("small", "whole", "wild", "ones"),
	grad: fc.boolean(),
});
const simple = fc.oneof<fc.Arbitrary<Described>[]>(
	small,
	number,
	aTensor,
	word,
	oddValue,
);
const listOf = (item: fc.Arbitrary<Described>) =>
	fc.array(item, { maxLength: 4 }).map((list) => ({ list }));
const options = fc
	.array(fc.tuple(fc.constantFrom(...keys), fc.oneof(simple, listOf(small))), {
		maxLength: 3,
	})
	.map((entries) => ({ options: Object.fromEntries(entries) }));

/** One argument: mostly of the kinds that calls take. */
export const argument: fc.Arbitrary<Described> = fc.oneof(
	{ weight: 6, arbitrary: aTensor },
	{ weight: 6, arbitrary: small },
	{ weight: 3, arbitrary: number },
	{ weight: 4, arbitrary: listOf(small) },
	{ weight: 2, arbitrary: listOf(fc.oneof(aTensor, number)) },
	{ weight: 1, arbitrary: listOf(fc.oneof(simple, listOf(simple))) },
	{ weight: 3, arbitrary: options },
	{ weight: 2, arbitrary: word },
	{ weight: 3, arbitrary: oddValue },
);

/** A tensor or, now and then, something else in its place. */
export const receiver: fc.Arbitrary<Described> = fc.oneof(
	{ weight: 9, arbitrary: aTensor },
	{ weight: 1, arbitrary: argument },
);

export const aReceiverTensor: fc.Arbitrary<Described> = aTensor;

/** The value that a description stands for, made anew. */
export function build(described: Described): unknown {
	if ("number" in described) return described.number;
	if ("word" in described) return described.word;
	if ("odd" in described) return odd[described.odd]();
	if ("list" in described) return described.list.map(build);
	if ("options" in described)
		return Object.fromEntries(
			Object.entries(described.options).map(([k, v]) => [k, build(v)]),
		);
	return buildTensor(described);
}

const fills: Record<Fill, (i: number) => number> = {
	small: (i) => ((i * 7) % 11) / 4 - 1,
	whole: (i) => i % 3,
	wild: (i) =>
		[Number.NaN, Number.POSITIVE_INFINITY, -1e30, 1e-40, -0, 3, 2 ** 31][
			i % 7
		] as number,
	ones: () => 1,
};

function buildTensor(d: Extract<Described, { tensor: unknown }>): Tensor {
	const make = (shape: readonly number[]): Tensor => {
		const count = shape.reduce((n, s) => n * s, 1);
		const fill =
			d.fill === "wild" && !d.dtype.startsWith("float") ? "whole" : d.fill;
		const values = Array.from({ length: count }, (_, i) => fills[fill](i));
		const whole = d.dtype.startsWith("float")
			? values
			: values.map((v) => Math.abs(Math.trunc(v)));
		return tensor(whole, { dtype: d.dtype }).reshape([...shape]);
	};
	const x = laidOut(d.tensor, d.layout, make);
	return d.grad && x.isFloatingPoint() ? x.detach().requiresGrad_() : x;
}

function laidOut(
	shape: readonly number[],
	layout: Layout,
	make: (shape: readonly number[]) => Tensor,
): Tensor {
	const last = shape.at(-1);
	if (last === undefined || layout === "plain") return make(shape);
	const lead = shape.slice(0, -1);
	if (layout === "stepped") return make([...lead, last * 2]).at("...", "::2");
	if (layout === "inside") return make([...lead, last + 3]).narrow(-1, 2, last);
	if (layout === "expanded") return make([...lead, 1]).expand([...shape]);
	if (shape.length < 2) return make(shape);
	return make([...shape].reverse()).permute(
		shape.map((_, i) => shape.length - 1 - i),
	);
}
