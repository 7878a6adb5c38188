import { readTarget } from "../../ops/engine/convert.js";
import type { Tensor } from "../../tensor/tensor.js";
import { isFloatingDType } from "../../value/dtype.js";
import { DTypeError, ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";

/**
 * Converts a floating tensor and its gradient where they are: the tensor stays the same object, so that an optimiser or
 * another module that holds it goes on with the converted elements. Integers and bool stay what they are.
 */
export function convertInPlace(
	tensor: Tensor,
	dtype: "float32" | "float64",
): void {
	if (!isFloatingDType(tensor.dtype) || tensor.dtype === dtype) return;
	const { grad } = tensor;
	tensor.data = tensor.detach().to(dtype);
	if (grad !== null) tensor.grad = grad.detach().to(dtype);
}

/** What `module.to(...args)` does to the module's tensors. */
export function convertAsCalled(
	tensors: readonly Tensor[],
	args: readonly unknown[],
): void {
	const { dtype, copy } = readTarget(args);
	if (copy)
		throw new ValueError(
			"to",
			"copy is true; a module is converted where it is, and only a tensor is copied",
		);
	if (dtype === undefined) return;
	if (dtype !== "float32" && dtype !== "float64")
		throw new DTypeError(
			"to",
			say`a module has no dtype ${dtype}; convert it to float32 or float64`,
		);
	for (const tensor of tensors) convertInPlace(tensor, dtype);
}
