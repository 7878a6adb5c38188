import { noGrad } from "../autograd/mode.js";
import { multinomial } from "../ops/random/multinomial.js";
import { broadcastTensors } from "../ops/shape/stacking.js";
import { arange } from "../tensor/create/ranges.js";
import type { Tensor } from "../tensor/tensor.js";
import { ShapeError, show } from "../value/errors.js";
import { readOptions } from "../value/options.js";
import { say } from "../value/quote.js";
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
 * Distributions over 0 to n - 1, from weights [..., n] that need not add up to one, or `{ logits }`.
 *
 * @throws ValueError for weights that are negative or all zero, or unless exactly one of `probs` and `logits` is given
 * @example new distributions.Categorical(tensor([0.2, 0.3, 0.5])).sample([4]);
 * @example new distributions.Categorical({ logits: randn([2, 3]) }).entropy(); // [2]
 */
export class Categorical extends Distribution {
	readonly #probs: Tensor | undefined;
	readonly #logits: Tensor | undefined;

	constructor(
		given: Tensor | ProbsOrLogits,
		options: DistributionOptions = {},
	) {
		readOptions("Categorical", options);
		const { isLogits, value, validateArgs } = chosen(
			"Categorical",
			given,
			options,
		);
		const [x] = parameters("Categorical", value) as [Tensor];
		if (x.ndim === 0 || x.size(-1) === 0)
			throw new ShapeError(
				"Categorical",
				say`parameters of shape ${show(x.shape)}; expected [..., n] with n > 0`,
			);
		super(x.shape.slice(0, -1), validateArgs);
		if (isLogits) {
			this.#logits = x.sub(x.logsumexp(-1, { keepdim: true }));
			checkParameter(
				"Categorical",
				validateArgs,
				"logits",
				"a logit: NaN, infinity, or -infinity in a whole row",
				this.#logits,
				(row) => row.eq(row),
			);
		} else {
			checkParameter(
				"Categorical",
				validateArgs,
				"probs",
				"a weight of at least 0 that is finite, or a row of zeros",
				x,
				(w) => {
					const total = w.sum(-1);
					const finite = total.gt(0).logicalAnd(total.isfinite());
					return w.ge(0).all(-1).logicalAnd(finite);
				},
			);
			this.#probs = x.div(x.sum(-1, { keepdim: true }));
		}
	}

	/** The probabilities, which add up to one: [...batchShape, n]. */
	get probs(): Tensor {
		return this.#probs ?? (this.#logits as Tensor).softmax(-1);
	}

	/** Their logarithms. */
	get logits(): Tensor {
		return this.#logits ?? clampProbs(this.#probs as Tensor).log();
	}

	/** NaN: categories are no numbers. */
	get mean(): Tensor {
		return this.probs.detach().newFull(this.batchShape, Number.NaN);
	}
	get variance(): Tensor {
		return this.mean;
	}
	get mode(): Tensor {
		return this.probs.argmax(-1);
	}

	/** Indices, int32. @example new distributions.Categorical(ones([3])).sample([2]); */
	sample(sampleShape: Shape = []): Tensor {
		const shape = this.extended(sampleShape);
		const draws = sampleShape.reduce((product, size) => product * size, 1);
		const n = this.probs.size(-1);
		if (shape.includes(0))
			return this.probs.detach().newZeros(shape, { dtype: "int32" });
		return noGrad(() =>
			multinomial(this.probs.reshape([-1, n]), draws, { replacement: true })
				.t()
				.reshape(shape),
		);
	}

	logProb(value: Tensor | number): Tensor {
		const n = this.probs.size(-1);
		const index = this.checked(
			"logProb",
			value,
			this.probs,
			`integers from 0 to ${n - 1}`,
			(x) => x.ge(0).logicalAnd(x.lt(n)).logicalAnd(x.eq(x.trunc())),
		);
		const { logits } = this;
		const [rows, all] = broadcastTensors(index.int().unsqueeze(-1), logits) as [
			Tensor,
			Tensor,
		];
		return all.gather(-1, rows.narrow(-1, 0, 1)).squeeze(-1);
	}

	entropy(): Tensor {
		const { probs } = this;
		const smallest =
			probs.dtype === "float32" ? -3.4028234663852886e38 : -Number.MAX_VALUE;
		return this.logits.clamp({ min: smallest }).mul(probs).sum(-1).neg();
	}

	/** All categories: [n], or [n, ...batchShape] with `expand`, which is the default. */
	enumerateSupport(given: ExpandOption = true): Tensor {
		const expand = isExpanded(given);
		const n = this.probs.size(-1);
		const values = arange(n).reshape([n, ...this.batchShape.map(() => 1)]);
		return expand ? values.expand([n, ...this.batchShape]) : values;
	}
}
