import { DTypeError } from "./errors.js";
import { say } from "./quote.js";

/** Element types. PyTorch's int64 is `int32` here: JavaScript's typed arrays index and count in 32 bits. */
export type DType = "float32" | "float64" | "int32" | "uint8" | "bool";
export type TypedArray = Float32Array | Float64Array | Int32Array | Uint8Array;

/** What kernels compute in; `uint8` and `bool` are cast to `int32` first. */
export type ComputeDType = "float32" | "float64" | "int32";
export type Suffix = "f32" | "f64" | "i32" | "u8";

interface DTypeInfo {
	readonly bytes: 1 | 4 | 8;
	/** bool 0, integers 1, floats 2: a higher category wins over any dtype of a lower one. */
	readonly category: 0 | 1 | 2;
	/** Order among all dtypes: the larger rank holds both. */
	readonly rank: number;
	readonly suffix: Suffix;
	readonly array:
		| Float32ArrayConstructor
		| Float64ArrayConstructor
		| Int32ArrayConstructor
		| Uint8ArrayConstructor;
}

export const dtypes: { readonly [D in DType]: DTypeInfo } = {
	bool: { bytes: 1, category: 0, rank: 0, suffix: "u8", array: Uint8Array },
	uint8: { bytes: 1, category: 1, rank: 1, suffix: "u8", array: Uint8Array },
	int32: { bytes: 4, category: 1, rank: 2, suffix: "i32", array: Int32Array },
	float32: {
		bytes: 4,
		category: 2,
		rank: 3,
		suffix: "f32",
		array: Float32Array,
	},
	float64: {
		bytes: 8,
		category: 2,
		rank: 4,
		suffix: "f64",
		array: Float64Array,
	},
};

let defaultDType: "float32" | "float64" = "float32";

/** The dtype of tensors made from numbers with a fraction: float32 unless `setDefaultDType` said otherwise. */
export function getDefaultDType(): "float32" | "float64" {
	return defaultDType;
}

/** Like `torch.set_default_dtype`. @throws DTypeError unless a floating dtype is given */
export function setDefaultDType(dtype: "float32" | "float64"): void {
	if (dtype !== "float32" && dtype !== "float64")
		throw new DTypeError(
			"setDefaultDType",
			say`got ${dtype}; only float32 and float64 can be the default`,
		);
	defaultDType = dtype;
}

export function isFloatingDType(dtype: DType): boolean {
	return dtypes[dtype].category === 2;
}

export function isIntegerDType(dtype: DType | undefined): boolean {
	return dtype === "int32" || dtype === "uint8";
}

/** Checks a dtype that came from the caller. */
export function checkDType(op: string, dtype: DType): DType {
	if (typeof dtype !== "string" || !Object.hasOwn(dtypes, dtype))
		throw new DTypeError(
			op,
			say`unknown dtype ${dtype}; one of ${Object.keys(dtypes).join(", ")}`,
		);
	return dtype;
}

/** The smallest dtype that holds both, as `torch.promote_types`. */
export function promoteTypes(a: DType, b: DType): DType {
	return higher(checkDType("promoteTypes", a), checkDType("promoteTypes", b));
}

/** `promoteTypes` of what are dtypes for certain: asked for every operation. */
export function higher(a: DType, b: DType): DType {
	return dtypes[a].rank >= dtypes[b].rank ? a : b;
}

/** Whether values of `from` may be stored into `to` by an in-place operation, as `torch.can_cast`. */
export function canCast(from: DType, to: DType): boolean {
	checkDType("canCast", from);
	checkDType("canCast", to);
	return dtypes[from].category <= dtypes[to].category;
}

/** The dtype in which kernels compute values of `dtype`. */
export function computeDType(dtype: DType): ComputeDType {
	return dtype === "uint8" || dtype === "bool" ? "int32" : dtype;
}

/** float dtypes stay, integers and bool become the default float dtype: the rule of exp, mean and division. */
export function toFloat(dtype: DType): "float32" | "float64" {
	return dtype === "float32" || dtype === "float64" ? dtype : defaultDType;
}
