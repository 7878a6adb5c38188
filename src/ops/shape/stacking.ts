/** Joining tensors after giving them dimensions, and bringing them to a common shape. */

import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { resultType } from "../../value/promotion.js";
import { say } from "../../value/quote.js";
import { broadcastShapes } from "../../value/shape.js";
import { filled } from "../create/filled.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { cat } from "./join.js";
import { expand, expandFor, reshape, unsqueeze } from "./views.js";

type Lift = (x: Tensor) => Tensor;

/** One tensor, or each of several. */
function lifted(op: string, lift: Lift) {
	function atleast(x: Tensor): Tensor;
	function atleast(x: readonly Tensor[]): Tensor[];
	function atleast(x: Tensor | readonly Tensor[]): Tensor | Tensor[] {
		const one = (value: unknown) =>
			composite(op, () => lift(checkTensor(op, value)));
		return Array.isArray(x) ? x.map(one) : one(x);
	}
	return atleast;
}

const line: Lift = (x) => (x.ndim === 0 ? reshape(x, [1]) : x);
const plane: Lift = (x) => (x.ndim < 2 ? unsqueeze(line(x), 0) : x);
const block: Lift = (x) => (x.ndim < 3 ? unsqueeze(plane(x), -1) : x);

/** Numbers become tensors of one element; the rest, one tensor or an array of them, stays. */
export const atleast1d = lifted("atleast1d", line);
/** Numbers and vectors become matrices of one row; the rest stays. */
export const atleast2d = lifted("atleast2d", plane);
/** Vectors become [1, n, 1] and matrices [m, n, 1]; the rest stays. */
export const atleast3d = lifted("atleast3d", block);

function checked(op: string, tensors: readonly Tensor[]): readonly Tensor[] {
	if (!Array.isArray(tensors) || tensors.length === 0)
		throw new ValueError(op, "expected an array of at least one tensor");
	for (const x of tensors) checkTensor(op, x);
	return tensors;
}

/** Side by side: vectors along their only dimension, the rest along the second. */
export function hstack(tensors: readonly Tensor[]): Tensor {
	const list = checked("hstack", tensors);
	return composite("hstack", () =>
		cat(list.map(line), (list[0] as Tensor).ndim < 2 ? 0 : 1),
	);
}

/** One below the other: vectors count as rows. */
export function vstack(tensors: readonly Tensor[]): Tensor {
	const list = checked("vstack", tensors);
	return composite("vstack", () => cat(list.map(plane), 0));
}

/** One behind the other, along the third dimension. */
export function dstack(tensors: readonly Tensor[]): Tensor {
	const list = checked("dstack", tensors);
	return composite("dstack", () => cat(list.map(block), 2));
}

/** Side by side: vectors count as columns. */
export function columnStack(tensors: readonly Tensor[]): Tensor {
	const list = checked("columnStack", tensors);
	return composite("columnStack", () =>
		cat(
			list.map((x) => (x.ndim < 2 ? reshape(x, [x.numel(), 1]) : x)),
			1,
		),
	);
}

/**
 * A matrix with the given ones along its diagonal and zeros elsewhere; vectors count as rows.
 * @param tensors of at most two dimensions
 */
export function blockDiag(...tensors: readonly Tensor[]): Tensor {
	const list = checked("blockDiag", tensors);
	const odd = list.find((x) => x.ndim > 2);
	if (odd !== undefined)
		throw new ShapeError(
			"blockDiag",
			say`a tensor of shape ${show(odd.shape)}; all must have at most two dimensions`,
		);
	return composite("blockDiag", () => {
		const dtype = resultType(...list);
		const matrices = list.map((x) => plane(x).to(dtype));
		const width = matrices.reduce((n, x) => n + x.size(1), 0);
		let start = 0;
		const rows = matrices.map((x) => {
			const [height, own] = x.shape as [number, number];
			const left = filled("blockDiag", [height, start], 0, dtype);
			start += own;
			const right = filled("blockDiag", [height, width - start], 0, dtype);
			return cat([left, x, right], 1);
		});
		return cat(rows, 0);
	});
}

/** Views of all tensors in the shape to which they broadcast together. */
export function broadcastTensors(...tensors: readonly Tensor[]): Tensor[] {
	const list = checked("broadcastTensors", tensors);
	const shape = broadcastShapes(
		"broadcastTensors",
		list.map((x) => x.shape),
	);
	return list.map((x) => expandFor("broadcastTensors", x, shape));
}

/**
 * Coordinates of a grid: view i repeats vector i along the dimensions of all others.
 * @param tensors vectors or numbers, of one dtype
 * @param options `indexing`: "ij" (default), or "xy", which swaps the first two dimensions
 * @example const [rows, cols] = meshgrid([arange(3), arange(4)]); // both [3, 4]
 */
export function meshgrid(
	tensors: readonly Tensor[],
	options?: { readonly indexing?: "ij" | "xy" },
): Tensor[] {
	const { indexing = "ij" } = readOptions("meshgrid", options);
	const list = checked("meshgrid", tensors);
	if (indexing !== "ij" && indexing !== "xy")
		throw new ValueError(
			"meshgrid",
			say`indexing "${indexing}"; expected "ij" or "xy"`,
		);
	const first = list[0] as Tensor;
	for (const x of list)
		if (x.ndim > 1 || x.dtype !== first.dtype)
			throw new ShapeError(
				"meshgrid",
				say`a ${x.dtype} tensor of shape ${show(x.shape)}; all must be vectors of ${first.dtype}`,
			);
	const swap = indexing === "xy" && list.length > 1;
	const place = (i: number) => (swap && i < 2 ? 1 - i : i);
	const shape = list.map((_, d) => (list[place(d)] as Tensor).numel());
	return list.map((x, i) =>
		expand(
			reshape(
				x,
				shape.map((n, d) => (d === place(i) ? n : 1)),
			),
			shape,
		),
	);
}
