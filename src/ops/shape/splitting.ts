/** Cutting tensors into parts at given positions. */

import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { checkIntegers, normalizeDim } from "../../value/shape.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { slice } from "./views.js";

/** A number of parts, or where to cut. */
export type Cuts = number | readonly number[] | Tensor;

function plainCuts(cuts: Cuts): number | readonly number[] {
	if (typeof cuts === "number") return cuts;
	if (Array.isArray(cuts)) return checkIntegers("tensorSplit", "a cut", cuts);
	const tensor = checkTensor("tensorSplit", cuts);
	const values = Array.from(tensor.toTypedArray());
	checkIntegers("tensorSplit", "a cut", values);
	return tensor.ndim === 0 ? (values[0] as number) : values;
}

/**
 * Views of a number of parts whose sizes differ by at most one, or of the parts between the given positions.
 * @param cuts a count, or positions, which may be negative and beyond the end
 * @example tensorSplit(arange(7), 3); // sizes 3, 2, 2
 */
export function tensorSplit(x: Tensor, cuts: Cuts, dim = 0): Tensor[] {
	if (checkTensor("tensorSplit", x).ndim === 0)
		throw new ShapeError(
			"tensorSplit",
			"a tensor without dimensions cannot be split",
		);
	const d = normalizeDim("tensorSplit", dim, x.ndim);
	const size = x.size(d);
	const plain = plainCuts(cuts);
	if (
		typeof plain === "number" &&
		(!Number.isInteger(plain) || plain < 1 || plain > 0x7fffffff)
	)
		throw new ValueError(
			"tensorSplit",
			say`${plain} parts; expected an integer from 1 to 2^31 - 1`,
		);
	const ends =
		typeof plain === "number"
			? Array.from({ length: plain }, (_, i) =>
					Math.min(
						(i + 1) * Math.ceil(size / plain),
						size - (plain - 1 - i) * Math.floor(size / plain),
					),
				)
			: [...plain, size].map((cut) => clip(cut, size));
	return ends.map((end, i) => {
		const start = i === 0 ? 0 : (ends[i - 1] as number);
		return slice(x, d, start, Math.max(0, end - start), 1, "tensorSplit");
	});
}

const clip = (cut: number, size: number) =>
	Math.min(size, Math.max(0, cut < 0 ? cut + size : cut));

function evenly(op: string, x: Tensor, cuts: Cuts, dim: number): Tensor[] {
	if (typeof cuts === "number" && (cuts < 1 || x.size(dim) % cuts !== 0))
		throw new ValueError(
			op,
			say`${cuts} parts of a dimension of size ${x.size(dim)}; the count must divide it (tensorSplit takes any)`,
		);
	return composite(op, () => tensorSplit(x, cuts, dim));
}

function checkRank(op: string, x: Tensor, rank: number): void {
	if (checkTensor(op, x).ndim < rank)
		throw new ShapeError(
			op,
			say`${show(x.shape)} has ${x.ndim} dimensions; at least ${rank} are needed`,
		);
}

/** Parts side by side: of vectors along their only dimension, else along the second. A count must divide the size. */
export function hsplit(x: Tensor, cuts: Cuts): Tensor[] {
	checkRank("hsplit", x, 1);
	return evenly("hsplit", x, cuts, x.ndim === 1 ? 0 : 1);
}

/** Parts one below the other, along the first of at least two dimensions. A count must divide the size. */
export function vsplit(x: Tensor, cuts: Cuts): Tensor[] {
	checkRank("vsplit", x, 2);
	return evenly("vsplit", x, cuts, 0);
}

/** Parts one behind the other, along the third dimension. A count must divide the size. */
export function dsplit(x: Tensor, cuts: Cuts): Tensor[] {
	checkRank("dsplit", x, 3);
	return evenly("dsplit", x, cuts, 2);
}
