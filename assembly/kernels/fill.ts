// Kernels without tensor inputs.
import { lanes, storePart } from "../lanes";

// @ts-ignore: decorator
@inline
function fill<T>(out: usize, value: T, begin: i32, end: i32): void {
  const v = v128.splat<T>(value);
  let to = out + <usize>begin * sizeof<T>();
  for (let left = end - begin; left > 0; left -= lanes<T>()) {
    if (left < lanes<T>()) {
      storePart<T>(to, v, left);
      return;
    }
    v128.store(to, v);
    to += 16;
  }
}

/** out[i] = start + i * step in f64 (one rounding for f32), or in wrapping i32. */
// @ts-ignore: decorator
@inline
function arange<T>(out: usize, start: T, step: T, begin: i32, end: i32): void {
  for (let i = begin; i < end; i++) {
    if (isFloat<T>()) store<T>(out + <usize>i * sizeof<T>(), <T>(<f64>start + <f64>i * <f64>step));
    else store<T>(out + <usize>i * sizeof<T>(), start + <T>i * step);
  }
}

export function fill_f32(out: usize, value: f32, begin: i32, end: i32): void {
  fill<f32>(out, value, begin, end);
}
export function fill_f64(out: usize, value: f64, begin: i32, end: i32): void {
  fill<f64>(out, value, begin, end);
}
export function fill_i32(out: usize, value: i32, begin: i32, end: i32): void {
  fill<i32>(out, value, begin, end);
}
export function fill_u8(out: usize, value: i32, begin: i32, end: i32): void {
  memory.fill(out + <usize>begin, <u8>value, <usize>max(end - begin, 0));
}

export function arange_f32(out: usize, start: f32, step: f32, begin: i32, end: i32): void {
  arange<f32>(out, start, step, begin, end);
}
export function arange_f64(out: usize, start: f64, step: f64, begin: i32, end: i32): void {
  arange<f64>(out, start, step, begin, end);
}
export function arange_i32(out: usize, start: i32, step: i32, begin: i32, end: i32): void {
  arange<i32>(out, start, step, begin, end);
}
