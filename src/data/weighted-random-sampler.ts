import type { Generator } from "../ops/random/generator.js";
import { multinomial } from "../ops/random/multinomial.js";
import { fromFlat } from "../tensor/create/from-flat.js";
import { ValueError } from "../value/errors.js";
import { say } from "../value/quote.js";
import { type Numbers, numbersOf } from "./numbers-of.js";
import { numbers, Sampler } from "./sampler.js";

export interface WeightedRandomSamplerOptions {
	/** Whether an item may come more than once. Default true. */
	readonly replacement?: boolean | undefined;
	/** Default: the one that `manualSeed` seeds. */
	readonly generator?: Generator | null | undefined;
}

/**
 * Items drawn with the probabilities of `weights`, one for each item, which need not add up to one.
 * @throws ValueError for weights or a number of samples that nothing can be drawn with
 * @example [...new WeightedRandomSampler([0, 1, 0], 2)]; // [1, 1]
 */
export class WeightedRandomSampler extends Sampler {
	readonly #weights: ArrayLike<number>;
	readonly #options: WeightedRandomSamplerOptions;
	override readonly length: number;

	constructor(
		weights: Numbers,
		numSamples: number,
		options: WeightedRandomSamplerOptions = {},
	) {
		super();
		if (!Number.isInteger(numSamples) || numSamples <= 0)
			throw new ValueError(
				"WeightedRandomSampler",
				say`${numSamples} samples; expected a positive integer`,
			);
		this.#weights = numbersOf("WeightedRandomSampler", weights);
		this.#options = options;
		this.length = numSamples;
	}

	*[Symbol.iterator](): IterableIterator<number> {
		const { replacement = true, generator = null } = this.#options;
		const shape = [this.#weights.length];
		const weights = fromFlat(this.#weights, shape, "float64");
		yield* numbers(() =>
			multinomial(weights, this.length, { replacement, generator }),
		);
		weights.dispose();
	}
}
