/** Distances as modules. */

import type { Tensor } from "../../tensor/tensor.js";
import { readOptions } from "../../value/options.js";
import { Module } from "../module/module.js";
import {
	type CosineSimilarityOptions,
	cosineSimilarity,
	type PairwiseDistanceOptions,
	pairwiseDistance,
} from "./distance.js";

/** The cosine of the angle between vectors along `dim`. @example new nn.CosineSimilarity()(randn([2, 3]), randn([2, 3])); */
export class CosineSimilarity extends Module {
	constructor(readonly options: CosineSimilarityOptions = {}) {
		readOptions("CosineSimilarity", options);
		super();
	}

	forward(x1: Tensor, x2: Tensor): Tensor {
		return cosineSimilarity(x1, x2, this.options);
	}
}

/** The p-norm of x1 - x2 along the last dimension. @example new nn.PairwiseDistance({ p: 1 })(randn([2, 3]), randn([2, 3])); */
export class PairwiseDistance extends Module {
	constructor(readonly options: PairwiseDistanceOptions = {}) {
		readOptions("PairwiseDistance", options);
		super();
	}

	forward(x1: Tensor, x2: Tensor): Tensor {
		return pairwiseDistance(x1, x2, this.options);
	}
}
