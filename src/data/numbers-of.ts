import { isTypedArray } from "../tensor/create/from-flat.js";
import { Tensor } from "../tensor/tensor.js";
import { DTypeError, ShapeError, show } from "../value/errors.js";
import { kindOf, quote, say } from "../value/quote.js";

/** A list of numbers, or a tensor of them with one dimension. */
export type Numbers = ArrayLike<number> | Tensor;

/** A list of numbers, which may be given as a tensor of one dimension. */
export function numbersOf(op: string, list: Numbers): ArrayLike<number> {
	if (list instanceof Tensor) {
		if (list.ndim !== 1 || list.dtype === "bool")
			throw new ShapeError(
				op,
				say`a tensor of shape ${show(list.shape)} and dtype ${list.dtype}; expected a list of numbers, or a tensor of them with one dimension`,
			);
		return list.toTypedArray();
	}
	if (!Array.isArray(list) && !isTypedArray(list))
		throw new DTypeError(
			op,
			say`got ${kindOf(list)}; expected a list of numbers, or a tensor of them with one dimension`,
		);
	for (let i = 0; i < list.length; i++)
		if (typeof list[i] !== "number")
			throw new DTypeError(
				op,
				say`element ${i} is ${quote(list[i])}; expected numbers`,
			);
	return list;
}
