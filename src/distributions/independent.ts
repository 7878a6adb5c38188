import type { Tensor } from "../tensor/tensor.js";
import { DTypeError, ShapeError, show } from "../value/errors.js";
import { readOptions } from "../value/options.js";
import { kindOf, say } from "../value/quote.js";
import { checkInteger, type Shape } from "../value/shape.js";
import { Distribution, type DistributionOptions } from "./distribution.js";

/**
 * Independent draws as one: the last dimensions of the batch shape become the event's, and `logProb` adds over them.
 *
 * @throws ShapeError for more dimensions than the batch shape has
 * @example
 * const { Independent, Normal } = distributions;
 * new Independent(new Normal(zeros([3, 2]), 1), 1).logProb(zeros([3, 2])).shape; // [3]
 */
export class Independent extends Distribution {
	override readonly hasRsample: boolean;
	override readonly eventShape: Shape;
	readonly baseDist: Distribution;
	readonly reinterpretedBatchNdims: number;

	constructor(
		baseDistribution: Distribution,
		reinterpretedBatchNdims: number,
		options?: DistributionOptions,
	) {
		const { validateArgs = true } = readOptions("Independent", options);
		if (!(baseDistribution instanceof Distribution))
			throw new DTypeError(
				"Independent",
				say`the base distribution is ${kindOf(baseDistribution)}; expected a distribution, as in new Normal(loc, scale)`,
			);
		const { batchShape, eventShape, hasRsample } = baseDistribution;
		checkInteger(
			"Independent",
			"reinterpretedBatchNdims",
			reinterpretedBatchNdims,
		);
		const kept = batchShape.length - reinterpretedBatchNdims;
		if (reinterpretedBatchNdims < 0 || kept < 0)
			throw new ShapeError(
				"Independent",
				say`reinterpretedBatchNdims is ${reinterpretedBatchNdims} and the batch shape ${show(batchShape)}; expected 0 to ${batchShape.length}`,
			);
		super(batchShape.slice(0, kept), validateArgs);
		this.baseDist = baseDistribution;
		this.reinterpretedBatchNdims = reinterpretedBatchNdims;
		this.eventShape = [...batchShape.slice(kept), ...eventShape];
		this.hasRsample = hasRsample;
	}

	get mean(): Tensor {
		return this.baseDist.mean;
	}
	get mode(): Tensor {
		return this.baseDist.mode;
	}
	get variance(): Tensor {
		return this.baseDist.variance;
	}

	sample(sampleShape: Shape = []): Tensor {
		return this.baseDist.sample(sampleShape);
	}

	override rsample(sampleShape: Shape = []): Tensor {
		return this.baseDist.rsample(sampleShape);
	}

	logProb(value: Tensor | number): Tensor {
		return this.#summed(this.baseDist.logProb(value));
	}

	entropy(): Tensor {
		return this.#summed(this.baseDist.entropy());
	}

	#summed(x: Tensor): Tensor {
		return sumLast(x, this.reinterpretedBatchNdims);
	}
}

/** The sum over as many dimensions at the end. */
export function sumLast(x: Tensor, count: number): Tensor {
	if (count === 0) return x;
	return x.sum(Array.from({ length: count }, (_, i) => -1 - i));
}
