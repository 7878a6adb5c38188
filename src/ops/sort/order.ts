import { valuesAndIndices } from "../engine/values-and-indices.js";
/** What sorting tells: the largest few, the k-th, the most frequent; and running extremes. */

import type { Tensor } from "../../tensor/tensor.js";
import { IndexError, ShapeError, show } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { normalizeDim } from "../../value/shape.js";
import { fromFlat } from "../create/literal.js";
import { composite } from "../engine/composite.js";
import { checkTensor, tidy } from "../engine/define.js";
import type { ValuesAndIndices } from "../engine/values-and-indices.js";
import type { ReduceOptions } from "../reduce/reduce.js";
import { gather } from "../select/gather.js";
import { narrow, reshape, squeeze, transpose } from "../shape/views.js";
import { argsort, medianOfAll } from "./sort.js";

/** The elements at positions along a dimension; a tensor without dimensions has one element, at 0. */
function picked(x: Tensor, dim: number, indices: Tensor): Tensor {
	return x.ndim === 0
		? tidy(() => reshape(gather(reshape(x, [1]), 0, reshape(indices, [1])), []))
		: gather(x, dim, indices);
}

/** Values and positions, without the dimension unless it is kept. */
export function along(
	name: string,
	x: Tensor,
	dim: number,
	keepdim: boolean,
	positions: () => Tensor,
): ValuesAndIndices {
	const drop = !keepdim && x.ndim > 0;
	const [values, indices] = composite(name, () => {
		const at = positions();
		const found = picked(x, dim, at);
		return drop ? [squeeze(found, dim), squeeze(at, dim)] : [found, at];
	}) as readonly [Tensor, Tensor];
	return valuesAndIndices(values, indices);
}

export interface TopOptions {
	/** The largest (true, the default) or the smallest. */
	readonly largest?: boolean;
	/** flambeau always gives them in order. */
	readonly sorted?: boolean;
}

/**
 * The k largest elements along a dimension, largest first, and where they were. NaN counts as the largest.
 * @example const { values, indices } = topk(tensor([1, 5, 3]), 2); // [5, 3] and [1, 2]
 */
export function topk(
	x: Tensor,
	k: number,
	dim = -1,
	options?: TopOptions,
): ValuesAndIndices {
	const { largest = true } = readOptions("topk", options);
	const d = normalizeDim("topk", dim, checkTensor("topk", x).ndim);
	const size = x.shape[d] ?? 1;
	if (!Number.isInteger(k) || k < 0 || k > size)
		throw new IndexError(
			"topk",
			say`k ${k} for a dimension of size ${size}; expected 0 to ${size}`,
		);
	return along("topk", x, d, true, () => {
		const order = argsort(x, d, { descending: largest });
		return x.ndim === 0 ? order : narrow(order, d, 0, k).contiguous();
	});
}

/** The k-th smallest element along a dimension (k from 1), and where it was. */
export function kthvalue(
	x: Tensor,
	k: number,
	dim = -1,
	options?: ReduceOptions,
): ValuesAndIndices {
	const { keepdim = false } = readOptions("kthvalue", options);
	const d = normalizeDim("kthvalue", dim, checkTensor("kthvalue", x).ndim);
	const size = x.shape[d] ?? 1;
	if (!Number.isInteger(k) || k < 1 || k > size)
		throw new IndexError(
			"kthvalue",
			say`k ${k} for a dimension of size ${size}; expected 1 to ${size}`,
		);
	return along("kthvalue", x, d, keepdim, () => {
		const order = argsort(x, d);
		return x.ndim === 0 ? order : narrow(order, d, k - 1, 1).contiguous();
	});
}

/** Positions found row by row in JavaScript, `width` for each row of `dim`. Call it inside `tidy`. */
export function byRow(
	x: Tensor,
	dim: number,
	width: number,
	find: (row: ArrayLike<number>, out: Int32Array) => void,
): Tensor {
	const rank = Math.max(x.ndim, 1);
	const lines = transpose(
		x.ndim === 0 ? reshape(x.detached(), [1]) : x.detached(),
		dim,
		rank - 1,
	);
	const data = lines.toTypedArray();
	const n = lines.size(-1);
	const rows = n === 0 ? 0 : data.length / n;
	const found = new Int32Array(rows * width);
	for (let i = 0; i < rows; i++)
		find(
			data.subarray(i * n, (i + 1) * n),
			found.subarray(i * width, (i + 1) * width),
		);
	const shape = [...lines.shape.slice(0, -1), width];
	const indices = transpose(fromFlat(found, shape, "int32"), dim, rank - 1);
	return x.ndim === 0 ? reshape(indices, []) : indices.contiguous();
}

/** The most frequent element along a dimension, of equally frequent ones the smallest, and where it is last. */
export function mode(
	x: Tensor,
	dim = -1,
	options?: ReduceOptions,
): ValuesAndIndices {
	const { keepdim = false } = readOptions("mode", options);
	const d = normalizeDim("mode", dim, checkTensor("mode", x).ndim);
	if (x.numel() === 0)
		throw new ShapeError("mode", say`${show(x.shape)} has no elements`);
	return along("mode", x, d, keepdim, () =>
		byRow(x, d, 1, (row, out) => {
			const counts = new Map<number, number>();
			for (let i = 0; i < row.length; i++)
				counts.set(row[i] as number, (counts.get(row[i] as number) ?? 0) + 1);
			let [best, most] = [Number.NaN, 0];
			for (const [value, count] of counts)
				if (count > most || (count === most && value < best))
					[best, most] = [value, count];
			for (let i = 0; i < row.length; i++)
				if (Object.is(row[i], best) || row[i] === best) out[0] = i;
		}),
	);
}

/** The median along a dimension of what is not NaN: of an even count the lower one; NaN if nothing is left. */
export function nanmedianAlong(
	x: Tensor,
	dim: number,
	options?: ReduceOptions,
): ValuesAndIndices {
	const { keepdim = false } = readOptions("nanmedian", options);
	const d = normalizeDim("nanmedian", dim, checkTensor("nanmedian", x).ndim);
	if (x.numel() === 0 || x.ndim === 0 || !x.isFloatingPoint())
		return kthvalue(x, Math.max(1, ((x.shape[d] ?? 1) + 1) >> 1), d, {
			keepdim,
		});
	return along("nanmedian", x, d, keepdim, () => {
		const order = argsort(x, d);
		const present = x.detached().isnan().logicalNot();
		const count = present.sum(d, { keepdim: true });
		const middle = count.sub(1).clamp({ min: 0 });
		return gather(order, d, middle.div(2, { roundingMode: "floor" }));
	});
}

/** The median of all elements that are not NaN. */
export const nanmedian = medianOfAll("nanmedian", nanmedianAlong);
