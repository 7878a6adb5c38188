import { noGrad } from "../autograd/mode.js";
import { empty } from "../create.js";
import { ValueError } from "../errors.js";
import { readOptions } from "../options.js";
import type { Tensor } from "../tensor.js";
import { paddingRow } from "./functional/embedding.js";
import {
	type EmbeddingBagMode,
	embeddingBag,
} from "./functional/embedding-bag.js";
import { normal_ } from "./init/index.js";
import { Module } from "./module.js";
import { newParameter, type Parameter } from "./parameter.js";

export interface EmbeddingBagOptions {
	/** How the rows of a bag become one. Default mean. */
	readonly mode?: EmbeddingBagMode;
	/** The last offset is the end of the last bag. Default false. */
	readonly includeLastOffset?: boolean;
	/** The row of this index starts as zeros and does not count; negative ones count from the end. Default null. */
	readonly paddingIdx?: number | null;
	/** Default float32. */
	readonly dtype?: "float32" | "float64";
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

	constructor(
		readonly numEmbeddings: number,
		readonly embeddingDim: number,
		options: EmbeddingBagOptions = {},
	) {
		readOptions("EmbeddingBag", options);
		super();
		const { mode = "mean", paddingIdx = null, dtype = "float32" } = options;
		if (mode !== "sum" && mode !== "mean" && mode !== "max")
			throw new ValueError(
				"EmbeddingBag",
				`unknown mode "${String(mode)}"; one of "sum", "mean", "max"`,
			);
		this.mode = mode;
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
	}

	forward(
		input: Tensor,
		offsets: Tensor | null = null,
		perSampleWeights: Tensor | null = null,
	): Tensor {
		const { mode, includeLastOffset, paddingIdx } = this;
		return embeddingBag(input, this.weight, offsets, {
			mode,
			includeLastOffset,
			paddingIdx,
			perSampleWeights,
		});
	}

	override extraRepr(): string {
		const parts = [
			`${this.numEmbeddings}, ${this.embeddingDim}, mode=${this.mode}`,
		];
		if (this.paddingIdx !== null) parts.push(`padding_idx=${this.paddingIdx}`);
		return parts.join(", ");
	}
}
