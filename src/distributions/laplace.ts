import { noGrad } from "../autograd/mode.js";
import type { Tensor } from "../tensor/tensor.js";
import { readOptions } from "../value/options.js";
import type { Shape } from "../value/shape.js";
import {
	asFloat,
	Distribution,
	type DistributionOptions,
	locationAndScale,
} from "./distribution.js";

/**
 * Laplace distributions: exponential to both sides of `loc`, where they have their peak.
 *
 * @throws ValueError for a scale that is not positive
 * @example new distributions.Laplace(0, tensor([1, 2])).sample([3]); // [3, 2]
 */
export class Laplace extends Distribution {
	override readonly hasRsample = true;
	readonly loc: Tensor;
	readonly scale: Tensor;

	constructor(
		loc: Tensor | number,
		scale: Tensor | number,
		options?: DistributionOptions,
	) {
		const { validateArgs = true } = readOptions("Laplace", options);
		const [peak, width] = locationAndScale("Laplace", validateArgs, loc, scale);
		super(peak.shape, validateArgs);
		this.loc = peak;
		this.scale = width;
	}

	get mean(): Tensor {
		return this.loc;
	}
	get mode(): Tensor {
		return this.loc;
	}
	override get stddev(): Tensor {
		return this.scale.mul(Math.SQRT2);
	}
	get variance(): Tensor {
		return this.scale.square().mul(2);
	}

	sample(sampleShape: Shape = []): Tensor {
		return noGrad(() => this.rsample(sampleShape));
	}

	/** Draws from uniform numbers between -1 and 1, with gradients for both parameters. */
	override rsample(sampleShape: Shape = []): Tensor {
		const eps = this.loc.dtype === "float32" ? 2 ** -23 : 2 ** -52;
		const u = this.loc
			.detach()
			.newZeros(this.extended(sampleShape))
			.uniform_(eps - 1, 1);
		const noise = u.sign().mul(u.abs().neg().log1p());
		return this.loc.sub(this.scale.mul(noise));
	}

	logProb(value: Tensor | number): Tensor {
		const x = this.#value("logProb", value);
		return this.scale
			.mul(2)
			.log()
			.neg()
			.sub(x.sub(this.loc).abs().div(this.scale));
	}

	/** Probability of a smaller value. */
	cdf(value: Tensor | number): Tensor {
		const x = this.#value("cdf", value).sub(this.loc);
		const tail = x.abs().neg().div(this.scale).expm1();
		return x.sign().mul(tail).mul(-0.5).add(0.5);
	}

	/** The value below which a draw falls with the given probability. */
	icdf(probability: Tensor | number): Tensor {
		const term = asFloat("icdf", probability, this.loc).sub(0.5);
		const away = term.abs().mul(-2).log1p();
		return this.loc.sub(this.scale.mul(term.sign()).mul(away));
	}

	entropy(): Tensor {
		return this.scale.mul(2).log().add(1);
	}

	#value(op: string, value: Tensor | number): Tensor {
		return this.checked(op, value, this.loc, "numbers", (x) => x.eq(x));
	}
}
