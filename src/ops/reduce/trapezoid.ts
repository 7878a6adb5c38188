/** Integrals of what is known at points, by the trapezoidal rule. */

import type { Tensor } from "../../tensor/tensor.js";
import { DTypeError, ShapeError, show } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { normalizeDim } from "../../value/shape.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { narrow } from "../shape/views.js";
import { diff } from "./diff.js";

export interface TrapezoidOptions {
	/** The distance of neighbours where there is no `x`. Default 1. */
	readonly dx?: number;
	/** Default -1. */
	readonly dim?: number;
}

export function trapezoid(
	y: Tensor,
	x: Tensor | null = null,
	options?: TrapezoidOptions,
): Tensor {
	const { dx = 1, dim = -1 } = readOptions("trapezoid", options);
	const d = axisOf("trapezoid", y, x, dim);
	return composite("trapezoid", () => areas(y, x, dx, d).sum(d).div(2));
}

export function cumulativeTrapezoid(
	y: Tensor,
	x: Tensor | null = null,
	options?: TrapezoidOptions,
): Tensor {
	const { dx = 1, dim = -1 } = readOptions("cumulativeTrapezoid", options);
	const d = axisOf("cumulativeTrapezoid", y, x, dim);
	return composite("cumulativeTrapezoid", () =>
		areas(y, x, dx, d).cumsum(d).div(2),
	);
}

/** Twice the area between each two neighbours. */
function areas(y: Tensor, x: Tensor | null, dx: number, d: number): Tensor {
	const count = Math.max(0, y.size(d) - 1);
	const sums = narrow(y, d, Math.min(1, y.size(d)), count).add(
		narrow(y, d, 0, count),
	);
	if (x === null) return sums.mul(dx);
	const points =
		x.ndim === 1
			? x.reshape(y.shape.map((_, i) => (i === d ? x.numel() : 1)))
			: x;
	return sums.mul(diff(points, 1, d - y.ndim));
}

function axisOf(op: string, y: Tensor, x: Tensor | null, dim: number): number {
	const d = normalizeDim(op, dim, checkTensor(op, y).ndim);
	for (const [name, given] of Object.entries({ y, x }))
		if (given !== null && checkTensor(op, given).dtype === "bool")
			throw new DTypeError(
				op,
				say`${name} is of dtype bool; convert it with float() first`,
			);
	const size = y.shape[d];
	const points =
		x === null || x.ndim === 0
			? size
			: x.shape.at(x.ndim === 1 ? 0 : d - y.ndim);
	if (y.ndim === 0 || x?.ndim === 0 || (points !== size && points !== 1))
		throw new ShapeError(
			op,
			say`y of shape ${show(y.shape)}${x === null ? "" : ` and x of shape ${show(x.shape)}`}; expected a dimension of y, and a point of x for each of its elements`,
		);
	return d;
}
