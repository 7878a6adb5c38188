import { noGrad } from "../../autograd/mode.js";
import { empty } from "../../tensor/create/filled.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ValueError } from "../../value/errors.js";
import { type Device, readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkInteger } from "../../value/shape.js";
import { normal_ } from "../init/index.js";
import { fixParameters } from "../module/assignment.js";
import { Module } from "../module/module.js";
import { newParameter, type Parameter } from "../module/parameter.js";
import { paddingRow } from "./embedding.js";
import {
	checkScaling,
	type EmbeddingBagMode,
	embeddingBag,
} from "./embedding-bag.js";
import { describeRows } from "./embedding-module.js";
import type { RowOptions } from "./embedding-rows.js";

export interface EmbeddingBagOptions extends RowOptions {
	/** How the rows of a bag become one. Default mean. */
	readonly mode?: EmbeddingBagMode;
	/** The last offset is the end of the last bag. Default false. */
	readonly includeLastOffset?: boolean;
	/** The row of this index starts as zeros and does not count; negative ones count from the end. Default null. */
	readonly paddingIdx?: number | null;
	/** Default float32. */
	readonly dtype?: "float32" | "float64";
	/** There is one. */
	readonly device?: Device;
}

/**
 * The sum, mean or maximum of the learnt rows for each bag of integers: [bags, length], or [n] with offsets [bags], to
 * [bags, embeddingDim]. The weight [numEmbeddings, embeddingDim] is normal at first.
 *
 * @throws IndexError for a `paddingIdx` that is no row
 * @example new nn.EmbeddingBag(10, 3)(tensor([[1, 2], [4, 5]])).shape; // [2, 3]
 */
export class EmbeddingBag extends Module {
	weight: Parameter;
	readonly mode: EmbeddingBagMode;
	readonly includeLastOffset: boolean;
	readonly paddingIdx: number | null;
	readonly maxNorm: number | null;
	readonly normType: number;
	readonly scaleGradByFreq: boolean;

	constructor(
		readonly numEmbeddings: number,
		readonly embeddingDim: number,
		options: EmbeddingBagOptions = {},
	) {
		readOptions("EmbeddingBag", options);
		checkInteger("EmbeddingBag", "numEmbeddings", numEmbeddings);
		super();
		const { mode = "mean", paddingIdx = null, dtype = "float32" } = options;
		if (mode !== "sum" && mode !== "mean" && mode !== "max")
			throw new ValueError(
				"EmbeddingBag",
				say`unknown mode "${mode}"; one of "sum", "mean", "max"`,
			);
		checkScaling(mode, options);
		this.mode = mode;
		this.maxNorm = options.maxNorm ?? null;
		this.normType = options.normType ?? 2;
		this.scaleGradByFreq = options.scaleGradByFreq ?? false;
		this.includeLastOffset = options.includeLastOffset ?? false;
		const padding =
			paddingIdx === null
				? null
				: paddingRow("EmbeddingBag", paddingIdx, numEmbeddings);
		this.paddingIdx = padding;
		this.weight = newParameter(this, () =>
			normal_(empty([numEmbeddings, embeddingDim], { dtype })),
		);
		if (padding !== null) noGrad(() => this.weight.select(0, padding).fill_(0));
		fixParameters(this, "weight");
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(
		input: Tensor,
		offsets?: Tensor | null,
		perSampleWeights?: Tensor | null,
	): Tensor {
		return embeddingBag(input, this.weight, offsets, {
			mode: this.mode,
			includeLastOffset: this.includeLastOffset,
			paddingIdx: this.paddingIdx,
			maxNorm: this.maxNorm,
			normType: this.normType,
			scaleGradByFreq: this.scaleGradByFreq,
			perSampleWeights: perSampleWeights ?? null,
		});
	}

	override extraRepr(): string {
		const parts = [
			`${this.numEmbeddings}, ${this.embeddingDim}${describeRows(this)}, mode=${this.mode}`,
		];
		if (this.paddingIdx !== null) parts.push(`padding_idx=${this.paddingIdx}`);
		return parts.join(", ");
	}
}
