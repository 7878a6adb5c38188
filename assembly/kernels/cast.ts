// Conversions between dtypes. The vector loops take the bulk of contiguous ranges; the strided loop takes the rest.

/** C's conversion without its undefined cases: out of range saturates to int32, uint8 takes the low byte of that. */
// @ts-ignore: decorator
@inline
function convert<S, D>(x: S): D {
  if (isFloat<S>() && isInteger<D>()) return <D>(<i32>x);
  return <D>x;
}

function castStrided<S, D>(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void {
  const from = <usize>(srcStep * <i32>sizeof<S>());
  const to = <usize>(dstStep * <i32>sizeof<D>());
  src += <usize>begin * from;
  dst += <usize>begin * to;
  for (let i = begin; i < end; i++) {
    store<D>(dst, convert<S, D>(load<S>(src)));
    src += from;
    dst += to;
  }
}

/** Four bytes widened to four int32 lanes. */
// @ts-ignore: decorator
@inline
function loadBytes4(p: usize): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(p)));
}

/** Four elements at a time; false where no vector form is worth its bytes. */
// @ts-ignore: decorator
@inline
function cast4<S, D>(src: usize, dst: usize): bool {
  if (isFloat<S>() && sizeof<S>() == 4 && isInteger<D>() && sizeof<D>() == 4) {
    v128.store(dst, i32x4.trunc_sat_f32x4_s(v128.load(src)));
    return true;
  }
  if (isInteger<S>() && sizeof<S>() == 4 && isFloat<D>() && sizeof<D>() == 4) {
    v128.store(dst, f32x4.convert_i32x4_s(v128.load(src)));
    return true;
  }
  if (sizeof<S>() == 1 && isInteger<D>() && sizeof<D>() == 4) {
    v128.store(dst, loadBytes4(src));
    return true;
  }
  if (sizeof<S>() == 1 && isFloat<D>() && sizeof<D>() == 4) {
    v128.store(dst, f32x4.convert_i32x4_s(loadBytes4(src)));
    return true;
  }
  if (isFloat<S>() && sizeof<S>() == 4 && sizeof<D>() == 8) {
    v128.store(dst, f64x2.promote_low_f32x4(v128.load64_zero(src)));
    v128.store(dst, f64x2.promote_low_f32x4(v128.load64_zero(src, 8)), 16);
    return true;
  }
  if (sizeof<S>() == 8 && isFloat<D>() && sizeof<D>() == 4) {
    const low = f32x4.demote_f64x2_zero(v128.load(src));
    const high = f32x4.demote_f64x2_zero(v128.load(src, 16));
    v128.store(dst, v128.shuffle<i64>(low, high, 0, 2));
    return true;
  }
  return false;
}

// @ts-ignore: decorator
@inline
function cast<S, D>(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void {
  if (srcStep == 1 && dstStep == 1) {
    for (; begin <= end - 4; begin += 4) {
      if (!cast4<S, D>(src + <usize>begin * sizeof<S>(), dst + <usize>begin * sizeof<D>())) break;
    }
  }
  castStrided<S, D>(src, srcStep, dst, dstStep, begin, end);
}

function truthStrided<S>(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void {
  const from = <usize>(srcStep * <i32>sizeof<S>());
  src += <usize>begin * from;
  dst += <usize>(begin * dstStep);
  for (let i = begin; i < end; i++) {
    store<u8>(dst, u8(load<S>(src) != <S>0));
    src += from;
    dst += <usize>dstStep;
  }
}

/** Sixteen lanes of 0 or -1: which elements at p differ from zero (NaN does). */
// @ts-ignore: decorator
@inline
function differs<S>(p: usize, offset: usize): v128 {
  return v128.ne<S>(v128.load(p + offset), v128.splat<S>(<S>0));
}

// @ts-ignore: decorator
@inline
function differs4<S>(p: usize, offset: usize): v128 {
  if (sizeof<S>() == 4) return differs<S>(p, offset);
  // Either half of a 64-bit mask will do.
  return v128.shuffle<i32>(differs<S>(p, 2 * offset), differs<S>(p, 2 * offset + 16), 0, 2, 4, 6);
}

// @ts-ignore: decorator
@inline
function differs16<S>(p: usize): v128 {
  if (sizeof<S>() == 1) return differs<S>(p, 0);
  const low = i16x8.narrow_i32x4_s(differs4<S>(p, 0), differs4<S>(p, 16));
  const high = i16x8.narrow_i32x4_s(differs4<S>(p, 32), differs4<S>(p, 48));
  return i8x16.narrow_i16x8_s(low, high);
}

function truth<S>(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void {
  if (srcStep == 1 && dstStep == 1) {
    const one = i8x16.splat(1);
    for (; begin <= end - 16; begin += 16) {
      v128.store(dst + <usize>begin, v128.and(differs16<S>(src + <usize>begin * sizeof<S>()), one));
    }
  }
  truthStrided<S>(src, srcStep, dst, dstStep, begin, end);
}

/** dst[i * dstStep] = D(src[i * srcStep]); steps in elements, any. Bool sources are read as u8. */
export function cast_f32_f64(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void { cast<f32, f64>(src, srcStep, dst, dstStep, begin, end); }
export function cast_f32_i32(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void { cast<f32, i32>(src, srcStep, dst, dstStep, begin, end); }
export function cast_f32_u8(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void { cast<f32, u8>(src, srcStep, dst, dstStep, begin, end); }
export function cast_f64_f32(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void { cast<f64, f32>(src, srcStep, dst, dstStep, begin, end); }
export function cast_f64_i32(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void { cast<f64, i32>(src, srcStep, dst, dstStep, begin, end); }
export function cast_f64_u8(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void { cast<f64, u8>(src, srcStep, dst, dstStep, begin, end); }
export function cast_i32_f32(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void { cast<i32, f32>(src, srcStep, dst, dstStep, begin, end); }
export function cast_i32_f64(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void { cast<i32, f64>(src, srcStep, dst, dstStep, begin, end); }
export function cast_i32_u8(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void { cast<i32, u8>(src, srcStep, dst, dstStep, begin, end); }
export function cast_u8_f32(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void { cast<u8, f32>(src, srcStep, dst, dstStep, begin, end); }
export function cast_u8_f64(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void { cast<u8, f64>(src, srcStep, dst, dstStep, begin, end); }
export function cast_u8_i32(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void { cast<u8, i32>(src, srcStep, dst, dstStep, begin, end); }

/** dst[i * dstStep] = src[i * srcStep] != 0 as a byte 0 or 1; NaN is true. */
export function cast_f32_bool(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void { truth<f32>(src, srcStep, dst, dstStep, begin, end); }
export function cast_f64_bool(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void { truth<f64>(src, srcStep, dst, dstStep, begin, end); }
export function cast_i32_bool(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void { truth<i32>(src, srcStep, dst, dstStep, begin, end); }
export function cast_u8_bool(src: usize, srcStep: i32, dst: usize, dstStep: i32, begin: i32, end: i32): void { truth<u8>(src, srcStep, dst, dstStep, begin, end); }
