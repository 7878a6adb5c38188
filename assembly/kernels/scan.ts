// Running sums and products along the middle dimension of [outer, n, inner]; `begin, end` range over the
// outer * inner lines. f32 accumulates in f64 and rounds each result, as PyTorch does.
import { storeLanes } from "../drivers/reduce";
import { lanes } from "../lanes";
import { expF64, logF64 } from "../math/f64";
import { highF64, lowF64, roundToF32 } from "../math/f32";

@final @unmanaged class Add {
  @inline start(): i32 { return 0; }
  @inline one<A>(a: A, b: A): A { return <A>(a + b); }
  @inline vec<A>(a: v128, b: v128): v128 { return v128.add<A>(a, b); }
}

@final @unmanaged class Mul {
  @inline start(): i32 { return 1; }
  @inline one<A>(a: A, b: A): A { return <A>(a * b); }
  @inline vec<A>(a: v128, b: v128): v128 { return v128.mul<A>(a, b); }
}

function scanRow<F, T, A>(x: usize, out: usize, n: i32): void {
  let acc = <A>changetype<F>(0).start();
  for (const end = x + <usize>n * sizeof<T>(); x < end; x += sizeof<T>()) {
    acc = changetype<F>(0).one<A>(acc, <A>load<T>(x));
    store<T>(out, <T>acc);
    out += sizeof<T>();
  }
}

/** One vector of lines; f32 needs two vectors of f64. */
function scanColumns<F, T, A>(x: usize, out: usize, n: i32, stride: usize, count: i32): void {
  const f = changetype<F>(0);
  let low = v128.splat<A>(<A>f.start());
  let high = low;
  for (; n > 0; --n) {
    const v = v128.load(x);
    if (sizeof<A>() > sizeof<T>()) {
      low = f.vec<A>(low, lowF64(v));
      high = f.vec<A>(high, highF64(v));
      storeLanes<T>(out, roundToF32(low, high), count);
    } else {
      low = f.vec<A>(low, v);
      storeLanes<T>(out, low, count);
    }
    x += stride;
    out += stride;
  }
}

function scan<F, T, A>(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  assert(n >= 0 && inner > 0 && begin >= 0 && begin <= end);
  for (let i = begin; i < end; ) {
    const j = inner == 1 ? 0 : i % inner;
    const count = inner == 1 ? 1 : min(min(inner - j, end - i), lanes<T>());
    const at = (<usize>(i - j) * n + j) * sizeof<T>();
    if (inner == 1) scanRow<F, T, A>(x + at, out + at, n);
    else scanColumns<F, T, A>(x + at, out + at, n, <usize>inner * sizeof<T>(), count);
    i += count;
  }
}

export function cumsum_f32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  scan<Add, f32, f64>(x, out, n, inner, begin, end);
}
export function cumsum_f64(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  scan<Add, f64, f64>(x, out, n, inner, begin, end);
}
export function cumsum_i32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  scan<Add, i32, i32>(x, out, n, inner, begin, end);
}
export function cumprod_f32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  scan<Mul, f32, f64>(x, out, n, inner, begin, end);
}
export function cumprod_f64(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  scan<Mul, f64, f64>(x, out, n, inner, begin, end);
}
export function cumprod_i32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  scan<Mul, i32, i32>(x, out, n, inner, begin, end);
}

/** Running log of sums of e^x: the largest so far is kept apart, so that no power overflows. */
function logSums<T>(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  const stride = <usize>inner * sizeof<T>();
  for (let i = begin; i < end; i++) {
    const j = i % inner;
    let at = (<usize>(i - j) * n + j) * sizeof<T>();
    let most = -Infinity;
    let sum: f64 = 0;
    for (let k = 0; k < n; k++) {
      const v = <f64>load<T>(x + at);
      if (v > most) {
        sum = sum * one(expF64(f64x2.splat(most - v))) + 1;
        most = v;
      } else if (v == most) {
        // Infinity less infinity is no number.
        sum += 1;
      } else {
        sum += one(expF64(f64x2.splat(v - most)));
      }
      store<T>(out + at, <T>(most + one(logF64(f64x2.splat(sum)))));
      at += stride;
    }
  }
}

// @ts-ignore: decorator
@inline
function one(x: v128): f64 {
  return f64x2.extract_lane(x, 0);
}

export function logcumsumexp_f32(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  logSums<f32>(x, out, n, inner, begin, end);
}
export function logcumsumexp_f64(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32): void {
  logSums<f64>(x, out, n, inner, begin, end);
}
