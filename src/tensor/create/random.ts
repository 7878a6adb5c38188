import { named } from "../../ops/engine/composite.js";
import { generatorOf } from "../../ops/random/generator.js";
import {
	fillIntegers,
	normal_,
	permutation,
	uniform_,
} from "../../ops/random/random.js";
import { normalLike } from "../../ops/random/samples.js";
import { getDefaultDType, isFloatingDType } from "../../value/dtype.js";
import { DTypeError, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import type { Shape } from "../../value/shape.js";
import type { ShapeOf } from "../../value/typed-shape.js";
import type { Tensor } from "../tensor.js";
import { empty } from "./filled.js";
import {
	finish,
	pickDType,
	type RandomTensorOptions,
	type TensorOptions,
} from "./options.js";

/** Uniform random numbers from 0 to 1 (excluded). @example rand([2, 3]); */
export function rand<const S extends Shape>(
	shape: S,
	options: RandomTensorOptions = {},
): Tensor<ShapeOf<S>> {
	readOptions("rand", options);
	return named("rand", () =>
		finish(uniform_(floats("rand", shape, options), 0, 1, options), options),
	);
}

/** Normal random numbers with mean 0 and standard deviation 1. @example randn([2, 3]); */
export function randn<const S extends Shape>(
	shape: S,
	options: RandomTensorOptions = {},
): Tensor<ShapeOf<S>> {
	readOptions("randn", options);
	return named("randn", () =>
		finish(normal_(floats("randn", shape, options), 0, 1, options), options),
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
			? normal_(
					floats("normal", options.size ?? [], options),
					mean,
					std,
					options,
				)
			: normalLike(mean, std, options),
	);
}
