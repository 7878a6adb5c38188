import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { cat } from "../../ops/shape/join.js";
import { zeros } from "../../tensor/create/filled.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkInteger } from "../../value/shape.js";

export interface LocalResponseNormOptions {
	/** Default 1e-4. */
	readonly alpha?: number;
	/** Default 0.75. */
	readonly beta?: number;
	/** Default 1. */
	readonly k?: number;
}

/**
 * x / (k + alpha * mean of the squares of `size` neighbouring channels)^beta, channels outside counting as 0.
 * [N, C, ...] with three dimensions or more.
 * @throws ShapeError for fewer
 * @example nn.functional.localResponseNorm(randn([2, 6, 3]), 2).shape; // [2, 6, 3]
 */
export function localResponseNorm(
	x: Tensor,
	size: number,
	options?: LocalResponseNormOptions,
): Tensor {
	const {
		alpha = 1e-4,
		beta = 0.75,
		k = 1,
	} = readOptions("localResponseNorm", options);
	checkTensor("localResponseNorm", x);
	checkInteger("localResponseNorm", "size", size);
	if (x.ndim < 3)
		throw new ShapeError(
			"localResponseNorm",
			say`a tensor of shape ${show(x.shape)}; expected [N, C, ...] with three dimensions or more`,
		);
	return composite("localResponseNorm", () => {
		const squares = x.isFloatingPoint() ? x.square() : x.square().float();
		const beside = (channels: number) =>
			zeros(
				squares.shape.map((n, d) => (d === 1 ? channels : n)),
				{ dtype: squares.dtype === "float64" ? "float64" : "float32" },
			);
		const padded = cat(
			[
				beside(Math.floor(size / 2)),
				squares,
				beside(Math.floor((size - 1) / 2)),
			],
			1,
		);
		const exact = padded.unfold(1, size, 1).mean(-1);
		// PyTorch averages integers to integers.
		const means = x.isFloatingPoint() ? exact : exact.trunc();
		return x.div(means.mul(alpha).add(k).pow(beta));
	});
}
