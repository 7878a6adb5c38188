import { type NestedInput, tensorFrom } from "../../ops/create/literal.js";
import { named } from "../../ops/engine/composite.js";
import { setTensorClass } from "../../ops/engine/define.js";
import { checkDType, type DType } from "../../value/dtype.js";
import { type Device, readOptions } from "../../value/options.js";
import { Tensor } from "../tensor.js";
import { finish, type TensorOptions } from "./options.js";

/**
 * A new tensor with the given elements: a number, nested arrays, or a typed array. Numbers, with a fraction or
 * without, give the default float dtype, booleans bool, unless `dtype` says otherwise; a tensor is copied.
 * @throws ShapeError if rows differ in length
 * @example tensor([[1, 2], [3, 4]]);
 */
export function tensor(
	data: NestedInput | Tensor,
	options: TensorOptions = {},
): Tensor {
	readOptions("tensor", options);
	setTensorClass(Tensor);
	const dtype =
		options.dtype === undefined
			? undefined
			: checkDType("tensor", options.dtype);
	if (data instanceof Tensor)
		return finish(
			data
				.detach()
				.clone()
				.to(dtype ?? data.dtype),
			options,
		);
	return finish(
		named("tensor", () => tensorFrom(data, dtype)),
		options,
	);
}

/** As `tensor`, but a tensor of the right dtype is given back as it is. */
export function asTensor(
	data: NestedInput | Tensor,
	options: { readonly dtype?: DType; readonly device?: Device | null } = {},
): Tensor {
	readOptions("asTensor", options);
	return named("asTensor", () =>
		data instanceof Tensor
			? data.to(options.dtype ?? data.dtype)
			: tensor(data, options),
	);
}
