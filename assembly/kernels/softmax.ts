// Softmax over the middle dimension of [outer, n, inner]; `begin, end` range over the outer * inner lines.
// out may not be x (dx not y or dy): a line is read again after a part of the result is there.
import { Max, Sum } from "../drivers/folds";
import { fold, foldRow, storeLanes } from "../drivers/reduce";
import { lanes } from "../lanes";
import { expF32, logF32 } from "../math/f32";
import { expF64, logF64 } from "../math/f64";

// @ts-ignore: decorator
@inline
function exp<T>(x: v128): v128 {
  return sizeof<T>() == 4 ? expF32(x) : expF64(x);
}

// @ts-ignore: decorator
@inline
function log<T>(x: v128): v128 {
  return sizeof<T>() == 4 ? logF32(x) : logF64(x);
}

// Each step sees an element of one or two inputs and two numbers of its line.
@final @unmanaged class ExpShifted<T> {
  @inline vec(x: v128, y: v128, a: v128, b: v128): v128 { return exp<T>(v128.sub<T>(x, a)); }
}

@final @unmanaged class Divide<T> {
  @inline vec(x: v128, y: v128, a: v128, b: v128): v128 { return v128.div<T>(x, a); }
}

@final @unmanaged class Shift<T> {
  @inline vec(x: v128, y: v128, a: v128, b: v128): v128 { return v128.sub<T>(v128.sub<T>(x, a), b); }
}

@final @unmanaged class Multiply<T> {
  @inline vec(x: v128, y: v128, a: v128, b: v128): v128 { return v128.mul<T>(x, y); }
}

@final @unmanaged class SoftmaxGrad<T> {
  @inline vec(y: v128, dy: v128, a: v128, b: v128): v128 { return v128.mul<T>(y, v128.sub<T>(dy, a)); }
}

@final @unmanaged class LogSoftmaxGrad<T> {
  @inline vec(y: v128, dy: v128, a: v128, b: v128): v128 { return v128.sub<T>(dy, v128.mul<T>(exp<T>(y), a)); }
}

// @ts-ignore: decorator
@inline
function sweep<F, T>(x: usize, y: usize, out: usize, steps: i32, stride: usize, count: i32, a: v128, b: v128): void {
  const f = changetype<F>(0);
  for (; steps > 0; --steps) {
    storeLanes<T>(out, f.vec(v128.load(x), v128.load(y), a, b), count);
    x += stride;
    y += stride;
    out += stride;
  }
}

/** A line of n elements (stride 0: contiguous), or `count` neighbouring lines with `stride` bytes between elements. */
function map<F, T>(x: usize, y: usize, out: usize, n: i32, stride: usize, count: i32, a: v128, b: v128): void {
  if (stride) return sweep<F, T>(x, y, out, n, stride, count, a, b);
  const whole = <usize>(n / lanes<T>()) << 4;
  sweep<F, T>(x, y, out, n / lanes<T>(), 16, lanes<T>(), a, b);
  if (n % lanes<T>()) sweep<F, T>(x + whole, y + whole, out + whole, 1, 16, n % lanes<T>(), a, b);
}

// @ts-ignore: decorator
@inline
function total<F, T>(p: usize, n: i32, stride: usize): v128 {
  const none = i32x4.splat(0);
  return stride ? fold<F, T>(p, n, stride, none) : foldRow<F, T>(p, n, none);
}

@final @unmanaged class Softmax<T> {
  @inline line(x: usize, unused: usize, out: usize, n: i32, stride: usize, count: i32): void {
    const top = total<Max<T>, T>(x, n, stride);
    map<ExpShifted<T>, T>(x, x, out, n, stride, count, top, top);
    const sum = total<Sum<T>, T>(out, n, stride);
    map<Divide<T>, T>(out, out, out, n, stride, count, sum, sum);
  }
}

@final @unmanaged class LogSoftmax<T> {
  @inline line(x: usize, unused: usize, out: usize, n: i32, stride: usize, count: i32): void {
    const top = total<Max<T>, T>(x, n, stride);
    map<ExpShifted<T>, T>(x, x, out, n, stride, count, top, top);
    map<Shift<T>, T>(x, x, out, n, stride, count, top, log<T>(total<Sum<T>, T>(out, n, stride)));
  }
}

@final @unmanaged class SoftmaxBack<T> {
  @inline line(y: usize, dy: usize, dx: usize, n: i32, stride: usize, count: i32): void {
    map<Multiply<T>, T>(y, dy, dx, n, stride, count, i32x4.splat(0), i32x4.splat(0));
    const dot = total<Sum<T>, T>(dx, n, stride);
    map<SoftmaxGrad<T>, T>(y, dy, dx, n, stride, count, dot, dot);
  }
}

@final @unmanaged class LogSoftmaxBack<T> {
  @inline line(y: usize, dy: usize, dx: usize, n: i32, stride: usize, count: i32): void {
    const sum = total<Sum<T>, T>(dy, n, stride);
    map<LogSoftmaxGrad<T>, T>(y, dy, dx, n, stride, count, sum, sum);
  }
}

function eachLine<F, T>(x: usize, y: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  assert(n >= 0 && inner > 0 && begin >= 0 && begin <= end);
  const stride: usize = inner == 1 ? 0 : <usize>inner * sizeof<T>();
  for (let i = begin; i < end; ) {
    const j = inner == 1 ? 0 : i % inner;
    const count = inner == 1 ? 1 : min(min(inner - j, end - i), lanes<T>());
    const at = (<usize>(i - j) * n + j) * sizeof<T>();
    changetype<F>(0).line(x + at, y + at, out + at, n, stride, count);
    i += count;
  }
}

/** e^x / sum e^x over each line. */
export function softmax_f32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  eachLine<Softmax<f32>, f32>(x, x, out, n, inner, begin, end);
}
export function softmax_f64(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  eachLine<Softmax<f64>, f64>(x, x, out, n, inner, begin, end);
}

/** x - log(sum e^x) over each line. */
export function log_softmax_f32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  eachLine<LogSoftmax<f32>, f32>(x, x, out, n, inner, begin, end);
}
export function log_softmax_f64(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  eachLine<LogSoftmax<f64>, f64>(x, x, out, n, inner, begin, end);
}

/** dx = y (dy - sum(y dy)), with y = softmax(x). */
export function softmax_grad_f32(y: usize, dy: usize, dx: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  eachLine<SoftmaxBack<f32>, f32>(y, dy, dx, n, inner, begin, end);
}
export function softmax_grad_f64(y: usize, dy: usize, dx: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  eachLine<SoftmaxBack<f64>, f64>(y, dy, dx, n, inner, begin, end);
}

/** dx = dy - e^y sum(dy), with y = logSoftmax(x). */
export function log_softmax_grad_f32(y: usize, dy: usize, dx: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  eachLine<LogSoftmaxBack<f32>, f32>(y, dy, dx, n, inner, begin, end);
}
export function log_softmax_grad_f64(y: usize, dy: usize, dx: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  eachLine<LogSoftmaxBack<f64>, f64>(y, dy, dx, n, inner, begin, end);
}

/**
 * Rows [begin, end) of logits [rows, n]: the log-probabilities, and losses_out[row] = -logp[row, labels[row]].
 * A label outside [0, n) reads nothing and gives 0: ignored rows may hold anything.
 */
export function cross_entropy_f32(
  logits: usize, labels: usize, losses_out: usize, logp_out: usize, n: i32, begin: i32, end: i32,
): void {
  log_softmax_f32(logits, logp_out, n, 1, begin, end);
  for (let i = begin; i < end; ++i) {
    const label = load<i32>(labels + (<usize>i << 2));
    const known = <u32>label < <u32>n;
    const loss: f32 = known ? -load<f32>(logp_out + ((<usize>i * n + label) << 2)) : 0;
    store<f32>(losses_out + (<usize>i << 2), loss);
  }
}
