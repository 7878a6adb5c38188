import { noGrad } from "../../autograd/mode.js";
import { checkTensor, tidy } from "../../ops/engine/define.js";
import { stack } from "../../ops/shape/join.js";
import { zeros } from "../../tensor/create/filled.js";
import { Tensor } from "../../tensor/tensor.js";
import { checkIterable } from "../../value/arguments.js";
import { ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkNumber } from "../../value/scalar-value.js";

export interface ClipGradNormOptions {
	/** Exponent of the norm; Infinity for the largest element. Default 2. */
	readonly normType?: number;
	/** Refuse a norm that is NaN or infinite instead of scaling by it. Default false. */
	readonly errorIfNonfinite?: boolean;
}

/**
 * Scales all gradients by one factor so that their norm, taken together, is at most `maxNorm`.
 *
 * @returns the norm before, without dimensions
 * @throws ValueError for a norm that is not finite, with `errorIfNonfinite`
 * @example nn.utils.clipGradNorm_(model.parameters(), 1);
 */
export function clipGradNorm_(
	parameters: Tensor | Iterable<Tensor>,
	maxNorm: number,
	options?: ClipGradNormOptions,
): Tensor {
	const { normType = 2, errorIfNonfinite = false } = readOptions(
		"clipGradNorm_",
		options,
	);
	checkNumber("clipGradNorm_", "maxNorm", maxNorm);
	const grads = gradients("clipGradNorm_", parameters);
	return noGrad(() => {
		const total = totalNorm(grads, normType);
		const norm = total.item();
		if (errorIfNonfinite && !Number.isFinite(norm))
			throw new ValueError(
				"clipGradNorm_",
				say`the total norm of the gradients is ${norm}; look for what made it so, or pass { errorIfNonfinite: false } to scale by it all the same`,
			);
		const factor = maxNorm / (norm + 1e-6);
		if (!(factor >= 1)) for (const grad of grads) grad.mul_(factor);
		return total;
	});
}

/**
 * Limits each element of all gradients to -clipValue to clipValue.
 * @example nn.utils.clipGradValue_(model.parameters(), 0.5);
 */
export function clipGradValue_(
	parameters: Tensor | Iterable<Tensor>,
	clipValue: number,
): void {
	checkNumber("clipGradValue_", "clipValue", clipValue);
	noGrad(() => {
		for (const grad of gradients("clipGradValue_", parameters))
			grad.clamp_({ min: -clipValue, max: clipValue });
	});
}

function gradients(
	op: string,
	parameters: Tensor | Iterable<Tensor>,
): Tensor[] {
	const list =
		parameters instanceof Tensor
			? [parameters]
			: [...checkIterable(op, "the first argument", parameters)];
	return list.flatMap(
		(parameter) => checkTensor(op, parameter).peekGrad() ?? [],
	);
}

function totalNorm(grads: readonly Tensor[], normType: number): Tensor {
	if (grads.length === 0) return zeros([]);
	return tidy(() =>
		stack(grads.map((grad) => grad.norm(normType).double()))
			.norm(normType)
			.float(),
	);
}
