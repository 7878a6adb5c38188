// exp, log and their relatives on two f64 lanes, within 2 ulp; also the wide path of rarer f32 functions.
// Real functions, not inlined: the module holds each of them once.
// Coefficients are Chebyshev fits, made at 60 digits for the interval named beside them.
import { copysign128, madd, select128, signBits } from "../lanes";
import { logEnds, sigmoidOf } from "./f32";

// @ts-ignore: decorator
@inline
function c(x: f64): v128 {
  return f64x2.splat(x);
}

// Adding 1.5 * 2^52 leaves the nearest integer in the low bits of the sum.
const MAGIC: f64 = 6755399441055744;
// ln 2 in two parts (fdlibm): the first has 33 bits, so an exponent times it is exact.
const LN2_HIGH: f64 = 6.93147180369123816490e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;

/** x * 2^n in two halves, for n as an f64 integer with |n| < 2100. */
// @ts-ignore: decorator
@inline
function scale(x: v128, n: v128): v128 {
  const whole = i64x2.sub(f64x2.add(n, c(MAGIC)), i64x2.splat(reinterpret<i64>(MAGIC)));
  const half = i64x2.shr_s(whole, 1);
  const one = i64x2.splat(0x3ff0000000000000);
  const first = i64x2.add(i64x2.shl(half, 52), one);
  const second = i64x2.add(i64x2.shl(i64x2.sub(whole, half), 52), one);
  return f64x2.mul(f64x2.mul(x, first), second);
}

/** (e^r - 1 - r) / r^2 on [-ln 2 / 2, ln 2 / 2]. */
// @ts-ignore: decorator
@inline
function expTail(r: v128): v128 {
  let q = madd<f64>(c(2.510038549551032e-8), r, c(2.7620088445409746e-7));
  q = madd<f64>(q, r, c(2.7557268459997064e-6));
  q = madd<f64>(q, r, c(2.4801521295954376e-5));
  q = madd<f64>(q, r, c(1.9841269863053618e-4));
  q = madd<f64>(q, r, c(1.3888888917213717e-3));
  q = madd<f64>(q, r, c(8.33333333333006e-3));
  q = madd<f64>(q, r, c(0.04166666666662413));
  q = madd<f64>(q, r, c(0.16666666666666669));
  return madd<f64>(q, r, c(0.5));
}

/** e^(x + low), where low is the part of the exponent that x had no room for. */
export function expSum(x: v128, low: v128): v128 {
  const t = f64x2.min(f64x2.max(x, c(-746)), c(710));
  const n = f64x2.nearest(f64x2.mul(t, c(1.4426950408889634)));
  const high = f64x2.sub(t, f64x2.mul(n, c(LN2_HIGH)));
  // of a clamped x there is no low part
  const r = f64x2.sub(high, f64x2.sub(f64x2.mul(n, c(LN2_LOW)), v128.and(low, f64x2.eq(t, x))));
  return scale(f64x2.add(c(1), madd<f64>(f64x2.mul(r, r), expTail(r), r)), n);
}

export function expF64(x: v128): v128 {
  return expSum(x, c(0));
}

/** e^x - 1 as 2^n ((1 - 2^-n) + r + ...), each rounding error carried along. */
export function expm1F64(x: v128): v128 {
  const t = f64x2.min(f64x2.max(x, c(-50)), c(710));
  const n = f64x2.nearest(f64x2.mul(t, c(1.4426950408889634)));
  const high = f64x2.sub(t, f64x2.mul(n, c(LN2_HIGH)));
  const low = f64x2.mul(n, c(LN2_LOW));
  const r = f64x2.sub(high, low);
  const lost = f64x2.sub(f64x2.sub(high, r), low);
  const tail = madd<f64>(f64x2.mul(r, r), expTail(r), madd<f64>(lost, r, lost));
  const whole = f64x2.sub(c(1), scale(c(1), f64x2.neg(n)));
  const sum = f64x2.add(whole, r);
  const error = f64x2.sub(r, f64x2.sub(sum, whole));
  const y = scale(f64x2.add(sum, f64x2.add(error, tail)), n);
  const plain = f64x2.add(r, tail);
  // x itself below 2^-54: keeps -0 and subnormal numbers
  const near = select128(f64x2.lt(f64x2.abs(x), c(5e-17)), x, plain);
  return select128(f64x2.eq(n, c(0)), near, y);
}

/** floor(log2(t / sqrt(1/2))) of positive normal t, as i64. */
// @ts-ignore: decorator
@inline
export function exponentF64(t: v128): v128 {
  return i64x2.shr_s(i64x2.sub(t, i64x2.splat(0x3fe6a09e667f3bcd)), 52);
}

/** i64 lanes within i32 as f64. */
// @ts-ignore: decorator
@inline
export function toF64(k: v128): v128 {
  return f64x2.convert_low_i32x4_s(i32x4.shuffle(k, k, 0, 2, 0, 2));
}

/** 2 atanh(s) / s - 2 with z = s^2, for (1 + s) / (1 - s) in [sqrt(1/2), sqrt(2)]. */
// @ts-ignore: decorator
@inline
function atanhTail(z: v128): v128 {
  let p = madd<f64>(c(0.14617807153417325), z, c(0.15331611722055008));
  p = madd<f64>(p, z, c(0.1818289243253687));
  p = madd<f64>(p, z, c(0.22222211089379496));
  p = madd<f64>(p, z, c(0.28571428626253836));
  p = madd<f64>(p, z, c(0.3999999999989889));
  return f64x2.mul(madd<f64>(p, z, c(0.666666666666667)), z);
}

// What logKernel computes.
const NATURAL: i32 = 0;
const PLUS_ONE: i32 = 1;
const BASE_2: i32 = 2;
const BASE_10: i32 = 3;

/** x = 2^k (1 + f): the logarithm of 1 + f is f - f^2/2 + s (f^2/2 + atanhTail), s = f / (2 + f), as in fdlibm. */
function logKernel(x: v128, kind: i32): v128 {
  const u = kind == PLUS_ONE ? f64x2.add(x, c(1)) : x;
  const subnormal = f64x2.lt(u, c(2.2250738585072014e-308));
  const t = select128(subnormal, f64x2.mul(u, c(18014398509481984)), u);
  const k = exponentF64(t);
  let f = f64x2.sub(i64x2.sub(t, i64x2.shl(k, 52)), c(1));
  const n = f64x2.sub(toF64(k), v128.and(subnormal, c(54)));
  let lost = c(0);
  if (kind == PLUS_ONE) {
    // what 1 + x rounded away, relative to u; with k = 0, f is x itself
    const whole = f64x2.eq(n, c(0));
    f = select128(whole, x, f);
    const big = f64x2.gt(u, c(2));
    const away = select128(big, f64x2.sub(c(1), f64x2.sub(u, x)), f64x2.sub(x, f64x2.sub(u, c(1))));
    lost = v128.andnot(f64x2.div(away, u), whole);
  }
  const s = f64x2.div(f, f64x2.add(f, c(2)));
  const square = f64x2.mul(f64x2.mul(f, f), c(0.5));
  const p = f64x2.mul(s, f64x2.add(square, atanhTail(f64x2.mul(s, s))));
  if (kind <= PLUS_ONE) {
    const tail = f64x2.add(p, f64x2.add(f64x2.mul(n, c(LN2_LOW)), lost));
    return madd<f64>(n, c(LN2_HIGH), f64x2.add(f64x2.sub(tail, square), f));
  }
  // Other bases: high has 21 bits, so its product with the high part of 1 / ln(base) is exact.
  const high = v128.and(f64x2.sub(f, square), i64x2.splat(0xffffffff00000000));
  const low = f64x2.add(f64x2.sub(f64x2.sub(f, high), square), p);
  const isTwo = kind == BASE_2;
  const scaleHigh = c(isTwo ? 1.44269504072144627571 : 4.34294481878168880939e-1);
  const scaleLow = c(isTwo ? 1.67517131648865118353e-10 : 2.50829467116452752298e-11);
  const whole = isTwo ? n : f64x2.mul(n, c(3.01029995663611771306e-1));
  const rest = isTwo ? c(0) : f64x2.mul(n, c(3.69423907715893078616e-13));
  const main = f64x2.mul(high, scaleHigh);
  const sum = f64x2.add(whole, main);
  const error = f64x2.add(f64x2.sub(whole, sum), main);
  const tail = f64x2.add(f64x2.mul(f64x2.add(high, low), scaleLow), f64x2.mul(low, scaleHigh));
  return f64x2.add(sum, f64x2.add(error, f64x2.add(rest, tail)));
}

// @ts-ignore: decorator
@inline
function logOf(x: v128, kind: i32): v128 {
  return logEnds<f64>(x, logKernel(x, kind), c(f64.MAX_VALUE), c(-Infinity));
}

export function logF64(x: v128): v128 {
  return logOf(x, NATURAL);
}

export function log2F64(x: v128): v128 {
  return logOf(x, BASE_2);
}

export function log10F64(x: v128): v128 {
  return logOf(x, BASE_10);
}

export function log1pF64(x: v128): v128 {
  const y = logEnds<f64>(f64x2.add(x, c(1)), logKernel(x, PLUS_ONE), c(f64.MAX_VALUE), c(-Infinity));
  return select128(f64x2.lt(f64x2.abs(x), c(5e-17)), x, y);
}

/** As tanhF32. */
export function tanhF64(x: v128): v128 {
  const ax = f64x2.abs(x);
  const e = expF64(f64x2.add(ax, ax));
  const large = f64x2.sub(c(1), f64x2.div(c(2), f64x2.add(e, c(1))));
  const z = f64x2.mul(x, x);
  let p = madd<f64>(c(6.485163482793113e-6), z, c(-3.12011014257974e-5));
  p = madd<f64>(p, z, c(9.257116129556769e-5));
  p = madd<f64>(p, z, c(-2.375906496055562e-4));
  p = madd<f64>(p, z, c(5.896606577757043e-4));
  p = madd<f64>(p, z, c(-1.4557754120478055e-3));
  p = madd<f64>(p, z, c(3.5921217511549622e-3));
  p = madd<f64>(p, z, c(-8.863235103240878e-3));
  p = madd<f64>(p, z, c(0.021869488519008305));
  p = madd<f64>(p, z, c(-0.05396825396789699));
  p = madd<f64>(p, z, c(0.13333333333333042));
  p = madd<f64>(p, z, c(-0.3333333333333333));
  const small = madd<f64>(f64x2.mul(p, z), x, x);
  return copysign128<f64>(select128(f64x2.lt(ax, c(0.625)), small, large), x);
}

export function sigmoidF64(x: v128): v128 {
  return sigmoidOf<f64>(x, expF64(v128.or(x, signBits<f64>())));
}
