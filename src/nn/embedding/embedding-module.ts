import { noGrad } from "../../autograd/mode.js";
import { empty } from "../../tensor/create/filled.js";
import type { Tensor } from "../../tensor/tensor.js";
import { type Device, readOptions } from "../../value/options.js";
import { checkInteger } from "../../value/shape.js";
import { normal_ } from "../init/index.js";
import { fixParameters } from "../module/assignment.js";
import { Module } from "../module/module.js";
import { newParameter, type Parameter } from "../module/parameter.js";
import { embedding, paddingRow } from "./embedding.js";
import type { RowOptions } from "./embedding-rows.js";

export interface EmbeddingModuleOptions extends RowOptions {
	/** The row of this index starts as zeros and gets no gradient; negative ones count from the end. Default null. */
	readonly paddingIdx?: number | null;
	/** Default float32. */
	readonly dtype?: "float32" | "float64";
	/** There is one. */
	readonly device?: Device;
}

/**
 * A learnt row of `embeddingDim` numbers for each of `numEmbeddings` integers: [...] to [..., embeddingDim]. The weight
 * [numEmbeddings, embeddingDim] is normal at first.
 *
 * @throws IndexError for a `paddingIdx` that is no row
 * @example new nn.Embedding(10, 3)(tensor([[1, 2], [4, 5]])).shape; // [2, 2, 3]
 */
export class Embedding extends Module {
	weight: Parameter;
	readonly paddingIdx: number | null;
	readonly maxNorm: number | null;
	readonly normType: number;
	readonly scaleGradByFreq: boolean;

	constructor(
		readonly numEmbeddings: number,
		readonly embeddingDim: number,
		options: EmbeddingModuleOptions = {},
	) {
		readOptions("Embedding", options);
		checkInteger("Embedding", "numEmbeddings", numEmbeddings);
		super();
		const { paddingIdx = null, dtype = "float32" } = options;
		this.maxNorm = options.maxNorm ?? null;
		this.normType = options.normType ?? 2;
		this.scaleGradByFreq = options.scaleGradByFreq ?? false;
		this.paddingIdx =
			paddingIdx === null
				? null
				: paddingRow("embedding", paddingIdx, numEmbeddings);
		this.weight = newParameter(this, () =>
			normal_(empty([numEmbeddings, embeddingDim], { dtype })),
		);
		const padding = this.paddingIdx;
		if (padding !== null) noGrad(() => this.weight.select(0, padding).fill_(0));
		fixParameters(this, "weight");
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(input: Tensor): Tensor {
		return embedding(input, this.weight, this);
	}

	override extraRepr(): string {
		const sizes = `${this.numEmbeddings}, ${this.embeddingDim}`;
		const padding =
			this.paddingIdx === null ? "" : `, padding_idx=${this.paddingIdx}`;
		return sizes + padding + describeRows(this);
	}
}

/** What `toString` says of the options that both embeddings have, where they are not the defaults. */
export function describeRows({
	maxNorm,
	normType,
	scaleGradByFreq,
}: Required<RowOptions>): string {
	return [
		maxNorm === null ? "" : `, max_norm=${maxNorm}`,
		normType === 2 ? "" : `, norm_type=${normType}`,
		scaleGradByFreq ? ", scale_grad_by_freq=True" : "",
	].join("");
}
