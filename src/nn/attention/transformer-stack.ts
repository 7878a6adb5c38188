/** Stacks of transformer layers. */

import type { Tensor } from "../../tensor/tensor.js";
import { DTypeError, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { ModuleList } from "../container/module-list.js";
import { Module } from "../module/module.js";
import {
	copyOf,
	type DecoderMasks,
	TransformerDecoderLayer,
	TransformerEncoderLayer,
} from "./transformer-layer.js";

/** A module that takes one tensor and gives one, as LayerNorm. */
interface Norm extends Module {
	forward(x: Tensor): Tensor;
}

export interface TransformerStackOptions {
	/** Applied to what the last layer gives. Default: none. */
	readonly norm?: Norm | null;
}

/** @param right whether the layer is one that `copy` can copy */
function copies<L extends Module>(
	op: string,
	right: boolean,
	copy: () => L,
	count: number,
): ModuleList<L> {
	if (!right)
		throw new DTypeError(op, say`expected a ${op}Layer, which is then copied`);
	if (!Number.isInteger(count) || count < 0)
		throw new ValueError(
			op,
			say`numLayers is ${count}; expected an integer of at least 0`,
		);
	return new ModuleList<L>(Array.from({ length: count }, copy));
}

export interface TransformerEncoderMasks {
	/** [L, L] or [N * heads, L, L]; as attnMask of MultiheadAttention. */
	readonly mask?: Tensor | null;
	/** [N, L]; true for the elements to leave out. */
	readonly srcKeyPaddingMask?: Tensor | null;
}

/**
 * `numLayers` copies of a layer, one after the other; all start with its weights. Shapes as those of the layer.
 *
 * @throws DTypeError for something that is no TransformerEncoderLayer
 * @example
 * const layer = new nn.TransformerEncoderLayer(8, 2, { dimFeedforward: 16 });
 * new nn.TransformerEncoder(layer, 2)(randn([5, 3, 8])).shape; // [5, 3, 8]
 */
export class TransformerEncoder extends Module {
	readonly layers: ModuleList<TransformerEncoderLayer>;
	readonly norm: Norm | null;

	constructor(
		encoderLayer: TransformerEncoderLayer,
		readonly numLayers: number,
		options?: TransformerStackOptions,
	) {
		const { norm = null } = readOptions("TransformerEncoder", options);
		super();
		this.layers = copies(
			"TransformerEncoder",
			encoderLayer instanceof TransformerEncoderLayer,
			() => copyOf(encoderLayer),
			numLayers,
		);
		this.norm = norm;
	}

	forward(src: Tensor, masks: TransformerEncoderMasks = {}): Tensor {
		readOptions("TransformerEncoder", masks, "{ mask: tensor }");
		const { mask: srcMask = null, srcKeyPaddingMask = null } = masks;
		let x = src;
		for (const layer of this.layers)
			x = layer(x, { srcMask, srcKeyPaddingMask });
		return this.norm === null ? x : this.norm(x);
	}
}

/**
 * `numLayers` copies of a layer, one after the other, each with the same memory; all start with its weights. Shapes as
 * those of the layer.
 *
 * @throws DTypeError for something that is no TransformerDecoderLayer
 * @example
 * const layer = new nn.TransformerDecoderLayer(8, 2, { dimFeedforward: 16 });
 * new nn.TransformerDecoder(layer, 2)(randn([4, 3, 8]), randn([5, 3, 8])).shape; // [4, 3, 8]
 */
export class TransformerDecoder extends Module {
	readonly layers: ModuleList<TransformerDecoderLayer>;
	readonly norm: Norm | null;

	constructor(
		decoderLayer: TransformerDecoderLayer,
		readonly numLayers: number,
		options?: TransformerStackOptions,
	) {
		const { norm = null } = readOptions("TransformerDecoder", options);
		super();
		this.layers = copies(
			"TransformerDecoder",
			decoderLayer instanceof TransformerDecoderLayer,
			() => copyOf(decoderLayer),
			numLayers,
		);
		this.norm = norm;
	}

	forward(tgt: Tensor, memory: Tensor, masks: DecoderMasks = {}): Tensor {
		readOptions("TransformerDecoder", masks, "{ tgtMask: tensor }");
		let x = tgt;
		for (const layer of this.layers) x = layer(x, memory, masks);
		return this.norm === null ? x : this.norm(x);
	}
}
