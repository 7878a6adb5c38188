import type { Tensor } from "../tensor/tensor.js";
import {
	type DType,
	dtypes,
	getDefaultDType,
	higher,
	isFloatingDType,
} from "./dtype.js";
import { DTypeError } from "./errors.js";
import { quote, say } from "./quote.js";
import { isInt32 } from "./scalar-value.js";

/** What arithmetic takes: a tensor, or a number that adapts to the tensors around it. */
export type Operand = Tensor | number | boolean;

function dtypeOf(value: number | boolean): DType {
	if (typeof value === "boolean") return "bool";
	return isInt32(value) ? "int32" : getDefaultDType();
}

/**
 * The dtype of a result, as `torch.result_type`. Tensors with dimensions decide; rank-0 tensors count only if they are
 * of a higher category (bool < integer < float), and numbers only if they are of a higher category than all tensors.
 * JavaScript cannot tell 2.0 from 2: an integral number counts as an integer, unless it is beyond int32, where it would
 * become another number.
 */
export function resultType(...operands: readonly Operand[]): DType {
	let dimmed: DType | undefined;
	let zeroDim: DType | undefined;
	let number: DType | undefined;
	for (const operand of operands) {
		if (typeof operand === "number" || typeof operand === "boolean")
			number = join(number, dtypeOf(operand));
		else if (operand?.layout === undefined)
			throw new DTypeError(
				"resultType",
				say`expected tensors or numbers, got ${quote(operand)}`,
			);
		else if (operand.wrapped) number = join(number, operand.dtype);
		else if (operand.ndim === 0) zeroDim = join(zeroDim, operand.dtype);
		else dimmed = join(dimmed, operand.dtype);
	}
	return override(override(dimmed, zeroDim), number) as DType;
}

/**
 * The dtype of sums of products. As in PyTorch all operands have one, but for int32 among floats: what was counted, as by
 * `arange`, goes into a layer as it is.
 * @throws DTypeError for any other mixture, and for bool
 */
export function productType(
	op: string,
	a: Tensor,
	b: Tensor,
	c: Tensor | null = null,
): DType {
	let dtype = joined(op, a.dtype, b.dtype);
	if (c !== null) dtype = joined(op, dtype, c.dtype);
	if (dtype === "bool")
		throw new DTypeError(
			op,
			"does not take bool; convert with float() or int() first",
		);
	return dtype;
}

function joined(op: string, a: DType, b: DType): DType {
	if (a === b) return a;
	const wanted = higher(a, b);
	const other = wanted === a ? b : a;
	if (other === "int32" && isFloatingDType(wanted)) return wanted;
	throw new DTypeError(
		op,
		say`${a} × ${b}; convert the ${other} operand with to("${wanted}")`,
	);
}

function join(a: DType | undefined, b: DType): DType {
	return a === undefined ? b : higher(a, b);
}

/** The lower-ranked group wins only by a higher category; a number then takes the default dtype of its category. */
function override(
	high: DType | undefined,
	low: DType | undefined,
): DType | undefined {
	if (high === undefined) return low;
	if (low === undefined) return high;
	return dtypes[low].category > dtypes[high].category ? low : high;
}
