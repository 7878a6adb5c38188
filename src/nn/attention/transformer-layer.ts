/** The layers of a transformer (Vaswani et al. 2017). */

import { checkTensor } from "../../ops/engine/define.js";
import { defaultGenerator } from "../../ops/random/generator.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ValueError } from "../../value/errors.js";
import { type Device, readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { gelu, relu } from "../activation/activation.js";
import { Dropout } from "../dropout/dropout-module.js";
import { Linear } from "../linear/linear-module.js";
import { camelNames } from "../module/camel-names.js";
import { Module } from "../module/module.js";
import type { Parameter } from "../module/parameter.js";
import { LayerNorm } from "../norm/norm-module.js";
import { MultiheadAttention } from "./attention-module.js";

export type TransformerActivation = "relu" | "gelu" | ((x: Tensor) => Tensor);

export interface TransformerLayerOptions {
	/** Width between the two linear layers. Default 2048. */
	readonly dimFeedforward?: number;
	/** Default 0.1. */
	readonly dropout?: number;
	/** Between the two linear layers. Default relu. */
	readonly activation?: TransformerActivation;
	/** Default 1e-5. */
	readonly layerNormEps?: number;
	/** Sequences are [N, L, dModel] instead of [L, N, dModel]. Default false. */
	readonly batchFirst?: boolean;
	/** Normalise what goes into each part instead of what comes out. Default false. */
	readonly normFirst?: boolean;
	/** Default float32. */
	readonly dtype?: "float32" | "float64";
	/** There is one. */
	readonly device?: Device;
}

export interface EncoderMasks {
	/** [L, L] or [N * heads, L, L]; as attnMask of MultiheadAttention. */
	readonly srcMask?: Tensor | null;
	/** [N, L]; true for the elements to leave out. */
	readonly srcKeyPaddingMask?: Tensor | null;
}

function activationOf(
	op: string,
	name: TransformerLayerOptions["activation"] = "relu",
): (x: Tensor) => Tensor {
	if (typeof name === "function") return name;
	if (name === "relu") return relu;
	if (name === "gelu") return (x) => gelu(x);
	throw new ValueError(
		op,
		say`unknown activation "${name}"; expected "relu", "gelu" or a function`,
	);
}

/**
 * Self-attention, then two linear layers; each with a residual connection and layer normalisation: [L, N, dModel] (with
 * batchFirst [N, L, dModel]; without a batch [L, dModel]) to the same shape.
 *
 * @throws ValueError unless the heads divide dModel
 * @example
 * const layer = new nn.TransformerEncoderLayer(8, 2, { dimFeedforward: 16, batchFirst: true });
 * layer(randn([3, 5, 8])).shape; // [3, 5, 8]
 */
export class TransformerEncoderLayer extends Module {
	readonly self_attn: MultiheadAttention;
	declare readonly selfAttn: MultiheadAttention;
	readonly linear1: Linear;
	readonly dropout: Dropout;
	readonly linear2: Linear;
	readonly norm1: LayerNorm;
	readonly norm2: LayerNorm;
	readonly dropout1: Dropout;
	readonly dropout2: Dropout;
	readonly normFirst: boolean;
	readonly activation: (x: Tensor) => Tensor;

	constructor(
		readonly dModel: number,
		readonly nhead: number,
		/** @internal */ readonly options: TransformerLayerOptions = {},
	) {
		readOptions("TransformerEncoderLayer", options);
		super();
		const { dimFeedforward = 2048, dropout = 0.1, dtype = "float32" } = options;
		const { batchFirst = false, layerNormEps: eps = 1e-5 } = options;
		const attention = { dropout, batchFirst, dtype };
		this.self_attn = new MultiheadAttention(dModel, nhead, attention);
		this.linear1 = new Linear(dModel, dimFeedforward, { dtype });
		this.dropout = new Dropout(dropout);
		this.linear2 = new Linear(dimFeedforward, dModel, { dtype });
		this.norm1 = new LayerNorm(dModel, { eps, dtype });
		this.norm2 = new LayerNorm(dModel, { eps, dtype });
		this.dropout1 = new Dropout(dropout);
		this.dropout2 = new Dropout(dropout);
		this.normFirst = options.normFirst ?? false;
		this.activation = activationOf(
			"TransformerEncoderLayer",
			options.activation,
		);
		camelNames(this);
	}

	forward(src: Tensor, masks: EncoderMasks = {}): Tensor {
		checkTensor("TransformerEncoderLayer", src);
		readOptions("TransformerEncoderLayer", masks, "{ srcMask: tensor }");
		const attend = (x: Tensor) => {
			const [y] = this.self_attn(x, x, x, {
				attnMask: masks.srcMask ?? null,
				keyPaddingMask: masks.srcKeyPaddingMask ?? null,
				needWeights: false,
			});
			return this.dropout1(y);
		};
		const { normFirst } = this;
		const x = residual(src, attend, this.norm1, normFirst);
		return residual(
			x,
			(y) => this.dropout2(feedForward(this, y)),
			this.norm2,
			normFirst,
		);
	}
}

/** x + part(x), normalised after, or before the part. */
function residual(
	x: Tensor,
	part: (x: Tensor) => Tensor,
	norm: LayerNorm,
	first: boolean,
): Tensor {
	return first ? x.add(part(norm(x))) : norm(x.add(part(x)));
}

interface FeedForward {
	readonly linear1: Linear;
	readonly dropout: Dropout;
	readonly linear2: Linear;
	readonly activation: (x: Tensor) => Tensor;
}

function feedForward(layer: FeedForward, x: Tensor): Tensor {
	const inner = layer.activation(layer.linear1(x));
	return layer.linear2(layer.dropout(inner));
}

export interface DecoderMasks {
	/** [T, T] or [N * heads, T, T], for the attention of the target to itself. */
	readonly tgtMask?: Tensor | null;
	/** [T, L] or [N * heads, T, L], for the attention of the target to the memory. */
	readonly memoryMask?: Tensor | null;
	/** [N, T]; true for the elements to leave out. */
	readonly tgtKeyPaddingMask?: Tensor | null;
	/** [N, L]; true for the elements to leave out. */
	readonly memoryKeyPaddingMask?: Tensor | null;
}

/**
 * Self-attention of the target, attention to the memory (an encoder's output), then two linear layers; each with a
 * residual connection and layer normalisation. Target [T, N, dModel] and memory [L, N, dModel] give [T, N, dModel]; with
 * batchFirst N comes first.
 *
 * @throws ValueError unless the heads divide dModel
 * @example
 * const layer = new nn.TransformerDecoderLayer(8, 2, { dimFeedforward: 16 });
 * layer(randn([4, 3, 8]), randn([5, 3, 8])).shape; // [4, 3, 8]
 */
export class TransformerDecoderLayer extends Module {
	readonly self_attn: MultiheadAttention;
	declare readonly selfAttn: MultiheadAttention;
	readonly multihead_attn: MultiheadAttention;
	declare readonly multiheadAttn: MultiheadAttention;
	readonly linear1: Linear;
	readonly dropout: Dropout;
	readonly linear2: Linear;
	readonly norm1: LayerNorm;
	readonly norm2: LayerNorm;
	readonly norm3: LayerNorm;
	readonly dropout1: Dropout;
	readonly dropout2: Dropout;
	readonly dropout3: Dropout;
	readonly normFirst: boolean;
	readonly activation: (x: Tensor) => Tensor;

	constructor(
		readonly dModel: number,
		readonly nhead: number,
		/** @internal */ readonly options: TransformerLayerOptions = {},
	) {
		readOptions("TransformerDecoderLayer", options);
		super();
		const { dimFeedforward = 2048, dropout = 0.1, dtype = "float32" } = options;
		const { batchFirst = false, layerNormEps: eps = 1e-5 } = options;
		const attention = { dropout, batchFirst, dtype };
		this.self_attn = new MultiheadAttention(dModel, nhead, attention);
		this.multihead_attn = new MultiheadAttention(dModel, nhead, attention);
		this.linear1 = new Linear(dModel, dimFeedforward, { dtype });
		this.dropout = new Dropout(dropout);
		this.linear2 = new Linear(dimFeedforward, dModel, { dtype });
		this.norm1 = new LayerNorm(dModel, { eps, dtype });
		this.norm2 = new LayerNorm(dModel, { eps, dtype });
		this.norm3 = new LayerNorm(dModel, { eps, dtype });
		this.dropout1 = new Dropout(dropout);
		this.dropout2 = new Dropout(dropout);
		this.dropout3 = new Dropout(dropout);
		this.normFirst = options.normFirst ?? false;
		this.activation = activationOf(
			"TransformerDecoderLayer",
			options.activation,
		);
		camelNames(this);
	}

	forward(tgt: Tensor, memory: Tensor, masks: DecoderMasks = {}): Tensor {
		checkTensor("TransformerDecoderLayer", tgt);
		readOptions("TransformerDecoderLayer", masks, "{ tgtMask: tensor }");
		const own = (x: Tensor) => {
			const [y] = this.self_attn(x, x, x, {
				attnMask: masks.tgtMask ?? null,
				keyPaddingMask: masks.tgtKeyPaddingMask ?? null,
				needWeights: false,
			});
			return this.dropout1(y);
		};
		const other = (x: Tensor) => {
			const [y] = this.multihead_attn(x, memory, memory, {
				attnMask: masks.memoryMask ?? null,
				keyPaddingMask: masks.memoryKeyPaddingMask ?? null,
				needWeights: false,
			});
			return this.dropout2(y);
		};
		const { normFirst } = this;
		const x = residual(tgt, own, this.norm1, normFirst);
		const y = residual(x, other, this.norm2, normFirst);
		return residual(
			y,
			(z) => this.dropout3(feedForward(this, z)),
			this.norm3,
			normFirst,
		);
	}
}

/** A transformer layer: what a stack of them needs to make more. */
interface StackedLayer extends Module {
	readonly dModel: number;
	readonly nhead: number;
	readonly options: TransformerLayerOptions;
}

/** Another layer of the same settings and weights, frozen where the first is; no random number is used up, as by PyTorch's deepcopy. */
export function copyOf<L extends StackedLayer>(layer: L): L {
	const Class = layer.constructor as new (
		dModel: number,
		nhead: number,
		options: TransformerLayerOptions,
	) => L;
	const generator = defaultGenerator();
	const position = generator.getState();
	const twin = new Class(layer.dModel, layer.nhead, layer.options);
	generator.setState(position);
	twin.loadStateDict(layer.stateDict());
	const originals = layer.parameters();
	twin.parameters().forEach((parameter, i) => {
		parameter.requiresGrad_((originals[i] as Parameter).requiresGrad);
	});
	return twin.train(layer.training);
}
