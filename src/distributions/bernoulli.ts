import { noGrad } from "../autograd/mode.js";
import { binaryCrossEntropyWithLogits } from "../nn/loss/binary-cross-entropy.js";
import { bernoulli } from "../ops/random/random.js";
import { broadcastTensors } from "../ops/shape/stacking.js";
import type { Tensor } from "../tensor/tensor.js";
import { readOptions } from "../value/options.js";
import type { Shape } from "../value/shape.js";
import {
	checkParameter,
	Distribution,
	type DistributionOptions,
	type ExpandOption,
	isExpanded,
	parameters,
} from "./distribution.js";
import { chosen, clampProbs, type ProbsOrLogits } from "./logits.js";

/**
 * Ones with probability `probs`, else zeros, or with `{ logits }`, which are log(p / (1 - p)).
 *
 * @throws ValueError for a probability outside of 0 to 1, or unless exactly one of `probs` and `logits` is given
 * @example new distributions.Bernoulli(tensor([0.2, 0.8])).sample([3]); // [3, 2]
 */
export class Bernoulli extends Distribution {
	readonly #probs: Tensor | undefined;
	readonly #logits: Tensor | undefined;

	constructor(
		given: Tensor | number | ProbsOrLogits,
		options: DistributionOptions = {},
	) {
		readOptions("Bernoulli", options);
		const { isLogits, value, validateArgs } = chosen(
			"Bernoulli",
			given,
			options,
		);
		const [x] = parameters("Bernoulli", value) as [Tensor];
		super(x.shape, validateArgs);
		if (isLogits) {
			checkParameter("Bernoulli", validateArgs, "logits", "a number", x, (l) =>
				l.eq(l),
			);
			this.#logits = x;
		} else {
			checkParameter(
				"Bernoulli",
				validateArgs,
				"probs",
				"between 0 and 1",
				x,
				(p) => p.ge(0).logicalAnd(p.le(1)),
			);
			this.#probs = x;
		}
	}

	get probs(): Tensor {
		return this.#probs ?? (this.#logits as Tensor).sigmoid();
	}
	get logits(): Tensor {
		if (this.#logits !== undefined) return this.#logits;
		const p = clampProbs(this.#probs as Tensor);
		return p.log().sub(p.neg().log1p());
	}
	get mean(): Tensor {
		return this.probs;
	}
	get variance(): Tensor {
		return this.probs.mul(this.probs.rsub(1));
	}
	/** 1 or 0, and NaN where both have probability 0.5. */
	get mode(): Tensor {
		const p = this.probs.detach();
		return p.eq(0.5).choose(Number.NaN, p.ge(0.5).to(p.dtype));
	}

	sample(sampleShape: Shape = []): Tensor {
		const shape = this.extended(sampleShape);
		return noGrad(() => bernoulli(this.probs.expand(shape)));
	}

	logProb(value: Tensor | number): Tensor {
		const given = this.checked("logProb", value, this.probs, "0 or 1", (x) =>
			x.eq(0).logicalOr(x.eq(1)),
		);
		const [logits, x] = broadcastTensors(
			this.logits,
			given.to(this.logits.dtype),
		) as [Tensor, Tensor];
		return binaryCrossEntropyWithLogits(logits, x, { reduction: "none" }).neg();
	}

	entropy(): Tensor {
		return binaryCrossEntropyWithLogits(this.logits, this.probs, {
			reduction: "none",
		});
	}

	/** 0 and 1: [2], or [2, ...batchShape] with `expand`, which is the default. */
	enumerateSupport(given: ExpandOption = true): Tensor {
		const expand = isExpanded(given);
		const values = this.probs
			.detach()
			.newTensor([0, 1])
			.reshape([2, ...this.batchShape.map(() => 1)]);
		return expand ? values.expand([2, ...this.batchShape]) : values;
	}
}
