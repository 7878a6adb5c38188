/** Products of matrices and vectors with something added, and products over chosen dimensions. */

import type { Tensor } from "../../tensor/tensor.js";
import { isFloatingDType } from "../../value/dtype.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { resultType } from "../../value/promotion.js";
import { quote, say } from "../../value/quote.js";
import { normalizeDim, numberList, numel } from "../../value/shape.js";
import { filled } from "../create/filled.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { where } from "../pointwise/where.js";
import { sum } from "../reduce/reduce.js";
import { expand, permute, reshape } from "../shape/views.js";
import { bmm, matmul, mm, mv } from "./matmul.js";

export interface ScaleOptions {
	/** Factor of what is added; 0 leaves it out, NaN and all. Default 1. */
	readonly beta?: number;
	/** Factor of the product. Default 1. */
	readonly alpha?: number;
}

/** beta * x + alpha * product, in the product's shape. If all are integers the factors lose their fraction, as in PyTorch. */
function addTo(
	op: string,
	x: Tensor,
	product: Tensor,
	{ beta = 1, alpha = 1 }: ScaleOptions,
): Tensor {
	const dtype = resultType(checkTensor(op, x), product);
	const factor = (value: number) =>
		isFloatingDType(dtype) ? Number(value) : Math.trunc(Number(value));
	const added = expand(x.to(dtype), product.shape);
	const total = product.to(dtype);
	const scaled =
		factor(alpha) === 1 ? total : total.mul(factor(alpha)).to(dtype);
	// Left out, but still a part of the history: its gradient is zero, not missing.
	if (factor(beta) === 0)
		return where(filled(op, [], 0, "bool"), added, scaled);
	const own = factor(beta) === 1 ? added : added.mul(factor(beta)).to(dtype);
	return own.add(scaled);
}

/** beta * x + alpha * (a × b), matrices; x broadcasts. */
export function addmm(
	x: Tensor,
	a: Tensor,
	b: Tensor,
	options: ScaleOptions = {},
): Tensor {
	readOptions("addmm", options);
	return composite("addmm", () => addTo("addmm", x, mm(a, b), options));
}

/** beta * x + alpha * (matrix × vector); x broadcasts. */
export function addmv(
	x: Tensor,
	matrix: Tensor,
	vector: Tensor,
	options: ScaleOptions = {},
): Tensor {
	readOptions("addmv", options);
	return composite("addmv", () =>
		addTo("addmv", x, mv(matrix, vector), options),
	);
}

/** beta * x + alpha * (a × b) for each matrix of a batch; x broadcasts. */
export function baddbmm(
	x: Tensor,
	a: Tensor,
	b: Tensor,
	options: ScaleOptions = {},
): Tensor {
	readOptions("baddbmm", options);
	return composite("baddbmm", () => addTo("baddbmm", x, bmm(a, b), options));
}

/** beta * x + alpha * (the sum of the products of a batch); x broadcasts. */
export function addbmm(
	x: Tensor,
	a: Tensor,
	b: Tensor,
	options: ScaleOptions = {},
): Tensor {
	readOptions("addbmm", options);
	return composite("addbmm", () => {
		const products = bmm(a, b);
		const total = sum(products, 0).to(products.dtype);
		return addTo("addbmm", x, total, options);
	});
}

/** beta * x + alpha * outer(a, b); x broadcasts. */
export function addr(
	x: Tensor,
	a: Tensor,
	b: Tensor,
	options: ScaleOptions = {},
): Tensor {
	readOptions("addr", options);
	return composite("addr", () => addTo("addr", x, outer(a, b), options));
}

/** All products of an element of one vector and one of another: [n, m]. */
export function outer(a: Tensor, b: Tensor): Tensor {
	checkTensor("outer", a);
	if (checkTensor("outer", b).ndim !== 1 || a.ndim !== 1)
		throw new ShapeError(
			"outer",
			say`${show(a.shape)} and ${show(b.shape)}; expected two vectors`,
		);
	return composite("outer", () =>
		reshape(a, [a.numel(), 1]).mul(reshape(b, [1, b.numel()])),
	);
}

/** Sums of products over the last dimensions: [.., n] and [.., n] give [.., ..]. Numbers multiply everything. */
export function inner(a: Tensor, b: Tensor): Tensor {
	if (checkTensor("inner", a).ndim === 0 || checkTensor("inner", b).ndim === 0)
		return composite("inner", () => a.mul(b));
	return composite("inner", () => tensordot(a, b, [[-1], [-1]]));
}

/**
 * Sums of products over several dimensions.
 * @param dims pairs of dimensions as two lists, or a number: the last ones of a with the first ones of b
 * @example tensordot(ones([2, 3, 4]), ones([4, 3]), [[1, 2], [1, 0]]).shape; // [2]
 */
export function tensordot(
	a: Tensor,
	b: Tensor,
	dims: number | readonly (readonly number[])[] = 2,
): Tensor {
	const [ra, rb] = [
		checkTensor("tensordot", a).ndim,
		checkTensor("tensordot", b).ndim,
	];
	if (
		typeof dims === "number" &&
		!(Number.isInteger(dims) && dims >= 0 && dims <= Math.min(ra, rb))
	)
		throw new ValueError(
			"tensordot",
			say`${dims} dimensions of ${show(a.shape)} and ${show(b.shape)}; both must have as many`,
		);
	const range = (n: number, from: number) =>
		Array.from({ length: n }, (_, i) => from + i);
	const lists =
		typeof dims === "number" ? [range(dims, ra - dims), range(dims, 0)] : dims;
	if (!Array.isArray(lists) || lists.length !== 2)
		throw new ValueError(
			"tensordot",
			say`dims is ${quote(dims)}; expected a count, or two lists of dimensions`,
		);
	const from = numberList("tensordot", lists[0]).map((d) =>
		normalizeDim("tensordot", d, ra),
	);
	const to = numberList("tensordot", lists[1]).map((d) =>
		normalizeDim("tensordot", d, rb),
	);
	if (
		from.length !== to.length ||
		from.some((d, i) => a.shape[d] !== b.shape[to[i] as number])
	)
		throw new ShapeError(
			"tensordot",
			say`dimensions ${show(from)} of ${show(a.shape)} and ${show(to)} of ${show(b.shape)}; their sizes must be equal`,
		);
	const left = range(ra, 0).filter((d) => !from.includes(d));
	const right = range(rb, 0).filter((d) => !to.includes(d));
	const sizes = (x: Tensor, list: readonly number[]) =>
		list.map((d) => x.shape[d] as number);
	const k = numel(sizes(a, from));
	return composite("tensordot", () => {
		const rows = reshape(permute(a, [...left, ...from]), [
			numel(sizes(a, left)),
			k,
		]);
		const cols = reshape(permute(b, [...to, ...right]), [
			k,
			numel(sizes(b, right)),
		]);
		return reshape(matmul(rows, cols), [...sizes(a, left), ...sizes(b, right)]);
	});
}

/** The Kronecker product: each element of a times all of b. */
export function kron(a: Tensor, b: Tensor): Tensor {
	const rank = Math.max(
		checkTensor("kron", a).ndim,
		checkTensor("kron", b).ndim,
	);
	const full = (x: Tensor) => [
		...Array.from({ length: rank - x.ndim }, () => 1),
		...x.shape,
	];
	const [sa, sb] = [full(a), full(b)];
	return composite("kron", () =>
		reshape(
			reshape(
				a,
				sa.flatMap((n) => [n, 1]),
			).mul(
				reshape(
					b,
					sb.flatMap((n) => [1, n]),
				),
			),
			sa.map((n, d) => n * (sb[d] as number)),
		),
	);
}

/**
 * The vector product of vectors of three elements along a dimension; the others broadcast.
 * @param dim the first of size 3 if left out
 */
export function cross(a: Tensor, b: Tensor, dim?: number): Tensor {
	checkTensor("cross", a);
	checkTensor("cross", b);
	const found =
		dim ?? a.shape.findIndex((size, i) => size === 3 && b.shape[i] === 3);
	if (dim === undefined && found < 0)
		throw new ShapeError(
			"cross",
			say`${show(a.shape)} and ${show(b.shape)}: no dimension has size 3 in both`,
		);
	const rank = Math.max(a.ndim, b.ndim);
	const d = normalizeDim("cross", found, rank);
	if (a.ndim !== b.ndim || a.shape[d] !== 3 || b.shape[d] !== 3)
		throw new ShapeError(
			"cross",
			say`${show(a.shape)} and ${show(b.shape)}; both need equally many dimensions, and size 3 in dimension ${found}`,
		);
	return composite("cross", () => {
		const turned = (x: Tensor, by: number) => x.roll(by, d);
		const ahead = turned(a, -1).mul(turned(b, -2));
		return ahead.sub(turned(a, -2).mul(turned(b, -1)));
	});
}
