import { zerosLike } from "../../ops/create/filled.js";
import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import type { Generator } from "../../ops/random/generator.js";
import type { Tensor } from "../../tensor/tensor.js";
import { DTypeError, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkNumber } from "../../value/scalar-value.js";

export interface GumbelSoftmaxOptions {
	/** Give one-hot vectors, with the gradient of the soft ones. Default false. */
	readonly hard?: boolean;
	/** Default -1. */
	readonly dim?: number;
	/** Where the random numbers come from. Default: the generator that `manualSeed` seeds. */
	readonly generator?: Generator;
}

/**
 * A draw from the categories of `logits` along `dim` that has a gradient (Jang et al. 2016): softmax of the logits with
 * Gumbel noise added, divided by the temperature `tau`. Any float shape with a dimension.
 *
 * @param tau the lower, the nearer to one-hot; default 1
 * @throws ValueError unless tau is positive
 * @example nn.functional.gumbelSoftmax(randn([2, 3]), 1, { hard: true }).sum(-1); // 1, 1
 */
export function gumbelSoftmax(
	logits: Tensor,
	tau = 1,
	options?: GumbelSoftmaxOptions,
): Tensor {
	const {
		hard = false,
		dim = -1,
		generator,
	} = readOptions("gumbelSoftmax", options);
	if (!checkTensor("gumbelSoftmax", logits).isFloatingPoint())
		throw new DTypeError(
			"gumbelSoftmax",
			say`logits of dtype ${logits.dtype}; expected a float dtype: convert with float()`,
		);
	if (!(checkNumber("gumbelSoftmax", "tau", tau) > 0))
		throw new ValueError(
			"gumbelSoftmax",
			say`tau is ${tau}; a temperature is positive`,
		);
	return composite("gumbelSoftmax", () => {
		const options = generator === undefined ? {} : { generator };
		const noise = zerosLike(logits).exponential_(1, options).log_().neg_();
		const soft = logits.add(noise).div(tau).softmax(dim);
		if (!hard) return soft;
		const fixed = soft.detach();
		const chosen = fixed.argmax(dim, { keepdim: true });
		const oneHot = zerosLike(logits).scatter(dim, chosen, 1);
		return oneHot.sub(fixed).add(soft);
	});
}
