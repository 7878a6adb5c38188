import { checkTensor } from "../../ops/engine/define.js";
import { warnOnce } from "../../platform/warnings.js";
import type { Tensor } from "../../tensor/tensor.js";
import { say } from "../../value/quote.js";

/** The dimension that PyTorch takes where none is named, with the warning that it gives. */
export function impliedDim(op: string, x: Tensor): number {
	const { ndim } = checkTensor(op, x);
	const dim = ndim === 0 || ndim === 1 || ndim === 3 ? 0 : 1;
	warnOnce(
		op,
		say`no dimension was named, and ${dim} was taken for a tensor with ${ndim} dimensions, as PyTorch takes it; say which: ${op}(x, ${dim})`,
	);
	return dim;
}
