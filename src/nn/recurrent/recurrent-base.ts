/** What RNN, LSTM and GRU share. */

import { checkTensor, tidy } from "../../ops/engine/define.js";
import { cat, stack } from "../../ops/shape/join.js";
import { empty, zeros } from "../../tensor/create/filled.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import type { Device } from "../../value/options.js";
import { resultType } from "../../value/promotion.js";
import { say } from "../../value/quote.js";
import { sameShape } from "../../value/shape.js";
import { checkProbability, dropout } from "../dropout/dropout.js";
import { uniform_ } from "../init/index.js";
import { camelNames } from "../module/camel-names.js";
import { type Copier, withoutDraws } from "../module/deepcopy.js";
import { Module } from "../module/module.js";
import { newParameter, type Parameter } from "../module/parameter.js";
import { float } from "../module/repr.js";
import { isPacked, PackedSequence, sizesOf } from "../utils/packed-sequence.js";
import {
	type Recurrence,
	type RecurrentWeights,
	type Run,
	runOver,
	runOverPacked,
	type State,
} from "./recurrence.js";

export interface RecurrentOptions {
	/** Layers, each of which reads the outputs of the one before. Default 1; may be given as the third argument instead. */
	readonly numLayers?: number;
	/** Learn additive biases. Default true. */
	readonly bias?: boolean;
	/** Sequences are [N, T, ...] instead of [T, N, ...]; states are not concerned. Default false. */
	readonly batchFirst?: boolean;
	/** The probability of dropout between layers, in training. Default 0. */
	readonly dropout?: number;
	/** Read each sequence from its end, too: outputs are twice as wide. Default false. */
	readonly bidirectional?: boolean;
	/** Default float32. */
	readonly dtype?: "float32" | "float64";
	/** There is one. */
	readonly device?: Device;
}

/** What the three layers share: parameters with PyTorch's names, layers, directions and layouts. */
export abstract class Recurrent extends Module {
	readonly numLayers: number;
	readonly bias: boolean;
	readonly batchFirst: boolean;
	readonly dropout: number;
	readonly bidirectional: boolean;
	/** [gates * hiddenSize, inputSize]; those of further layers are weight_ih_l1, ..., of the other direction weight_ih_l0_reverse. */
	declare readonly weight_ih_l0: Parameter;
	/** [gates * hiddenSize, hiddenSize] */
	declare readonly weight_hh_l0: Parameter;
	/** [gates * hiddenSize]; not there without biases. */
	declare readonly bias_ih_l0: Parameter;
	declare readonly bias_hh_l0: Parameter;
	/** The same by the naming rule, as all others: weightIhL1, weightIhL0Reverse, ... */
	declare readonly weightIhL0: Parameter;
	declare readonly weightHhL0: Parameter;
	declare readonly biasIhL0: Parameter;
	declare readonly biasHhL0: Parameter;
	readonly #op: string;
	readonly #recurrence: Recurrence;

	constructor(
		op: string,
		recurrence: Recurrence,
		readonly inputSize: number,
		readonly hiddenSize: number,
		options: RecurrentOptions,
		readonly projSize = 0,
	) {
		super();
		this.#op = op;
		this.#recurrence = recurrence;
		this.numLayers = options.numLayers ?? 1;
		this.bias = options.bias ?? true;
		this.batchFirst = options.batchFirst ?? false;
		this.dropout = options.dropout ?? 0;
		this.bidirectional = options.bidirectional ?? false;
		checkSizes(op, this);
		this.#makeParameters(options.dtype ?? "float32");
		camelNames(this);
	}

	/** @internal A smallest layer, whose weights give way to copies. */
	override blankCopy(copier: Copier): this {
		const args = [this.#op, this.#recurrence, 1, 1, { bias: false }];
		return withoutDraws(() => this.constructedBy(Recurrent, args, copier));
	}

	/** Uniform within 1 / sqrt(hiddenSize), in the order of PyTorch. */
	#makeParameters(dtype: "float32" | "float64"): void {
		const { hiddenSize, inputSize, projSize } = this;
		const rows = this.#recurrence.gates * hiddenSize;
		const width = projSize || hiddenSize;
		const bound = 1 / Math.sqrt(hiddenSize);
		for (const { layer, suffix } of this.#passes()) {
			const inputs = layer === 0 ? inputSize : width * this.#directions;
			const shapes: [string, readonly number[]][] = [
				["weight_ih", [rows, inputs]],
				["weight_hh", [rows, width]],
			];
			if (this.bias) shapes.push(["bias_ih", [rows]], ["bias_hh", [rows]]);
			if (projSize > 0) shapes.push(["weight_hr", [projSize, hiddenSize]]);
			for (const [name, shape] of shapes)
				this.registerParameter(
					name + suffix,
					newParameter(this, () =>
						uniform_(empty(shape, { dtype }), -bound, bound),
					),
				);
		}
	}

	get #directions(): number {
		return this.bidirectional ? 2 : 1;
	}

	/** Each layer in each direction, in the order of the parameters and states. */
	#passes() {
		return Array.from({ length: this.numLayers * this.#directions }, (_, i) => {
			const layer = Math.floor(i / this.#directions);
			const reverse = i % this.#directions === 1;
			return {
				layer,
				reverse,
				suffix: `_l${layer}${reverse ? "_reverse" : ""}`,
			};
		});
	}

	#weights(suffix: string): RecurrentWeights {
		const own = this as unknown as Record<string, Parameter | undefined>;
		return {
			ih: own[`weight_ih${suffix}`] as Parameter,
			hh: own[`weight_hh${suffix}`] as Parameter,
			biasIh: own[`bias_ih${suffix}`] ?? null,
			biasHh: own[`bias_hh${suffix}`] ?? null,
			hr: own[`weight_hr${suffix}`] ?? null,
		};
	}

	/** Output, packed if the input is, and last states. */
	protected outputsOf(
		input: Tensor | PackedSequence,
		hx: State | null,
	): readonly (Tensor | PackedSequence)[] {
		return isPacked(input) ? this.#runPacked(input, hx) : this.#run(input, hx);
	}

	/** Output and last states, in the caller's layout. */
	#run(input: Tensor, hx: State | null): readonly Tensor[] {
		const single = checkInput(this.#op, this, input);
		return tidy(() => {
			const batched = single ? input.unsqueeze(1) : input;
			const x = this.batchFirst && !single ? batched.transpose(0, 1) : batched;
			const initial = this.#initial(x, x.size(1), hx, single);
			const { output, last } = this.#layers(x, initial, (y, ...rest) =>
				runOver(this.#recurrence, y, ...rest),
			);
			if (single) return [output, ...last].map((t) => t.squeeze(1));
			const placed = this.batchFirst ? output.transpose(0, 1) : output;
			return [placed.contiguous(), ...last];
		});
	}

	/** The same for packed sequences; the states are in the order of the batch. */
	#runPacked(
		input: PackedSequence,
		hx: State | null,
	): [PackedSequence, ...Tensor[]] {
		const { batchSizes, sortedIndices, unsortedIndices } = input;
		checkData(this.#op, this, input.data);
		const sizes = sizesOf(input);
		const reordered = (s: Tensor, order: Tensor | null) =>
			order === null ? s : s.indexSelect(1, order);
		const [data, ...last] = tidy(() => {
			const states = this.#initial(input.data, sizes[0] as number, hx, false);
			const initial = states.map((s) => reordered(s, sortedIndices));
			const ran = this.#layers(input.data, initial, (y, ...rest) =>
				runOverPacked(this.#recurrence, y, sizes, ...rest),
			);
			return [
				ran.output,
				...ran.last.map((s) => reordered(s, unsortedIndices)),
			];
		});
		const order = [sortedIndices, unsortedIndices] as const;
		return [
			new PackedSequence(data as Tensor, batchSizes, ...order),
			...(last as Tensor[]),
		];
	}

	/** The given states, checked, or zeros: [layers * directions, N, size]. */
	#initial(x: Tensor, batch: number, hx: State | null, single: boolean): State {
		const count = this.numLayers * this.#directions;
		const dtype = resultType(x, this.weight_ih_l0);
		const sizes = [this.projSize || this.hiddenSize, this.hiddenSize];
		return sizes.slice(0, this.#recurrence.states).map((size, i) => {
			const shape = [count, batch, size];
			if (hx === null) return zeros(shape, { dtype });
			const given = checkTensor(this.#op, hx[i]);
			const expected = single ? [count, size] : shape;
			if (!sameShape(given.shape, expected))
				throw new ShapeError(
					this.#op,
					say`an initial state ${i === 0 ? "h" : "c"} of shape ${show(given.shape)}; expected ${show(expected)}`,
				);
			return single ? given.unsqueeze(1) : given;
		});
	}

	/** Inputs to outputs through all layers, and the last states [layers * directions, N, size]. */
	#layers(x: Tensor, initial: State, runOne: RunOne) {
		let output = x;
		const last: State[] = [];
		let halves: Tensor[] = [];
		this.#passes().forEach(({ layer, reverse, suffix }, i) => {
			const start = initial.map((s) => s.select(0, i));
			const weights = this.#weights(suffix);
			const ran = runOne(output, start, weights, reverse);
			last.push(ran.last);
			halves.push(ran.outputs);
			if (halves.length < this.#directions) return;
			output = this.bidirectional ? cat(halves, -1) : (halves[0] as Tensor);
			halves = [];
			const { training, numLayers } = this;
			if (layer < numLayers - 1)
				output = dropout(output, this.dropout, { training });
		});
		return {
			output,
			last: initial.map((_, k) => stack(last.map((s) => s[k] as Tensor))),
		};
	}

	override extraRepr(): string {
		const parts = [`${this.inputSize}, ${this.hiddenSize}`];
		if (this.projSize !== 0) parts.push(`proj_size=${this.projSize}`);
		if (this.numLayers !== 1) parts.push(`num_layers=${this.numLayers}`);
		if (!this.bias) parts.push("bias=False");
		if (this.batchFirst) parts.push("batch_first=True");
		if (this.dropout !== 0) parts.push(`dropout=${float(this.dropout)}`);
		if (this.bidirectional) parts.push("bidirectional=True");
		return parts.join(", ");
	}
}

/** Runs one layer in one direction. */
type RunOne = (
	x: Tensor,
	start: State,
	weights: RecurrentWeights,
	reverse: boolean,
) => Run;

interface Sizes {
	readonly inputSize: number;
	readonly hiddenSize: number;
	readonly numLayers: number;
	readonly projSize: number;
	readonly dropout: number;
	readonly batchFirst: boolean;
}

/** More would not fit into any memory. */
const MOST = 1_000_000;

function checkSizes(op: string, sizes: Sizes): void {
	for (const name of ["inputSize", "hiddenSize", "numLayers"] as const)
		if (!Number.isInteger(sizes[name]) || sizes[name] < 1 || sizes[name] > MOST)
			throw new ValueError(
				op,
				say`${name} is ${sizes[name]}; an integer from 1 to ${MOST} is needed`,
			);
	const { projSize, hiddenSize } = sizes;
	if (!Number.isInteger(projSize) || projSize < 0 || projSize >= hiddenSize)
		throw new ValueError(
			op,
			say`projSize is ${projSize} and hiddenSize ${hiddenSize}; expected an integer below hiddenSize, 0 for no projection`,
		);
	checkProbability(op, sizes.dropout);
}

/** Whether the input is one sequence without a batch dimension. */
function checkInput(
	op: string,
	{ inputSize, batchFirst }: Sizes,
	input: Tensor,
): boolean {
	const { ndim, shape } = checkTensor(op, input);
	const layout = batchFirst ? "N, T" : "T, N";
	if ((ndim !== 2 && ndim !== 3) || shape.at(-1) !== inputSize)
		throw new ShapeError(
			op,
			say`an input of shape ${show(shape)}; expected [${layout}, ${inputSize}], or [T, ${inputSize}] for one sequence`,
		);
	if (shape[ndim === 3 && batchFirst ? 1 : 0] === 0)
		throw new ShapeError(
			op,
			say`an input of shape ${show(shape)} has no time steps; at least one is needed`,
		);
	return ndim === 2;
}

function checkData(op: string, { inputSize }: Sizes, data: Tensor): void {
	if (data.ndim !== 2 || data.size(1) !== inputSize)
		throw new ShapeError(
			op,
			say`a packed sequence of elements of shape ${show(data.shape.slice(1))}; expected [${inputSize}]`,
		);
}
