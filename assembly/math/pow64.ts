// x^y on two f64 lanes: e^(y log x) with log x and the product as sums of two f64 (about 62 bits before the last steps).
import { copysign128, madd, select128 } from "../lanes";
import { expSum, exponentF64, toF64 } from "./f64";

// @ts-ignore: decorator
@inline
function c(x: f64): v128 {
  return f64x2.splat(x);
}

/** The upper 26 bits of x (Veltkamp), so that products of halves are exact. */
// @ts-ignore: decorator
@inline
function upper(x: v128): v128 {
  const t = f64x2.mul(x, c(134217729));
  return f64x2.sub(t, f64x2.sub(t, x));
}

/** a * b - p, exactly, where p is the rounded product (Dekker). */
function productError(a: v128, b: v128, p: v128): v128 {
  const ah = upper(a);
  const bh = upper(b);
  const al = f64x2.sub(a, ah);
  const bl = f64x2.sub(b, bh);
  const cross = f64x2.add(f64x2.sub(f64x2.mul(ah, bh), p), f64x2.mul(ah, bl));
  return f64x2.add(f64x2.add(cross, f64x2.mul(al, bh)), f64x2.mul(al, bl));
}

/** (2 atanh(s) / s - 2 - 2 z / 3) / z^2 with z = s^2. */
// @ts-ignore: decorator
@inline
function atanhRest(z: v128): v128 {
  let p = madd<f64>(c(0.11724327060846747), z, c(0.11706126464563398));
  p = madd<f64>(p, z, c(0.1333480879881234));
  p = madd<f64>(p, z, c(0.1538459488700718));
  p = madd<f64>(p, z, c(0.18181818336099848));
  p = madd<f64>(p, z, c(0.22222222221652765));
  p = madd<f64>(p, z, c(0.2857142857142937));
  return madd<f64>(p, z, c(0.4));
}

/** ax^y for 0 < ax < Infinity and |y| <= 2^65. */
function powPositive(ax: v128, y: v128): v128 {
  const subnormal = f64x2.lt(ax, c(2.2250738585072014e-308));
  const t = select128(subnormal, f64x2.mul(ax, c(18014398509481984)), ax);
  const k = exponentF64(t);
  const n = f64x2.sub(toF64(k), v128.and(subnormal, c(54)));
  const f = f64x2.sub(i64x2.sub(t, i64x2.shl(k, 52)), c(1));
  // s + sLow = f / (2 + f)
  const d = f64x2.add(f, c(2));
  const dLow = f64x2.sub(f, f64x2.sub(d, c(2)));
  const s = f64x2.div(f, d);
  const sd = f64x2.mul(s, d);
  const left = f64x2.sub(f64x2.sub(f64x2.sub(f, sd), productError(s, d, sd)), f64x2.mul(s, dLow));
  const sLow = f64x2.div(left, d);
  // u + uLow = 2 z / 3 + z^2 rest, z = s^2
  const z = f64x2.mul(s, s);
  const zLow = madd<f64>(f64x2.add(s, s), sLow, productError(s, s, z));
  const third = c(0.6666666666666666);
  const v = f64x2.mul(z, third);
  const vLow = f64x2.add(productError(z, third, v), madd<f64>(z, c(3.700743415417188e-17), f64x2.mul(zLow, third)));
  const rest = f64x2.mul(f64x2.mul(z, z), atanhRest(z));
  const u = f64x2.add(v, rest);
  const uLow = f64x2.add(f64x2.add(f64x2.sub(v, u), rest), vLow);
  // h + low = 2 s + s u
  const su = f64x2.mul(s, u);
  const suLow = f64x2.add(productError(s, u, su), madd<f64>(s, uLow, f64x2.mul(sLow, u)));
  const twice = f64x2.add(s, s);
  const h = f64x2.add(twice, su);
  const hLow = f64x2.add(f64x2.add(f64x2.sub(twice, h), su), madd<f64>(sLow, c(2), suLow));
  // l + lLow = n ln 2 + h
  const whole = f64x2.mul(n, c(6.93147180369123816490e-1));
  const l = f64x2.add(whole, h);
  const lLow = f64x2.add(f64x2.add(f64x2.sub(whole, l), h), madd<f64>(n, c(1.90821492927058770002e-10), hLow));
  const p = f64x2.mul(y, l);
  return expSum(p, madd<f64>(y, lLow, productError(y, l, p)));
}

/** C's pow, which is PyTorch's: 1 for y = 0 or x = 1 even beside NaN, NaN for x < 0 and y not an integer. */
export function powF64(x: v128, y: v128): v128 {
  const zero = c(0);
  const ax = f64x2.abs(x);
  // Beyond 2^65 every result is 0, 1 or Infinity already, and Dekker's halves would overflow.
  const limited = f64x2.min(f64x2.max(y, c(-36893488147419103232.0)), c(36893488147419103232.0));
  let r = powPositive(ax, limited);
  const isZero = f64x2.eq(ax, zero);
  const end = v128.or(isZero, f64x2.eq(ax, c(Infinity)));
  const big = v128.xor(isZero, f64x2.gt(y, zero));
  r = select128(end, v128.and(big, c(Infinity)), r);
  const half = f64x2.mul(y, c(0.5));
  const isInteger = f64x2.eq(f64x2.trunc(y), y);
  const isOdd = v128.and(isInteger, f64x2.ne(f64x2.trunc(half), half));
  r = select128(isOdd, copysign128<f64>(r, x), r);
  const noReal = v128.andnot(v128.andnot(f64x2.lt(x, zero), isInteger), end);
  const nan = v128.or(v128.or(f64x2.ne(x, x), f64x2.ne(y, y)), noReal);
  const one = v128.or(f64x2.eq(y, zero), f64x2.eq(x, c(1)));
  return select128(one, c(1), v128.or(r, nan));
}
