import { filled } from "../ops/create/filled.js";
import * as copy from "../ops/engine/copy.js";
import * as binary from "../ops/pointwise/binary.js";
import { lerp } from "../ops/pointwise/blend.js";
import { type ClampOptions, clamp } from "../ops/pointwise/clamp.js";
import * as compare from "../ops/pointwise/compare.js";
import * as unary from "../ops/pointwise/unary.js";
import * as choose from "../ops/pointwise/where.js";
import type { Operand } from "../value/promotion.js";
import { SpecialMethods } from "./special.js";
import type { Tensor } from "./tensor.js";

/** Functions of each element. Operands broadcast and promote as in PyTorch; numbers adapt to the tensor. */
export class ElementwiseMethods extends SpecialMethods {
	/** this + alpha * other. @example x.add(1); */
	add(
		this: Tensor,
		other: Operand,
		options?: { readonly alpha?: number },
	): Tensor {
		return binary.add(this, other, options);
	}
	/** this - alpha * other. */
	sub(
		this: Tensor,
		other: Operand,
		options?: { readonly alpha?: number },
	): Tensor {
		return binary.sub(this, other, options);
	}
	/** other - alpha * this. */
	rsub(
		this: Tensor,
		other: Operand,
		options?: { readonly alpha?: number },
	): Tensor {
		return binary.rsub(this, other, options);
	}
	/** Product of the elements. */
	mul(this: Tensor, other: Operand): Tensor {
		return binary.mul(this, other);
	}
	/** Quotient; true division gives floats, `roundingMode` "floor" or "trunc" keeps integers. */
	div(
		this: Tensor,
		other: Operand,
		options?: { readonly roundingMode?: "floor" | "trunc" | null },
	): Tensor {
		return binary.div(this, other, options);
	}
	/** The quotient rounded down. */
	floorDivide(this: Tensor, other: Operand): Tensor {
		return binary.floorDivide(this, other);
	}
	/** What floor division leaves: the sign of the divisor, as Python's %. */
	remainder(this: Tensor, other: Operand): Tensor {
		return binary.remainder(this, other);
	}
	/** What division towards zero leaves: the sign of the dividend, as JavaScript's %. */
	fmod(this: Tensor, other: Operand): Tensor {
		return binary.fmod(this, other);
	}
	/** Each element to a power. */
	pow(this: Tensor, exponent: Operand): Tensor {
		return binary.pow(this, exponent);
	}
	/** The larger of two elements; NaN if one is. */
	maximum(this: Tensor, other: Operand): Tensor {
		return binary.maximum(this, other);
	}
	/** The smaller of two elements; NaN if one is. */
	minimum(this: Tensor, other: Operand): Tensor {
		return binary.minimum(this, other);
	}
	/** The angle of the point (other, this). */
	atan2(this: Tensor, other: Operand): Tensor {
		return binary.atan2(this, other);
	}
	/** this + weight * (end - this). */
	lerp(this: Tensor, end: Tensor, weight: Operand): Tensor {
		return lerp(this, end, weight);
	}

	/** -x */
	neg(this: Tensor): Tensor {
		return unary.neg(this);
	}
	/** |x| */
	abs(this: Tensor): Tensor {
		return unary.abs(this);
	}
	/** e^x */
	exp(this: Tensor): Tensor {
		return unary.exp(this);
	}
	/** Natural logarithm. */
	log(this: Tensor): Tensor {
		return unary.log(this);
	}
	/** log(1 + x), exact for small x. */
	log1p(this: Tensor): Tensor {
		return unary.log1p(this);
	}
	/** e^x - 1, exact for small x. */
	expm1(this: Tensor): Tensor {
		return unary.expm1(this);
	}
	/** Logarithm to base 2. */
	log2(this: Tensor): Tensor {
		return unary.log2(this);
	}
	/** Logarithm to base 10. */
	log10(this: Tensor): Tensor {
		return unary.log10(this);
	}
	/** Square root. */
	sqrt(this: Tensor): Tensor {
		return unary.sqrt(this);
	}
	/** 1 / sqrt(x) */
	rsqrt(this: Tensor): Tensor {
		return unary.rsqrt(this);
	}
	/** 1 / x */
	reciprocal(this: Tensor): Tensor {
		return unary.reciprocal(this);
	}
	/** x² */
	square(this: Tensor): Tensor {
		return unary.square(this);
	}
	/** 1 / (1 + e^-x) */
	sigmoid(this: Tensor): Tensor {
		return unary.sigmoid(this);
	}
	/** Hyperbolic tangent. */
	tanh(this: Tensor): Tensor {
		return unary.tanh(this);
	}
	/** max(x, 0) */
	relu(this: Tensor): Tensor {
		return unary.relu(this);
	}
	/** Sine; x in radians. */
	sin(this: Tensor): Tensor {
		return unary.sin(this);
	}
	/** Cosine; x in radians. */
	cos(this: Tensor): Tensor {
		return unary.cos(this);
	}
	/** The error function. */
	erf(this: Tensor): Tensor {
		return unary.erf(this);
	}
	/** The inverse of the error function. */
	erfinv(this: Tensor): Tensor {
		return unary.erfinv(this);
	}
	/** The derivative of `lgamma`. */
	digamma(this: Tensor): Tensor {
		return unary.digamma(this);
	}
	/** The logarithm of the absolute value of the gamma function. */
	lgamma(this: Tensor): Tensor {
		return unary.lgamma(this);
	}
	/** -1, 0 or 1. */
	sign(this: Tensor): Tensor {
		return unary.sign(this);
	}
	/** The next integer below. */
	floor(this: Tensor): Tensor {
		return unary.floor(this);
	}
	/** The next integer above. */
	ceil(this: Tensor): Tensor {
		return unary.ceil(this);
	}
	/** The nearest integer; halves go to the even one. */
	round(this: Tensor, options?: unary.RoundOptions): Tensor {
		return unary.round(this, options);
	}
	/** Without the fraction. */
	trunc(this: Tensor): Tensor {
		return unary.trunc(this);
	}
	/** Limited to [min, max], of which one may be left out. @example x.clamp({ min: 0 }); */
	clamp(this: Tensor, options: ClampOptions): Tensor {
		return clamp(this, options);
	}

	/** Equal? */
	eq(this: Tensor, other: Operand): Tensor {
		return compare.eq(this, other);
	}
	/** Different? */
	ne(this: Tensor, other: Operand): Tensor {
		return compare.ne(this, other);
	}
	/** Less? */
	lt(this: Tensor, other: Operand): Tensor {
		return compare.lt(this, other);
	}
	/** Less or equal? */
	le(this: Tensor, other: Operand): Tensor {
		return compare.le(this, other);
	}
	/** Greater? */
	gt(this: Tensor, other: Operand): Tensor {
		return compare.gt(this, other);
	}
	/** Greater or equal? */
	ge(this: Tensor, other: Operand): Tensor {
		return compare.ge(this, other);
	}
	/** Both true? */
	logicalAnd(this: Tensor, other: Operand): Tensor {
		return compare.logicalAnd(this, other);
	}
	/** One of both true? */
	logicalOr(this: Tensor, other: Operand): Tensor {
		return compare.logicalOr(this, other);
	}
	/** Exactly one true? */
	logicalXor(this: Tensor, other: Operand): Tensor {
		return compare.logicalXor(this, other);
	}
	/** Zero or false? */
	logicalNot(this: Tensor): Tensor {
		return compare.logicalNot(this);
	}
	/** Bits set in both; logical "and" of bools. */
	bitwiseAnd(this: Tensor, other: Operand): Tensor {
		return binary.bitwiseAnd(this, other);
	}
	/** Bits set in one of both. */
	bitwiseOr(this: Tensor, other: Operand): Tensor {
		return binary.bitwiseOr(this, other);
	}
	/** Bits set in exactly one. */
	bitwiseXor(this: Tensor, other: Operand): Tensor {
		return binary.bitwiseXor(this, other);
	}
	/** Every bit turned. */
	bitwiseNot(this: Tensor): Tensor {
		return compare.bitwiseNot(this);
	}
	/** NaN? */
	isnan(this: Tensor): Tensor {
		return compare.isnan(this);
	}
	/** Infinite? */
	isinf(this: Tensor): Tensor {
		return compare.isinf(this);
	}
	/** Neither infinite nor NaN? */
	isfinite(this: Tensor): Tensor {
		return compare.isfinite(this);
	}
	/** |this - other| <= atol + rtol * |other|, for each element. */
	isclose(this: Tensor, other: Tensor, options?: compare.CloseOptions): Tensor {
		return compare.isclose(this, other, options);
	}
	/** Whether all elements are close. */
	allclose(
		this: Tensor,
		other: Tensor,
		options?: compare.CloseOptions,
	): boolean {
		return compare.allclose(this, other, options);
	}
	/** Whether shapes and all elements are equal. */
	equal(this: Tensor, other: Tensor): boolean {
		return compare.equal(this, other);
	}
	/** Elements of `a` where this is true, of `b` elsewhere. @example x.gt(0).where(x, 0); */
	where(this: Tensor, a: Operand, b: Operand): Tensor {
		return choose.where(this, a, b);
	}
	/** `value` wherever the mask is true. */
	maskedFill(
		this: Tensor,
		mask: Tensor,
		value: Tensor | number | boolean,
	): Tensor {
		return choose.maskedFill(this, mask, value);
	}

	/** A copy with storage of its own; the gradient passes through. */
	clone(this: Tensor): Tensor {
		return copy.clone(this);
	}
	/** Itself if the elements are in row-major order, else a copy in which they are. */
	contiguous(this: Tensor): Tensor {
		return copy.contiguous(this);
	}
	/** @internal A tensor of this shape and dtype, filled. */
	filledLike(this: Tensor, value: number): Tensor {
		return filled("filledLike", this.shape, value, this.dtype);
	}
}
