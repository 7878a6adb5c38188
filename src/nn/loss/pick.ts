/** The part of nllLoss and crossEntropy that follows the labels. */

import { takeAlong } from "../../ops/select/gather.js";
import { fromFlat } from "../../tensor/create/from-flat.js";
import type { Tensor } from "../../tensor/tensor.js";
import { numel } from "../../value/shape.js";
import type { Labels } from "./labels.js";
import type { Reduction } from "./reduction.js";

export type Weight = Tensor | null;

/**
 * -weight[label] * logp[label] of each element that counts, reduced; the mean is weighted. The reduction is one dot
 * product with factors that hold the sign, the weights and the number of elements.
 */
export function pickLabels(
	logp: Tensor,
	labels: Labels,
	weight: Weight,
	reduction: Reduction,
): Tensor {
	const factors = weightsOf(labels, weight);
	const total = reduction === "mean" ? sum(factors) : 1;
	const counted = reduction === "none" ? null : labels.ignored;
	const picked = takeAlong(
		logp.reshape([-1]),
		0,
		offsets(labels, logp, counted),
	);
	const scale = without(factors, counted).map((factor) => -factor / total);
	const scales = fromFlat(scale, [scale.length], logp.dtype);
	if (reduction !== "none")
		return total === 0 ? picked.sum().mul(Number.NaN) : picked.dot(scales);
	const losses = picked.mul(scales).reshape(labels.shape);
	return maskIgnored(losses, labels);
}

/** -sum over the classes of weight * logp of each element that counts, reduced as by `pickLabels`. */
export function spreadOverClasses(
	logp: Tensor,
	labels: Labels,
	weight: Weight,
	reduction: Reduction,
): Tensor {
	const dim = logp.ndim === 1 ? 0 : 1;
	const each = weight === null ? logp : logp.mul(alongClasses(weight, logp));
	const losses = maskIgnored(each.sum(dim).neg(), labels);
	if (reduction === "none") return losses;
	const added = losses.sum();
	return reduction === "sum"
		? added
		: added.div(sum(weightsOf(labels, weight)));
}

/** A weight [C] in a shape that broadcasts over the input's classes. */
export function alongClasses(weight: Tensor, input: Tensor): Tensor {
	const after = Math.max(0, input.ndim - 2);
	return weight.detach().reshape([-1, ...new Array<number>(after).fill(1)]);
}

function maskIgnored(losses: Tensor, { ignored, shape }: Labels): Tensor {
	if (ignored === null) return losses;
	return losses.maskedFill(fromFlat(ignored, shape, "bool"), 0);
}

/** The weight of each element's label, 0 for those that do not count. */
function weightsOf({ classes, ignored }: Labels, weight: Weight): Float64Array {
	const table = weight?.toTypedArray();
	const factors = new Float64Array(classes.length);
	for (let i = 0; i < factors.length; i++)
		if (ignored === null || ignored[i] === 0)
			factors[i] =
				table === undefined ? 1 : (table[classes[i] as number] as number);
	return factors;
}

/** Where the labels' elements lie in a row-major [N, C, d1, ...]; those that do not count are left out. */
function offsets(
	labels: Labels,
	logp: Tensor,
	ignored: Uint8Array | null,
): Tensor {
	const classes = logp.size(logp.ndim === 1 ? 0 : 1);
	const inner = numel(logp.shape.slice(2));
	const places = new Int32Array(labels.classes.length);
	for (let i = 0; i < places.length; i++) {
		const rest = i % inner;
		places[i] =
			(i - rest) * classes + (labels.classes[i] as number) * inner + rest;
	}
	const kept = without(places, ignored);
	return fromFlat(kept, [kept.length], "int32");
}

function without<T extends Int32Array | Float64Array>(
	list: T,
	ignored: Uint8Array | null,
): T {
	return ignored === null
		? list
		: (list.filter((_, i) => ignored[i] === 0) as T);
}

function sum(values: Float64Array): number {
	let total = 0;
	for (let i = 0; i < values.length; i++) total += values[i] as number;
	return total;
}
