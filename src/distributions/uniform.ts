import { noGrad } from "../autograd/mode.js";
import { isTrue } from "../ops/engine/define.js";
import type { Tensor } from "../tensor/tensor.js";
import { ValueError } from "../value/errors.js";
import { readOptions } from "../value/options.js";
import type { Shape } from "../value/shape.js";
import {
	asFloat,
	Distribution,
	type DistributionOptions,
	parameters,
} from "./distribution.js";

/**
 * Evenly distributed numbers from `low` to `high` (excluded), which broadcast.
 *
 * @throws ValueError unless low < high
 * @example new distributions.Uniform(0, tensor([1, 2.5])).sample([3]); // [3, 2]
 */
export class Uniform extends Distribution {
	override readonly hasRsample = true;
	readonly low: Tensor;
	readonly high: Tensor;

	constructor(
		low: Tensor | number,
		high: Tensor | number,
		options?: DistributionOptions,
	) {
		const { validateArgs = true } = readOptions("Uniform", options);
		const [from, to] = parameters("Uniform", low, high) as [Tensor, Tensor];
		super(from.shape, validateArgs);
		if (validateArgs && !isTrue(() => from.detach().lt(to.detach()).all()))
			throw new ValueError("Uniform", "low is not less than high everywhere");
		this.low = from;
		this.high = to;
	}

	get mean(): Tensor {
		return this.high.add(this.low).div(2);
	}
	/** NaN: all values are equally probable. */
	get mode(): Tensor {
		return this.high.detach().newFull(this.batchShape, Number.NaN);
	}
	override get stddev(): Tensor {
		return this.#width().div(Math.sqrt(12));
	}
	get variance(): Tensor {
		return this.#width().square().div(12);
	}

	sample(sampleShape: Shape = []): Tensor {
		return noGrad(() => this.rsample(sampleShape));
	}

	/** Draws low + (high - low) * noise, with gradients for both. */
	override rsample(sampleShape: Shape = []): Tensor {
		const noise = this.low
			.detach()
			.newZeros(this.extended(sampleShape))
			.uniform_();
		return this.low.add(noise.mul(this.#width()));
	}

	logProb(value: Tensor | number): Tensor {
		const x = this.#value("logProb", value);
		const inside = this.low
			.le(x)
			.to(this.low.dtype)
			.mul(this.high.gt(x).to(this.low.dtype));
		return inside.log().sub(this.#width().log());
	}

	/** Probability of a smaller value. */
	cdf(value: Tensor | number): Tensor {
		return this.#value("cdf", value)
			.sub(this.low)
			.div(this.#width())
			.clamp({ min: 0, max: 1 });
	}

	/** The value below which a draw falls with the given probability. */
	icdf(probability: Tensor | number): Tensor {
		const p = asFloat("icdf", probability, this.low);
		return this.#width().mul(p).add(this.low);
	}

	entropy(): Tensor {
		return this.#width().log();
	}

	#width(): Tensor {
		return this.high.sub(this.low);
	}

	#value(op: string, value: Tensor | number): Tensor {
		return this.checked(op, value, this.low, "numbers from low to high", (x) =>
			this.low.detach().le(x).logicalAnd(this.high.detach().ge(x)),
		);
	}
}
