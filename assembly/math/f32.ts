// exp, log, tanh, sigmoid and erf on four f32 lanes, within 2 ulp everywhere (test/kernels/elementwise.test.ts).
// Coefficients are Chebyshev fits, made at 60 digits for the interval named beside them, unless a source is given.
import { copysign128, madd, select128, signBits } from "../lanes";

// @ts-ignore: decorator
@inline
function c(x: f32): v128 {
  return f32x4.splat(x);
}

// Adding 1.5 * 2^23 leaves the nearest integer in the low bits of the sum.
const MAGIC: f32 = 12582912;

/** e^x. The scale 2^n goes on in two halves, so that results may be subnormal. */
// @ts-ignore: decorator
@inline
export function expF32(x: v128): v128 {
  // wasm min and max keep NaN
  const t = f32x4.min(f32x4.max(x, c(-104)), c(89));
  const shifted = madd<f32>(t, c(1.44269504), c(MAGIC));
  const n = f32x4.sub(shifted, c(MAGIC));
  // ln 2 in two parts (Cephes): the first has 9 bits, so n * part is exact.
  let r = f32x4.sub(t, f32x4.mul(n, c(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, c(-2.12194440e-4)));
  // (e^r - 1 - r) / r^2 on [-ln 2 / 2, ln 2 / 2]
  let q = madd<f32>(c(0.0013926183), r, c(0.008363179));
  q = madd<f32>(q, r, c(0.04166655615));
  q = madd<f32>(q, r, c(0.16666576266));
  q = madd<f32>(q, r, c(0.5));
  const p = f32x4.add(c(1), madd<f32>(f32x4.mul(r, r), q, r));
  const whole = i32x4.sub(shifted, i32x4.splat(reinterpret<i32>(MAGIC)));
  const half = i32x4.shr_s(whole, 1);
  const one = i32x4.splat(0x3f800000);
  const first = i32x4.add(i32x4.shl(half, 23), one);
  const second = i32x4.add(i32x4.shl(i32x4.sub(whole, half), 23), one);
  return f32x4.mul(f32x4.mul(p, first), second);
}

/** The natural logarithm: x = 2^k (1 + f), log(1 + f) through s = f / (2 + f) as in fdlibm. */
// @ts-ignore: decorator
@inline
export function logF32(x: v128): v128 {
  const subnormal = f32x4.lt(x, c(1.17549435e-38));
  const t = select128(subnormal, f32x4.mul(x, c(8388608)), x);
  const k = i32x4.shr_s(i32x4.sub(t, i32x4.splat(0x3f3504f3)), 23); // floor(log2(t / sqrt(1/2)))
  const f = f32x4.sub(i32x4.sub(t, i32x4.shl(k, 23)), c(1));
  const n = f32x4.sub(f32x4.convert_i32x4_s(k), v128.and(subnormal, c(23)));
  const s = f32x4.div(f, f32x4.add(f, c(2)));
  const z = f32x4.mul(s, s);
  // (2 atanh(s) / s - 2) / z for 1 + f in [sqrt(1/2), sqrt(2)]
  let p = madd<f32>(c(0.23331614), z, c(0.2855078));
  p = madd<f32>(p, z, c(0.40000123));
  p = madd<f32>(p, z, c(0.6666667));
  p = f32x4.mul(p, z);
  const square = f32x4.mul(f32x4.mul(f, f), c(0.5));
  // ln 2 = 0.69313812256 (17 bits) + 9.0580006145e-6
  const tail = madd<f32>(s, f32x4.add(square, p), f32x4.mul(n, c(9.0580006145e-6)));
  const y = madd<f32>(n, c(0.69313812256), f32x4.add(f32x4.sub(tail, square), f));
  return logEnds<f32>(x, y, c(f32.MAX_VALUE), c(-Infinity));
}

/** log outside of (0, Infinity): NaN below 0 (all bits set), -Infinity at 0, Infinity and NaN as they are. */
// @ts-ignore: decorator
@inline
export function logEnds<T>(x: v128, y: v128, largest: v128, minusInfinity: v128): v128 {
  const zero = v128.splat<T>(<T>0);
  const inside = v128.and(v128.gt<T>(x, zero), v128.le<T>(x, largest));
  const outside = select128(v128.eq<T>(x, zero), minusInfinity, v128.or(x, v128.lt<T>(x, zero)));
  return select128(inside, y, outside);
}

/** tanh: an odd polynomial below 0.625, 1 - 2 / (e^2|x| + 1) above, where the quotient is small beside 1. */
// @ts-ignore: decorator
@inline
export function tanhF32(x: v128): v128 {
  const ax = f32x4.abs(x);
  const e = expF32(f32x4.add(ax, ax));
  const large = f32x4.sub(c(1), f32x4.div(c(2), f32x4.add(e, c(1))));
  const z = f32x4.mul(x, x);
  let p = madd<f32>(c(-0.006096714), z, c(0.02099718));
  p = madd<f32>(p, z, c(-0.05385091));
  p = madd<f32>(p, z, c(0.13332769));
  p = madd<f32>(p, z, c(-0.33333328));
  const small = madd<f32>(f32x4.mul(p, z), x, x);
  return copysign128<f32>(select128(f32x4.lt(ax, c(0.625)), small, large), x);
}

/** erf after N. Juffa: an odd polynomial, and 1 - exp(polynomial) from 475/512 on. */
// @ts-ignore: decorator
@inline
export function erfF32(x: v128): v128 {
  const t = f32x4.min(f32x4.abs(x), c(4));
  const s = f32x4.mul(t, t);
  let r = madd<f32>(c(-1.72853470e-5), t, c(3.83197126e-4));
  const u = madd<f32>(c(-3.88396438e-3), t, c(2.42546219e-2));
  r = madd<f32>(r, s, u);
  r = madd<f32>(r, t, c(-1.06777877e-1));
  r = madd<f32>(r, t, c(-6.34846687e-1));
  r = madd<f32>(r, t, c(-1.28717512e-1));
  r = f32x4.sub(f32x4.mul(r, t), t);
  const large = f32x4.sub(c(1), expF32(r));
  let p = madd<f32>(c(-5.96761703e-4), s, c(4.99119423e-3));
  p = madd<f32>(p, s, c(-2.67681349e-2));
  p = madd<f32>(p, s, c(1.12819925e-1));
  p = madd<f32>(p, s, c(-3.76125336e-1));
  p = madd<f32>(p, s, c(1.28379166e-1));
  const small = madd<f32>(p, t, t);
  return copysign128<f32>(select128(f32x4.gt(t, c(0.927734375)), large, small), x);
}

/** e^-|x| decides both halves of 1 / (1 + e^-x), so nothing overflows and small results keep their digits. */
// @ts-ignore: decorator
@inline
export function sigmoidOf<T>(x: v128, e: v128): v128 {
  const one = v128.splat<T>(<T>1);
  const top = select128(v128.lt<T>(x, v128.splat<T>(<T>0)), e, one);
  const d = v128.add<T>(one, e);
  const q = v128.div<T>(top, d);
  // Without what 1 + e rounded away, results just under a power of two would be 2.1 ulp off.
  const lost = v128.sub<T>(e, v128.sub<T>(d, one));
  return v128.sub<T>(q, v128.mul<T>(q, lost));
}

// @ts-ignore: decorator
@inline
export function sigmoidF32(x: v128): v128 {
  return sigmoidOf<f32>(x, expF32(v128.or(x, signBits<f32>())));
}

/** The f64 vectors of lanes 0, 1 and 2, 3: formulas that are rare in f32 are computed in f64 and rounded. */
// @ts-ignore: decorator
@inline
export function lowF64(x: v128): v128 {
  return f64x2.promote_low_f32x4(x);
}

// @ts-ignore: decorator
@inline
export function highF64(x: v128): v128 {
  return f64x2.promote_low_f32x4(i64x2.shuffle(x, x, 1, 0));
}

// @ts-ignore: decorator
@inline
export function roundToF32(low: v128, high: v128): v128 {
  return i64x2.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}
