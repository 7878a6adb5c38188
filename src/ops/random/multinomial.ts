/** Drawing indices by weight, in PyTorch's order. */

import { call } from "../../../bindings/run.js";
import { addressOf, beginOp } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { dtypes } from "../../value/dtype.js";
import {
	DTypeError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { composite } from "../engine/composite.js";
import { pointer } from "../engine/copy.js";
import {
	allocateTensor,
	checkTensor,
	isTrue,
	scratch,
} from "../engine/define.js";
import { kernelName } from "../engine/kernel-name.js";
import { type Generator, generatorOf } from "./generator.js";
import { exponential_, type RandomOptions } from "./random.js";

export interface MultinomialOptions extends RandomOptions {
	/** Whether one index can be drawn twice. Default false. */
	readonly replacement?: boolean;
}

/**
 * Draws indices with the probabilities of `weights`, which need not add up to one.
 * @param weights [n] or [rows, n], not negative
 * @returns int32 [numSamples] or [rows, numSamples]
 */
export function multinomial(
	weights: Tensor,
	numSamples: number,
	options: MultinomialOptions = {},
): Tensor {
	readOptions("multinomial", options);
	checkWeights(weights, numSamples, options.replacement ?? false);
	const generator = generatorOf("multinomial", options.generator);
	if (options.replacement)
		return composite("multinomial", () =>
			drawWithReplacement(weights, numSamples, generator),
		);
	// The first of independent exponential clocks to ring is a draw; the first k are k draws without replacement.
	return composite("multinomial", () => {
		const clocks = weights.detached().clone();
		exponential_(clocks, 1, { generator });
		const scores = weights.detached().div(clocks);
		if (numSamples === 1) return scores.argmax(-1, { keepdim: true });
		return scores
			.argsort(-1, { descending: true })
			.narrow(-1, 0, numSamples)
			.contiguous();
	});
}

function checkWeights(
	weights: Tensor,
	count: number,
	replacement: boolean,
): void {
	if (!checkTensor("multinomial", weights).isFloatingPoint())
		throw new DTypeError(
			"multinomial",
			say`weights of dtype ${weights.dtype}; expected a float dtype`,
		);
	if (weights.ndim < 1 || weights.ndim > 2 || weights.numel() === 0)
		throw new ShapeError(
			"multinomial",
			say`weights of shape ${show(weights.shape)}; expected [n] or [rows, n] with n > 0`,
		);
	if (
		!Number.isInteger(count) ||
		count < 1 ||
		(!replacement && count > weights.size(-1))
	)
		throw new ValueError(
			"multinomial",
			say`${count} draws from ${weights.size(-1)} weights${replacement ? "" : " without replacement"}`,
		);
	const plain = weights.detached();
	if (
		!isTrue(() => plain.ge(0).all()) ||
		!isTrue(() => plain.isfinite().all()) ||
		isTrue(() => plain.sum(-1).le(0).any())
	)
		throw new ValueError(
			"multinomial",
			"weights must be finite, not negative, and not all zero",
		);
}

function drawWithReplacement(
	weights: Tensor,
	count: number,
	generator: Generator,
): Tensor {
	const dense = weights.detached().contiguous();
	const { suffix, bytes } = dtypes[dense.dtype];
	const n = dense.size(-1);
	const rows = dense.ndim === 2 ? dense.size(0) : 1;
	beginOp();
	addressOf(dense.storage);
	const room = scratch([n], dense.dtype);
	const out = allocateTensor(
		dense.ndim === 2 ? [rows, count] : [count],
		"int32",
	);
	for (let row = 0; row < rows; row++)
		call(
			kernelName("multinomial", suffix),
			generator.address(),
			pointer(dense) + row * n * bytes,
			pointer(room),
			pointer(out) + row * count * 4,
			n,
			count,
		);
	return out;
}
