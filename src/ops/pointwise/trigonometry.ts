/** Trigonometric and hyperbolic functions and their inverses, beyond those that have a kernel. */
import type { Tensor } from "../../tensor/tensor.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { unaryViaDouble } from "../engine/via-double.js";

/** (1 - x)(1 + x), exact near the ends of [-1, 1]. */
const besideOne = (x: Tensor) => x.rsub(1).mul(x.add(1));

export const tan = unaryViaDouble(
	"tan",
	(x) => x.sin().div(x.cos()),
	(y) => y.square().add(1),
	"output",
);
export const asin = unaryViaDouble(
	"asin",
	(x) => x.atan2(besideOne(x).sqrt()),
	(x) => besideOne(x).rsqrt(),
);
export const acos = unaryViaDouble(
	"acos",
	(x) => besideOne(x).sqrt().atan2(x),
	(x) => besideOne(x).rsqrt().neg(),
);
export const atan = unaryViaDouble(
	"atan",
	(x) => x.atan2(1),
	(x) => x.square().add(1).reciprocal(),
);

/** Written with expm1: for small x the two exponentials would cancel. */
export const sinh = unaryViaDouble(
	"sinh",
	(x) => x.expm1().sub(x.neg().expm1()).div(2),
	(x) => x.exp().add(x.neg().exp()).div(2),
);
export const cosh = unaryViaDouble(
	"cosh",
	(x) => x.exp().add(x.neg().exp()).div(2),
	(x) => x.expm1().sub(x.neg().expm1()).div(2),
);
/** sign(x) log1p(a + a² / (1 + sqrt(1 + a²))), a = |x|, with both sides of the fraction divided by a. */
export const asinh = unaryViaDouble(
	"asinh",
	(x) => {
		const a = x.abs();
		const inverse = a.reciprocal();
		const rest = a.div(inverse.add(inverse.square().add(1).sqrt()));
		// The sign of -0 is 0.
		return x.eq(0).choose(x, a.add(rest).log1p().mul(x.sign()));
	},
	(x) => x.square().add(1).rsqrt(),
);
/** log1p(t + sqrt(t (t + 2))), t = x - 1: exact near 1. */
export const acosh = unaryViaDouble(
	"acosh",
	(x) => {
		const t = x.sub(1);
		return t.add(t.sqrt().mul(t.add(2).sqrt())).log1p();
	},
	// + 0 since the root of -0 is -0, and its reciprocal -infinity.
	(x) => besideOne(x.abs()).neg().add(0).rsqrt(),
);
export const atanh = unaryViaDouble(
	"atanh",
	(x) => x.log1p().sub(x.neg().log1p()).div(2),
	(x) => besideOne(x).reciprocal(),
);

/** sin(πx) / (πx), and 1 at 0. */
export const sinc = unaryViaDouble("sinc", sincOf, (x) => {
	const zero = x.eq(0);
	const safe = zero.choose(1, x);
	return zero.choose(0, safe.mul(Math.PI).cos().sub(sincOf(safe)).div(safe));
});

function sincOf(x: Tensor): Tensor {
	const zero = x.eq(0);
	const angle = zero.choose(1, x).mul(Math.PI);
	return zero.choose(1, angle.sin().div(angle));
}

/** Degrees as radians. */
export function deg2rad(x: Tensor): Tensor {
	checkTensor("deg2rad", x);
	return composite("deg2rad", () => x.mul(Math.PI / 180));
}

/** Radians as degrees. */
export function rad2deg(x: Tensor): Tensor {
	checkTensor("rad2deg", x);
	return composite("rad2deg", () => x.mul(180 / Math.PI));
}
