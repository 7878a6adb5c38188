// Pooling: each window of planes [h, w] becomes one number. Tables of i32 pairs say where the windows are:
//   rows, cols   for each row and column of outputs: where its windows begin, and where they end
//   groups       for each vector of outputs along a row: the first of them, and how its lanes lie in the input
// So one loop serves strides, padding, adaptive sizes and, with the tables turned round, the gradient of a sum.
import { select128 } from "../lanes";

/** One output by itself. */
const ALONE: i32 = 0;
/** Windows that begin at neighbouring elements. */
const BESIDE: i32 = 1;
/** Windows that begin at every second element. */
const EVERY_SECOND: i32 = 2;
// Anything else: windows of one width that begin anywhere.

// @ts-ignore: decorator
@inline
function first(table: usize, i: i32): i32 {
  return load<i32>(table + (<usize>i << 3));
}

// @ts-ignore: decorator
@inline
function second(table: usize, i: i32): i32 {
  return load<i32>(table + (<usize>i << 3), 4);
}

/** The element of each lane's window that lies `p` bytes into it; may read one element further than that. */
// @ts-ignore: decorator
@inline
function gather<T>(p: usize, cols: usize, form: i32): v128 {
  const q = p + <usize>first(cols, 0) * sizeof<T>();
  if (form == BESIDE) return v128.load(q);
  if (form == ALONE) return v128.load_splat<T>(q);
  if (sizeof<T>() == 8) {
    if (form == EVERY_SECOND) return v128.shuffle<i64>(v128.load(q), v128.load(q, 16), 0, 2);
    return v128.load64_lane(p + (<usize>first(cols, 1) << 3), v128.load64_zero(q), 1);
  }
  if (form == EVERY_SECOND) return v128.shuffle<i32>(v128.load(q), v128.load(q, 16), 0, 2, 4, 6);
  let v = v128.load32_zero(q);
  v = v128.load32_lane(p + (<usize>first(cols, 1) << 2), v, 1);
  v = v128.load32_lane(p + (<usize>first(cols, 2) << 2), v, 2);
  return v128.load32_lane(p + (<usize>first(cols, 3) << 2), v, 3);
}

@final @unmanaged class Sum<T> {
  @inline bytes(): usize { return sizeof<T>(); }

  @inline group(x: usize, w: i32, top: i32, bottom: i32, cols: usize, form: i32, dh: i32, dw: i32, out: usize): void {
    const width = second(cols, 0) - first(cols, 0);
    let sum = v128.splat<T>(0);
    for (let r = top; r < bottom; r += dh) {
      const row = x + <usize>(r * w) * sizeof<T>();
      for (let c = 0; c < width; c += dw) sum = v128.add<T>(sum, gather<T>(row + <usize>c * sizeof<T>(), cols, form));
    }
    if (form == ALONE) store<T>(out, v128.extract_lane<T>(sum, 0));
    else v128.store(out, sum);
  }
}

/** I is the integer of T's size. A NaN beats all that came before it, equal values leave the first one. */
@final @unmanaged class ArgMax<T, I> {
  @inline bytes(): usize { return 4; }

  @inline group(x: usize, w: i32, top: i32, bottom: i32, cols: usize, form: i32, dh: i32, dw: i32, out: usize): void {
    const width = second(cols, 0) - first(cols, 0);
    let best = v128.splat<T>(<T>-Infinity);
    let place = v128.splat<I>(<I>(top * w));
    for (let r = top; r < bottom; r += dh) {
      const row = x + <usize>(r * w) * sizeof<T>();
      for (let c = 0; c < width; c += dw) {
        const v = gather<T>(row + <usize>c * sizeof<T>(), cols, form);
        const better = v128.or(v128.gt<T>(v, best), v128.ne<T>(v, v));
        best = select128(better, v, best);
        place = select128(better, v128.splat<I>(<I>(r * w + c)), place);
      }
    }
    this.write(out, place, cols, form);
  }

  /** So far places count from the beginning of each lane's window. */
  @inline write(out: usize, place: v128, cols: usize, form: i32): void {
    if (form == ALONE) {
      store<i32>(out, <i32>v128.extract_lane<I>(place, 0) + first(cols, 0));
    } else if (sizeof<T>() == 8) {
      store<i32>(out, <i32>v128.extract_lane<I>(place, 0) + first(cols, 0));
      store<i32>(out, <i32>v128.extract_lane<I>(place, 1) + first(cols, 1), 4);
    } else {
      const starts = v128.shuffle<i32>(v128.load(cols), v128.load(cols, 16), 0, 2, 4, 6);
      v128.store(out, i32x4.add(place, starts));
    }
  }
}

// @ts-ignore: decorator
@inline
function pool<F>(
  x: usize, plane: usize, w: i32, out: usize, rows: usize, oh: i32, cols: usize, ow: i32,
  groups: usize, count: i32, dh: i32, dw: i32, begin: i32, end: i32,
): void {
  const f = changetype<F>(0);
  x += <usize>begin * plane;
  out += <usize>begin * <usize>oh * <usize>ow * f.bytes();
  for (let p = begin; p < end; p++) {
    for (let i = 0; i < oh; i++) {
      const top = first(rows, i);
      const bottom = second(rows, i);
      for (let g = 0; g < count; g++) {
        const j = first(groups, g);
        f.group(x, w, top, bottom, cols + (<usize>j << 3), second(groups, g), dh, dw, out + <usize>j * f.bytes());
      }
      out += <usize>ow * f.bytes();
    }
    x += plane;
  }
}

/** Sums of the windows of the planes [begin, end), each `plane` bytes in rows of w; dh and dw are steps within a window. */
export function pool_sum_f32(
  x: usize, plane: usize, w: i32, out: usize, rows: usize, oh: i32, cols: usize, ow: i32,
  groups: usize, count: i32, dh: i32, dw: i32, begin: i32, end: i32,
): void {
  pool<Sum<f32>>(x, plane, w, out, rows, oh, cols, ow, groups, count, dh, dw, begin, end);
}
export function pool_sum_f64(
  x: usize, plane: usize, w: i32, out: usize, rows: usize, oh: i32, cols: usize, ow: i32,
  groups: usize, count: i32, dh: i32, dw: i32, begin: i32, end: i32,
): void {
  pool<Sum<f64>>(x, plane, w, out, rows, oh, cols, ow, groups, count, dh, dw, begin, end);
}

/** Where in its plane each window's largest element is, as i32. */
export function pool_argmax_f32(
  x: usize, plane: usize, w: i32, out: usize, rows: usize, oh: i32, cols: usize, ow: i32,
  groups: usize, count: i32, dh: i32, dw: i32, begin: i32, end: i32,
): void {
  pool<ArgMax<f32, i32>>(x, plane, w, out, rows, oh, cols, ow, groups, count, dh, dw, begin, end);
}
export function pool_argmax_f64(
  x: usize, plane: usize, w: i32, out: usize, rows: usize, oh: i32, cols: usize, ow: i32,
  groups: usize, count: i32, dh: i32, dw: i32, begin: i32, end: i32,
): void {
  pool<ArgMax<f64, i64>>(x, plane, w, out, rows, oh, cols, ow, groups, count, dh, dw, begin, end);
}
