/**
 * Indices and labels. JavaScript's numbers are floats whatever their value, so a float tensor whose elements are all whole
 * names positions as well as an integer tensor does.
 */

import type { Tensor } from "../../tensor/tensor.js";
import type { TypedArray } from "../../value/dtype.js";
import { DTypeError, ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { isInt32 } from "../../value/scalar-value.js";
import { checkTensor } from "../engine/define.js";
import { fromFlat } from "./literal.js";

/**
 * The tensor, or its int32 copy if it holds whole floats.
 * @param what one of the elements, for the message: "index", "label"
 * @throws DTypeError for bool, ValueError that names the first fraction
 */
export function whole(op: string, what: string, x: Tensor): Tensor {
	if (!mayHoldFractions(op, what, x)) return x;
	const values = x.toTypedArray();
	checkWhole(op, what, values);
	return fromFlat(values, x.shape, "int32");
}

/** The elements of such a tensor, in row-major order. */
export function wholeNumbers(op: string, what: string, x: Tensor): TypedArray {
	const isFloat = mayHoldFractions(op, what, x);
	const values = x.toTypedArray();
	if (isFloat) checkWhole(op, what, values);
	return values;
}

function mayHoldFractions(op: string, what: string, x: Tensor): boolean {
	if (checkTensor(op, x).dtype !== "bool") return x.isFloatingPoint();
	throw new DTypeError(
		op,
		say`a tensor of dtype bool where each element is ${article(what)} ${what}; expected integers: convert with int()`,
	);
}

function checkWhole(op: string, what: string, values: TypedArray): void {
	const wrong = values.findIndex((value) => !isInt32(value));
	if (wrong >= 0)
		throw new ValueError(
			op,
			say`${what} ${values[wrong]} at position ${wrong}; expected an integer`,
		);
}

const article = (what: string) => (/^[aeiou]/.test(what) ? "an" : "a");
