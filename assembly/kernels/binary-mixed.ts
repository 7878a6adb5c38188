// Elementwise functions that take a number, or a condition, besides their tensors.
import { lanes, storePart } from "../lanes";

/** min(max(x, lo), hi): hi wins when the bounds cross, and NaN stays. */
// @ts-ignore: decorator
@inline
function clamp<T>(x: usize, out: usize, lo: T, hi: T, begin: i32, end: i32): void {
  const low = v128.splat<T>(lo);
  const high = v128.splat<T>(hi);
  const skip = <usize>begin * sizeof<T>();
  for (let i: usize = skip, left = end - begin; left > 0; left -= lanes<T>()) {
    const y = v128.min<T>(v128.max<T>(v128.load(x + i), low), high);
    if (left < lanes<T>()) {
      storePart<T>(out + i, y, left);
      return;
    }
    v128.store(out + i, y);
    i += 16;
  }
}

/** dy where lo <= x <= hi, 0 elsewhere. */
// @ts-ignore: decorator
@inline
function clampGrad<T>(x: usize, dy: usize, out: usize, lo: T, hi: T, begin: i32, end: i32): void {
  const low = v128.splat<T>(lo);
  const high = v128.splat<T>(hi);
  const skip = <usize>begin * sizeof<T>();
  for (let i: usize = skip, left = end - begin; left > 0; left -= lanes<T>()) {
    const v = v128.load(x + i);
    const y = v128.and(v128.load(dy + i), v128.and(v128.ge<T>(v, low), v128.le<T>(v, high)));
    if (left < lanes<T>()) {
      storePart<T>(out + i, y, left);
      return;
    }
    v128.store(out + i, y);
    i += 16;
  }
}

@final @unmanaged
class Lerp {
  /** PyTorch's two forms: exact at weight 0 and at weight 1. */
  @inline
  mix<T>(a: v128, b: v128, weight: T): v128 {
    const difference = v128.sub<T>(b, a);
    const near = v128.add<T>(a, v128.mul<T>(v128.splat<T>(weight), difference));
    const far = v128.sub<T>(b, v128.mul<T>(difference, v128.splat<T>(<T>1 - weight)));
    return weight < <T>0.5 ? near : far;
  }
}

@final @unmanaged
class AddScaled {
  @inline
  mix<T>(a: v128, b: v128, alpha: T): v128 {
    return v128.add<T>(a, v128.mul<T>(v128.splat<T>(alpha), b));
  }
}

// @ts-ignore: decorator
@inline
function mix<F, T>(a: usize, aStep: i32, b: usize, bStep: i32, weight: T, out: usize, begin: i32, end: i32): void {
  let va = v128.splat<T>(load<T>(a));
  let vb = v128.splat<T>(load<T>(b));
  for (let i = <usize>begin * sizeof<T>(), left = end - begin; left > 0; left -= lanes<T>()) {
    if (aStep) va = v128.load(a + i);
    if (bStep) vb = v128.load(b + i);
    const y = changetype<F>(0).mix<T>(va, vb, weight);
    if (left < lanes<T>()) {
      storePart<T>(out + i, y, left);
      return;
    }
    v128.store(out + i, y);
    i += 16;
  }
}

/** out[i] = condition[i] ? a[i] : b[i], by the size of an element; the condition is bytes. */
// @ts-ignore: decorator
@inline
function where<T>(
  condition: usize, conditionStep: i32, a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32,
): void {
  const bytesA = <usize>aStep * sizeof<T>();
  const bytesB = <usize>bStep * sizeof<T>();
  let pc = condition + <usize>begin * <usize>conditionStep;
  let pa = a + <usize>begin * bytesA;
  let pb = b + <usize>begin * bytesB;
  const last = out + <usize>end * sizeof<T>();
  for (let to = out + <usize>begin * sizeof<T>(); to < last; to += sizeof<T>()) {
    store<T>(to, select<T>(load<T>(pa), load<T>(pb), load<u8>(pc) != 0));
    pc += <usize>conditionStep;
    pa += bytesA;
    pb += bytesB;
  }
}

export function clamp_f32(x: usize, out: usize, lo: f32, hi: f32, begin: i32, end: i32): void {
  clamp<f32>(x, out, lo, hi, begin, end);
}
export function clamp_f64(x: usize, out: usize, lo: f64, hi: f64, begin: i32, end: i32): void {
  clamp<f64>(x, out, lo, hi, begin, end);
}
export function clamp_i32(x: usize, out: usize, lo: i32, hi: i32, begin: i32, end: i32): void {
  clamp<i32>(x, out, lo, hi, begin, end);
}

export function clamp_grad_f32(x: usize, dy: usize, out: usize, lo: f32, hi: f32, begin: i32, end: i32): void {
  clampGrad<f32>(x, dy, out, lo, hi, begin, end);
}
export function clamp_grad_f64(x: usize, dy: usize, out: usize, lo: f64, hi: f64, begin: i32, end: i32): void {
  clampGrad<f64>(x, dy, out, lo, hi, begin, end);
}

/** a + weight (b - a) */
export function lerp_f32(
  a: usize, aStep: i32, b: usize, bStep: i32, weight: f32, out: usize, begin: i32, end: i32,
): void {
  mix<Lerp, f32>(a, aStep, b, bStep, weight, out, begin, end);
}
export function lerp_f64(
  a: usize, aStep: i32, b: usize, bStep: i32, weight: f64, out: usize, begin: i32, end: i32,
): void {
  mix<Lerp, f64>(a, aStep, b, bStep, weight, out, begin, end);
}

/** a + alpha b */
export function add_scaled_f32(
  a: usize, aStep: i32, b: usize, bStep: i32, alpha: f32, out: usize, begin: i32, end: i32,
): void {
  mix<AddScaled, f32>(a, aStep, b, bStep, alpha, out, begin, end);
}
export function add_scaled_f64(
  a: usize, aStep: i32, b: usize, bStep: i32, alpha: f64, out: usize, begin: i32, end: i32,
): void {
  mix<AddScaled, f64>(a, aStep, b, bStep, alpha, out, begin, end);
}
export function add_scaled_i32(
  a: usize, aStep: i32, b: usize, bStep: i32, alpha: i32, out: usize, begin: i32, end: i32,
): void {
  mix<AddScaled, i32>(a, aStep, b, bStep, alpha, out, begin, end);
}

export function where_4(
  condition: usize, conditionStep: i32, a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32,
): void {
  where<u32>(condition, conditionStep, a, aStep, b, bStep, out, begin, end);
}
export function where_8(
  condition: usize, conditionStep: i32, a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32,
): void {
  where<u64>(condition, conditionStep, a, aStep, b, bStep, out, begin, end);
}
export function where_1(
  condition: usize, conditionStep: i32, a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32,
): void {
  where<u8>(condition, conditionStep, a, aStep, b, bStep, out, begin, end);
}
