import { zerosLike } from "../../ops/create/filled.js";
import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import type { Generator } from "../../ops/random/generator.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkNumber } from "../../value/scalar-value.js";
import { activate } from "../module/settings.js";

export interface DropoutOptions {
	/** Without, the input is given back. Default true. */
	readonly training?: boolean;
	/** Whether the result is written over the input, which is given back. Default false. */
	readonly inplace?: boolean;
	/** Where the random numbers come from. Default: the generator that `manualSeed` seeds. */
	readonly generator?: Generator;
}

/**
 * Zeroes each element with probability `p` and scales the others by 1 / (1 - p). Any shape of float32 or float64.
 *
 * @throws ValueError unless 0 <= p <= 1
 * @example nn.functional.dropout(ones([4]), 0.5); // each element 0 or 2
 */
export function dropout(x: Tensor, p = 0.5, options?: DropoutOptions): Tensor {
	const {
		training = true,
		generator,
		inplace = false,
	} = readOptions("dropout", options);
	checkProbability("dropout", p);
	if (!training || p === 0 || checkTensor("dropout", x).numel() === 0) return x;
	return activate("dropout", x, inplace, (before) =>
		composite("dropout", () => {
			const noise = zerosLike(x);
			if (p === 1) return before.mul(noise);
			noise.bernoulli_(1 - p, generator === undefined ? {} : { generator });
			return before.mul(noise.div_(1 - p));
		}),
	);
}

export function checkProbability(op: string, p: number): number {
	if (!(checkNumber(op, "p", p) >= 0 && p <= 1))
		throw new ValueError(op, say`p is ${p}; a probability is between 0 and 1`);
	return p;
}
