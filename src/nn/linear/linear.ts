import { linear as fusedLinear } from "../../ops/linalg/matmul.js";
import type { Tensor } from "../../tensor/tensor.js";

/**
 * x weightᵀ + bias: [..., in] with weight [out, in] and bias [out] gives [..., out].
 *
 * @throws ShapeError if the sizes do not fit
 * @example nn.functional.linear(randn([5, 4]), randn([3, 4]), zeros([3])).shape; // [5, 3]
 */
export function linear(
	x: Tensor,
	weight: Tensor,
	bias: Tensor | null = null,
): Tensor {
	return fusedLinear(x, weight, bias);
}
