import { type DType, dtypes, getDefaultDType } from "./dtype.js";
import { DTypeError } from "./errors.js";
import { say } from "./quote.js";

/** The limits of a floating dtype, under PyTorch's names. */
export interface FloatLimits {
	readonly bits: number;
	/** The distance from 1 to the next number. */
	readonly eps: number;
	readonly max: number;
	readonly min: number;
	/** The smallest number that has all its digits. */
	readonly tiny: number;
	readonly smallestNormal: number;
	/** How far two numbers of magnitude 1 lie apart that differ when printed. */
	readonly resolution: number;
	readonly dtype: DType;
}

/** The limits of an integer dtype, under PyTorch's names. */
export interface IntegerLimits {
	readonly bits: number;
	readonly max: number;
	readonly min: number;
	readonly dtype: DType;
}

const floats = {
	float32: { eps: 2 ** -23, max: (2 - 2 ** -23) * 2 ** 127, exponent: -126 },
	float64: { eps: 2 ** -52, max: Number.MAX_VALUE, exponent: -1022 },
};

/** The limits of a floating dtype, by default of the default dtype. */
export function finfo(dtype: DType = getDefaultDType()): FloatLimits {
	if (dtype !== "float32" && dtype !== "float64")
		throw new DTypeError(
			"finfo",
			say`${dtype} has no fractions; use iinfo("${dtype}")`,
		);
	const { eps, max, exponent } = floats[dtype];
	return {
		bits: dtypes[dtype].bytes * 8,
		eps,
		max,
		min: -max,
		tiny: 2 ** exponent,
		smallestNormal: 2 ** exponent,
		resolution: dtype === "float32" ? 1e-6 : 1e-15,
		dtype,
	};
}

/** The limits of an integer dtype. */
export function iinfo(dtype: DType): IntegerLimits {
	if (dtype === "int32")
		return { bits: 32, max: 2 ** 31 - 1, min: -(2 ** 31), dtype };
	if (dtype === "uint8") return { bits: 8, max: 255, min: 0, dtype };
	throw new DTypeError(
		"iinfo",
		dtype === "bool"
			? say`${dtype} holds true and false; int32 and uint8 have limits`
			: say`${dtype} is no integer dtype; use finfo("${dtype}")`,
	);
}
