/** Questions about elements; the answers are bool tensors. */

import { run } from "../../../bindings/run.js";
import type { Tensor } from "../../tensor/tensor.js";
import { dtypes } from "../../value/dtype.js";
import { DTypeError, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { resultType } from "../../value/promotion.js";
import { say } from "../../value/quote.js";
import { sameShape } from "../../value/shape.js";
import { filled } from "../create/filled.js";
import { composite, named } from "../engine/composite.js";
import { pointer, prepare } from "../engine/copy.js";
import { apply, checkTensor, isTrue, type OpSpec } from "../engine/define.js";
import { binary, unary } from "../engine/elementwise.js";
import { type FamilyTaking, kernelName } from "../engine/kernel-name.js";

const answer = { dtype: "bool", saves: "none", backward: null } as const;

export const eq = binary({ name: "eq", kernel: "eq", ...answer });
export const ne = binary({ name: "ne", kernel: "ne", ...answer });
export const lt = binary({ name: "lt", kernel: "lt", ...answer });
export const le = binary({ name: "le", kernel: "le", ...answer });
export const gt = binary({ name: "gt", kernel: "gt", ...answer });
export const ge = binary({ name: "ge", kernel: "ge", ...answer });

const logic = { ...answer, computesIn: "bool" } as const;
export const logicalAnd = binary({
	name: "logicalAnd",
	kernel: "logical_and",
	...logic,
});
export const logicalOr = binary({
	name: "logicalOr",
	kernel: "logical_or",
	...logic,
});
export const logicalXor = binary({
	name: "logicalXor",
	kernel: "logical_xor",
	...logic,
});

/** An operation on the truth of each element. */
function predicate(
	name: string,
	forward: (x: Tensor, out: Tensor) => void,
): (x: Tensor) => Tensor {
	const op: OpSpec<undefined> = {
		name,
		infer: ([x]) => ({ shape: (x as Tensor).shape, dtype: "bool" }),
		forward: ([x], out) => forward(x as Tensor, out),
		saves: "none",
		backward: null,
	};
	return (x) => apply(op, [checkTensor(name, x)], undefined);
}

export const logicalNot = predicate("logicalNot", (x, out) =>
	run(
		"logical_not_u8",
		out.layout.numel,
		pointer(prepare(x, "bool")),
		pointer(out),
	),
);

/** Predicates on floats; integers are all finite. */
function floatPredicate(
	name: string,
	kernel: FamilyTaking<2>,
): (x: Tensor) => Tensor {
	const onFloats = predicate(name, (x, out) =>
		run(
			kernelName(kernel, dtypes[x.dtype].suffix),
			out.layout.numel,
			pointer(prepare(x, x.dtype)),
			pointer(out),
		),
	);
	return (x) =>
		checkTensor(name, x).isFloatingPoint()
			? onFloats(x)
			: filled(name, x.shape, Number(name === "isfinite"), "bool");
}

export const isnan = floatPredicate("isnan", "isnan");
export const isinf = floatPredicate("isinf", "isinf");
export const isfinite = floatPredicate("isfinite", "isfinite");

const flipBits = unary({
	name: "bitwiseNot",
	kernel: "bitwise_not",
	dtype: "same",
	saves: "none",
	backward: null,
});

/** The complement of each integer; the negation of each bool. */
export function bitwiseNot(x: Tensor): Tensor {
	if (checkTensor("bitwiseNot", x).isFloatingPoint())
		throw new DTypeError(
			"bitwiseNot",
			say`does not take dtype ${x.dtype}; bits exist in integers and bool`,
		);
	return x.dtype === "bool" ? logicalNot(x) : flipBits(x);
}

export interface CloseOptions {
	/** Relative tolerance. Default 1e-5. */
	readonly rtol?: number;
	/** Absolute tolerance. Default 1e-8. */
	readonly atol?: number;
	/** Whether NaN equals NaN. Default false. */
	readonly equalNan?: boolean;
}

/** Whether |a - b| <= atol + rtol * |b| holds, element by element. */
export function isclose(
	a: Tensor,
	b: Tensor,
	options: CloseOptions = {},
): Tensor {
	readOptions("isclose", options);
	const { rtol = 1e-5, atol = 1e-8, equalNan = false } = options;
	if (checkTensor("isclose", a).dtype !== checkTensor("isclose", b).dtype)
		throw new DTypeError(
			"isclose",
			say`${a.dtype} and ${b.dtype}; convert one with to(...)`,
		);
	if (rtol < 0 || atol < 0)
		throw new ValueError(
			"isclose",
			say`rtol ${rtol} and atol ${atol}; tolerances are not negative`,
		);
	return composite("isclose", () => {
		// Integers are compared exactly as float64.
		const [x, y] = a.isFloatingPoint()
			? [a.detached(), b.detached()]
			: [a.to("float64"), b.to("float64")];
		const near = x.sub(y).abs().le(y.abs().mul(rtol).add(atol));
		const close = x
			.eq(y)
			.logicalOr(near.logicalAnd(y.isfinite()).logicalAnd(x.isfinite()));
		return equalNan ? close.logicalOr(x.isnan().logicalAnd(y.isnan())) : close;
	});
}

/** Whether all elements are close: see `isclose`. */
export function allclose(
	a: Tensor,
	b: Tensor,
	options: CloseOptions = {},
): boolean {
	readOptions("allclose", options);
	return named("allclose", () => isTrue(() => isclose(a, b, options).all()));
}

/** Whether both have the same shape and the same elements. */
export function equal(a: Tensor, b: Tensor): boolean {
	checkTensor("equal", a);
	if (!sameShape(a.shape, checkTensor("equal", b).shape)) return false;
	if (a.dtype !== b.dtype)
		throw new DTypeError(
			"equal",
			say`${a.dtype} and ${b.dtype}; convert one with to("${resultType(a, b)}")`,
		);
	return isTrue(() => a.eq(b).all());
}
