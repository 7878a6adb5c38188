import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import type { Tensor } from "../../tensor/tensor.js";
import { readOptions } from "../../value/options.js";

export interface NormalizeOptions {
	/** Smaller norms count as this one. Default 1e-12. */
	readonly eps?: number;
}

/**
 * Divides the vectors along `dim` (default 1) by their p-norms (default 2). Any shape of float32 or float64.
 * @example nn.functional.normalize(tensor([[3, 4.5]])).norm();
 */
export function normalize(
	x: Tensor,
	p = 2,
	dim = 1,
	options?: NormalizeOptions,
): Tensor {
	const { eps = 1e-12 } = readOptions("normalize", options);
	checkTensor("normalize", x);
	return composite("normalize", () =>
		x.div(x.norm(p, dim, { keepdim: true }).clamp({ min: eps })),
	);
}
