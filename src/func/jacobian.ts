/** Whole matrices of derivatives, a row or a column at a time. */

import { zerosLike } from "../ops/create/filled.js";
import { stack } from "../ops/shape/join.js";
import type { Tensor } from "../tensor/tensor.js";
import { checkFunction } from "../value/arguments.js";
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
import { pusher } from "./products.js";
import { rebuild } from "./tree.js";
import type { AuxOptions, Func } from "./types.js";

export const jacrev = jacobian("jacrev", byRows);
export const jacfwd = jacobian("jacfwd", byColumns);

/** For each output and each input, both flat, the block of the matrix. */
type Blocks = (run: Recorded, outputs: readonly Tensor[]) => Tensor[][];

function jacobian(op: string, blocksOf: Blocks) {
	return (
		fn: Func,
		argnums: Argnums = 0,
		{ hasAux = false }: AuxOptions = {},
	): Func => {
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

export function hessian(fn: Func, argnums: Argnums = 0): Func {
	checkFunction("hessian", fn);
	return jacrev(jacrev(fn, argnums), argnums);
}
