import { storePart } from "../lanes";
import { logF64 } from "../math/f64";
import { consume, drawDouble, drawUnit, floats4, hasNormal, keepNormal, reserve, reserved, takeNormal } from "./random-mt";
import { cosRest, quarterOf, rest, sineAt, sinRest } from "./random-turns";

/** PyTorch switches from single draws to whole chunks at this size. */
const CHUNK: i32 = 16;

/** x * span + low in float64, rounded once, as PyTorch accumulates: in float32 every other weight would be off by a bit. */
// @ts-ignore: decorator
@inline
function between(x: v128, span: v128, low: v128): v128 {
  const high = v128.shuffle<i32>(x, x, 2, 3, 2, 3);
  const first = f32x4.demote_f64x2_zero(f64x2.add(f64x2.mul(f64x2.promote_low_f32x4(x), span), low));
  const last = f32x4.demote_f64x2_zero(f64x2.add(f64x2.mul(f64x2.promote_low_f32x4(high), span), low));
  return v128.shuffle<i32>(first, last, 0, 1, 4, 5);
}

/** n uniforms x * (to - from) + from, x in [0, 1). */
export function uniformFill<T>(state: usize, out: usize, from: f64, to: f64, n: i32): void {
  const low = <T>from;
  const span = <T>(<T>to - <T>from);
  if (sizeof<T>() == 8) {
    for (let i = 0; i < n; i++) store<T>(out + (<usize>i << 3), drawUnit<T>(state) * span + low);
    return;
  }
  const lows = f64x2.splat(<f64>low);
  const spans = f64x2.splat(<f64>span);
  while (n > 0) {
    const count = reserve(state, n);
    const words = reserved(state);
    for (let i = 0; i < count; i += 4) {
      const at = <usize>i << 2;
      const v = between(floats4(words + at), spans, lows);
      if (count - i >= 4) v128.store(out + at, v);
      else storePart<f32>(out + at, v, count - i);
    }
    consume(state, count);
    out += <usize>count << 2;
    n -= count;
  }
}

// @ts-ignore: decorator
@inline
function loadPair<T>(p: usize): v128 {
  return sizeof<T>() == 8 ? v128.load(p) : f64x2.promote_low_f32x4(v128.load64_zero(p));
}

// @ts-ignore: decorator
@inline
function storePair<T>(p: usize, v: v128): void {
  if (sizeof<T>() == 8) v128.store(p, v);
  else v128.store64_lane(p, f32x4.demote_f64x2_zero(v), 0);
}

/** sqrt(-2 log(1 - u)); 1 - u is exact. */
// @ts-ignore: decorator
@inline
function radius(u: v128): v128 {
  return f64x2.sqrt(f64x2.mul(f64x2.splat(-2), logF64(f64x2.sub(f64x2.splat(1), u))));
}

/** Two uniforms at `first` give radii, two at `second` angles; four normals take their places. */
// @ts-ignore: decorator
@inline
function boxMuller<T>(first: usize, second: usize, mean: f64, std: f64): void {
  const r = f64x2.mul(radius(loadPair<T>(first)), f64x2.splat(std));
  const turn = loadPair<T>(second);
  const quarter = quarterOf(turn);
  const t = rest(turn, quarter);
  const sin = sinRest(t);
  const cos = cosRest(t);
  const means = f64x2.splat(mean);
  storePair<T>(first, f64x2.add(f64x2.mul(r, sineAt(quarter, 1, sin, cos)), means));
  storePair<T>(second, f64x2.add(f64x2.mul(r, sineAt(quarter, 0, sin, cos)), means));
}

/** One chunk of uniforms: the first half gives radii, the second half angles. */
function chunkNormals<T>(p: usize, mean: f64, std: f64): void {
  const half = p + 8 * sizeof<T>();
  for (; p < half; p += 2 * sizeof<T>()) boxMuller<T>(p, p + 8 * sizeof<T>(), mean, std);
}

/** One standard normal; every second one was kept from the draw before. */
function drawNormal(state: usize): f64 {
  if (hasNormal(state)) return takeNormal(state);
  const turn = f64x2.splat(drawDouble(state));
  const r = radius(f64x2.splat(drawDouble(state)));
  const quarter = quarterOf(turn);
  const t = rest(turn, quarter);
  const sin = sinRest(t);
  const cos = cosRest(t);
  keepNormal(state, f64x2.extract_lane(f64x2.mul(r, sineAt(quarter, 0, sin, cos)), 0));
  return f64x2.extract_lane(f64x2.mul(r, sineAt(quarter, 1, sin, cos)), 0);
}

export function normalFill<T>(state: usize, out: usize, mean: f64, std: f64, n: i32): void {
  if (n < CHUNK) {
    for (let i = 0; i < n; i++) store<T>(out + <usize>i * sizeof<T>(), <T>(drawNormal(state) * std + mean));
    return;
  }
  uniformFill<T>(state, out, 0, 1, n);
  const chunk = CHUNK * sizeof<T>();
  const end = out + <usize>n * sizeof<T>();
  for (let p = out; p + chunk <= end; p += chunk) chunkNormals<T>(p, mean, std);
  if (n % CHUNK == 0) return;
  // An incomplete chunk is not kept: the last 16 values are drawn again, as PyTorch does.
  uniformFill<T>(state, end - chunk, 0, 1, CHUNK);
  chunkNormals<T>(end - chunk, mean, std);
}
