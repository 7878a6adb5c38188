/** How variables vary together: rows are variables, columns observations. */

import { warnOnce } from "../../platform/warnings.js";
import type { Tensor } from "../../tensor/tensor.js";
import {
	DTypeError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { whole } from "../create/whole.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";

export interface CovOptions {
	/** How often each observation counts: integers of at least 0. Default: once. */
	readonly fweights?: Tensor | null;
	/** How much each observation counts: floats of at least 0. Default: 1. */
	readonly aweights?: Tensor | null;
}

export function cov(x: Tensor, correction = 1, options?: CovOptions): Tensor {
	const { fweights, aweights } = readOptions("cov", options);
	const rows = variables("cov", x);
	return composite("cov", () => {
		const [, count] = rows().shape as [number, number];
		const times = fweights ? frequencies(fweights, count) : null;
		const importance = aweights ? importances(aweights, count) : null;
		return covariance("cov", rows(), correction, times, importance);
	});
}

export function corrcoef(x: Tensor): Tensor {
	const rows = variables("corrcoef", x);
	return composite("corrcoef", () => {
		const c = covariance("corrcoef", rows(), 1, null, null);
		if (c.ndim === 0) return c.div(c);
		const deviations = c.diagonal().sqrt();
		return c
			.div(deviations.unsqueeze(1))
			.div(deviations.unsqueeze(0))
			.clamp(-1, 1);
	});
}

/** As in ATen's Correlation.cpp: weighted means are taken away, and the sum of weights less the correction divides. */
function covariance(
	op: string,
	rows: Tensor,
	correction: number,
	times: Tensor | null,
	importance: Tensor | null,
): Tensor {
	const [, count] = rows.shape as [number, number];
	const weights =
		times !== null && importance !== null
			? importance.mul(times)
			: (times ?? importance);
	const total = weights?.sum() ?? count;
	const weighted = (y: Tensor) => (weights === null ? y : y.mul(weights));
	const centered = rows.sub(weighted(rows).sum(1).div(total).unsqueeze(1));
	const lost =
		weights !== null && importance !== null && correction !== 0
			? weights.mul(importance).sum().mul(correction).div(total)
			: correction;
	const freedom = degrees(op, total, lost);
	return centered.matmul(weighted(centered).t()).div(freedom).squeeze();
}

function degrees(op: string, total: Tensor | number, lost: Tensor | number) {
	const freedom =
		typeof total === "number" && typeof lost === "number"
			? total - lost
			: difference(total, lost);
	if (Number(typeof freedom === "number" ? freedom : freedom.item()) > 0)
		return freedom;
	warnOnce(op, "the degrees of freedom are 0 or less");
	return 0;
}

function difference(total: Tensor | number, lost: Tensor | number): Tensor {
	return typeof total === "number"
		? (lost as Tensor).rsub(total)
		: total.sub(lost);
}

function variables(op: string, x: Tensor): () => Tensor {
	if (checkTensor(op, x).ndim > 2)
		throw new ShapeError(
			op,
			say`a tensor of shape ${show(x.shape)}; expected [variables, observations], or the observations of one variable`,
		);
	if (x.dtype === "bool")
		throw new DTypeError(
			op,
			"does not take bool; convert with float() or int() first",
		);
	return () => {
		const rows = x.ndim < 2 ? x.reshape([1, x.numel()]) : x;
		return rows.isFloatingPoint() ? rows : rows.float();
	};
}

function frequencies(given: Tensor, count: number): Tensor {
	const weights = whole("cov", "fweight", given);
	checkWeights("fweights", weights, count);
	return weights.float();
}

function importances(weights: Tensor, count: number): Tensor {
	if (!checkTensor("cov", weights).isFloatingPoint())
		throw new DTypeError(
			"cov",
			say`aweights of dtype ${weights.dtype}; expected floats`,
		);
	checkWeights("aweights", weights, count);
	return weights;
}

function checkWeights(name: string, weights: Tensor, count: number): void {
	if (weights.ndim > 1 || weights.numel() !== count)
		throw new ShapeError(
			"cov",
			say`${name} of shape ${show(weights.shape)} for ${count} observations; expected [${count}]`,
		);
	const wrong = weights.toTypedArray().find((weight) => weight < 0);
	if (wrong !== undefined)
		throw new ValueError(
			"cov",
			say`${name} hold ${wrong}; expected at least 0`,
		);
}
