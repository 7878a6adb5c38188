// Reductions over the middle dimension of [outer, n, inner]; `begin, end` range over the outputs [outer, inner].
import { All, Any, Count, Deviation, Max, Min, NanSum, Prod, Sum, SumAbs, SumSquares } from "../drivers/folds";
import { reduce } from "../drivers/reduce";

/** Sums; i32 wraps. */
export function sum_f32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<Sum<f32>, f32, f32>(x, out, n, inner, begin, end, 0);
}
export function sum_f64(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<Sum<f64>, f64, f64>(x, out, n, inner, begin, end, 0);
}
export function sum_i32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<Sum<i32>, i32, i32>(x, out, n, inner, begin, end, 0);
}

/** Products; i32 wraps. */
export function prod_f32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<Prod<f32>, f32, f32>(x, out, n, inner, begin, end, 0);
}
export function prod_f64(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<Prod<f64>, f64, f64>(x, out, n, inner, begin, end, 0);
}
export function prod_i32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<Prod<i32>, i32, i32>(x, out, n, inner, begin, end, 0);
}

/** Extremes; a NaN wins. */
export function max_f32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<Max<f32>, f32, f32>(x, out, n, inner, begin, end, 0);
}
export function max_f64(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<Max<f64>, f64, f64>(x, out, n, inner, begin, end, 0);
}
export function max_i32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<Max<i32>, i32, i32>(x, out, n, inner, begin, end, 0);
}
export function min_f32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<Min<f32>, f32, f32>(x, out, n, inner, begin, end, 0);
}
export function min_f64(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<Min<f64>, f64, f64>(x, out, n, inner, begin, end, 0);
}
export function min_i32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<Min<i32>, i32, i32>(x, out, n, inner, begin, end, 0);
}

/** Sums that leave NaN out. */
export function nansum_f32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<NanSum<f32>, f32, f32>(x, out, n, inner, begin, end, 0);
}
export function nansum_f64(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<NanSum<f64>, f64, f64>(x, out, n, inner, begin, end, 0);
}

/** Sums of squares and of absolute values. */
export function sumsq_f32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<SumSquares<f32>, f32, f32>(x, out, n, inner, begin, end, 0);
}
export function sumsq_f64(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<SumSquares<f64>, f64, f64>(x, out, n, inner, begin, end, 0);
}
export function sumabs_f32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<SumAbs<f32>, f32, f32>(x, out, n, inner, begin, end, 0);
}
export function sumabs_f64(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<SumAbs<f64>, f64, f64>(x, out, n, inner, begin, end, 0);
}

/** How many elements are not zero; `out` holds i32. */
export function count_nonzero_f32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<Count<f32>, f32, i32>(x, out, n, inner, begin, end, 0);
}
export function count_nonzero_f64(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<Count<f64>, f64, i32>(x, out, n, inner, begin, end, 0);
}
export function count_nonzero_i32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<Count<i32>, i32, i32>(x, out, n, inner, begin, end, 0);
}

/** Bytes in, 0 or 1 out. */
export function any_u8(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<Any, u8, u8>(x, out, n, inner, begin, end, 0);
}
export function all_u8(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  reduce<All, u8, u8>(x, out, n, inner, begin, end, 0);
}

/** mean_out[i] = the mean and out[i] = sum (x - mean)^2 / (n - correction): NaN for 0 / 0, infinite for x / 0. */
export function var_f32(
  x: usize, out: usize, mean_out: usize, n: i32, inner: i32, correction: f64, begin: i32, end: i32,
): void {
  variance<f32>(x, out, mean_out, n, inner, correction, begin, end, false);
}
export function var_f64(
  x: usize, out: usize, mean_out: usize, n: i32, inner: i32, correction: f64, begin: i32, end: i32,
): void {
  variance<f64>(x, out, mean_out, n, inner, correction, begin, end, false);
}

/** The root of the variance, also where its square does not fit into f32. */
export function std_f32(
  x: usize, out: usize, mean_out: usize, n: i32, inner: i32, correction: f64, begin: i32, end: i32,
): void {
  variance<f32>(x, out, mean_out, n, inner, correction, begin, end, true);
}
export function std_f64(
  x: usize, out: usize, mean_out: usize, n: i32, inner: i32, correction: f64, begin: i32, end: i32,
): void {
  variance<f64>(x, out, mean_out, n, inner, correction, begin, end, true);
}

function variance<T>(
  x: usize, out: usize, mean: usize, n: i32, inner: i32, correction: f64, begin: i32, end: i32, root: bool,
): void {
  // Row by row, so that the second pass finds the row in the cache; columns are read faster all at once.
  const part = inner == 1 ? 1 : max(1, end - begin);
  const freedom = Math.max(0, <f64>n - correction);
  for (let i = begin; i < end; i += part) {
    const to = min(i + part, end);
    reduce<Sum<T>, T, T>(x, mean, n, inner, i, to, 0);
    divide<T>(mean, <T>n, i, to);
    reduce<Deviation<T>, T, T>(x, out, n, inner, i, to, mean);
    divide<T>(out, <T>freedom, i, to);
    if (sizeof<T>() == 4) widen(x, out, n, inner, freedom, i, to, root);
    else if (root) roots(out, i, to);
  }
}

/** Computes the lines again in f64 whose squares were too large or too small for f32. */
function widen(
  x: usize, out: usize, n: i32, inner: i32, freedom: f64, begin: i32, end: i32, root: bool,
): void {
  for (let i = begin; i < end; ++i) {
    const at = out + (<usize>i << 2);
    let v = <f64>load<f32>(at);
    if (!(v > 1e-30 && v < Infinity)) v = wideVariance(x, n, inner, freedom, i);
    store<f32>(at, <f32>(root ? Math.sqrt(v) : v));
  }
}

function wideVariance(x: usize, n: i32, inner: i32, freedom: f64, line: i32): f64 {
  const first = x + ((<usize>(line / inner) * n * inner + line % inner) << 2);
  const step = <usize>inner << 2;
  let sum: f64 = 0;
  for (let k = 0, p = first; k < n; ++k, p += step) sum += <f64>load<f32>(p);
  const mean = sum / <f64>n;
  let squares: f64 = 0;
  for (let k = 0, p = first; k < n; ++k, p += step) {
    const d = <f64>load<f32>(p) - mean;
    squares += d * d;
  }
  return squares / freedom;
}

function roots(out: usize, begin: i32, end: i32): void {
  for (let i = begin; i < end; ++i) {
    const at = out + (<usize>i << 3);
    store<f64>(at, Math.sqrt(load<f64>(at)));
  }
}

function divide<T>(p: usize, by: T, begin: i32, end: i32): void {
  for (let i = begin; i < end; ++i) {
    const at = p + <usize>i * sizeof<T>();
    store<T>(at, load<T>(at) / by);
  }
}
