// Running sums and products along the middle dimension of [outer, n, inner]; `begin, end` range over the
// outer * inner lines. f32 accumulates in f64 and rounds each result, as PyTorch does.
import { storeLanes } from "../drivers/reduce";
import { lanes } from "../lanes";
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
