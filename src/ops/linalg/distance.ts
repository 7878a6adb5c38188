/** Distances of all points to all others. */

import type { Tensor } from "../../tensor/tensor.js";
import {
	DTypeError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkNumber } from "../../value/scalar-value.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { norm } from "../reduce/statistics.js";
import { matmul } from "./matmul.js";

export interface CdistOptions {
	/**
	 * How to find euclidean distances: by a matrix product, which is fast and loses digits where points are close, or by
	 * differences. Default: by a product for more than 25 points.
	 */
	readonly computeMode?:
		| "use_mm_for_euclid_dist_if_necessary"
		| "use_mm_for_euclid_dist"
		| "donot_use_mm_for_euclid_dist";
}

const MANY = 25;

/**
 * The p-norm distance of each of the rows of `x1` to each of those of `x2`: [..., P, M] and [..., R, M] give [..., P, R].
 * @throws ShapeError for fewer than two dimensions, or rows of different lengths
 * @throws ValueError for a negative p or an unknown mode
 * @example cdist(tensor([[0.5, 0]]), tensor([[0.5, 2], [3.5, 4]])); // [[2, 5]]
 */
export function cdist(
	x1: Tensor,
	x2: Tensor,
	p = 2,
	options?: CdistOptions,
): Tensor {
	const { computeMode = "use_mm_for_euclid_dist_if_necessary" } = readOptions(
		"cdist",
		options,
	);
	checkRows(x1, x2);
	if (!(checkNumber("cdist", "p", p) >= 0))
		throw new ValueError("cdist", say`p is ${p}; expected at least 0`);
	if (!modes.includes(computeMode))
		throw new ValueError(
			"cdist",
			say`computeMode "${computeMode}"; expected ${modes.join(", ")}`,
		);
	const many = Math.max(x1.size(-2), x2.size(-2)) > MANY;
	const product =
		computeMode === modes[1] || (computeMode === modes[0] && many);
	return composite("cdist", () => {
		if (p === 2 && product) return byProduct(x1, x2);
		const apart = x1.unsqueeze(-2).sub(x2.unsqueeze(-3));
		return p === 0 ? countOf(apart) : norm(apart, p, -1);
	});
}

/** How many are not 0, with the gradient 0. */
function countOf(apart: Tensor): Tensor {
	const one = apart.clamp({ min: 0, max: 0 }).add(1);
	return apart.ne(0).choose(one, 0).sum(-1);
}

const modes = [
	"use_mm_for_euclid_dist_if_necessary",
	"use_mm_for_euclid_dist",
	"donot_use_mm_for_euclid_dist",
] as const;

function checkRows(x1: Tensor, x2: Tensor): void {
	for (const x of [x1, x2])
		if (!checkTensor("cdist", x).isFloatingPoint())
			throw new DTypeError(
				"cdist",
				say`dtype ${x.dtype}; expected float32 or float64. Convert with float() first`,
			);
	if (x1.ndim < 2 || x2.ndim < 2 || x1.size(-1) !== x2.size(-1))
		throw new ShapeError(
			"cdist",
			say`${show(x1.shape)} and ${show(x2.shape)}; expected [..., P, M] and [..., R, M]`,
		);
}

/** |a - b|² = |a|² - 2 a b + |b|²; equal points have distance 0 and the gradient 0. */
function byProduct(x1: Tensor, x2: Tensor): Tensor {
	const [a, b] = [x1, x2].map((x) => x.square().sum(-1)) as [Tensor, Tensor];
	const squares = a
		.unsqueeze(-1)
		.add(b.unsqueeze(-2))
		.sub(matmul(x1, x2.transpose(-1, -2)).mul(2));
	const apart = squares.gt(0);
	return apart.choose(apart.choose(squares, 1).sqrt(), 0);
}

/** The p-norm of the difference of two tensors, which broadcast. */
export function dist(x: Tensor, other: Tensor, p = 2): Tensor {
	checkTensor("dist", x);
	return composite("dist", () => norm(x.sub(other), p));
}
