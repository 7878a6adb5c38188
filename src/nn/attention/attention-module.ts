import { checkTensor, tidy } from "../../ops/engine/define.js";
import { linear } from "../../ops/linalg/matmul.js";
import { cat } from "../../ops/shape/join.js";
import { empty } from "../../tensor/create/filled.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { type Device, readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkInteger, sameShape } from "../../value/shape.js";
import { checkProbability } from "../dropout/dropout.js";
import { xavierNormal_, xavierUniform_, zeros_ } from "../init/index.js";
import { Linear } from "../linear/linear-module.js";
import { expectKind } from "../module/assignment.js";
import { camelNames } from "../module/camel-names.js";
import { type Copier, withoutDraws } from "../module/deepcopy.js";
import { Module } from "../module/module.js";
import { newParameter, type Parameter } from "../module/parameter.js";
import { additive, attend } from "./attention.js";

export interface MultiheadAttentionOptions {
	/** The probability of dropping a weight, in training. Default 0. */
	readonly dropout?: number;
	/** Learn additive biases. Default true. */
	readonly bias?: boolean;
	/** Add a learnt key and value to each sequence. Default false. */
	readonly addBiasKv?: boolean;
	/** Add a key and a value of zeros to each sequence. Default false. */
	readonly addZeroAttn?: boolean;
	/** Features of the keys. Default embedDim. */
	readonly kdim?: number | null;
	/** Features of the values. Default embedDim. */
	readonly vdim?: number | null;
	/** Sequences are [N, L, E] instead of [L, N, E]. Default false. */
	readonly batchFirst?: boolean;
	/** Default float32. */
	readonly dtype?: "float32" | "float64";
	/** There is one. */
	readonly device?: Device;
}

export interface MultiheadAttentionCallOptions {
	/** [N, S] ([S] without a batch): bool, true for keys to leave out, or float, added to the scores. */
	readonly keyPaddingMask?: Tensor | null;
	/** [L, S] or [N * heads, L, S]: bool, true where a query must not see a key, or float, added to the scores. */
	readonly attnMask?: Tensor | null;
	/** Give the attention weights, too. Default true. */
	readonly needWeights?: boolean;
	/** Their mean over the heads, or each head's. Default true. */
	readonly averageAttnWeights?: boolean;
}

const OP = "MultiheadAttention";

/**
 * Attention in several heads at once (Vaswani et al. 2017): query [L, N, embedDim], key [S, N, kdim] and value
 * [S, N, vdim] (with batchFirst N comes first; without a batch N is left out) give [L, N, embedDim] and the weights
 * [N, L, S], or null. The input projections are Xavier-uniform at first, the biases zero.
 *
 * @throws ValueError unless the heads divide embedDim
 * @throws ShapeError if sizes or masks do not fit
 * @example
 * const attention = new nn.MultiheadAttention(8, 2, { batchFirst: true });
 * const x = randn([3, 5, 8]);
 * const [y, weights] = attention(x, x, x);
 * [y.shape, weights.shape]; // [3, 5, 8], [3, 5, 5]
 */
export class MultiheadAttention extends Module {
	/** [3 * embedDim, embedDim]; null if kdim or vdim differ. */
	readonly in_proj_weight: Parameter | null;
	readonly q_proj_weight: Parameter | null;
	readonly k_proj_weight: Parameter | null;
	readonly v_proj_weight: Parameter | null;
	readonly in_proj_bias: Parameter | null;
	readonly bias_k: Parameter | null;
	readonly bias_v: Parameter | null;
	readonly out_proj: Linear;
	declare readonly inProjWeight: Parameter | null;
	declare readonly qProjWeight: Parameter | null;
	declare readonly kProjWeight: Parameter | null;
	declare readonly vProjWeight: Parameter | null;
	declare readonly inProjBias: Parameter | null;
	declare readonly biasK: Parameter | null;
	declare readonly biasV: Parameter | null;
	declare readonly outProj: Linear;
	readonly dropout: number;
	readonly batchFirst: boolean;
	readonly addZeroAttn: boolean;
	readonly kdim: number;
	readonly vdim: number;

	constructor(
		readonly embedDim: number,
		readonly numHeads: number,
		options: MultiheadAttentionOptions = {},
	) {
		readOptions("MultiheadAttention", options);
		super();
		checkInteger(OP, "embedDim", embedDim);
		checkInteger(OP, "numHeads", numHeads);
		if (!(numHeads > 0) || !(embedDim > 0) || embedDim % numHeads !== 0)
			throw new ValueError(
				OP,
				say`embedDim is ${embedDim} and numHeads ${numHeads}; each head has embedDim / numHeads features, a positive integer`,
			);
		const { bias = true, addBiasKv = false, dtype = "float32" } = options;
		this.dropout = options.dropout ?? 0;
		checkProbability(OP, this.dropout);
		this.batchFirst = options.batchFirst ?? false;
		this.addZeroAttn = options.addZeroAttn ?? false;
		this.kdim = options.kdim ?? embedDim;
		this.vdim = options.vdim ?? embedDim;
		const learnt = (wanted: boolean, ...shape: number[]) =>
			wanted ? newParameter(this, () => empty(shape, { dtype })) : null;
		const same = this.kdim === embedDim && this.vdim === embedDim;
		this.q_proj_weight = learnt(!same, embedDim, embedDim);
		this.k_proj_weight = learnt(!same, embedDim, this.kdim);
		this.v_proj_weight = learnt(!same, embedDim, this.vdim);
		this.in_proj_weight = learnt(same, 3 * embedDim, embedDim);
		this.in_proj_bias = learnt(bias, 3 * embedDim);
		// It draws first, in PyTorch too.
		this.out_proj = new Linear(embedDim, embedDim, { bias, dtype });
		this.bias_k = learnt(addBiasKv, 1, 1, embedDim);
		this.bias_v = learnt(addBiasKv, 1, 1, embedDim);
		for (const name of ["in_proj_bias", "bias_k", "bias_v"])
			expectKind(this, name, "parameter");
		camelNames(this);
		resetParameters(this);
	}

	forward(
		query: Tensor,
		key: Tensor,
		value: Tensor,
		options: MultiheadAttentionCallOptions & { readonly needWeights: false },
	): [Tensor, null];
	forward(
		query: Tensor,
		key: Tensor,
		value: Tensor,
		options?: MultiheadAttentionCallOptions,
	): [Tensor, Tensor];
	forward(
		query: Tensor,
		key: Tensor,
		value: Tensor,
		options: MultiheadAttentionCallOptions = {},
	): [Tensor, Tensor | null] {
		readOptions(OP, options, "{ keyPaddingMask: tensor }");
		const { needWeights = true, averageAttnWeights = true } = options;
		const single = checkInputs(this, query, key, value);
		return tidy(() => {
			const batched = (x: Tensor) => (single ? x.unsqueeze(this.#batch) : x);
			const inputs =
				query === key && key === value ? [query] : [query, key, value];
			const [q, k, v] = this.#project(inputs.map(batched)) as [
				Tensor,
				Tensor,
				Tensor,
			];
			const added = this.#mask(q, k, options, single);
			const p = this.training ? this.dropout : 0;
			const { output, weights } = attend(q, k, v, added, p);
			// Not called as a module, neither in PyTorch: its hooks would see tensors that are freed.
			const { weight, bias } = this.out_proj;
			const y = linear(this.#merge(output), weight, bias);
			const shown = averageAttnWeights ? weights.mean(1) : weights;
			const drop = (x: Tensor, dim: number) => (single ? x.squeeze(dim) : x);
			return [drop(y, this.#batch), needWeights ? drop(shown, 0) : null];
		}) as [Tensor, Tensor | null];
	}

	/** @internal A smallest layer, whose weights give way to copies. */
	override blankCopy(copier: Copier): this {
		return withoutDraws(() =>
			this.constructedBy(MultiheadAttention, [1, 1], copier),
		);
	}

	/** Where the batch's dimension is. */
	get #batch(): number {
		return this.batchFirst ? 0 : 1;
	}

	/** Queries, keys and values as [N, heads, length, features of a head]; one input is all three. */
	#project(inputs: readonly Tensor[]): Tensor[] {
		const { in_proj_weight: all, in_proj_bias: bias, embedDim } = this;
		if (inputs.length === 1 && all !== null) {
			const together = linear(inputs[0] as Tensor, all, bias);
			return this.#extend(together.chunk(3, -1));
		}
		const weights =
			all === null
				? [this.q_proj_weight, this.k_proj_weight, this.v_proj_weight]
				: all.split(embedDim, 0);
		const biases = bias?.split(embedDim, 0);
		const projected = weights.map((weight, i) => {
			const x = inputs[i] ?? (inputs[0] as Tensor);
			return linear(x, weight as Tensor, biases?.[i]);
		});
		return this.#extend(projected);
	}

	/** Adds the learnt key and value, and those of zeros, at the end of the sequences; then cuts into heads. */
	#extend(projected: readonly Tensor[]): Tensor[] {
		const [q, k, v] = projected as [Tensor, Tensor, Tensor];
		const along = this.batchFirst ? 1 : 0;
		const longer = (x: Tensor, bias: Parameter | null) => {
			const more = x.shape.map((size, d) => (d === along ? 1 : size));
			const parts = [x];
			if (bias !== null) parts.push(bias.expand(more));
			if (this.addZeroAttn) parts.push(x.newZeros(more));
			return parts.length === 1 ? x : cat(parts, along);
		};
		const heads = (x: Tensor) => {
			const [a, b] = x.shape as [number, number];
			const each = this.embedDim / this.numHeads;
			return x
				.reshape([a, b, this.numHeads, each])
				.permute(this.batchFirst ? [0, 2, 1, 3] : [1, 2, 0, 3]);
		};
		return [
			heads(q),
			heads(longer(k, this.bias_k)),
			heads(longer(v, this.bias_v)),
		];
	}

	/** The heads side by side again, in the caller's layout. */
	#merge(x: Tensor): Tensor {
		const placed = x.permute(this.batchFirst ? [0, 2, 1, 3] : [2, 0, 1, 3]);
		return placed.reshape([...placed.shape.slice(0, 2), this.embedDim]);
	}

	/** Both masks as one summand of the scores [N, heads, L, S], or null. */
	#mask(
		q: Tensor,
		k: Tensor,
		{ attnMask = null, keyPaddingMask = null }: MultiheadAttentionCallOptions,
		single: boolean,
	): Tensor | null {
		const [n, heads, l] = q.shape as [number, number, number];
		const extra = Number(this.bias_k !== null) + Number(this.addZeroAttn);
		const s = k.size(2) - extra;
		const parts: Tensor[] = [];
		if (attnMask !== null) {
			checkMask("attnMask", attnMask, [
				[l, s],
				[n * heads, l, s],
			]);
			const added = additive(OP, attnMask, q);
			parts.push(added.ndim === 2 ? added : added.reshape([n, heads, l, s]));
		}
		if (keyPaddingMask !== null) {
			checkMask("keyPaddingMask", keyPaddingMask, [single ? [s] : [n, s]]);
			parts.push(additive(OP, keyPaddingMask, q).reshape([n, 1, 1, s]));
		}
		const [first, second] = parts;
		if (first === undefined) return null;
		const sum = second === undefined ? first : first.add(second);
		if (extra === 0) return sum;
		// What was added to the sequences is always seen.
		return cat([sum, sum.newZeros([...sum.shape.slice(0, -1), extra])], -1);
	}
}

/** PyTorch's initial values, drawn in its order. */
function resetParameters(module: MultiheadAttention): void {
	for (const weight of [
		module.in_proj_weight,
		module.q_proj_weight,
		module.k_proj_weight,
		module.v_proj_weight,
	])
		if (weight !== null) xavierUniform_(weight);
	if (module.in_proj_bias !== null) zeros_(module.in_proj_bias);
	if (module.out_proj.bias !== null) zeros_(module.out_proj.bias);
	if (module.bias_k !== null) xavierNormal_(module.bias_k);
	if (module.bias_v !== null) xavierNormal_(module.bias_v);
}

/** Whether there is no batch dimension. */
function checkInputs(
	module: MultiheadAttention,
	query: Tensor,
	key: Tensor,
	value: Tensor,
): boolean {
	const inputs = [query, key, value];
	const rank = checkTensor(OP, query).ndim;
	const sizes = [module.embedDim, module.kdim, module.vdim];
	inputs.forEach((x, i) => {
		if (
			(rank !== 2 && rank !== 3) ||
			checkTensor(OP, x).ndim !== rank ||
			x.size(-1) !== sizes[i]
		)
			throw new ShapeError(
				OP,
				say`${["query", "key", "value"][i]} of shape ${show(x.shape)}; expected [${module.batchFirst ? "N, length" : "length, N"}, ${sizes[i]}], or [length, ${sizes[i]}] for all three`,
			);
	});
	const [q, k, v] = inputs.map((x) => x.shape.slice(0, -1)) as [
		number[],
		number[],
		number[],
	];
	const batch = module.batchFirst ? 0 : 1;
	if (!sameShape(k, v) || (rank === 3 && q[batch] !== k[batch]))
		throw new ShapeError(
			OP,
			say`query ${show(query.shape)}, key ${show(key.shape)}, value ${show(value.shape)}; key and value have the same length, and all three the same batch size`,
		);
	return rank === 2;
}

function checkMask(
	name: string,
	mask: Tensor,
	shapes: readonly (readonly number[])[],
): void {
	const { shape } = checkTensor(OP, mask);
	if (!shapes.some((expected) => sameShape(shape, expected)))
		throw new ShapeError(
			OP,
			say`${name} of shape ${show(shape)}; expected ${shapes.map(show).join(" or ")}`,
		);
}
