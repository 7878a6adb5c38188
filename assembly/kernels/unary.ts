// Elementwise functions of one contiguous input: op_dtype(x, out, begin, end).
import { map, mapOne } from "../drivers/unary";
import { polygamma } from "../math/gamma64";
import {
  Wide,
  Neg,
  Abs,
  Square,
  Sqrt,
  Reciprocal,
  Rsqrt,
  Relu,
  Sign,
  Floor,
  Ceil,
  Round,
  Trunc,
  Exp,
  Log,
  Sigmoid,
  Tanh,
  Erf,
  Sin,
  Cos,
  Log1p,
  Expm1,
  Log2,
  Log10,
  Erfinv,
  Lgamma,
  Digamma,
  Not,
} from "./unary-formulas";

/** f32. Rounding is half to even; sign is 0 for NaN. */
export function neg_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Neg, f32>(x, out, begin, end);
}
export function abs_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Abs, f32>(x, out, begin, end);
}
export function square_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Square, f32>(x, out, begin, end);
}
export function relu_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Relu, f32>(x, out, begin, end);
}
export function sign_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Sign, f32>(x, out, begin, end);
}
export function sqrt_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Sqrt, f32>(x, out, begin, end);
}
export function rsqrt_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Rsqrt, f32>(x, out, begin, end);
}
export function reciprocal_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Reciprocal, f32>(x, out, begin, end);
}
export function floor_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Floor, f32>(x, out, begin, end);
}
export function ceil_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Ceil, f32>(x, out, begin, end);
}
export function round_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Round, f32>(x, out, begin, end);
}
export function trunc_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Trunc, f32>(x, out, begin, end);
}
export function exp_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Exp, f32>(x, out, begin, end);
}
export function log_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Log, f32>(x, out, begin, end);
}
export function sigmoid_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Sigmoid, f32>(x, out, begin, end);
}
export function tanh_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Tanh, f32>(x, out, begin, end);
}
export function erf_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Erf, f32>(x, out, begin, end);
}
export function sin_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Sin, f32>(x, out, begin, end);
}
export function cos_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Cos, f32>(x, out, begin, end);
}
export function log1p_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Wide<Log1p>, f32>(x, out, begin, end);
}
export function expm1_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Wide<Expm1>, f32>(x, out, begin, end);
}
export function log2_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Wide<Log2>, f32>(x, out, begin, end);
}
export function log10_f32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Wide<Log10>, f32>(x, out, begin, end);
}
export function erfinv_f32(x: usize, out: usize, begin: i32, end: i32): void {
  mapOne<Erfinv, f32>(x, out, begin, end);
}
export function lgamma_f32(x: usize, out: usize, begin: i32, end: i32): void {
  mapOne<Lgamma, f32>(x, out, begin, end);
}
export function digamma_f32(x: usize, out: usize, begin: i32, end: i32): void {
  mapOne<Digamma, f32>(x, out, begin, end);
}

/** f64. Rounding is half to even; sign is 0 for NaN. */
export function neg_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Neg, f64>(x, out, begin, end);
}
export function abs_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Abs, f64>(x, out, begin, end);
}
export function square_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Square, f64>(x, out, begin, end);
}
export function relu_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Relu, f64>(x, out, begin, end);
}
export function sign_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Sign, f64>(x, out, begin, end);
}
export function sqrt_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Sqrt, f64>(x, out, begin, end);
}
export function rsqrt_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Rsqrt, f64>(x, out, begin, end);
}
export function reciprocal_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Reciprocal, f64>(x, out, begin, end);
}
export function floor_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Floor, f64>(x, out, begin, end);
}
export function ceil_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Ceil, f64>(x, out, begin, end);
}
export function round_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Round, f64>(x, out, begin, end);
}
export function trunc_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Trunc, f64>(x, out, begin, end);
}
export function exp_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Exp, f64>(x, out, begin, end);
}
export function log_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Log, f64>(x, out, begin, end);
}
export function sigmoid_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Sigmoid, f64>(x, out, begin, end);
}
export function tanh_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Tanh, f64>(x, out, begin, end);
}
export function erf_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Erf, f64>(x, out, begin, end);
}
export function sin_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Sin, f64>(x, out, begin, end);
}
export function cos_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Cos, f64>(x, out, begin, end);
}
export function log1p_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Wide<Log1p>, f64>(x, out, begin, end);
}
export function expm1_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Wide<Expm1>, f64>(x, out, begin, end);
}
export function log2_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Wide<Log2>, f64>(x, out, begin, end);
}
export function log10_f64(x: usize, out: usize, begin: i32, end: i32): void {
  map<Wide<Log10>, f64>(x, out, begin, end);
}
export function erfinv_f64(x: usize, out: usize, begin: i32, end: i32): void {
  mapOne<Erfinv, f64>(x, out, begin, end);
}
export function lgamma_f64(x: usize, out: usize, begin: i32, end: i32): void {
  mapOne<Lgamma, f64>(x, out, begin, end);
}
export function digamma_f64(x: usize, out: usize, begin: i32, end: i32): void {
  mapOne<Digamma, f64>(x, out, begin, end);
}

/** i32, wrapping. */
export function neg_i32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Neg, i32>(x, out, begin, end);
}
export function abs_i32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Abs, i32>(x, out, begin, end);
}
export function square_i32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Square, i32>(x, out, begin, end);
}
export function relu_i32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Relu, i32>(x, out, begin, end);
}
export function sign_i32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Sign, i32>(x, out, begin, end);
}
export function bitwise_not_i32(x: usize, out: usize, begin: i32, end: i32): void {
  map<Not, i32>(x, out, begin, end);
}

/** The n-th derivative of digamma, n > 0. */
export function polygamma_f32(x: usize, out: usize, n: i32, begin: i32, end: i32): void {
  polygammaOf<f32>(x, out, n, begin, end);
}
export function polygamma_f64(x: usize, out: usize, n: i32, begin: i32, end: i32): void {
  polygammaOf<f64>(x, out, n, begin, end);
}

function polygammaOf<T>(x: usize, out: usize, n: i32, begin: i32, end: i32): void {
  for (let i = <usize>begin; i < <usize>end; i++) {
    store<T>(out + i * sizeof<T>(), <T>polygamma(n, <f64>load<T>(x + i * sizeof<T>())));
  }
}
