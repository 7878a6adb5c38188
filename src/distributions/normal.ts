import { noGrad } from "../autograd/mode.js";
import { normal } from "../tensor/create/random.js";
import type { Tensor } from "../tensor/tensor.js";
import { readOptions } from "../value/options.js";
import type { Shape } from "../value/shape.js";
import {
	asFloat,
	Distribution,
	type DistributionOptions,
	locationAndScale,
} from "./distribution.js";

const LOG_ROOT_TWO_PI = Math.log(2 * Math.PI) / 2;

/**
 * Normal distributions with the given means and standard deviations, which broadcast.
 *
 * @throws ValueError for a scale that is not positive
 * @example
 * const d = new distributions.Normal(zeros([3]), 1);
 * d.logProb(d.sample([5])); // [5, 3]
 */
export class Normal extends Distribution {
	override readonly hasRsample = true;
	readonly loc: Tensor;
	readonly scale: Tensor;

	constructor(
		loc: Tensor | number,
		scale: Tensor | number,
		options?: DistributionOptions,
	) {
		const { validateArgs = true } = readOptions("Normal", options);
		const [mean, std] = locationAndScale("Normal", validateArgs, loc, scale);
		super(mean.shape, validateArgs);
		this.loc = mean;
		this.scale = std;
	}

	get mean(): Tensor {
		return this.loc;
	}
	get mode(): Tensor {
		return this.loc;
	}
	override get stddev(): Tensor {
		return this.scale;
	}
	get variance(): Tensor {
		return this.scale.square();
	}

	/** Draws without gradients. @example new distributions.Normal(0, 1).sample([2]); */
	sample(sampleShape: Shape = []): Tensor {
		const shape = this.extended(sampleShape);
		return noGrad(() =>
			normal(this.loc.expand(shape), this.scale.expand(shape)),
		);
	}

	/** Draws loc + scale * noise, with gradients for both. */
	override rsample(sampleShape: Shape = []): Tensor {
		const noise = this.loc
			.detach()
			.newZeros(this.extended(sampleShape))
			.normal_();
		return this.loc.add(noise.mul(this.scale));
	}

	logProb(value: Tensor | number): Tensor {
		const x = this.#value("logProb", value);
		return x
			.sub(this.loc)
			.square()
			.neg()
			.div(this.variance.mul(2))
			.sub(this.scale.log())
			.sub(LOG_ROOT_TWO_PI);
	}

	/** Probability of a smaller value. */
	cdf(value: Tensor | number): Tensor {
		const x = this.#value("cdf", value);
		return x
			.sub(this.loc)
			.mul(this.scale.reciprocal())
			.div(Math.SQRT2)
			.erf()
			.add(1)
			.mul(0.5);
	}

	/** The value below which a draw falls with the given probability: the inverse of `cdf`. */
	icdf(probability: Tensor | number): Tensor {
		const p = asFloat("icdf", probability, this.loc);
		return this.loc.add(
			this.scale.mul(p.mul(2).sub(1).erfinv()).mul(Math.SQRT2),
		);
	}

	entropy(): Tensor {
		return this.scale.log().add(0.5 + LOG_ROOT_TWO_PI);
	}

	#value(op: string, value: Tensor | number): Tensor {
		return this.checked(op, value, this.loc, "numbers that are not NaN", (x) =>
			x.eq(x),
		);
	}
}
