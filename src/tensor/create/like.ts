import { named } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { readOptions } from "../../value/options.js";
import type { Shape } from "../../value/shape.js";
import type { Tensor } from "../tensor.js";
import { empty, full, ones, zeros } from "./filled.js";
import {
	pickDType,
	type RandomTensorOptions,
	type TensorOptions,
} from "./options.js";
import { rand, randint, randn } from "./random.js";

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
