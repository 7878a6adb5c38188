import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import type { Shape } from "../../value/shape.js";
import { checkShape } from "../../value/shape.js";
import { checkParts } from "./affine.js";

export interface RMSNormOptions {
	/** A factor for each place of `normalizedShape`. Default none. */
	readonly weight?: Tensor | null;
	/** Added to the mean square. Default: the distance from 1 to the next number of x's dtype. */
	readonly eps?: number | null;
}

/**
 * Divides by the root of the mean square over the last dimensions (Zhang and Sennrich 2019). The shape stays.
 * @param normalizedShape the end of x's shape
 * @throws ShapeError if x's shape ends otherwise
 * @example nn.functional.rmsNorm(tensor([[3, 4]]), [2]); // [[0.8485, 1.1314]]
 */
export function rmsNorm(
	x: Tensor,
	normalizedShape: Shape,
	options?: RMSNormOptions,
): Tensor {
	const { weight = null, eps = null } = readOptions("rmsNorm", options);
	checkShape("rmsNorm", normalizedShape);
	const first = checkTensor("rmsNorm", x).ndim - normalizedShape.length;
	const dims = normalizedShape.map((_, i) => first + i);
	if (
		dims.length === 0 ||
		dims.some((d, i) => x.shape[d] !== normalizedShape[i])
	)
		throw new ShapeError(
			"rmsNorm",
			say`a tensor of shape ${show(x.shape)} and normalizedShape ${show(normalizedShape)}; the first must end with the second`,
		);
	if (weight !== null)
		checkParts("rmsNorm", { weight }, normalizedShape, "normalizedShape");
	const small = eps ?? (x.dtype === "float64" ? 2 ** -52 : 2 ** -23);
	return composite("rmsNorm", () => {
		const meanSquare = x.square().mean(dims, { keepdim: true });
		const normal = x.mul(meanSquare.add(small).rsqrt());
		return weight === null ? normal : normal.mul(weight);
	});
}
