import { beginOp } from "../../memory/storage.js";
import { filled } from "../../ops/create/filled.js";
import { named } from "../../ops/engine/composite.js";
import { allocateTensor } from "../../ops/engine/define.js";
import { type DType, getDefaultDType } from "../../value/dtype.js";
import { ShapeError, show } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkNumber } from "../../value/scalar-value.js";
import { checkShape, type Shape } from "../../value/shape.js";
import type { ShapeOf } from "../../value/typed-shape.js";
import { Tensor } from "../tensor.js";
import { finish, pickDType, type TensorOptions } from "./options.js";

function ofValue(op: string, value: number) {
	return <const S extends Shape>(
		shape: S,
		options: TensorOptions = {},
	): Tensor<ShapeOf<S>> => {
		readOptions(op, options);
		const dtype = pickDType(op, options.dtype, getDefaultDType());
		return finish(filled(op, shape, value, dtype), options);
	};
}

/** A tensor of zeros. @example zeros([2, 3]); */
export const zeros = ofValue("zeros", 0);
/** A tensor of ones. @example ones([2, 3], { dtype: "int32" }); */
export const ones = ofValue("ones", 1);

/** A tensor of one value; a number gives the default float dtype. @example full([2], 0.5); */
export function full<const S extends Shape>(
	shape: S,
	value: number | boolean | Tensor,
	options: TensorOptions = {},
): Tensor<ShapeOf<S>> {
	readOptions("full", options);
	const plain = plainValue("full", value);
	const dtype = named("full", () =>
		pickDType("full", options.dtype, dtypeOf(value)),
	);
	return finish(filled("full", shape, plain, dtype), options);
}

function dtypeOf(value: number | boolean | Tensor): DType {
	if (value instanceof Tensor) return value.dtype;
	return typeof value === "boolean" ? "bool" : getDefaultDType();
}

/** A number, or the one in a tensor without dimensions. */
function plainValue(op: string, value: number | boolean | Tensor): number {
	if (!(value instanceof Tensor)) return checkNumber(op, "the value", value);
	if (value.ndim === 0) return Number(value.item());
	throw new ShapeError(
		op,
		say`a value of shape ${show(value.shape)}; expected a number or a tensor without dimensions`,
	);
}

/** A tensor whose elements are whatever was in memory. @example empty([3]).fill_(1); */
export function empty<const S extends Shape>(
	shape: S,
	options: TensorOptions = {},
): Tensor<ShapeOf<S>> {
	readOptions("empty", options);
	const dtype = pickDType("empty", options.dtype, getDefaultDType());
	const sizes = checkShape("empty", shape);
	beginOp();
	return finish(allocateTensor(sizes, dtype), options);
}

/** Ones on the diagonal, zeros elsewhere: [n, m], square if m is left out. @example eye(3); */
export function eye(
	n: number,
	m?: number | TensorOptions,
	options: TensorOptions = {},
): Tensor {
	const settings = typeof m === "object" ? m : options;
	readOptions("eye", settings);
	const cols = typeof m === "object" ? n : (m ?? n);
	const shape = checkShape("eye", [n, cols]);
	const dtype = pickDType("eye", settings.dtype, getDefaultDType());
	const out = filled("eye", shape, 0, dtype);
	if (n > 0 && cols > 0) out.diagonal().fill_(1);
	return finish(out, settings);
}
