/** Making tensors. */

import {
	checkDType,
	type DType,
	getDefaultDType,
	isFloatingDType,
	isIntegerDType,
} from "./dtype.js";
import { DTypeError, ShapeError, show, ValueError } from "./errors.js";
import { type Generator, generatorOf } from "./generator.js";
import { named } from "./ops/composite.js";
import { filled } from "./ops/create.js";
import { allocateTensor, checkTensor, setTensorClass } from "./ops/define.js";
import { type NestedInput, tensorFrom } from "./ops/literal.js";
import { fillIntegers, permutation } from "./ops/random.js";
import { normalLike } from "./ops/random-samples.js";
import { spaced } from "./ops/range.js";
import { type Device, readOptions } from "./options.js";
import { resultType } from "./promotion.js";
import { quote, say } from "./quote.js";
import { checkNumber, isInt32 } from "./scalar-value.js";
import { checkInteger, checkShape, type Shape } from "./shape.js";
import { beginOp } from "./storage.js";
import { Tensor } from "./tensor.js";
import type { ShapeOf } from "./typed-shape.js";

export interface TensorOptions {
	/** Element type. The default depends on the function. */
	readonly dtype?: DType | undefined;
	/** Where the tensor is: there is one device. */
	readonly device?: Device | null | undefined;
	/** Whether gradients are wanted. Default false. */
	readonly requiresGrad?: boolean | undefined;
}
export interface RandomTensorOptions extends TensorOptions {
	/** Where the numbers come from. Default: the generator that `manualSeed` seeds. */
	readonly generator?: Generator | null | undefined;
}

function finish(x: Tensor, { requiresGrad = false }: TensorOptions): Tensor {
	return requiresGrad ? x.requiresGrad_() : x;
}

/** The dtype that the caller chose or the function's own. Every function here comes by before it makes a tensor. */
function pickDType(
	op: string,
	given: DType | undefined,
	otherwise: DType,
): DType {
	// Not when this module is imported: imports do no work, and a bundler may keep one function of all.
	setTensorClass(Tensor);
	return given === undefined ? otherwise : checkDType(op, given);
}

/**
 * A new tensor with the given elements: a number, nested arrays, or a typed array. Fractions give float32, integers
 * int32, booleans bool, unless `dtype` says otherwise; a tensor is copied.
 * @throws ShapeError if rows differ in length
 * @example tensor([[1, 2], [3, 4]], { dtype: "float32" });
 */
export function tensor(
	data: NestedInput | Tensor,
	options: TensorOptions = {},
): Tensor {
	readOptions("tensor", options);
	setTensorClass(Tensor);
	const dtype =
		options.dtype === undefined
			? undefined
			: checkDType("tensor", options.dtype);
	if (data instanceof Tensor)
		return finish(
			data
				.detach()
				.clone()
				.to(dtype ?? data.dtype),
			options,
		);
	return finish(
		named("tensor", () => tensorFrom(data, dtype)),
		options,
	);
}

/** As `tensor`, but a tensor of the right dtype is given back as it is. */
export function asTensor(
	data: NestedInput | Tensor,
	options: { readonly dtype?: DType; readonly device?: Device | null } = {},
): Tensor {
	readOptions("asTensor", options);
	return named("asTensor", () =>
		data instanceof Tensor
			? data.to(options.dtype ?? data.dtype)
			: tensor(data, options),
	);
}

function ofValue(op: string, value: number) {
	return <const S extends Shape>(
		shape: S,
		options: TensorOptions = {},
	): Tensor<ShapeOf<S>> => {
		readOptions(op, options);
		const dtype = pickDType(op, options.dtype, getDefaultDType());
		return finish(filled(op, shape, value, dtype), options);
	};
}

/** A tensor of zeros. @example zeros([2, 3]); */
export const zeros = ofValue("zeros", 0);
/** A tensor of ones. @example ones([2, 3], { dtype: "int32" }); */
export const ones = ofValue("ones", 1);

/** A tensor of one value; its dtype is bool, int32 or the default float dtype, as the value is. @example full([2], 0.5); */
export function full<const S extends Shape>(
	shape: S,
	value: number | boolean | Tensor,
	options: TensorOptions = {},
): Tensor<ShapeOf<S>> {
	readOptions("full", options);
	const plain = plainValue("full", value);
	const dtype = named("full", () =>
		pickDType("full", options.dtype, resultType(value)),
	);
	return finish(filled("full", shape, plain, dtype), options);
}

/** A number, or the one in a tensor without dimensions. */
function plainValue(op: string, value: number | boolean | Tensor): number {
	if (!(value instanceof Tensor)) return checkNumber(op, "the value", value);
	if (value.ndim === 0) return Number(value.item());
	throw new ShapeError(
		op,
		say`a value of shape ${show(value.shape)}; expected a number or a tensor without dimensions`,
	);
}

/** A tensor whose elements are whatever was in memory. @example empty([3]).fill_(1); */
export function empty<const S extends Shape>(
	shape: S,
	options: TensorOptions = {},
): Tensor<ShapeOf<S>> {
	readOptions("empty", options);
	const dtype = pickDType("empty", options.dtype, getDefaultDType());
	const sizes = checkShape("empty", shape);
	beginOp();
	return finish(allocateTensor(sizes, dtype), options);
}

function like(
	op: string,
	make: (shape: Shape, options: RandomTensorOptions) => Tensor,
) {
	return (x: Tensor, options: RandomTensorOptions = {}): Tensor => {
		readOptions(op, options);
		const { shape } = checkTensor(op, x);
		return named(op, () =>
			make(shape, { ...options, dtype: pickDType(op, options.dtype, x.dtype) }),
		);
	};
}

/** Zeros of x's shape and dtype. */
export const zerosLike = like("zerosLike", zeros);
/** Ones of x's shape and dtype. */
export const onesLike = like("onesLike", ones);
/** An uninitialised tensor of x's shape and dtype. */
export const emptyLike = like("emptyLike", empty);
/** Uniform random numbers of x's shape and dtype. */
export const randLike = like("randLike", rand);
/** Normal random numbers of x's shape and dtype. */
export const randnLike = like("randnLike", randn);

/** One value in x's shape and dtype. */
export function fullLike(
	x: Tensor,
	value: number | boolean | Tensor,
	options: TensorOptions = {},
): Tensor {
	readOptions("fullLike", options);
	return named("fullLike", () =>
		full(checkTensor("fullLike", x).shape, value, {
			...options,
			dtype: pickDType("fullLike", options.dtype, x.dtype),
		}),
	);
}

/** Random integers in x's shape and dtype. */
export function randintLike(
	x: Tensor,
	low: number,
	high: number,
	options: RandomTensorOptions = {},
): Tensor {
	readOptions("randintLike", options);
	return named("randintLike", () =>
		randint(low, high, checkTensor("randintLike", x).shape, {
			...options,
			dtype: pickDType("randintLike", options.dtype, x.dtype),
		}),
	);
}

/**
 * Numbers from `start` up to `end` (excluded), `step` apart; one argument is the end. int32 if all are integers.
 * @example arange(3); arange(1, 2, 0.25);
 */
export function arange(end: number, options?: TensorOptions): Tensor;
export function arange(
	start: number,
	end: number,
	options?: TensorOptions,
): Tensor;
export function arange(
	start: number,
	end: number,
	step: number,
	options?: TensorOptions,
): Tensor;
export function arange(
	...given: (number | TensorOptions | undefined)[]
): Tensor {
	const last = given.at(-1);
	const hasOptions = typeof last === "object" || given.length > 3;
	const options = (hasOptions ? last : {}) as TensorOptions;
	readOptions("arange", options);
	const numbers = (hasOptions ? given.slice(0, -1) : given).filter(
		(number) => number !== undefined,
	);
	const [start, end, step = 1] = (
		numbers.length === 1 ? [0, numbers[0]] : numbers
	) as [number, number, number?];
	checkBounds("arange", start, end, step);
	if (step === 0 || (isIntegerDType(options.dtype) && Math.trunc(step) === 0))
		throw new ValueError(
			"arange",
			say`a step of ${step}${step === 0 ? "" : ` in dtype ${options.dtype} is 0`}; it must not be 0`,
		);
	const steps = (end - start) / step;
	if (steps < 0)
		throw new ValueError(
			"arange",
			say`from ${start} to ${end} by ${step}: the step points away from the end; change its sign`,
		);
	const integral = [start, end, step].every(isInt32);
	const dtype = pickDType(
		"arange",
		options.dtype,
		integral ? "int32" : getDefaultDType(),
	);
	return finish(spaced(start, step, Math.ceil(steps), dtype), options);
}

/** `steps` numbers from `start` to `end`, both included. @example linspace(0, 1, 5); */
export function linspace(
	start: number,
	end: number,
	steps: number,
	options: TensorOptions = {},
): Tensor {
	readOptions("linspace", options);
	const dtype = pickDType("linspace", options.dtype, getDefaultDType());
	return finish(
		tensorFrom(
			spacedBetween("linspace", start, end, steps, (x) => x),
			dtype,
		),
		options,
	);
}

/** base to the powers `start` to `end`, `steps` of them. @example logspace(0, 2, 3); */
export function logspace(
	start: number,
	end: number,
	steps: number,
	options: TensorOptions & { readonly base?: number } = {},
): Tensor {
	readOptions("logspace", options);
	const { base = 10 } = options;
	const dtype = pickDType("logspace", options.dtype, getDefaultDType());
	return finish(
		tensorFrom(
			spacedBetween("logspace", start, end, steps, (x) => base ** x),
			dtype,
		),
		options,
	);
}

function checkBounds(op: string, ...bounds: readonly number[]): void {
	const names = ["start", "end", "step"];
	bounds.forEach((bound, i) => {
		if (typeof bound !== "number" || !Number.isFinite(bound))
			throw new ValueError(
				op,
				say`${names[i]} is ${quote(bound)}; expected a finite number`,
			);
	});
}

/** As many float64 as the linear memory can hold. */
const MOST_STEPS = 2 ** 29 - 1;

/** In float64, from both ends towards the middle, so that both ends are exact. */
function spacedBetween(
	op: string,
	start: number,
	end: number,
	steps: number,
	map: (x: number) => number,
): Float64Array {
	checkBounds(op, start, end);
	if (!Number.isInteger(steps) || steps < 0 || steps > MOST_STEPS)
		throw new ValueError(
			op,
			say`${steps} steps; an integer from 0 to ${MOST_STEPS} is needed`,
		);
	const step = steps > 1 ? (end - start) / (steps - 1) : 0;
	const half = steps / 2;
	return Float64Array.from({ length: steps }, (_, i) =>
		map(i < half ? start + step * i : end - step * (steps - i - 1)),
	);
}

/** Ones on the diagonal, zeros elsewhere: [n, m], square if m is left out. @example eye(3); */
export function eye(
	n: number,
	m?: number | TensorOptions,
	options: TensorOptions = {},
): Tensor {
	const settings = typeof m === "object" ? m : options;
	readOptions("eye", settings);
	const cols = typeof m === "object" ? n : (m ?? n);
	const shape = checkShape("eye", [n, cols]);
	const dtype = pickDType("eye", settings.dtype, getDefaultDType());
	const out = filled("eye", shape, 0, dtype);
	if (n > 0 && cols > 0) out.diagonal().fill_(1);
	return finish(out, settings);
}

/** Uniform random numbers from 0 to 1 (excluded). @example rand([2, 3]); */
export function rand<const S extends Shape>(
	shape: S,
	options: RandomTensorOptions = {},
): Tensor<ShapeOf<S>> {
	readOptions("rand", options);
	return named("rand", () =>
		finish(floats("rand", shape, options).uniform_(0, 1, options), options),
	);
}

/** Normal random numbers with mean 0 and standard deviation 1. @example randn([2, 3]); */
export function randn<const S extends Shape>(
	shape: S,
	options: RandomTensorOptions = {},
): Tensor<ShapeOf<S>> {
	readOptions("randn", options);
	return named("randn", () =>
		finish(floats("randn", shape, options).normal_(0, 1, options), options),
	);
}

function floats(op: string, shape: Shape, { dtype }: TensorOptions): Tensor {
	const wanted = pickDType(op, dtype, getDefaultDType());
	if (!isFloatingDType(wanted))
		throw new DTypeError(
			op,
			say`dtype ${wanted}; random fractions need float32 or float64 (randint gives integers)`,
		);
	return named(op, () => empty(shape, { dtype: wanted }));
}

/** Random integers from `low` (0 if left out) to `high` (excluded), int32. @example randint(10, [3]); randint(-5, 5, [3]); */
export function randint(
	high: number,
	shape: Shape,
	options?: RandomTensorOptions,
): Tensor;
export function randint(
	low: number,
	high: number,
	shape: Shape,
	options?: RandomTensorOptions,
): Tensor;
export function randint(...given: readonly unknown[]): Tensor {
	const at = given.findIndex((g) => Array.isArray(g));
	const [low, high] = (at === 1 ? [0, given[0]] : given) as [number, number];
	const shape = given[at] as Shape;
	const options = (given[at + 1] ?? {}) as RandomTensorOptions;
	if (!Number.isInteger(low) || !Number.isInteger(high) || high <= low)
		throw new ValueError(
			"randint",
			say`from ${low} to ${high} (excluded); both are integers, and high must exceed low`,
		);
	if (low < -(2 ** 31) || high > 2 ** 31)
		throw new ValueError(
			"randint",
			say`from ${low} to ${high} (excluded); they are drawn as int32, which holds -2147483648 to 2147483647`,
		);
	const out = named("randint", () => empty(shape, { dtype: "int32" }));
	fillIntegers(out, low, high, generatorOf("randint", options.generator));
	return finish(out.to(pickDType("randint", options.dtype, "int32")), options);
}

/** The numbers from 0 to n - 1 in random order, int32. @example randperm(5); */
export function randperm(n: number, options: RandomTensorOptions = {}): Tensor {
	readOptions("randperm", options);
	if (!Number.isInteger(n) || n < 0)
		throw new ValueError(
			"randperm",
			say`${n} numbers; an integer of at least 0 is needed`,
		);
	const dtype = pickDType("randperm", options.dtype, "int32");
	return permutation(n, generatorOf("randperm", options.generator)).to(dtype);
}

/**
 * Normal random numbers with the given means and standard deviations, which broadcast; of two numbers `size` is the
 * shape. Gradients are zero: for those of a sample use `distributions.Normal`.
 * @example normal(arange(3).float(), 0.5); normal(0, 2, { size: [3] });
 */
export function normal(
	mean: Tensor | number,
	std: Tensor | number = 1,
	options: RandomTensorOptions & { readonly size?: Shape } = {},
): Tensor {
	readOptions("normal", options);
	return named("normal", () =>
		typeof mean === "number" && typeof std === "number"
			? floats("normal", options.size ?? [], options).normal_(
					mean,
					std,
					options,
				)
			: normalLike(mean, std, options),
	);
}

/** Row and column numbers of the lower triangle, int32 [2, count]. */
export function trilIndices(
	row: number,
	col: number,
	offset = 0,
	options: TensorOptions = {},
): Tensor {
	readOptions("trilIndices", options);
	checkInteger("trilIndices", "offset", offset);
	return triangleIndices(
		"trilIndices",
		row,
		col,
		options,
		(i, j) => j - i <= offset,
	);
}

/** Row and column numbers of the upper triangle, int32 [2, count]. */
export function triuIndices(
	row: number,
	col: number,
	offset = 0,
	options: TensorOptions = {},
): Tensor {
	readOptions("triuIndices", options);
	checkInteger("triuIndices", "offset", offset);
	return triangleIndices(
		"triuIndices",
		row,
		col,
		options,
		(i, j) => j - i >= offset,
	);
}

function triangleIndices(
	op: string,
	row: number,
	col: number,
	{ dtype }: TensorOptions,
	within: (i: number, j: number) => boolean,
): Tensor {
	checkShape(op, [row, col]);
	const rows: number[] = [];
	const cols: number[] = [];
	for (let i = 0; i < (col === 0 ? 0 : row); i++)
		for (let j = 0; j < col; j++)
			if (within(i, j)) {
				rows.push(i);
				cols.push(j);
			}
	return tensorFrom(
		Int32Array.from([...rows, ...cols]),
		pickDType(op, dtype, "int32"),
	).reshape([2, rows.length]);
}
