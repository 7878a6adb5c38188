/** Mirroring, turning and repeating. */

import { peek } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import {
	checkInteger,
	checkShape,
	normalizeDim,
	numberList,
} from "../../value/shape.js";
import { wholeNumbers } from "../create/whole.js";
import { composite } from "../engine/composite.js";
import { allocateTensor, checkTensor, tidy } from "../engine/define.js";
import { takeAlong } from "../select/gather.js";
import { flip, repeat } from "./rearrange.js";
import { expand, flatten, reshape, transpose, unsqueeze } from "./views.js";

function checkRank(op: string, x: Tensor, rank: number): void {
	if (checkTensor(op, x).ndim < rank)
		throw new ShapeError(
			op,
			say`${show(x.shape)} has ${x.ndim} dimensions; at least ${rank} are needed`,
		);
}

/** Columns in reverse order. */
export function fliplr(x: Tensor): Tensor {
	checkRank("fliplr", x, 2);
	return composite("fliplr", () => flip(x, [1]));
}

/** Rows in reverse order. */
export function flipud(x: Tensor): Tensor {
	checkRank("flipud", x, 1);
	return composite("flipud", () => flip(x, [0]));
}

/**
 * Turned by 90 degrees in the plane of two dimensions.
 * @param k how many times, from the first of `dims` towards the second
 */
export function rot90(
	x: Tensor,
	k = 1,
	dims: readonly number[] = [0, 1],
): Tensor {
	checkRank("rot90", x, 2);
	const [a, b] = numberList("rot90", dims).map((d) =>
		normalizeDim("rot90", d, x.ndim),
	);
	if (
		numberList("rot90", dims).length !== 2 ||
		a === undefined ||
		b === undefined ||
		a === b
	)
		throw new ValueError(
			"rot90",
			say`dims ${show(numberList("rot90", dims))}; expected two different dimensions`,
		);
	const turns = ((checkInteger("rot90", "k", k) % 4) + 4) % 4;
	if (turns === 0) return x.clone();
	if (turns === 2) return flip(x, [a, b]);
	return composite("rot90", () =>
		turns === 1
			? transpose(flip(x, [b]), a, b).contiguous()
			: flip(transpose(x, a, b), [b]),
	);
}

/** As `repeat`, but missing leading repeats count as 1. */
export function tile(x: Tensor, repeats: readonly number[]): Tensor {
	const counts = numberList("tile", repeats);
	const missing = Math.max(0, checkTensor("tile", x).ndim - counts.length);
	const all = [...Array.from({ length: missing }, () => 1), ...counts];
	return composite("tile", () => repeat(x, all));
}

/**
 * Each element (or slice of `dim`) several times in a row.
 * @param repeats one count for all, or one for each slice
 * @param dim the flattened tensor if left out
 * @example repeatInterleave(tensor([1, 2]), [2, 1]); // [1, 1, 2]
 */
export function repeatInterleave(
	x: Tensor,
	repeats: number | readonly number[] | Tensor,
	dim?: number,
): Tensor {
	checkTensor("repeatInterleave", x);
	if (dim === undefined || x.ndim === 0)
		return x.ndim === 1
			? repeatInterleave(x, repeats, 0)
			: composite("repeatInterleave", () =>
					repeatInterleave(flatten(x), repeats, 0),
				);
	const d = normalizeDim("repeatInterleave", dim, x.ndim);
	const size = x.size(d);
	const given = countsOf(repeats);
	if (given.length !== 1 && given.length !== size)
		throw new ValueError(
			"repeatInterleave",
			say`${given.length} repeats for a dimension of size ${size}; give one for each slice, or one for all`,
		);
	const wrong = given.find((count) => !Number.isInteger(count) || count < 0);
	if (wrong !== undefined)
		throw new ValueError(
			"repeatInterleave",
			say`${wrong} repeats; expected integers of at least 0`,
		);
	if (given.length === 1)
		return composite("repeatInterleave", () =>
			repeatEach(x, given[0] as number, d),
		);
	return composite("repeatInterleave", () =>
		takeAlong(x, d, positionsOf(given)),
	);
}

/** Each position as many times as it counts, written in place: what does not fit is refused before any is. */
function positionsOf(counts: readonly number[]): Tensor {
	const total = counts.reduce((sum, count) => sum + count, 0);
	checkShape("repeatInterleave", [total]);
	const positions = allocateTensor([total], "int32");
	const { buffer, byteOffset } = peek(positions.storage);
	const target = new Int32Array(buffer, byteOffset, total);
	let at = 0;
	for (const [i, count] of counts.entries()) {
		target.fill(i, at, at + count);
		at += count;
	}
	return positions;
}

/** One count for all: a strided copy, without a table of positions. */
function repeatEach(x: Tensor, count: number, dim: number): Tensor {
	const before = x.shape.slice(0, dim);
	const after = x.shape.slice(dim + 1);
	const shape = [...before, x.size(dim) * count, ...after];
	checkShape("repeatInterleave", shape);
	const sizes = [...before, x.size(dim), count, ...after];
	return tidy(() =>
		reshape(expand(unsqueeze(x, dim + 1), sizes), shape).contiguous(),
	);
}

function countsOf(
	repeats: number | readonly number[] | Tensor,
): readonly number[] {
	if (typeof repeats === "number") return [repeats];
	if (Array.isArray(repeats)) return repeats.slice();
	const counts = checkTensor("repeatInterleave", repeats);
	if (counts.ndim > 1)
		throw new ShapeError(
			"repeatInterleave",
			say`repeats of shape ${show(counts.shape)}; expected one dimension`,
		);
	return Array.from(wholeNumbers("repeatInterleave", "count", counts));
}
