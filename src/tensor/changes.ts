import { fillElements } from "../ops/create/filled.js";
import { copyInto } from "../ops/engine/copy-into.js";
import { assign, overwrite } from "../ops/engine/inplace.js";
import { binaryInPlace, unaryInPlace } from "../ops/engine/run-over.js";
import * as binary from "../ops/pointwise/binary.js";
import * as blend from "../ops/pointwise/blend.js";
import { type ClampOptions, clamp } from "../ops/pointwise/clamp.js";
import { fill_ } from "../ops/pointwise/fill.js";
import * as unary from "../ops/pointwise/unary.js";
import * as choose from "../ops/pointwise/where.js";
import * as fills from "../ops/random/fills.js";
import {
	type MultinomialOptions,
	multinomial,
} from "../ops/random/multinomial.js";
import * as random from "../ops/random/random.js";
import { readOptions } from "../value/options.js";
import type { Operand } from "../value/promotion.js";
import { MakingMethods } from "./making.js";
import type { Tensor } from "./tensor.js";

const mulInPlace = binaryInPlace("mul_", binary.mul);
const addInPlace = binaryInPlace("add_", binary.plainAdd);
const subInPlace = binaryInPlace("sub_", binary.plainSub);
const divInPlace = binaryInPlace("div_", binary.trueDivide);
const powInPlace = binaryInPlace("pow_", binary.pow);
const negInPlace = unaryInPlace("neg_", unary.neg);
const absInPlace = unaryInPlace("abs_", unary.abs);
const expInPlace = unaryInPlace("exp_", unary.exp);
const logInPlace = unaryInPlace("log_", unary.log);
const sqrtInPlace = unaryInPlace("sqrt_", unary.sqrt);
const rsqrtInPlace = unaryInPlace("rsqrt_", unary.rsqrt);
const reciprocalInPlace = unaryInPlace("reciprocal_", unary.reciprocal);
const squareInPlace = unaryInPlace("square_", unary.square);
const sigmoidInPlace = unaryInPlace("sigmoid_", unary.sigmoid);
const tanhInPlace = unaryInPlace("tanh_", unary.tanh);
const reluInPlace = unaryInPlace("relu_", unary.relu);
const erfinvInPlace = unaryInPlace("erfinv_", unary.erfinv);
const lgammaInPlace = unaryInPlace("lgamma_", unary.lgamma);
const digammaInPlace = unaryInPlace("digamma_", unary.digamma);
const floorInPlace = unaryInPlace("floor_", unary.floor);
const ceilInPlace = unaryInPlace("ceil_", unary.ceil);

/** Changes in place. Each gives the tensor itself; a leaf that requires a gradient changes only inside `noGrad`. */
export class ChangeMethods extends MakingMethods {
	/** this += alpha * other */
	add_(
		this: Tensor,
		other: Operand,
		options?: { readonly alpha?: number },
	): Tensor {
		const { alpha = 1 } = readOptions("add_", options);
		return alpha === 1
			? addInPlace(this, other)
			: assign("add_", this, (x) => binary.add(x, other, { alpha }));
	}
	/** this -= alpha * other */
	sub_(
		this: Tensor,
		other: Operand,
		options?: { readonly alpha?: number },
	): Tensor {
		const { alpha = 1 } = readOptions("sub_", options);
		return alpha === 1
			? subInPlace(this, other)
			: assign("sub_", this, (x) => binary.sub(x, other, { alpha }));
	}
	/** this *= other */
	mul_(this: Tensor, other: Operand): Tensor {
		return mulInPlace(this, other);
	}
	/** this /= other */
	div_(
		this: Tensor,
		other: Operand,
		options?: { readonly roundingMode?: "floor" | "trunc" | null },
	): Tensor {
		const { roundingMode = null } = readOptions("div_", options);
		return roundingMode === null
			? divInPlace(this, other)
			: assign("div_", this, (x) => binary.div(x, other, options), other);
	}
	/** Each element to a power. */
	pow_(this: Tensor, exponent: Operand): Tensor {
		return powInPlace(this, exponent);
	}
	/** this += weight * (end - this) */
	lerp_(this: Tensor, end: Tensor, weight: Operand): Tensor {
		return assign("lerp_", this, (x) => blend.lerp(x, end, weight));
	}
	/** this += value * a * b */
	addcmul_(
		this: Tensor,
		a: Tensor,
		b: Tensor,
		options?: { readonly value?: number },
	): Tensor {
		return assign("addcmul_", this, (x) => blend.addcmul(x, a, b, options));
	}
	/** this += value * a / b */
	addcdiv_(
		this: Tensor,
		a: Tensor,
		b: Tensor,
		options?: { readonly value?: number },
	): Tensor {
		return assign("addcdiv_", this, (x) => blend.addcdiv(x, a, b, options));
	}
	/** In-place `neg`. */
	neg_(this: Tensor): Tensor {
		return negInPlace(this);
	}
	/** In-place `abs`. */
	abs_(this: Tensor): Tensor {
		return absInPlace(this);
	}
	/** In-place `exp`. */
	exp_(this: Tensor): Tensor {
		return expInPlace(this);
	}
	/** In-place `log`. */
	log_(this: Tensor): Tensor {
		return logInPlace(this);
	}
	/** In-place `sqrt`. */
	sqrt_(this: Tensor): Tensor {
		return sqrtInPlace(this);
	}
	/** In-place `rsqrt`. */
	rsqrt_(this: Tensor): Tensor {
		return rsqrtInPlace(this);
	}
	/** In-place `reciprocal`. */
	reciprocal_(this: Tensor): Tensor {
		return reciprocalInPlace(this);
	}
	/** In-place `square`. */
	square_(this: Tensor): Tensor {
		return squareInPlace(this);
	}
	/** In-place `sigmoid`. */
	sigmoid_(this: Tensor): Tensor {
		return sigmoidInPlace(this);
	}
	/** In-place `tanh`. */
	tanh_(this: Tensor): Tensor {
		return tanhInPlace(this);
	}
	/** In-place `relu`. */
	relu_(this: Tensor): Tensor {
		return reluInPlace(this);
	}
	/** In-place `erfinv`. */
	erfinv_(this: Tensor): Tensor {
		return erfinvInPlace(this);
	}
	/** In-place `lgamma`. */
	lgamma_(this: Tensor): Tensor {
		return lgammaInPlace(this);
	}
	/** In-place `digamma`. */
	digamma_(this: Tensor): Tensor {
		return digammaInPlace(this);
	}
	/** In-place `floor`. */
	floor_(this: Tensor): Tensor {
		return floorInPlace(this);
	}
	/** In-place `ceil`. */
	ceil_(this: Tensor): Tensor {
		return ceilInPlace(this);
	}
	/** In-place `round`. */
	round_(this: Tensor): Tensor {
		return assign("round_", this, (x) => unary.round(x));
	}
	/** In-place `clamp`. */
	clamp_(this: Tensor, options: ClampOptions): Tensor {
		return assign(
			"clamp_",
			this,
			(x) => clamp(x, options),
			options?.min,
			options?.max,
		);
	}
	/** In-place `maskedFill`. */
	maskedFill_(
		this: Tensor,
		mask: Tensor,
		value: Tensor | number | boolean,
	): Tensor {
		return assign("maskedFill_", this, (x) =>
			choose.maskedFill(x, mask, value),
		);
	}

	/** Copies the elements of a tensor (which broadcasts and is cast) or a number. */
	copy_(this: Tensor, source: Operand): Tensor {
		return copyInto(this, source);
	}
	/** Every element becomes `value`. */
	fill_(this: Tensor, value: number | boolean | Tensor): Tensor {
		return fill_(this, value);
	}
	/** Every element becomes 0. */
	zero_(this: Tensor): Tensor {
		return overwrite("zero_", this, (x) => fillElements(x, 0));
	}

	/** Uniform random numbers from `from` to `to`. */
	uniform_(
		this: Tensor,
		from?: number,
		to?: number,
		options?: random.RandomOptions,
	): Tensor {
		return random.uniform_(this, from, to, options);
	}
	/** Normal random numbers. */
	normal_(
		this: Tensor,
		mean?: number,
		std?: number,
		options?: random.RandomOptions,
	): Tensor {
		return random.normal_(this, mean, std, options);
	}
	/** Exponential random numbers of rate `lambd`. */
	exponential_(
		this: Tensor,
		lambd?: number,
		options?: random.RandomOptions,
	): Tensor {
		return random.exponential_(this, lambd, options);
	}
	/** Ones with probability `p`, a number or a tensor that broadcasts, else zeros. */
	bernoulli_(
		this: Tensor,
		p?: number | Tensor,
		options?: random.RandomOptions,
	): Tensor {
		return random.bernoulli_(this, p, options);
	}
	/** Numbers of tries up to the first success of probability `p`. @example empty([3]).geometric_(0.5); */
	geometric_(this: Tensor, p: number, options?: random.RandomOptions): Tensor {
		return fills.geometric_(this, p, options);
	}
	/** Cauchy-distributed numbers. @example empty([3]).cauchy_(0, 1); */
	cauchy_(
		this: Tensor,
		median?: number,
		sigma?: number,
		options?: random.RandomOptions,
	): Tensor {
		return fills.cauchy_(this, median, sigma, options);
	}
	/**
	 * Numbers whose logarithm is normal, with mean 1 and standard deviation 2 by default.
	 * @example empty([3]).logNormal_(0, 1);
	 */
	logNormal_(
		this: Tensor,
		mean?: number,
		std?: number,
		options?: random.RandomOptions,
	): Tensor {
		return fills.logNormal_(this, mean, std, options);
	}
	/**
	 * Random integers: `random_(to)`, `random_(from, to)`, or all from 0 on that the dtype can count.
	 * @example empty([3]).random_(10);
	 */
	random_(
		this: Tensor,
		from?: number | null,
		to?: number | null,
		options?: random.RandomOptions,
	): Tensor {
		return fills.random_(this, from, to, options);
	}
	/** Ones with the probabilities that the tensor holds, or with probability `p`. @example full([3], 0.5).bernoulli(); */
	bernoulli(
		this: Tensor,
		p?: number | random.RandomOptions,
		options?: random.RandomOptions,
	): Tensor {
		return typeof p === "number"
			? random.bernoulli(this, p, options)
			: random.bernoulli(this, p ?? options);
	}
	/** Indices drawn with the tensor's weights. @example tensor([0.2, 0.8]).multinomial(1); */
	multinomial(
		this: Tensor,
		numSamples: number,
		options?: MultinomialOptions,
	): Tensor {
		return multinomial(this, numSamples, options);
	}
}
