import type { Tensor } from "../../tensor/tensor.js";
import { ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";

/** What becomes of the losses of the elements: left as they are, averaged, or added up. */
export type Reduction = "none" | "mean" | "sum";

export interface ReductionOptions {
	/** Default `mean`. */
	readonly reduction?: Reduction;
}

export function checkReduction(op: string, reduction: Reduction): Reduction {
	if (reduction !== "none" && reduction !== "mean" && reduction !== "sum")
		throw new ValueError(
			op,
			say`unknown reduction "${reduction}"; one of "none", "mean", "sum"`,
		);
	return reduction;
}

export function reduce(losses: Tensor, reduction: Reduction): Tensor {
	if (reduction === "none") return losses;
	return reduction === "mean" ? losses.mean() : losses.sum();
}
