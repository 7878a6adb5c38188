// Sine and cosine: one f64 at a time, and a fast path on four f32 lanes.
// A quarter turn makes a sine a cosine, so both are `trig(x, quarters)`.
import { madd, select128 } from "../lanes";
import { highF64, lowF64, roundToF32 } from "./f32";

/** 64 zero bits, then 2 / pi to 1216 bits. */
const TWO_OVER_PI = memory.data<u64>([
  0x0000000000000000, 0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561,
  0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484, 0xe99c7026b45f7e41,
  0x3991d639835339f4, 0x9c845f8bbdf9283b, 0x1ff897ffde05980f, 0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7,
  0x4f463f669e5fea2d, 0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab,
]);

/** 64 bits of 2 / pi from bit `at` on. */
function bitsAt(at: u32): u64 {
  const p = TWO_OVER_PI + ((<usize>at >> 6) << 3);
  const shift = <u64>(at & 63);
  const first = load<u64>(p) << shift;
  return shift ? first | (load<u64>(p, 8) >> (64 - shift)) : first;
}

/** The high 64 bits of a * b. */
function mulHigh(a: u64, b: u64): u64 {
  const al = a & 0xffffffff;
  const bl = b & 0xffffffff;
  const ah = a >> 32;
  const bh = b >> 32;
  const middle = ah * bl + ((al * bl) >> 32);
  return ah * bh + (middle >> 32) + ((al * bh + (middle & 0xffffffff)) >> 32);
}

/** sin(x + quarters * pi / 2) for |x| <= pi / 4 as x + low. */
function turned(x: f64, low: f64, quarters: i32): f64 {
  const z = x * x;
  let y: f64;
  if (quarters & 1) {
    let p = -1.1382614868556325e-11 * z + 2.0876146024689747e-9;
    p = p * z - 2.7557317270560326e-7;
    p = p * z + 2.4801587298763433e-5;
    p = p * z - 1.3888888888887395e-3;
    p = p * z + 0.041666666666666664;
    const half = 0.5 * z;
    const w = 1.0 - half;
    y = w + (1.0 - w - half + (z * z * p - x * low));
  } else {
    let p = 1.591810123027412e-10 * z - 2.5051131455427946e-8;
    p = p * z + 2.755731610068303e-6;
    p = p * z - 1.984126983675497e-4;
    p = p * z + 8.333333333330946e-3;
    const v = z * x;
    y = x - (z * (0.5 * low - v * p) - low + v * 0.16666666666666666);
  }
  return quarters & 2 ? -y : y;
}

/** Payne and Hanek: bits of 2 / pi that matter to x = m * 2^e times m, modulo 4. */
function trigHuge(x: f64, quarters: i32): f64 {
  const bits = reinterpret<u64>(x);
  const m = (bits & 0x000fffffffffffff) | 0x0010000000000000;
  const at = <u32>((bits >> 52) & 0x7ff) - 1075 + 62;
  const w1 = bitsAt(at + 64);
  const p1Low = m * w1;
  const p1 = p1Low + mulHigh(m, bitsAt(at + 128));
  const p0 = m * bitsAt(at) + mulHigh(m, w1) + <u64>(p1 < p1Low);
  // The product is quarters (2 bits) and a fraction (126 bits); from 1/2 on the fraction counts down from the next.
  const high = <i64>((p0 << 2) | (p1 >> 62));
  let n = <i32>(p0 >> 62) + <i32>(high < 0);
  const a = <f64>(high >> 32) * 2.3283064365386963e-10; // 2^-32
  const b = <f64>(high & 0xffffffff) * 5.421010862427522e-20; // 2^-64
  const c = <f64>((p1 << 2) >> 11) * 6.018531076210112e-36; // 2^-117
  const s = a + b;
  const e = b - (s - a) + c;
  let f = s + e;
  let fLow = e - (f - s);
  if (<i64>bits < 0) {
    f = -f;
    fLow = -fLow;
    n = -n;
  }
  // f * pi / 2: the upper half of pi / 2 has 26 bits, f is cut likewise
  const fh = reinterpret<f64>(reinterpret<u64>(f) & 0xfffffffff8000000);
  const fl = f - fh;
  const y = f * 1.5707963267948966;
  const ph = 1.5707963109016418;
  const pl = 1.5893254712295857e-8;
  const low = fh * ph - y + fh * pl + fl * ph + fl * pl + (f * 6.123233995736766e-17 + fLow * 1.5707963267948966);
  return turned(y, low, n + quarters);
}

/** sin(x + quarters * pi / 2), exactly reduced for every finite x. */
export function trig(x: f64, quarters: i32): f64 {
  const ax = abs(x);
  if (ax < 7.450580596923828e-9 && !(quarters & 1)) return x; // below 2^-27, and -0
  if (!(ax < Infinity)) return NaN;
  if (ax > 1e6) return trigHuge(x, quarters);
  // pi / 2 in three parts of 33 bits (their products with n are exact) and a rest; Cody and Waite
  const n = nearest(x * 0.6366197723675814);
  const r1 = x - n * 1.5707963267341256;
  const w2 = n * 6.077100506303966e-11;
  const r2 = r1 - w2;
  const lost2 = r1 - r2 - w2;
  const w3 = n * 2.0222662487111665e-21;
  const r3 = r2 - w3;
  const rest = n * 8.4784276603689e-32 - (r2 - r3 - w3) - lost2;
  const y = r3 - rest;
  return turned(y, r3 - y - rest, <i32>n + quarters);
}

// @ts-ignore: decorator
@inline
function c(x: f64): v128 {
  return f64x2.splat(x);
}

/** Two lanes with |x| <= 2^20: pi / 2 in two parts (25 bits and the rest) leaves 2^-58. */
function trigPair(x: v128, quarters: i32): v128 {
  const n = f64x2.nearest(f64x2.mul(x, c(0.6366197723675814)));
  let r = f64x2.sub(x, f64x2.mul(n, c(1.5707963109016418)));
  r = f64x2.sub(r, f64x2.mul(n, c(1.5893254773528196e-8)));
  const turn = i32x4.add(i32x4.trunc_sat_f64x2_s_zero(n), i32x4.splat(quarters));
  const k = i64x2.extend_low_i32x4_s(turn);
  const z = f64x2.mul(r, r);
  let p = madd<f64>(c(2.7249864655139585e-6), z, c(-1.9840086263755443e-4));
  p = madd<f64>(p, z, c(8.333331873837089e-3));
  p = madd<f64>(p, z, c(-0.16666666663853044));
  const sine = madd<f64>(f64x2.mul(r, z), p, r);
  let q = madd<f64>(c(-2.7300908167996537e-7), z, c(2.480059998353171e-5));
  q = madd<f64>(q, z, c(-1.3888887671288108e-3));
  q = madd<f64>(q, z, c(0.04166666666431933));
  const cosine = madd<f64>(f64x2.mul(z, z), q, madd<f64>(z, c(-0.5), c(1)));
  const odd = i64x2.shr_s(i64x2.shl(k, 63), 63);
  const sign = i64x2.shl(i64x2.shr_u(k, 1), 63);
  return v128.xor(select128(odd, cosine, sine), sign);
}

/** Two lanes through the scalar function. */
export function trigF64(x: v128, quarters: i32): v128 {
  const low = f64x2.splat(trig(f64x2.extract_lane(x, 0), quarters));
  return f64x2.replace_lane(low, 1, trig(f64x2.extract_lane(x, 1), quarters));
}

/** Four f32 lanes; a vector with any |x| > 2^20 (or NaN) goes through the scalar function. */
export function trigF32(x: v128, quarters: i32): v128 {
  const low = lowF64(x);
  const high = highF64(x);
  if (i32x4.all_true(f32x4.le(f32x4.abs(x), f32x4.splat(1048576)))) {
    const y = roundToF32(trigPair(low, quarters), trigPair(high, quarters));
    // -0 loses its sign in the reduction
    return quarters ? y : select128(f32x4.eq(x, f32x4.splat(0)), x, y);
  }
  return roundToF32(trigF64(low, quarters), trigF64(high, quarters));
}
