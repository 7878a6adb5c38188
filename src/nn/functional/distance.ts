/** How far vectors are from each other. */

import { composite } from "../../ops/composite.js";
import { checkTensor } from "../../ops/define.js";
import { readOptions } from "../../options.js";
import type { Tensor } from "../../tensor.js";

export interface CosineSimilarityOptions {
	/** The dimension along which the vectors lie. Default 1. */
	readonly dim?: number;
	/** Smaller lengths count as this one. Default 1e-8. */
	readonly eps?: number;
}

/**
 * The cosine of the angle between vectors along `dim`. Float shapes that broadcast; without `dim` afterwards.
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
		const lengths = [x1, x2].map((x) =>
			x.norm(2, dim, { keepdim: true }).clamp({ min: eps }),
		) as [Tensor, Tensor];
		return x1.div(lengths[0]).mul(x2.div(lengths[1])).sum(dim);
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
