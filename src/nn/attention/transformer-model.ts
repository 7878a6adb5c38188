import { checkTensor } from "../../ops/engine/define.js";
import { full } from "../../tensor/create/filled.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkShape } from "../../value/shape.js";

import { xavierUniform_ } from "../init/index.js";
import { Module } from "../module/module.js";
import { LayerNorm } from "../norm/norm-module.js";
import {
	type DecoderMasks,
	type EncoderMasks,
	TransformerDecoderLayer,
	TransformerEncoderLayer,
	type TransformerLayerOptions,
} from "./transformer-layer.js";
import { TransformerDecoder, TransformerEncoder } from "./transformer-stack.js";

export interface TransformerOptions extends TransformerLayerOptions {
	/** Default 6. */
	readonly numEncoderLayers?: number;
	/** Default 6. */
	readonly numDecoderLayers?: number;
}

/**
 * A whole transformer (Vaswani et al. 2017): source [L, N, dModel] and target [T, N, dModel] give [T, N, dModel]; with
 * batchFirst N comes first. All matrices are Xavier-uniform at first.
 *
 * @throws ValueError unless the heads divide dModel
 * @throws ShapeError for other shapes
 * @example
 * const model = new nn.Transformer(8, 2, { numEncoderLayers: 1, numDecoderLayers: 1, dimFeedforward: 16 });
 * const tgtMask = nn.Transformer.generateSquareSubsequentMask(4);
 * model(randn([5, 3, 8]), randn([4, 3, 8]), { tgtMask }).shape; // [4, 3, 8]
 */
export class Transformer extends Module {
	/** Also where a bundler shortens names. */
	static override readonly name: string = "Transformer";

	readonly encoder: TransformerEncoder;
	readonly decoder: TransformerDecoder;

	constructor(
		readonly dModel = 512,
		readonly nhead = 8,
		settings?: TransformerOptions,
	) {
		const {
			numEncoderLayers = 6,
			numDecoderLayers = 6,
			...options
		} = readOptions("Transformer", settings);
		super();
		const { layerNormEps: eps = 1e-5, dtype = "float32" } = options;
		const reader = new TransformerEncoderLayer(dModel, nhead, options);
		this.encoder = new TransformerEncoder(reader, numEncoderLayers, {
			norm: new LayerNorm(dModel, { eps, dtype }),
		});
		const writer = new TransformerDecoderLayer(dModel, nhead, options);
		this.decoder = new TransformerDecoder(writer, numDecoderLayers, {
			norm: new LayerNorm(dModel, { eps, dtype }),
		});
		for (const p of this.parameters()) if (p.ndim > 1) xavierUniform_(p);
	}

	/** What is added to the scores so that no element sees a later one: [size, size], -Infinity above the diagonal. */
	static generateSquareSubsequentMask(size: number): Tensor {
		const op = "generateSquareSubsequentMask";
		return full(checkShape(op, [size, size]), Number.NEGATIVE_INFINITY, {
			dtype: "float32",
		}).triu(1);
	}

	forward(
		src: Tensor,
		tgt: Tensor,
		masks: EncoderMasks & DecoderMasks = {},
	): Tensor {
		readOptions("Transformer", masks, "{ tgtMask: tensor }");
		for (const x of [src, tgt])
			if (checkTensor("Transformer", x).shape.at(-1) !== this.dModel)
				throw new ShapeError(
					"Transformer",
					say`a sequence of shape ${show(x.shape)}; its last size is ${this.dModel}, that of the model`,
				);
		const { srcMask = null, srcKeyPaddingMask = null, ...others } = masks;
		const memory = this.encoder(src, { mask: srcMask, srcKeyPaddingMask });
		return this.decoder(tgt, memory, others);
	}
}
