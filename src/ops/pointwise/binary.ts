/** Arithmetic on two operands that broadcast. */

import type { Tensor } from "../../tensor/tensor.js";
import type { DType } from "../../value/dtype.js";
import { dtypes } from "../../value/dtype.js";
import { DTypeError, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { type Operand, resultType } from "../../value/promotion.js";
import { say } from "../../value/quote.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { binary } from "../engine/elementwise.js";

export const plainAdd = binary({
	name: "add",
	kernel: "add",
	dtype: "same",
	saves: "none",
	backward: (_, grad) => [grad, grad],
});

export const plainSub = binary({
	name: "sub",
	kernel: "sub",
	dtype: "same",
	check: (_, a, b) => refuseBools(a, b),
	saves: "none",
	backward: ({ needs }, grad) => [grad, needs[1] ? grad.neg() : null],
});

function refuseBools(a: Operand, b: Operand): void {
	const isBool = (x: Operand) =>
		typeof x === "object" ? x?.dtype === "bool" : typeof x === "boolean";
	if (isBool(a) || isBool(b))
		throw new DTypeError(
			"sub",
			"bools do not subtract; use bitwiseXor or logicalXor, or convert with int()",
		);
}

export const mul = binary({
	name: "mul",
	kernel: "mul",
	dtype: "same",
	saves: "others",
	backward: ({ inputs, needs }, grad) => [
		needs[0] ? grad.mul(inputs[1] as Tensor) : null,
		needs[1] ? grad.mul(inputs[0] as Tensor) : null,
	],
});

export const trueDivide = binary({
	name: "div",
	kernel: "div",
	dtype: "float",
	saves: "inputs",
	reads: ([, divisor = false]) => [divisor, true],
	backward: ({ inputs, needs }, grad) => {
		const [a, b] = inputs as [Tensor, Tensor];
		return [
			needs[0] ? grad.div(b) : null,
			needs[1] ? grad.mul(a.div(b).div(b)).neg() : null,
		];
	},
});

function refuseIntegerZero(name: string) {
	return (dtype: DType, _: Operand, b: Operand): void => {
		if (dtypes[dtype].category === 2) return;
		const zero =
			typeof b === "object" ? b.numel() > 0 && hasZero(b) : Number(b) === 0;
		if (zero)
			throw new ValueError(
				name,
				"an integer divisor is zero; integers have no infinity. Convert with float() first, or mask the zeros",
			);
	};
}

function hasZero(b: Tensor): boolean {
	return b.toTypedArray().includes(0);
}

function refuseBool(name: string) {
	return (dtype: DType): void => {
		if (dtype === "bool")
			throw new DTypeError(
				name,
				"does not take two bools; convert with int() first",
			);
	};
}

/** Rounded quotients: constant between their jumps. */
const quotient = {
	dtype: "same",
	saves: "none",
	backward: null,
} as const;

const floorDivideOp = binary({
	name: "floorDivide",
	kernel: "floor_divide",
	check: refuseIntegerZero("floorDivide"),
	...quotient,
});

const truncDivideOp = binary({
	name: "div",
	kernel: "trunc_divide",
	check: refuseIntegerZero("div"),
	...quotient,
	backward: (_, grad) => [grad.filledLike(0), grad.filledLike(0)],
});

const floorDivideInDiv = binary({
	name: "div",
	kernel: "floor_divide",
	check: refuseIntegerZero("div"),
	...quotient,
	backward: (_, grad) => [grad.filledLike(0), grad.filledLike(0)],
});

export const floorDivide = floorDivideOp;

/** The dividend's gradient passes as it is. */
const forTheDivisor = ([, divisor = false]: readonly boolean[]) => [
	divisor,
	divisor,
];

export const remainder = binary({
	name: "remainder",
	kernel: "remainder",
	dtype: "same",
	check: (dtype, a, b) => {
		refuseBool("remainder")(dtype);
		refuseIntegerZero("remainder")(dtype, a, b);
	},
	saves: "inputs",
	reads: forTheDivisor,
	backward: ({ inputs, needs }, grad) => {
		const [a, b] = inputs as [Tensor, Tensor];
		return [
			grad,
			needs[1] ? grad.neg().mul(a.div(b, { roundingMode: "floor" })) : null,
		];
	},
});

export const fmod = binary({
	name: "fmod",
	kernel: "fmod",
	dtype: "same",
	check: (dtype, a, b) => {
		refuseBool("fmod")(dtype);
		refuseIntegerZero("fmod")(dtype, a, b);
	},
	saves: "inputs",
	reads: forTheDivisor,
	backward: ({ inputs, needs }, grad) => {
		const [a, b] = inputs as [Tensor, Tensor];
		return [
			grad,
			needs[1] ? grad.neg().mul(a.div(b, { roundingMode: "trunc" })) : null,
		];
	},
});

export const pow = binary({
	name: "pow",
	kernel: "pow",
	dtype: "same",
	check: refuseNegativeIntegerPower,
	saves: "both",
	reads: ([, exponent = false]) => [true, true, exponent],
	backward: ({ inputs, output, needs }, grad) => {
		const [a, b] = inputs as [Tensor, Tensor];
		return [
			needs[0] ? b.eq(0).choose(0, grad.mul(powerSlope(a, b))) : null,
			needs[1] ? grad.mul(exponentSlope(a, b, output)) : null,
		];
	},
});

/** b * a^(b - 1), and 0 where b is 0 even if a is. */
function powerSlope(a: Tensor, b: Tensor): Tensor {
	return b.eq(0).choose(0, b.mul(a.pow(b.sub(1))));
}

/** a^b * log(a), and 0 where a is 0 and b is not negative. */
function exponentSlope(a: Tensor, b: Tensor, output: Tensor): Tensor {
	return a.eq(0).logicalAnd(b.ge(0)).choose(0, output.mul(a.log()));
}

function refuseNegativeIntegerPower(
	dtype: DType,
	_: Operand,
	b: Operand,
): void {
	if (dtype === "bool")
		throw new DTypeError(
			"pow",
			"does not take two bools; convert with int() first",
		);
	const number = typeof b === "object" && b.wrapped ? b.item() : b;
	if (dtypes[dtype].category < 2 && typeof number === "number" && number < 0)
		throw new ValueError(
			"pow",
			say`an integer tensor to the negative power ${number}; convert it with float() first`,
		);
}

/** As in PyTorch, ties share the gradient, and where one element is NaN both get all of it. */
function extremumRule(loses: "lt" | "gt") {
	return {
		dtype: "same",
		saves: "inputs",
		backward: (
			{
				inputs,
				needs,
			}: { inputs: readonly Tensor[]; needs: readonly boolean[] },
			grad: Tensor,
		) => {
			const [a, b] = inputs as [Tensor, Tensor];
			const tie = a.eq(b);
			const half = grad.mul(0.5);
			const share = (mine: Tensor, other: Tensor): Tensor =>
				tie.choose(half, mine[loses](other).choose(0, grad));
			return [needs[0] ? share(a, b) : null, needs[1] ? share(b, a) : null];
		},
	} as const;
}

export const maximum = binary({
	name: "maximum",
	kernel: "maximum",
	...extremumRule("lt"),
});
export const minimum = binary({
	name: "minimum",
	kernel: "minimum",
	...extremumRule("gt"),
});

export const atan2 = binary({
	name: "atan2",
	kernel: "atan2",
	dtype: "float",
	saves: "inputs",
	backward: ({ inputs, needs }, grad) => {
		const [y, x] = inputs as [Tensor, Tensor];
		const scaled = grad.div(y.square().add(x.square()));
		return [
			needs[0] ? scaled.mul(x) : null,
			needs[1] ? scaled.mul(y).neg() : null,
		];
	},
});

interface AlphaOptions {
	/** Factor of the second operand. Default 1. */
	readonly alpha?: number;
}

/** a + alpha * b. */
export function add(a: Operand, b: Operand, options?: AlphaOptions): Tensor {
	const { alpha = 1 } = readOptions("add", options);
	if (alpha === 1) return plainAdd(a, b);
	return composite("add", () => plainAdd(a, scaledBy("add", alpha, a, b)));
}

/** a - alpha * b. */
export function sub(a: Operand, b: Operand, options?: AlphaOptions): Tensor {
	const { alpha = 1 } = readOptions("sub", options);
	refuseBools(a, b);
	if (alpha === 1) return plainSub(a, b);
	return composite("sub", () => plainSub(a, scaledBy("sub", alpha, a, b)));
}

/** b - alpha * a. */
export function rsub(a: Operand, b: Operand, options?: AlphaOptions): Tensor {
	const { alpha = 1 } = readOptions("rsub", options);
	return composite("rsub", () => {
		refuseBools(a, b);
		return plainSub(b, alpha === 1 ? a : scaledBy("rsub", alpha, b, a));
	});
}

function scaledBy(op: string, alpha: number, a: Operand, b: Operand): Operand {
	for (const x of [a, b]) if (typeof x === "object") checkTensor(op, x);
	if (!Number.isInteger(alpha) && dtypes[resultType(a, b)].category < 2)
		throw new DTypeError(
			op,
			say`alpha ${alpha} has a fraction and the tensors are integers; pass an integral alpha or convert with float()`,
		);
	return typeof b === "object" ? mul(b, alpha) : Number(b) * alpha;
}

interface DivOptions {
	/** `floor` or `trunc` round the quotient and keep integers integers. Default: true division, which gives floats. */
	readonly roundingMode?: "floor" | "trunc" | null;
}

/** The quotient; true division unless `roundingMode` says otherwise. */
export function div(a: Operand, b: Operand, options?: DivOptions): Tensor {
	const { roundingMode = null } = readOptions("div", options);
	if (roundingMode === null) return trueDivide(a, b);
	if (roundingMode === "floor") return floorDivideInDiv(a, b);
	if (roundingMode === "trunc") return truncDivideOp(a, b);
	throw new ValueError(
		"div",
		say`unknown roundingMode ${roundingMode}; one of null, "floor", "trunc"`,
	);
}

/** What the operations on bits have in common. */
function bitwise(name: string) {
	return {
		name,
		dtype: "same",
		check: (dtype: DType) => {
			if (dtypes[dtype].category === 2)
				throw new DTypeError(
					name,
					say`does not take dtype ${dtype}; bits exist in integers and bool`,
				);
		},
		saves: "none",
		backward: null,
	} as const;
}
export const bitwiseAnd = binary({
	kernel: "bitwise_and",
	...bitwise("bitwiseAnd"),
});
export const bitwiseOr = binary({
	kernel: "bitwise_or",
	...bitwise("bitwiseOr"),
});
export const bitwiseXor = binary({
	kernel: "bitwise_xor",
	...bitwise("bitwiseXor"),
});
