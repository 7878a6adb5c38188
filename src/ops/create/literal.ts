/** Tensors from what a program writes down: numbers, arrays of arrays, typed arrays. */

import { beginOp, peek } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import {
	type DType,
	dtypes,
	getDefaultDType,
	promoteTypes,
	type TypedArray,
} from "../../value/dtype.js";
import {
	DTypeError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { quote, say } from "../../value/quote.js";
import { elementOf } from "../../value/scalar-value.js";
import { allocateTensor, isTensor } from "../engine/define.js";

/** Numbers, booleans or tensors of one element, nested as deep as the tensor has dimensions. */
export type NestedInput =
	| number
	| boolean
	| Tensor
	| TypedArray
	| readonly NestedInput[];

/** A new tensor with these elements; the dtype follows from them unless given. */
export function tensorFrom(data: NestedInput, dtype?: DType): Tensor {
	if (isTypedArray(data)) {
		const own = dtype === undefined || isBig(data);
		const dtypeOfData = own ? typedArrayDType(data) : dtype;
		return fromFlat(data, [data.length], dtypeOfData);
	}
	const shape = shapeOf(data);
	const flat: Flat = { values: [], dtypes: undefined };
	collect(data, shape, 0, flat);
	return fromFlat(flat.values, shape, dtype ?? promotedDType(flat));
}

/** The elements in row-major order, and the dtypes of those that were tensors by their places. */
interface Flat {
	readonly values: (number | boolean)[];
	dtypes: Map<number, DType> | undefined;
}

/** A new tensor of the shape, filled from a flat list in row-major order. */
export function fromFlat(
	flat: ArrayLike<number | boolean>,
	shape: readonly number[],
	dtype: DType,
): Tensor {
	beginOp();
	const out = allocateTensor(shape, dtype);
	const bytes = peek(out.storage);
	const target = new dtypes[dtype].array(
		bytes.buffer as ArrayBuffer,
		bytes.byteOffset,
		out.layout.numel,
	);
	if (dtype === "int32" || dtype === "uint8") setIntegers(target, flat, dtype);
	else if (dtype === "bool")
		for (let i = 0; i < flat.length; i++) target[i] = flat[i] ? 1 : 0;
	else target.set(flat as ArrayLike<number>);
	return out;
}

/** Numbers that the dtype cannot hold are refused before the tensor is seen by anybody. */
function setIntegers(
	target: TypedArray,
	flat: ArrayLike<number | boolean>,
	dtype: "int32" | "uint8",
): void {
	if (flat instanceof target.constructor) target.set(flat as TypedArray);
	else
		for (let i = 0; i < flat.length; i++)
			target[i] = elementOf("tensor", "the element", flat[i], dtype);
}

export function isTypedArray(data: unknown): data is TypedArray {
	return ArrayBuffer.isView(data) && nameOf(data) !== "DataView";
}

function isBig(data: unknown): boolean {
	return nameOf(data).startsWith("Big");
}

/** Tensors are elements, not rows, whatever their shape: as PyTorch. */
function isRow(data: unknown): data is TypedArray | readonly NestedInput[] {
	return Array.isArray(data) || isTypedArray(data);
}

/** The dtype of each kind of typed array, by the name that it has in every realm. */
const dtypesOfArrays: Readonly<Record<string, DType>> = {
	Float32Array: "float32",
	Float64Array: "float64",
	Int32Array: "int32",
	Uint8Array: "uint8",
	Uint8ClampedArray: "uint8",
};

/** What an array is, also if it comes from a frame, a worker or a test's sandbox. */
const nameOf = (data: unknown) =>
	Object.prototype.toString.call(data).slice("[object ".length, -1);

/** The dtype with such elements, if there is one. */
export function dtypeOfArray(data: TypedArray): DType | undefined {
	return dtypesOfArrays[nameOf(data)];
}

function typedArrayDType(data: TypedArray): DType {
	const dtype = dtypeOfArray(data);
	if (dtype !== undefined) return dtype;
	throw new DTypeError(
		"tensor",
		say`${nameOf(data)} has no dtype here; use Float32Array, Float64Array, Int32Array or Uint8Array, or pass { dtype } with a plain array`,
	);
}

/** As PyTorch; a list that contains itself has more. */
const MOST_DIMS = 128;

function shapeOf(data: NestedInput): number[] {
	const shape: number[] = [];
	for (
		let level: NestedInput = data;
		isRow(level);
		level = level[0] as NestedInput
	) {
		shape.push(level.length);
		if (shape.length > MOST_DIMS)
			throw new ValueError(
				"tensor",
				say`the data is nested more than ${MOST_DIMS} deep, or a list contains itself; expected lists of numbers of one depth`,
			);
		if (level.length === 0) break;
	}
	return shape;
}

function collect(
	data: NestedInput,
	shape: readonly number[],
	depth: number,
	flat: Flat,
): void {
	if (depth === shape.length) {
		if (isTensor(data)) collectElement(data, flat);
		else if (typeof data === "number" || typeof data === "boolean")
			flat.values.push(data);
		else throw new ShapeError("tensor", describeRagged(data, shape, depth));
		return;
	}
	if (!isRow(data) || data.length !== shape[depth])
		throw new ShapeError("tensor", describeRagged(data, shape, depth));
	for (let i = 0; i < data.length; i++)
		collect(data[i] as NestedInput, shape, depth + 1, flat);
}

function collectElement(x: Tensor, flat: Flat): void {
	if (x.layout.numel !== 1)
		throw new ShapeError(
			"tensor",
			say`a tensor of shape ${show(x.shape)} among the elements; only those of one element are numbers. stack([...]) makes a tensor of tensors`,
		);
	flat.dtypes ??= new Map();
	flat.dtypes.set(flat.values.length, x.dtype);
	flat.values.push(x.item());
}

function describeRagged(
	data: unknown,
	shape: readonly number[],
	depth: number,
): string {
	const found = Array.isArray(data)
		? `an array of ${data.length}`
		: data === null
			? "null"
			: typeof data === "object"
				? isTensor(data)
					? `a tensor of shape ${show(data.shape)}`
					: `an object, ${quote(data)},`
				: `${typeof data} ${quote(data)}`;
	const wanted =
		depth === shape.length
			? "a number or boolean"
			: `an array of ${shape[depth]}`;
	return `found ${found} at depth ${depth} where the first elements imply the shape ${show(shape)}, that is ${wanted}; all rows need the same length`;
}

/** The dtype that holds the numbers and those that were tensors. */
function promotedDType({ values, dtypes: given }: Flat): DType {
	if (given === undefined) return inferDType(values);
	const numbers = values.filter((_, i) => !given.has(i));
	const all = [...given.values()];
	if (numbers.length > 0) all.push(inferDType(numbers));
	return all.reduce(promoteTypes);
}

/** Booleans are bool, numbers the default float dtype: JavaScript cannot tell 2 from 2.0, so no value says otherwise. */
function inferDType(flat: readonly (number | boolean)[]): DType {
	const allBool = flat.length > 0 && flat.every((v) => typeof v === "boolean");
	return allBool ? "bool" : getDefaultDType();
}
