import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { sameShape } from "../../value/shape.js";

/**
 * x1ᵀ W x2 + b for each output: [..., in1] and [..., in2] with weight [out, in1, in2] and bias [out] give [..., out].
 *
 * @throws ShapeError if the sizes do not fit
 * @example nn.functional.bilinear(randn([5, 3]), randn([5, 4]), randn([2, 3, 4])).shape; // [5, 2]
 */
export function bilinear(
	x1: Tensor,
	x2: Tensor,
	weight: Tensor,
	bias: Tensor | null = null,
): Tensor {
	for (const x of [x1, x2, weight]) checkTensor("bilinear", x);
	const [out, in1, in2] = weight.shape as [number, number, number];
	const lead = x1.shape.slice(0, -1);
	if (
		weight.ndim !== 3 ||
		x1.shape.at(-1) !== in1 ||
		x2.shape.at(-1) !== in2 ||
		!sameShape(lead, x2.shape.slice(0, -1))
	)
		throw new ShapeError(
			"bilinear",
			say`inputs ${show(x1.shape)} and ${show(x2.shape)} with a weight of shape ${show(weight.shape)}; expected [..., in1], [..., in2] and [out, in1, in2]`,
		);
	if (bias !== null && !sameShape(checkTensor("bilinear", bias).shape, [out]))
		throw new ShapeError(
			"bilinear",
			say`bias ${show(bias.shape)} for a weight of shape ${show(weight.shape)}; expected [${out}]`,
		);
	return composite("bilinear", () => {
		// [..., in1] × [in1, out * in2], then a sum over in2.
		const matrix = weight.transpose(0, 1).reshape([in1, out * in2]);
		const y = x1
			.matmul(matrix)
			.reshape([...lead, out, in2])
			.matmul(x2.unsqueeze(-1))
			.squeeze(-1);
		return bias === null ? y : y.add(bias);
	});
}
