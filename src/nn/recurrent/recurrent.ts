/** Recurrent layers over whole sequences. */

import type { Tensor } from "../../tensor/tensor.js";
import { readOptions } from "../../value/options.js";
import type { PackedSequence } from "../utils/packed-sequence.js";
import {
	checkPair,
	elmanOf,
	gruRecurrence,
	lstmRecurrence,
} from "./recurrence.js";
import { Recurrent, type RecurrentOptions } from "./recurrent-base.js";

/** The states of an LSTM, h and c. */
type Pair = [Tensor, Tensor];

export interface RNNOptions extends RecurrentOptions {
	/** Default tanh. */
	readonly nonlinearity?: "tanh" | "relu";
}

export interface LSTMOptions extends RecurrentOptions {
	/** The outputs are projected to this size, which is smaller than hiddenSize. Default 0: they are not. */
	readonly projSize?: number;
}

export interface RNN {
	(input: Tensor, hx?: Tensor | null): [Tensor, Tensor];
	(input: PackedSequence, hx?: Tensor | null): [PackedSequence, Tensor];
}

/**
 * h' = tanh(W_ih x + b_ih + W_hh h + b_hh) at each time, in one or more layers: input [T, N, inputSize] (with batchFirst
 * [N, T, inputSize]; without a batch [T, inputSize]) gives the outputs [T, N, directions * hiddenSize] of the last layer
 * and the last states [layers * directions, N, hiddenSize]. The first states are zeros unless given. All parameters are
 * uniform within 1 / sqrt(hiddenSize) at first.
 *
 * @param numLayers default 1; the options may stand in its place
 * @throws ShapeError for an input or state of another shape
 * @example
 * const [output, h] = new nn.RNN(10, 20, 2)(randn([5, 3, 10]));
 * [output.shape, h.shape]; // [5, 3, 20], [2, 3, 20]
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the interface says how the class is called
export class RNN extends Recurrent {
	readonly nonlinearity: "tanh" | "relu";

	constructor(
		inputSize: number,
		hiddenSize: number,
		numLayers: number | RNNOptions = 1,
		options?: RNNOptions,
	) {
		const given = settings("RNN", numLayers, options);
		const { nonlinearity = "tanh" } = given;
		super("RNN", elmanOf("RNN", nonlinearity), inputSize, hiddenSize, given);
		this.nonlinearity = nonlinearity;
	}

	/** @param hx the first states, [layers * directions, N, hiddenSize]; default zeros */
	forward(input: PackedSequence, hx?: Tensor | null): [PackedSequence, Tensor];
	forward(input: Tensor, hx?: Tensor | null): [Tensor, Tensor];
	forward(input: Tensor | PackedSequence, hx: Tensor | null = null) {
		return this.outputsOf(input, hx && [hx]) as never;
	}
}

export interface LSTM {
	(input: Tensor, hx?: Readonly<Pair> | null): [Tensor, Pair];
	(input: PackedSequence, hx?: Readonly<Pair> | null): [PackedSequence, Pair];
}

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997), in shapes and layouts as `RNN`; the states are h and c, both
 * [layers * directions, N, hiddenSize], but h and the outputs are projSize wide if there is a projection. Gates come in
 * the order input, forget, cell, output.
 *
 * @param numLayers default 1; the options may stand in its place
 * @throws ShapeError for an input or state of another shape
 * @example
 * const [output, [h, c]] = new nn.LSTM(10, 20, { batchFirst: true })(randn([3, 5, 10]));
 * [output.shape, h.shape, c.shape]; // [3, 5, 20], [1, 3, 20], [1, 3, 20]
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the interface says how the class is called
export class LSTM extends Recurrent {
	constructor(
		inputSize: number,
		hiddenSize: number,
		numLayers: number | LSTMOptions = 1,
		options?: LSTMOptions,
	) {
		const given = settings("LSTM", numLayers, options);
		super("LSTM", lstmRecurrence, inputSize, hiddenSize, given, given.projSize);
	}

	/** @param hx the first states h and c; default zeros */
	forward(
		input: PackedSequence,
		hx?: Readonly<Pair> | null,
	): [PackedSequence, Pair];
	forward(input: Tensor, hx?: Readonly<Pair> | null): [Tensor, Pair];
	forward(input: Tensor | PackedSequence, hx: Readonly<Pair> | null = null) {
		checkPair("LSTM", hx);
		const [output, ...last] = this.outputsOf(input, hx);
		return [output, last] as never;
	}
}

export interface GRU {
	(input: Tensor, hx?: Tensor | null): [Tensor, Tensor];
	(input: PackedSequence, hx?: Tensor | null): [PackedSequence, Tensor];
}

/**
 * Gated recurrent units (Cho et al. 2014), in shapes and layouts as `RNN`. Gates come in the order reset, update, new.
 *
 * @param numLayers default 1; the options may stand in its place
 * @throws ShapeError for an input or state of another shape
 * @example
 * const [output, h] = new nn.GRU(10, 20, { bidirectional: true })(randn([5, 3, 10]));
 * [output.shape, h.shape]; // [5, 3, 40], [2, 3, 20]
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the interface says how the class is called
export class GRU extends Recurrent {
	constructor(
		inputSize: number,
		hiddenSize: number,
		numLayers: number | RecurrentOptions = 1,
		options?: RecurrentOptions,
	) {
		const given = settings("GRU", numLayers, options);
		super("GRU", gruRecurrence, inputSize, hiddenSize, given);
	}

	/** @param hx the first states, [layers * directions, N, hiddenSize]; default zeros */
	forward(input: PackedSequence, hx?: Tensor | null): [PackedSequence, Tensor];
	forward(input: Tensor, hx?: Tensor | null): [Tensor, Tensor];
	forward(input: Tensor | PackedSequence, hx: Tensor | null = null) {
		return this.outputsOf(input, hx && [hx]) as never;
	}
}

/** The third argument is the number of layers, or the options at once. */
function settings<O extends RecurrentOptions>(
	op: string,
	third: number | O,
	options: O | undefined,
): O {
	const given =
		typeof third === "number" ? { ...options, numLayers: third } : third;
	return readOptions(op, given as O) as O;
}
