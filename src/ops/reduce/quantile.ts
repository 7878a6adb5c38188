/** Quantiles. */

import type { Tensor } from "../../tensor/tensor.js";
import { checkChoice } from "../../value/arguments.js";
import { show, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { normalizeDim } from "../../value/shape.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { gather } from "../select/gather.js";
import { stack } from "../shape/join.js";
import { narrow, reshape, squeeze } from "../shape/views.js";
import { argsort } from "../sort/sort.js";
import type { ReduceOptions } from "./reduce.js";

export interface QuantileOptions extends ReduceOptions {
	/** What lies between two elements. Default "linear". */
	readonly interpolation?:
		| "linear"
		| "lower"
		| "higher"
		| "midpoint"
		| "nearest";
}

/** The weight of the upper element when the wanted place is `fraction` after the lower one. */
const upperWeight: Record<
	NonNullable<QuantileOptions["interpolation"]>,
	(fraction: number, lower: number) => number
> = {
	linear: (fraction) => fraction,
	lower: () => 0,
	higher: (fraction) => (fraction > 0 ? 1 : 0),
	midpoint: (fraction) => (fraction > 0 ? 0.5 : 0),
	nearest: (fraction, lower) =>
		fraction > 0.5 || (fraction === 0.5 && lower % 2 === 1) ? 1 : 0,
};

/**
 * The elements below which a share q of all elements (or of a dimension) lies, interpolated; NaN if there is one.
 * @param q a number from 0 to 1, or a vector of them, which becomes the first dimension of the result
 * @example quantile(tensor([1, 2, 3, 4.5]), 0.5); // 2.5
 */
export function quantile(
	x: Tensor,
	q: number | Tensor,
	dim?: number | null,
	options?: QuantileOptions,
): Tensor {
	const { keepdim = false, interpolation = "linear" } = readOptions(
		"quantile",
		options,
	);
	checkTensor("quantile", x);
	if (!x.isFloatingPoint() || x.numel() === 0)
		throw new ValueError(
			"quantile",
			say`a ${x.dtype} tensor of shape ${show(x.shape)}; expected floats, at least one`,
		);
	const shares =
		typeof q === "number"
			? [q]
			: Array.from(checkTensor("quantile", q).toTypedArray());
	if (shares.some((share) => !(share >= 0 && share <= 1)))
		throw new ValueError(
			"quantile",
			say`q ${show(shares)}; expected numbers from 0 to 1`,
		);
	const weigh =
		upperWeight[
			checkChoice(
				"quantile",
				"interpolation",
				interpolation,
				Object.keys(upperWeight) as (keyof typeof upperWeight)[],
			)
		];
	const all = dim === undefined || dim === null;
	const d = all ? 0 : normalizeDim("quantile", dim, x.ndim);
	const flat = all || x.ndim === 0;
	return composite("quantile", () => {
		const source = flat ? reshape(x, [x.numel()]) : x;
		const n = source.size(d);
		const sorted = gather(source, d, argsort(source, d));
		const missing = source.detached().isnan().any(d, { keepdim: true });
		const results = shares.map((share, i) => {
			const place = share * (n - 1);
			const lower = Math.floor(place);
			const weight = weigh(place - lower, lower);
			const low = narrow(sorted, d, lower, 1);
			const high = narrow(sorted, d, Math.min(lower + 1, n - 1), 1);
			const own = interpolation === "linear" ? shareOf(q, i) : undefined;
			const between =
				own !== undefined
					? low.lerp(high, own.mul(n - 1).sub(lower))
					: weight === 0
						? low
						: low.lerp(high, weight);
			const found = missing.choose(Number.NaN, between);
			if (flat) return reshape(found, keepdim ? x.shape.map(() => 1) : []);
			return keepdim ? found : squeeze(found, d);
		});
		const first = results[0] as Tensor;
		if (typeof q === "number" || q.ndim === 0) return first.clone();
		return stack(results, 0);
	});
}

/** One of the shares as a tensor, if it wants a gradient. */
function shareOf(q: number | Tensor, i: number): Tensor | undefined {
	if (typeof q === "number" || !q.requiresGrad) return undefined;
	return reshape(q, [q.numel()]).select(0, i);
}
