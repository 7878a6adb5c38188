// The SIMD vocabulary: everything kernels say about vectors beyond the language's own v128 operations.
// This is the only file that may read ASC_FEATURE_* flags.

/** Elements of T in one 128-bit vector. */
// @ts-ignore: decorator
@inline
export function lanes<T>(): i32 {
  return 16 / <i32>sizeof<T>();
}

/** a * b + c. */
// @ts-ignore: decorator
@inline
export function madd<T>(a: v128, b: v128, c: v128): v128 {
  return v128.add<T>(v128.mul<T>(a, b), c);
}

/** `yes` where the mask's bits are set, `no` elsewhere: v128.bitselect in reading order. */
// @ts-ignore: decorator
@inline
export function select128(mask: v128, yes: v128, no: v128): v128 {
  return v128.bitselect(yes, no, mask);
}

/** The sign bits of every float lane of T, or the bits of -0. */
// @ts-ignore: decorator
@inline
export function signBits<T>(): v128 {
  if (sizeof<T>() == 8) return i64x2.splat(i64.MIN_VALUE);
  return i32x4.splat(i32.MIN_VALUE);
}

/** The magnitude of `x` with the sign of `y`, lane by lane. */
// @ts-ignore: decorator
@inline
export function copysign128<T>(x: v128, y: v128): v128 {
  return v128.bitselect(y, x, signBits<T>());
}

/** Stores the first `count` lanes of `v` (0 <= count < lanes<T>()): the end of a row keeps its neighbours intact. */
export function storePart<T>(p: usize, v: v128, count: i32): void {
  if (sizeof<T>() == 8) {
    if (count > 0) v128.store64_lane(p, v, 0);
    return;
  }
  if (sizeof<T>() == 4) {
    if (count & 2) {
      v128.store64_lane(p, v, 0);
      if (count & 1) v128.store32_lane(p, v, 2, 8);
    } else if (count & 1) {
      v128.store32_lane(p, v, 0);
    }
    return;
  }
  if (sizeof<T>() == 1) {
    for (let i = 0; i < count; i++) {
      v128.store8_lane(p + <usize>i, v, 0);
      v = i8x16.shuffle(v, v, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0);
    }
    return;
  }
  assert(false);
}

/** Stores the lanes that are left of a line: all of them, or its tail. */
// @ts-ignore: decorator
@inline
export function storeUpTo<T>(p: usize, v: v128, left: i32): void {
  if (left >= lanes<T>()) v128.store(p, v);
  else storePart<T>(p, v, left);
}
