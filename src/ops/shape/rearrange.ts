/** Copies with the elements in other places. */

import { call } from "../../../bindings/run.js";
import { beginOp } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import {
	IndexError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { say } from "../../value/quote.js";
import {
	checkInteger,
	checkNumbers,
	normalizeDim,
	numberList,
	numel,
} from "../../value/shape.js";
import { sliceView, type View } from "../../value/view.js";
import { composite } from "../engine/composite.js";
import { copyElements, pointer } from "../engine/copy.js";
import {
	allocateTensor,
	apply,
	checkTensor,
	makeTensor,
	type OpSpec,
	tidy,
} from "../engine/define.js";
import { where } from "../pointwise/where.js";
import { cat } from "./join.js";

interface FlipArgs {
	readonly dims: readonly number[];
}

const flipSpec: OpSpec<FlipArgs> = {
	name: "flip",
	infer: ([x]) => x as Tensor,
	forward: ([x], out, { dims }) => {
		const source = x as Tensor;
		let view: View = source.layout;
		for (const d of dims)
			view = sliceView(view, d, source.size(d) - 1, source.size(d), -1);
		copyElements(makeTensor(source.storage, view, source.dtype), out);
	},
	saves: "none",
	backward: ({ args }, grad) => [flip(grad, args.dims)],
};

/** The elements in reverse order along the given dimensions. */
export function flip(x: Tensor, dims: number | readonly number[]): Tensor {
	const rank = checkTensor("flip", x).ndim;
	const list = numberList("flip", dims).map((d) =>
		normalizeDim("flip", d, rank),
	);
	if (new Set(list).size !== list.length)
		throw new ValueError(
			"flip",
			say`dimension list ${show(list)} names one dimension twice`,
		);
	return apply(flipSpec, [x], { dims: rank === 0 ? [] : list });
}

/** The tensor `repeats[i]` times along dimension i; more repeats than dimensions add leading ones. */
export function repeat(x: Tensor, repeats: readonly number[]): Tensor {
	const rank = checkTensor("repeat", x).ndim;
	if (checkNumbers("repeat", repeats).length < rank)
		throw new ShapeError(
			"repeat",
			say`${repeats.length} repeats for a tensor of shape ${show(x.shape)}; give at least ${rank}`,
		);
	if (repeats.some((n) => !Number.isInteger(n) || n < 0))
		throw new ValueError(
			"repeat",
			say`repeats ${show(repeats)}; they are integers of at least 0`,
		);
	const sizes = [...repeats.slice(rank).map(() => 1), ...x.shape];
	return composite("repeat", () => {
		const spaced = x.reshape(sizes.flatMap((size) => [1, size]));
		const expanded = spaced.expand(
			sizes.flatMap((size, d) => [repeats[d] as number, size]),
		);
		const out = expanded.reshape(
			sizes.map((size, d) => size * (repeats[d] as number)),
		);
		// Repeating once is a copy too.
		return out.storage === x.storage ? out.clone() : out;
	});
}

/**
 * Moves elements along dimensions; those that leave at the end come back at the start. Without `dims` the tensor is
 * rolled in row-major order.
 * @throws ValueError unless there is a shift for each dimension
 */
export function roll(
	x: Tensor,
	shifts: number | readonly number[],
	dims?: number | readonly number[],
): Tensor {
	const by = numberList("roll", shifts);
	if (by.length === 0)
		throw new ValueError(
			"roll",
			"no shifts given; give one, or one for each of dims",
		);
	if (dims === undefined && by.length === 1)
		return composite("roll", () =>
			rollOne(checkTensor("roll", x).reshape([-1]), by[0] as number, 0).reshape(
				x.shape,
			),
		);
	const along = numberList("roll", dims ?? []);
	if (by.length !== along.length)
		throw new ValueError(
			"roll",
			say`${by.length} shifts for ${along.length} dimensions; give one for each`,
		);
	if (checkTensor("roll", x).ndim === 0 && along.length > 0)
		throw new IndexError(
			"roll",
			say`dimension ${along[0]} of a tensor without dimensions; leave dims out`,
		);
	return composite("roll", () =>
		by.reduce((rolled, n, i) => rollOne(rolled, n, along[i] as number), x),
	);
}

function rollOne(x: Tensor, shift: number, dim: number): Tensor {
	const d = normalizeDim("roll", dim, checkTensor("roll", x).ndim);
	const size = x.ndim === 0 ? 0 : x.size(d);
	checkInteger("roll", "shift", shift);
	const by = size === 0 ? 0 : ((shift % size) + size) % size;
	if (by === 0) return x.clone();
	return tidy(() =>
		cat([x.narrow(d, size - by, by), x.narrow(d, 0, size - by)], d),
	);
}

/** True on one side of a diagonal, for the last two dimensions. */
function triangleMask(x: Tensor, diagonal: number, upper: boolean): Tensor {
	const [rows, cols] = x.shape.slice(-2) as [number, number];
	beginOp();
	const mask = allocateTensor([rows, cols], "bool");
	if (numel(mask.shape) > 0)
		call("tri_mask_u8", pointer(mask), rows, cols, diagonal, Number(upper));
	return mask;
}

function triangle(name: "tril" | "triu") {
	return (x: Tensor, diagonal = 0): Tensor => {
		checkInteger(name, "diagonal", diagonal);
		if (checkTensor(name, x).ndim < 2)
			throw new ShapeError(
				name,
				say`${show(x.shape)} is no matrix; it needs at least two dimensions`,
			);
		return composite(name, () =>
			where(triangleMask(x, diagonal, name === "triu"), x, 0).to(x.dtype),
		);
	};
}

/** The lower triangle of each matrix, the rest zero; `diagonal` moves the border up. */
export const tril = triangle("tril");
/** The upper triangle of each matrix, the rest zero; `diagonal` moves the border up. */
export const triu = triangle("triu");
