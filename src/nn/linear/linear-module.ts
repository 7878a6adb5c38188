import { linear } from "../../ops/linalg/matmul.js";
import { empty } from "../../tensor/create/filled.js";
import type { Tensor } from "../../tensor/tensor.js";
import { type Device, readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import type { Shape } from "../../value/shape.js";
import type {
	Ending,
	FeaturesCheck,
	Unknown,
	WithLast,
} from "../../value/typed-shape.js";
import {
	calculateFanInAndFanOut,
	kaimingUniform_,
	uniform_,
} from "../init/index.js";
import { fixParameters } from "../module/assignment.js";
import { Module } from "../module/module.js";
import { newParameter, type Parameter } from "../module/parameter.js";
import { pythonic } from "../module/repr.js";

export interface LinearOptions {
	/** Learn an additive bias. Default true. */
	readonly bias?: boolean;
	/** Default float32. */
	readonly dtype?: "float32" | "float64";
	/** There is one. */
	readonly device?: Device;
}

/** Called with a tensor; where the compiler knows the last dimension, it has to be `inFeatures`. */
export interface Linear<
	In extends number = Unknown,
	Out extends number = Unknown,
> {
	// biome-ignore lint/style/useShorthandFunctionType: it is merged with the class
	<S extends Shape>(
		x: Tensor<S> & FeaturesCheck<In, S>,
	): Tensor<WithLast<S, Out>>;
}

/**
 * y = x Wᵀ + b over the last dimension: [..., inFeatures] to [..., outFeatures]. Weight [out, in] and bias [out] are
 * uniform within 1 / sqrt(inFeatures) at first.
 *
 * @example const layer = new nn.Linear(784, 128); layer(randn([64, 784])).shape; // [64, 128]
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: Callable makes instances functions, which the interface declares
export class Linear<
	In extends number = Unknown,
	Out extends number = Unknown,
> extends Module {
	weight: Parameter;
	bias: Parameter | null;

	constructor(
		readonly inFeatures: In,
		readonly outFeatures: Out,
		options?: LinearOptions,
	) {
		const { bias = true, dtype = "float32" } = readOptions("Linear", options);
		super();
		this.weight = newParameter(this, () =>
			empty([outFeatures, inFeatures], { dtype }),
		);
		this.bias = bias
			? newParameter(this, () => empty([outFeatures], { dtype }))
			: null;
		resetWeightAndBias(this.weight, this.bias);
		fixParameters(this, "weight", "bias");
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor<Ending<In>>): Tensor {
		return linear(x, this.weight, this.bias);
	}

	override extraRepr(): string {
		return say`in_features=${this.inFeatures}, out_features=${this.outFeatures}, bias=${pythonic(this.bias !== null)}`;
	}
}

/** The type of a module without the sizes that the compiler knows. */
export type OfAnySize<M> = M extends Linear ? Linear : M;

/** The initialisation of linear and convolution layers, weight first: both uniform within 1 / sqrt(fan in). */
export function resetWeightAndBias(
	weight: Parameter,
	bias: Parameter | null,
): void {
	kaimingUniform_(weight, { a: Math.sqrt(5) });
	if (bias === null) return;
	const [fanIn] = calculateFanInAndFanOut(weight);
	const bound = fanIn > 0 ? 1 / Math.sqrt(fanIn) : 0;
	uniform_(bias, -bound, bound);
}
