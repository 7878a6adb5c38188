/** Whole matrices of derivatives, a row or a column at a time. */

import { zerosLike } from "../ops/create/filled.js";
import { stack } from "../ops/shape/join.js";
import type { Tensor } from "../tensor/tensor.js";
import { checkFunction } from "../value/arguments.js";
import { readOptions } from "../value/options.js";
import {
	type Argnums,
	arranged,
	outputsOf,
	positions,
	pull,
	type Recorded,
	record,
	released,
} from "./differentiate.js";
import type { AuxOptions, GradsOf } from "./grad.js";
import { pusher } from "./products.js";
import { rebuild } from "./tree.js";

/** The structure of the function's result with a Jacobian, or one for each of several arguments, for each tensor. */
export type JacobianOf<R, G> = R extends Tensor
	? G
	: { -readonly [K in keyof R]: JacobianOf<R[K], G> };

/**
 * The function that computes the Jacobian of `fn` by backward passes, one for each element of the output, as
 * `torch.func.jacrev` (whose passes are batched; these are a loop). Use it where the output is smaller than the
 * input, `jacfwd` otherwise.
 *
 * @param argnums the argument to differentiate (default 0), or a list of them, which gives a list for each output
 * @returns shape [...output, ...input], a tensor for each pair of an output and an input tensor; with `hasAux` (`fn`
 * gives `[output, aux]`) a pair
 * @example func.jacrev((x: Tensor) => x.square())(rand([3])); // [3, 3], twice x on the diagonal
 */
export const jacrev = jacobian("jacrev", byRows);

/**
 * As `jacrev`, one column for each element of the input: by differentiating the backward pass once for each, which
 * needs gradients of gradients. For functions with more outputs than inputs.
 *
 * @returns shape [...output, ...input], as `jacrev`
 * @example func.jacfwd((x: Tensor) => x.sin())(rand([3]));
 */
export const jacfwd = jacobian("jacfwd", byColumns);

export interface JacobianFunction {
	<A extends readonly unknown[], R, const N extends Argnums = 0>(
		fn: (...args: A) => R,
		argnums?: N,
		options?: { readonly hasAux?: false },
	): (...args: A) => JacobianOf<R, GradsOf<A, N>>;
	<A extends readonly unknown[], R, Aux, const N extends Argnums>(
		fn: (...args: A) => readonly [R, Aux],
		argnums: N,
		options: { readonly hasAux: true },
	): (...args: A) => [JacobianOf<R, GradsOf<A, N>>, Aux];
}

/** For each output and each input, both flat, the block of the matrix. */
type Blocks = (run: Recorded, outputs: readonly Tensor[]) => Tensor[][];

function jacobian(op: string, blocksOf: Blocks): JacobianFunction {
	const transform = (
		fn: (...args: never[]) => unknown,
		argnums: Argnums = 0,
		options?: AuxOptions,
	) => {
		const { hasAux = false } = readOptions(op, options);
		checkFunction(op, fn);
		return (...args: readonly unknown[]): unknown => {
			const order = positions(op, argnums, args.length);
			const run = record(op, fn, args, order, hasAux);
			const blocks = blocksOf(run, outputsOf(run)).map((list) =>
				arranged(args, argnums, order, released(list, run) as Tensor[]),
			);
			const matrix = rebuild(run.output, blocks);
			return hasAux ? [matrix, released(run.aux, run)] : matrix;
		};
	};
	return transform as JacobianFunction;
}

function byRows(run: Recorded, outputs: readonly Tensor[]): Tensor[][] {
	return outputs.map((y) => {
		const rows = units(y).map((unit) =>
			pull(run, [y], [unit], { again: true }),
		);
		return run.inputs.map((x, i) =>
			joined(
				rows.map((row) => row[i] as Tensor),
				0,
				[...y.shape, ...x.shape],
				y,
			),
		);
	});
}

function byColumns(run: Recorded, outputs: readonly Tensor[]): Tensor[][] {
	const push = pusher(run, outputs);
	const columns = run.inputs.map((x, i) =>
		units(x).map((unit) =>
			push(
				run.inputs.map((other, j) =>
					j === i ? unit : zerosLike(other.detach()),
				),
			),
		),
	);
	return outputs.map((y, o) =>
		run.inputs.map((x, i) =>
			joined(
				(columns[i] as Tensor[][]).map((column) => column[o] as Tensor),
				-1,
				[...y.shape, ...x.shape],
				y,
			),
		),
	);
}

/** For each element of x a tensor of x's shape that is 1 there and 0 elsewhere. */
function units(x: Tensor): Tensor[] {
	return Array.from({ length: x.numel() }, (_, i) => {
		const unit = zerosLike(x.detach()).contiguous();
		unit.view([-1]).select(0, i).fill_(1);
		return unit;
	});
}

/** Rows or columns as one tensor; of none there is only the shape. */
function joined(
	parts: readonly Tensor[],
	dim: number,
	shape: readonly number[],
	like: Tensor,
): Tensor {
	return parts.length === 0
		? like.detach().newZeros(shape)
		: stack(parts, dim).reshape(shape);
}

/**
 * The function that computes the matrix of second derivatives of `fn`, as `torch.func.hessian`: the Jacobian of the
 * Jacobian, by backward passes twice.
 *
 * @param argnums the argument to differentiate (default 0), or a list of them, which gives a list of lists
 * @returns shape [...output, ...input, ...input]
 * @example func.hessian((x: Tensor) => x.pow(3).sum())(rand([3])); // [3, 3], six times x on the diagonal
 */
export function hessian<
	A extends readonly unknown[],
	R,
	const N extends Argnums = 0,
>(
	fn: (...args: A) => R,
	argnums: N = 0 as N,
): (...args: A) => JacobianOf<JacobianOf<R, GradsOf<A, N>>, GradsOf<A, N>> {
	checkFunction("hessian", fn);
	return jacrev(jacrev(fn, argnums), argnums);
}
