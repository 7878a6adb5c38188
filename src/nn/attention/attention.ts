import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { ones, zeros } from "../../tensor/create/filled.js";
import type { Tensor } from "../../tensor/tensor.js";
import {
	DTypeError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkProbability, dropout } from "../dropout/dropout.js";

export interface AttentionOptions {
	/** [L, S], or what broadcasts to [..., L, S]: bool, true where a query sees a key, or float, added to the scores. */
	readonly attnMask?: Tensor | null;
	/** The probability of dropping a weight; give 0 in evaluation. Default 0. */
	readonly dropoutP?: number;
	/** Query i sees keys 0 to i only; not together with attnMask. Default false. */
	readonly isCausal?: boolean;
	/** Factor of the scores. Default 1 / sqrt(E). */
	readonly scale?: number | null;
}

/**
 * softmax(query keyᵀ / sqrt(E) + mask) value: query [..., L, E], key [..., S, E] and value [..., S, Ev] give [..., L, Ev].
 * A query that sees no key gives NaN.
 *
 * @throws ShapeError if the sizes do not fit
 * @throws ValueError for attnMask together with isCausal
 * @example nn.functional.scaledDotProductAttention(randn([2, 5, 4]), randn([2, 7, 4]), randn([2, 7, 3])).shape; // [2, 5, 3]
 */
export function scaledDotProductAttention(
	query: Tensor,
	key: Tensor,
	value: Tensor,
	options: AttentionOptions = {},
): Tensor {
	const op = "scaledDotProductAttention";
	readOptions(op, options, "{ attnMask: tensor }");
	const { attnMask = null, dropoutP = 0, isCausal = false } = options;
	checkAttention(op, query, key, value);
	checkProbability(op, dropoutP);
	if (isCausal && attnMask !== null)
		throw new ValueError(
			op,
			"attnMask together with isCausal; give one of them",
		);
	return composite("scaledDotProductAttention", () => {
		const mask = isCausal ? causalMask(query, key) : attnMask;
		const hidden = mask?.dtype === "bool" ? mask.logicalNot() : mask;
		const added = hidden === null ? null : additive(op, hidden, query);
		const scale = options.scale ?? null;
		return attend(query, key, value, added, dropoutP, scale).output;
	});
}

function checkAttention(op: string, query: Tensor, key: Tensor, value: Tensor) {
	for (const x of [query, key, value])
		if (checkTensor(op, x).ndim < 2)
			throw new ShapeError(
				op,
				say`a tensor of shape ${show(x.shape)}; expected [..., length, features]`,
			);
	if (query.size(-1) !== key.size(-1) || key.size(-2) !== value.size(-2))
		throw new ShapeError(
			op,
			say`query ${show(query.shape)}, key ${show(key.shape)}, value ${show(value.shape)}; query and key have the same last size, key and value the same last but one`,
		);
}

function causalMask(query: Tensor, key: Tensor): Tensor {
	return ones([query.size(-2), key.size(-2)], { dtype: "bool" }).tril();
}

/** A mask as what is added to the scores: -Infinity where a bool mask is true. */
export function additive(op: string, mask: Tensor, like: Tensor): Tensor {
	if (checkTensor(op, mask).isFloatingPoint()) return mask.to(like.dtype);
	if (mask.dtype !== "bool")
		throw new DTypeError(
			op,
			say`a mask of dtype ${mask.dtype}; expected bool or float: convert with bool()`,
		);
	const { dtype } = like;
	return zeros(mask.shape, { dtype }).maskedFill(
		mask,
		Number.NEGATIVE_INFINITY,
	);
}

/** The attention itself: what comes out, and the weights [..., L, S] after dropout. */
export function attend(
	query: Tensor,
	key: Tensor,
	value: Tensor,
	added: Tensor | null,
	dropoutP: number,
	scale: number | null = null,
): { readonly output: Tensor; readonly weights: Tensor } {
	const factor = scale ?? 1 / Math.sqrt(query.size(-1));
	const scores = query.mul(factor).matmul(key.transpose(-2, -1));
	const masked = added === null ? scores : scores.add(added);
	const weights = dropout(masked.softmax(-1), dropoutP);
	return { output: weights.matmul(value), weights };
}
