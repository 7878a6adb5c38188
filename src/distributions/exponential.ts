import { noGrad } from "../autograd/mode.js";
import type { Tensor } from "../tensor/tensor.js";
import { readOptions } from "../value/options.js";
import type { Shape } from "../value/shape.js";
import {
	asFloat,
	checkParameter,
	Distribution,
	type DistributionOptions,
	parameters,
} from "./distribution.js";

/**
 * The time until something that happens `rate` times in a unit of time on average.
 *
 * @throws ValueError for a rate that is not positive
 * @example new distributions.Exponential(tensor([1, 2])).sample([3]); // [3, 2]
 */
export class Exponential extends Distribution {
	override readonly hasRsample = true;
	readonly rate: Tensor;

	constructor(rate: Tensor | number, options?: DistributionOptions) {
		const { validateArgs = true } = readOptions("Exponential", options);
		const [given] = parameters("Exponential", rate) as [Tensor];
		super(given.shape, validateArgs);
		checkParameter(
			"Exponential",
			validateArgs,
			"rate",
			"positive",
			given,
			(x) => x.gt(0),
		);
		this.rate = given;
	}

	get mean(): Tensor {
		return this.rate.reciprocal();
	}
	get mode(): Tensor {
		return this.rate.detach().mul(0);
	}
	override get stddev(): Tensor {
		return this.rate.reciprocal();
	}
	get variance(): Tensor {
		return this.rate.pow(-2);
	}

	sample(sampleShape: Shape = []): Tensor {
		return noGrad(() => this.rsample(sampleShape));
	}

	/** Draws noise / rate, with gradients for the rate. */
	override rsample(sampleShape: Shape = []): Tensor {
		return this.rate
			.detach()
			.newZeros(this.extended(sampleShape))
			.exponential_()
			.div(this.rate);
	}

	logProb(value: Tensor | number): Tensor {
		return this.rate.log().sub(this.rate.mul(this.#value("logProb", value)));
	}

	/** Probability of a smaller value. */
	cdf(value: Tensor | number): Tensor {
		return this.rate.neg().mul(this.#value("cdf", value)).exp().rsub(1);
	}

	/** The value below which a draw falls with the given probability. */
	icdf(probability: Tensor | number): Tensor {
		const p = asFloat("icdf", probability, this.rate);
		return p.rsub(1).log().neg().div(this.rate);
	}

	entropy(): Tensor {
		return this.rate.log().rsub(1);
	}

	#value(op: string, value: Tensor | number): Tensor {
		return this.checked(op, value, this.rate, "numbers of at least 0", (x) =>
			x.ge(0),
		);
	}
}
