import { isTrue } from "../ops/engine/define.js";
import { broadcastTensors } from "../ops/shape/stacking.js";
import { full } from "../tensor/create/filled.js";
import { Tensor } from "../tensor/tensor.js";
import { getDefaultDType } from "../value/dtype.js";
import { DTypeError, show, ValueError } from "../value/errors.js";
import { readOptions } from "../value/options.js";
import { say } from "../value/quote.js";
import { checkShape, type Shape } from "../value/shape.js";

export interface DistributionOptions {
	/** Check parameters, and the values given to `logProb` and its like. Default true. */
	readonly validateArgs?: boolean;
}

/**
 * What all distributions have; the batch shape is that of the parameters, each of which stands for a distribution of
 * its own.
 */
export abstract class Distribution {
	/** Whether samples have gradients for the parameters, by `rsample`. */
	readonly hasRsample: boolean = false;
	/** Shape of one draw; empty where a draw is a number. */
	readonly eventShape: Shape = [];

	constructor(
		/** Shape of the parameters. */
		readonly batchShape: Shape,
		/** @internal */ protected readonly validateArgs: boolean,
	) {}

	abstract get mean(): Tensor;
	abstract get variance(): Tensor;
	/** The most probable value. */
	abstract get mode(): Tensor;
	/** Logarithm of the probability, or of its density, of values that broadcast with the batch shape. */
	abstract logProb(value: Tensor | number): Tensor;
	/** The entropy in nats, of the batch shape. */
	abstract entropy(): Tensor;
	/** Draws of shape [...sampleShape, ...batchShape]; they have no gradients. */
	abstract sample(sampleShape?: Shape): Tensor;

	/** Square root of the variance. */
	get stddev(): Tensor {
		return this.variance.sqrt();
	}

	/** Draws that have gradients for the parameters. @throws ValueError if the distribution has none */
	rsample(_sampleShape?: Shape): Tensor {
		throw new ValueError(
			"rsample",
			say`${nameOf(this)} is discrete, its samples have no gradients; use sample(), and logProb() in the loss`,
		);
	}

	/** exp of the entropy. */
	perplexity(): Tensor {
		return this.entropy().exp();
	}

	/** @internal Shape of `sampleShape` draws. */
	protected extended(sampleShape: Shape): Shape {
		const draws = checkShape("sample", sampleShape);
		return checkShape("sample", [
			...draws,
			...this.batchShape,
			...this.eventShape,
		]);
	}

	/** @internal The value as a tensor, refused where `valid` says no. */
	protected checked(
		op: string,
		value: Tensor | number,
		like: Tensor,
		expected: string,
		valid: (value: Tensor) => Tensor,
	): Tensor {
		const x = asFloat(op, value, like);
		if (this.validateArgs && !isTrue(() => valid(x.detach()).all()))
			throw new ValueError(
				op,
				say`a value outside of the support of ${nameOf(this)}; expected ${expected}`,
			);
		return x;
	}
}

function nameOf(distribution: Distribution): string {
	return distribution.constructor.name;
}

/** Of `enumerateSupport`, by position or by name. */
export type ExpandOption = boolean | { readonly expand?: boolean };

export function isExpanded(given: ExpandOption): boolean {
	if (typeof given === "boolean") return given;
	return (
		readOptions("enumerateSupport", given, "{ expand: false }").expand ?? true
	);
}

/** A number as a tensor of another's dtype. */
export function asFloat(
	op: string,
	value: Tensor | number,
	like: Tensor,
): Tensor {
	if (value instanceof Tensor) return value;
	if (typeof value !== "number")
		throw new DTypeError(
			op,
			say`expected a tensor or a number, got ${value === null ? "null" : typeof value}`,
		);
	return like.detach().newFull([], value);
}

/** Parameters as float tensors of one shape: numbers become tensors, shapes broadcast. */
export function parameters(
	op: string,
	...given: readonly (Tensor | number)[]
): Tensor[] {
	const tensors = given.map((value) => {
		if (value instanceof Tensor) {
			if (value.isFloatingPoint()) return value;
			throw new DTypeError(
				op,
				say`a parameter of dtype ${value.dtype}; expected float32 or float64`,
			);
		}
		if (typeof value === "number") return value;
		throw new DTypeError(
			op,
			say`a parameter is ${value === null ? "null" : typeof value}; expected a tensor or a number`,
		);
	});
	const like = tensors.find((x) => x instanceof Tensor);
	return broadcastTensors(
		...tensors.map((x) =>
			typeof x !== "number"
				? x
				: (like?.newFull([], x) ?? full([], x, { dtype: getDefaultDType() })),
		),
	);
}

/** Refuses parameters that a distribution does not take. */
export function checkParameter(
	op: string,
	check: boolean,
	what: string,
	expected: string,
	x: Tensor,
	valid: (x: Tensor) => Tensor,
): void {
	if (check && !isTrue(() => valid(x.detach()).all()))
		throw new ValueError(
			op,
			say`${what} of shape ${show(x.shape)} has an element that is not ${expected}`,
		);
}

/** A location and a positive scale, which broadcast. */
export function locationAndScale(
	op: string,
	check: boolean,
	loc: Tensor | number,
	scale: Tensor | number,
): [loc: Tensor, scale: Tensor] {
	const [place, width] = parameters(op, loc, scale) as [Tensor, Tensor];
	checkParameter(op, check, "loc", "a number", place, (x) => x.eq(x));
	checkParameter(op, check, "scale", "positive", width, (x) => x.gt(0));
	return [place, width];
}
