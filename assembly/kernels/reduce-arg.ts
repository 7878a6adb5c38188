// Where the extreme of each line is: the first of equals, and the first NaN if there is one. `out` holds i32.
import { Max, Min } from "../drivers/folds";
import { foldRow, storeLanes } from "../drivers/reduce";
import { lanes, storePart } from "../lanes";

/** The extreme first, then where it stands. */
function argRow<F, T>(p: usize, n: i32): i32 {
  const best = foldRow<F, T>(p, n, i32x4.splat(0));
  for (let i = 0; i < n; i += lanes<T>()) {
    const x = v128.load(p);
    const hit = v128.or(v128.eq<T>(x, best), v128.ne<T>(x, x));
    // What follows a row's end may hit too, but only after the hit that the row must have.
    if (v128.any_true(hit)) return i + ctz(sizeof<T>() == 8 ? i64x2.bitmask(hit) : i32x4.bitmask(hit));
    p += 16;
  }
  return 0;
}

/** One vector of columns; the indices are lanes as wide as T. */
function argColumns<F, T>(p: usize, out: usize, n: i32, stride: usize, count: i32): void {
  let best = v128.load(p);
  let where = i32x4.splat(0);
  for (let row = 1; row < n; ++row) {
    p += stride;
    const x = v128.load(p);
    const won = changetype<F>(0).beats(x, best);
    best = v128.bitselect(x, best, won);
    where = v128.bitselect(sizeof<T>() == 8 ? i64x2.splat(row) : i32x4.splat(row), where, won);
  }
  if (sizeof<T>() == 8) storePart<i32>(out, i32x4.shuffle(where, where, 0, 2, 0, 2), count);
  else storeLanes<i32>(out, where, count);
}

function arg<F, T>(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  assert(n > 0 && inner > 0 && begin >= 0 && begin <= end);
  for (let i = begin; i < end; ) {
    const j = inner == 1 ? 0 : i % inner;
    const count = inner == 1 ? 1 : min(min(inner - j, end - i), lanes<T>());
    const p = x + (<usize>(i - j) * n + j) * sizeof<T>();
    const to = out + (<usize>i << 2);
    if (inner == 1) store<i32>(to, argRow<F, T>(p, n));
    else argColumns<F, T>(p, to, n, <usize>inner * sizeof<T>(), count);
    i += count;
  }
}

export function argmax_f32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  arg<Max<f32>, f32>(x, out, n, inner, begin, end);
}
export function argmax_f64(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  arg<Max<f64>, f64>(x, out, n, inner, begin, end);
}
export function argmax_i32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  arg<Max<i32>, i32>(x, out, n, inner, begin, end);
}
export function argmin_f32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  arg<Min<f32>, f32>(x, out, n, inner, begin, end);
}
export function argmin_f64(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  arg<Min<f64>, f64>(x, out, n, inner, begin, end);
}
export function argmin_i32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  arg<Min<i32>, i32>(x, out, n, inner, begin, end);
}
