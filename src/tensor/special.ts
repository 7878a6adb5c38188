import * as binary from "../ops/pointwise/binary-special.js";
import * as signs from "../ops/pointwise/signs.js";
import * as special from "../ops/pointwise/special.js";
import * as trigonometry from "../ops/pointwise/trigonometry.js";
import type { Operand } from "../value/promotion.js";
import { ConversionMethods } from "./converting.js";
import type { Tensor } from "./tensor.js";

/** What a scientific calculator has besides. Integers become floats. */
export class SpecialMethods extends ConversionMethods {
	/** Tangent; x in radians. */
	tan(this: Tensor): Tensor {
		return trigonometry.tan(this);
	}
	/** The angle of a sine, -π/2 to π/2; NaN beyond [-1, 1]. */
	asin(this: Tensor): Tensor {
		return trigonometry.asin(this);
	}
	/** The angle of a cosine, 0 to π; NaN beyond [-1, 1]. */
	acos(this: Tensor): Tensor {
		return trigonometry.acos(this);
	}
	/** The angle of a tangent, -π/2 to π/2. */
	atan(this: Tensor): Tensor {
		return trigonometry.atan(this);
	}
	/** Hyperbolic sine. */
	sinh(this: Tensor): Tensor {
		return trigonometry.sinh(this);
	}
	/** Hyperbolic cosine. */
	cosh(this: Tensor): Tensor {
		return trigonometry.cosh(this);
	}
	/** The inverse of `sinh`. */
	asinh(this: Tensor): Tensor {
		return trigonometry.asinh(this);
	}
	/** The inverse of `cosh`; NaN below 1. */
	acosh(this: Tensor): Tensor {
		return trigonometry.acosh(this);
	}
	/** The inverse of `tanh`; NaN beyond [-1, 1]. */
	atanh(this: Tensor): Tensor {
		return trigonometry.atanh(this);
	}
	/** sin(πx) / (πx), and 1 at 0. */
	sinc(this: Tensor): Tensor {
		return trigonometry.sinc(this);
	}
	/** Degrees as radians. */
	deg2rad(this: Tensor): Tensor {
		return trigonometry.deg2rad(this);
	}
	/** Radians as degrees. */
	rad2deg(this: Tensor): Tensor {
		return trigonometry.rad2deg(this);
	}
	/** 2^x */
	exp2(this: Tensor): Tensor {
		return special.exp2(this);
	}
	/** 1 - erf(x), exact far out. */
	erfc(this: Tensor): Tensor {
		return special.erfc(this);
	}
	/** log(x / (1 - x)); with `eps`, x is limited to [eps, 1 - eps] first. */
	logit(this: Tensor, eps?: number | null): Tensor {
		return special.logit(this, eps);
	}
	/** -1, 0 or 1. */
	sgn(this: Tensor): Tensor {
		return signs.sgn(this);
	}
	/** Itself. */
	positive(this: Tensor): Tensor {
		return signs.positive(this);
	}
	/** Negative, or -0? */
	signbit(this: Tensor): Tensor {
		return signs.signbit(this);
	}
	/** What is behind the point, with x's sign. */
	frac(this: Tensor): Tensor {
		return signs.frac(this);
	}
	/** Infinity? */
	isposinf(this: Tensor): Tensor {
		return signs.isposinf(this);
	}
	/** -Infinity? */
	isneginf(this: Tensor): Tensor {
		return signs.isneginf(this);
	}
	/** Numbers in the place of NaN and the infinities. @example x.nanToNum({ nan: -1 }); */
	nanToNum(this: Tensor, options?: signs.NanToNumOptions): Tensor {
		return signs.nanToNum(this, options);
	}

	/** |this| with the sign of `other`, be it that of -0. */
	copysign(this: Tensor, other: Operand): Tensor {
		return binary.copysign(this, other);
	}
	/** The larger of two elements; NaN only if both are. */
	fmax(this: Tensor, other: Operand): Tensor {
		return binary.fmax(this, other);
	}
	/** The smaller of two elements; NaN only if both are. */
	fmin(this: Tensor, other: Operand): Tensor {
		return binary.fmin(this, other);
	}
	/** 0 below 0, `values` at 0, 1 above. */
	heaviside(this: Tensor, values: Tensor): Tensor {
		return binary.heaviside(this, values);
	}
	/** sqrt(this² + other²) without overflow. */
	hypot(this: Tensor, other: Operand): Tensor {
		return binary.hypot(this, other);
	}
	/** log(e^this + e^other) without overflow. */
	logaddexp(this: Tensor, other: Operand): Tensor {
		return binary.logaddexp(this, other);
	}
	/** log2(2^this + 2^other) without overflow. */
	logaddexp2(this: Tensor, other: Operand): Tensor {
		return binary.logaddexp2(this, other);
	}
	/** this * log(other), and 0 where this is 0. */
	xlogy(this: Tensor, other: Operand): Tensor {
		return binary.xlogy(this, other);
	}
	/** Each element to a power, in float64. */
	floatPower(this: Tensor, exponent: Operand): Tensor {
		return binary.floatPower(this, exponent);
	}
}
