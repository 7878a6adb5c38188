/** How far vectors are from each other. */

import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { length } from "../../ops/shape/length.js";
import { broadcastTensors } from "../../ops/shape/stacking.js";
import type { Tensor } from "../../tensor/tensor.js";
import { DTypeError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { resultType } from "../../value/promotion.js";
import { say } from "../../value/quote.js";
import { normalizeDim } from "../../value/shape.js";

export interface CosineSimilarityOptions {
	/** The dimension along which the vectors lie. Default 1. */
	readonly dim?: number;
	/** Smaller lengths count as this one. Default 1e-8. */
	readonly eps?: number;
}

/**
 * The cosine of the angle between vectors along `dim` of the shape that both broadcast to; without `dim` afterwards.
 * @example nn.functional.cosineSimilarity(randn([2, 3]), randn([2, 3])).shape; // [2]
 */
export function cosineSimilarity(
	x1: Tensor,
	x2: Tensor,
	options?: CosineSimilarityOptions,
): Tensor {
	const { dim = 1, eps = 1e-8 } = readOptions("cosineSimilarity", options);
	checkTensor("cosineSimilarity", x1);
	checkTensor("cosineSimilarity", x2);
	return composite("cosineSimilarity", () => {
		const dtype = resultType(x1, x2);
		const [a, b] = broadcastTensors(x1.to(dtype), x2.to(dtype)) as [
			Tensor,
			Tensor,
		];
		if (!a.isFloatingPoint())
			throw new DTypeError(
				"cosineSimilarity",
				say`needs a float dtype, got ${dtype}; call float() first`,
			);
		const d = normalizeDim("cosineSimilarity", dim, a.ndim);
		const unit = (x: Tensor) => x.div(length(x, d, eps));
		return unit(a).mul(unit(b)).sum(d);
	});
}

export interface PairwiseDistanceOptions {
	/** Which norm. Default 2. */
	readonly p?: number;
	/** Added to each difference, so that equal vectors have a gradient. Default 1e-6. */
	readonly eps?: number;
	/** Keep the last dimension with size 1. Default false. */
	readonly keepdim?: boolean;
}

/**
 * The p-norm of x1 - x2 along the last dimension. Shapes that broadcast; integers become floats.
 * @example nn.functional.pairwiseDistance(randn([2, 3]), randn([2, 3])).shape; // [2]
 */
export function pairwiseDistance(
	x1: Tensor,
	x2: Tensor,
	options?: PairwiseDistanceOptions,
): Tensor {
	const {
		p = 2,
		eps = 1e-6,
		keepdim = false,
	} = readOptions("pairwiseDistance", options);
	checkTensor("pairwiseDistance", x1);
	checkTensor("pairwiseDistance", x2);
	return composite("pairwiseDistance", () =>
		x1.sub(x2).add(eps).norm(p, -1, { keepdim }),
	);
}
