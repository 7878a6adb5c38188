/** One step of the recurrent layers, for loops of one's own. */

import { checkTensor, tidy } from "../../ops/engine/define.js";
import { empty, zeros } from "../../tensor/create/filled.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show } from "../../value/errors.js";
import { type Device, readOptions } from "../../value/options.js";
import { resultType } from "../../value/promotion.js";
import { say } from "../../value/quote.js";
import { checkInteger, sameShape } from "../../value/shape.js";
import { uniform_ } from "../init/index.js";
import { camelNames } from "../module/camel-names.js";
import { type Copier, withoutDraws } from "../module/deepcopy.js";
import { Module } from "../module/module.js";
import { newParameter, type Parameter } from "../module/parameter.js";
import {
	checkPair,
	elmanOf,
	gruRecurrence,
	lstmRecurrence,
	type Recurrence,
	runOver,
	type State,
} from "./recurrence.js";

export interface CellOptions {
	/** Learn additive biases. Default true. */
	readonly bias?: boolean;
	/** Default float32. */
	readonly dtype?: "float32" | "float64";
	/** There is one. */
	readonly device?: Device;
}

export interface RNNCellOptions extends CellOptions {
	/** Default tanh. */
	readonly nonlinearity?: "tanh" | "relu";
}

abstract class RecurrentCell extends Module {
	readonly weight_ih: Parameter;
	readonly weight_hh: Parameter;
	readonly bias_ih: Parameter | null;
	readonly bias_hh: Parameter | null;
	declare readonly weightIh: Parameter;
	declare readonly weightHh: Parameter;
	declare readonly biasIh: Parameter | null;
	declare readonly biasHh: Parameter | null;
	readonly #op: string;
	readonly #recurrence: Recurrence;

	constructor(
		op: string,
		recurrence: Recurrence,
		readonly inputSize: number,
		readonly hiddenSize: number,
		{ bias = true, dtype = "float32" }: CellOptions,
	) {
		super();
		this.#op = op;
		this.#recurrence = recurrence;
		checkInteger(op, "inputSize", inputSize);
		checkInteger(op, "hiddenSize", hiddenSize);
		const rows = recurrence.gates * hiddenSize;
		const bound = hiddenSize > 0 ? 1 / Math.sqrt(hiddenSize) : 0;
		const learnt = (shape: readonly number[]) =>
			newParameter(this, () =>
				uniform_(empty(shape, { dtype }), -bound, bound),
			);
		this.weight_ih = learnt([rows, inputSize]);
		this.weight_hh = learnt([rows, hiddenSize]);
		this.bias_ih = bias ? learnt([rows]) : null;
		this.bias_hh = bias ? learnt([rows]) : null;
		camelNames(this);
	}

	/** @internal A smallest cell, whose weights give way to copies. */
	override blankCopy(copier: Copier): this {
		const args = [this.#op, this.#recurrence, 1, 1, {}];
		return withoutDraws(() => this.constructedBy(RecurrentCell, args, copier));
	}

	protected step(input: Tensor, hx: State | null): readonly Tensor[] {
		const { ndim, shape } = checkTensor(this.#op, input);
		if ((ndim !== 1 && ndim !== 2) || shape.at(-1) !== this.inputSize)
			throw new ShapeError(
				this.#op,
				say`an input of shape ${show(shape)}; expected [N, ${this.inputSize}] or [${this.inputSize}]`,
			);
		const expected = [...shape.slice(0, -1), this.hiddenSize];
		return tidy(() => {
			const count = this.#recurrence.states;
			const initial = Array.from({ length: count }, (_, i) => {
				const given =
					hx === null
						? zeros(expected, { dtype: resultType(input, this.weight_ih) })
						: checkTensor(this.#op, hx[i]);
				if (!sameShape(given.shape, expected))
					throw new ShapeError(
						this.#op,
						say`a state ${i === 0 ? "h" : "c"} of shape ${show(given.shape)}; expected ${show(expected)}`,
					);
				return given.reshape([-1, this.hiddenSize]);
			});
			const weights = {
				ih: this.weight_ih,
				hh: this.weight_hh,
				biasIh: this.bias_ih,
				biasHh: this.bias_hh,
				hr: null,
			};
			const x = input.reshape([1, ndim === 1 ? 1 : input.size(0), -1]);
			const { last } = runOver(this.#recurrence, x, initial, weights, false);
			return last.map((s) => s.reshape(expected));
		});
	}

	override extraRepr(): string {
		const bias = this.bias_ih === null ? ", bias=False" : "";
		return say`${this.inputSize}, ${this.hiddenSize}${bias}`;
	}
}

/**
 * One step of `RNN`: input [N, inputSize] or [inputSize] and h [N, hiddenSize] (default zeros) give the next h.
 * @throws ShapeError for an input or state of another shape
 * @example new nn.RNNCell(10, 20)(randn([3, 10])).shape; // [3, 20]
 */
export class RNNCell extends RecurrentCell {
	readonly nonlinearity: "tanh" | "relu";

	constructor(
		inputSize: number,
		hiddenSize: number,
		options: RNNCellOptions = {},
	) {
		readOptions("RNNCell", options);
		const { nonlinearity = "tanh" } = options;
		const recurrence = elmanOf("RNNCell", nonlinearity);
		super("RNNCell", recurrence, inputSize, hiddenSize, options);
		this.nonlinearity = nonlinearity;
	}

	forward(input: Tensor, hx: Tensor | null = null): Tensor {
		return this.step(input, hx && [hx])[0] as Tensor;
	}

	override extraRepr(): string {
		const name = this.nonlinearity;
		return name === "tanh"
			? super.extraRepr()
			: `${super.extraRepr()}, nonlinearity=${name}`;
	}
}

/**
 * One step of `LSTM`: input [N, inputSize] or [inputSize] and [h, c], [N, hiddenSize] each (default zeros), give the next.
 * @throws ShapeError for an input or state of another shape
 * @example const [h, c] = new nn.LSTMCell(10, 20)(randn([3, 10])); h.shape; // [3, 20]
 */
export class LSTMCell extends RecurrentCell {
	constructor(
		inputSize: number,
		hiddenSize: number,
		options: CellOptions = {},
	) {
		readOptions("LSTMCell", options);
		super("LSTMCell", lstmRecurrence, inputSize, hiddenSize, options);
	}

	forward(
		input: Tensor,
		hx: readonly [Tensor, Tensor] | null = null,
	): [Tensor, Tensor] {
		checkPair("LSTMCell", hx);
		return this.step(input, hx) as [Tensor, Tensor];
	}
}

/**
 * One step of `GRU`: input [N, inputSize] or [inputSize] and h [N, hiddenSize] (default zeros) give the next h.
 * @throws ShapeError for an input or state of another shape
 * @example new nn.GRUCell(10, 20)(randn([3, 10])).shape; // [3, 20]
 */
export class GRUCell extends RecurrentCell {
	constructor(
		inputSize: number,
		hiddenSize: number,
		options: CellOptions = {},
	) {
		readOptions("GRUCell", options);
		super("GRUCell", gruRecurrence, inputSize, hiddenSize, options);
	}

	forward(input: Tensor, hx: Tensor | null = null): Tensor {
		return this.step(input, hx && [hx])[0] as Tensor;
	}
}
