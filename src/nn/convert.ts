import { isFloatingDType } from "../dtype.js";
import type { Tensor } from "../tensor.js";

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
