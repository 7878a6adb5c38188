// Comparisons, predicates and logic: bytes of 0 and 1 out.
import { storePart } from "../lanes";

@final @unmanaged
class Eq {
  @inline
  vec<T>(a: v128, b: v128): v128 {
    return v128.eq<T>(a, b);
  }

  @inline
  one<T>(a: T, b: T): bool {
    return a == b;
  }
}

@final @unmanaged
class Ne {
  @inline
  vec<T>(a: v128, b: v128): v128 {
    return v128.ne<T>(a, b);
  }

  @inline
  one<T>(a: T, b: T): bool {
    return a != b;
  }
}

@final @unmanaged
class Lt {
  @inline
  vec<T>(a: v128, b: v128): v128 {
    return v128.lt<T>(a, b);
  }

  @inline
  one<T>(a: T, b: T): bool {
    return a < b;
  }
}

@final @unmanaged
class Le {
  @inline
  vec<T>(a: v128, b: v128): v128 {
    return v128.le<T>(a, b);
  }

  @inline
  one<T>(a: T, b: T): bool {
    return a <= b;
  }
}

/** Four masks of four lanes as sixteen bytes of 0 and 1. */
// @ts-ignore: decorator
@inline
function narrow(m0: v128, m1: v128, m2: v128, m3: v128): v128 {
  const bytes = i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(m0, m1), i16x8.narrow_i32x4_s(m2, m3));
  return v128.and(bytes, i8x16.splat(1));
}

/** Four-byte elements: sixteen at a time, then four, the last four in part. */
// @ts-ignore: decorator
@inline
function compare<F, T>(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  const op = changetype<F>(0);
  let a0 = v128.splat<T>(load<T>(a));
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = v128.splat<T>(load<T>(b));
  let b1 = b0;
  let b2 = b0;
  let b3 = b0;
  let pa = a + (<usize>begin << 2);
  let pb = b + (<usize>begin << 2);
  let to = out + <usize>begin;
  let left = end - begin;
  for (; left >= 16; left -= 16) {
    if (aStep) {
      a0 = v128.load(pa);
      a1 = v128.load(pa, 16);
      a2 = v128.load(pa, 32);
      a3 = v128.load(pa, 48);
    }
    if (bStep) {
      b0 = v128.load(pb);
      b1 = v128.load(pb, 16);
      b2 = v128.load(pb, 32);
      b3 = v128.load(pb, 48);
    }
    v128.store(to, narrow(op.vec<T>(a0, b0), op.vec<T>(a1, b1), op.vec<T>(a2, b2), op.vec<T>(a3, b3)));
    pa += 64;
    pb += 64;
    to += 16;
  }
  for (; left > 0; left -= 4) {
    if (aStep) a0 = v128.load(pa);
    if (bStep) b0 = v128.load(pb);
    const m = op.vec<T>(a0, b0);
    storePart<u8>(to, narrow(m, m, m, m), min(left, 4));
    pa += 16;
    pb += 16;
    to += 4;
  }
}

// @ts-ignore: decorator
@inline
function compareOne<F, T>(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  const bytesA = <usize>aStep * sizeof<T>();
  const bytesB = <usize>bStep * sizeof<T>();
  let pa = a + <usize>begin * bytesA;
  let pb = b + <usize>begin * bytesB;
  for (let i = begin; i < end; i++) {
    store<u8>(out + <usize>i, <u8>changetype<F>(0).one<T>(load<T>(pa), load<T>(pb)));
    pa += bytesA;
    pb += bytesB;
  }
}

/** Bytes that mean true when not 0. */
@final @unmanaged
class LogicalAnd {
  @inline
  one<T>(a: T, b: T): bool {
    return a != 0 && b != 0;
  }
}

@final @unmanaged
class LogicalOr {
  @inline
  one<T>(a: T, b: T): bool {
    return (a | b) != 0;
  }
}

@final @unmanaged
class LogicalXor {
  @inline
  one<T>(a: T, b: T): bool {
    return (a != 0) != (b != 0);
  }
}

export function eq_f32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  compare<Eq, f32>(a, aStep, b, bStep, out, begin, end);
}
export function ne_f32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  compare<Ne, f32>(a, aStep, b, bStep, out, begin, end);
}
export function lt_f32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  compare<Lt, f32>(a, aStep, b, bStep, out, begin, end);
}
export function le_f32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  compare<Le, f32>(a, aStep, b, bStep, out, begin, end);
}
export function gt_f32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  lt_f32(b, bStep, a, aStep, out, begin, end);
}
export function ge_f32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  le_f32(b, bStep, a, aStep, out, begin, end);
}

export function eq_f64(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  compareOne<Eq, f64>(a, aStep, b, bStep, out, begin, end);
}
export function ne_f64(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  compareOne<Ne, f64>(a, aStep, b, bStep, out, begin, end);
}
export function lt_f64(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  compareOne<Lt, f64>(a, aStep, b, bStep, out, begin, end);
}
export function le_f64(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  compareOne<Le, f64>(a, aStep, b, bStep, out, begin, end);
}
export function gt_f64(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  lt_f64(b, bStep, a, aStep, out, begin, end);
}
export function ge_f64(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  le_f64(b, bStep, a, aStep, out, begin, end);
}

export function eq_i32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  compare<Eq, i32>(a, aStep, b, bStep, out, begin, end);
}
export function ne_i32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  compare<Ne, i32>(a, aStep, b, bStep, out, begin, end);
}
export function lt_i32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  compare<Lt, i32>(a, aStep, b, bStep, out, begin, end);
}
export function le_i32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  compare<Le, i32>(a, aStep, b, bStep, out, begin, end);
}
export function gt_i32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  lt_i32(b, bStep, a, aStep, out, begin, end);
}
export function ge_i32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  le_i32(b, bStep, a, aStep, out, begin, end);
}

export function logical_and_u8(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  compareOne<LogicalAnd, u8>(a, aStep, b, bStep, out, begin, end);
}
export function logical_or_u8(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  compareOne<LogicalOr, u8>(a, aStep, b, bStep, out, begin, end);
}
export function logical_xor_u8(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  compareOne<LogicalXor, u8>(a, aStep, b, bStep, out, begin, end);
}
export function logical_not_u8(x: usize, out: usize, begin: i32, end: i32): void {
  for (let i = begin; i < end; i++) store<u8>(out + <usize>i, <u8>(load<u8>(x + <usize>i) == 0));
}

// What |x| is beside Infinity: the three predicates in one loop.
// @ts-ignore: decorator
@inline
function classify<T>(kind: i32, x: usize, out: usize, begin: i32, end: i32): void {
  for (let i = begin; i < end; i++) {
    const v = abs<T>(load<T>(x + <usize>i * sizeof<T>()));
    const large = <T>Infinity;
    store<u8>(out + <usize>i, <u8>(kind == 0 ? v != v : kind == 1 ? v == large : v < large));
  }
}

function classifyF32(kind: i32, x: usize, out: usize, begin: i32, end: i32): void {
  classify<f32>(kind, x, out, begin, end);
}
function classifyF64(kind: i32, x: usize, out: usize, begin: i32, end: i32): void {
  classify<f64>(kind, x, out, begin, end);
}

export function isnan_f32(x: usize, out: usize, begin: i32, end: i32): void {
  classifyF32(0, x, out, begin, end);
}
export function isinf_f32(x: usize, out: usize, begin: i32, end: i32): void {
  classifyF32(1, x, out, begin, end);
}
export function isfinite_f32(x: usize, out: usize, begin: i32, end: i32): void {
  classifyF32(2, x, out, begin, end);
}
export function isnan_f64(x: usize, out: usize, begin: i32, end: i32): void {
  classifyF64(0, x, out, begin, end);
}
export function isinf_f64(x: usize, out: usize, begin: i32, end: i32): void {
  classifyF64(1, x, out, begin, end);
}
export function isfinite_f64(x: usize, out: usize, begin: i32, end: i32): void {
  classifyF64(2, x, out, begin, end);
}

/** Integers are all finite. */
export function isnan_i32(x: usize, out: usize, begin: i32, end: i32): void {
  memory.fill(out + <usize>begin, 0, <usize>max(end - begin, 0));
}
export function isinf_i32(x: usize, out: usize, begin: i32, end: i32): void {
  memory.fill(out + <usize>begin, 0, <usize>max(end - begin, 0));
}
export function isfinite_i32(x: usize, out: usize, begin: i32, end: i32): void {
  memory.fill(out + <usize>begin, 1, <usize>max(end - begin, 0));
}
