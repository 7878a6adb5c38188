// Gradients of unary functions, fused: op_grad_dtype(saved, dy, out, begin, end). `y` is a saved output, `x` an input.
import { mapGrad } from "../drivers/unary";

/** dy y (1 - y) */
@final @unmanaged
class Sigmoid {
  @inline
  grad<T>(y: v128, dy: v128): v128 {
    return v128.mul<T>(v128.mul<T>(dy, v128.sub<T>(v128.splat<T>(<T>1), y)), y);
  }
}

/** dy (1 - y^2) */
@final @unmanaged
class Tanh {
  @inline
  grad<T>(y: v128, dy: v128): v128 {
    return v128.mul<T>(dy, v128.sub<T>(v128.splat<T>(<T>1), v128.mul<T>(y, y)));
  }
}

/** 0 where the saved input or output is <= 0; NaN lets dy through. */
@final @unmanaged
class Relu {
  @inline
  grad<T>(x: v128, dy: v128): v128 {
    return v128.andnot(dy, v128.le<T>(x, v128.splat<T>(<T>0)));
  }
}

@final @unmanaged
class Exp {
  @inline
  grad<T>(y: v128, dy: v128): v128 {
    return v128.mul<T>(dy, y);
  }
}

@final @unmanaged
class Log {
  @inline
  grad<T>(x: v128, dy: v128): v128 {
    return v128.div<T>(dy, x);
  }
}

/** dy / (2 y) */
@final @unmanaged
class Sqrt {
  @inline
  grad<T>(y: v128, dy: v128): v128 {
    return v128.div<T>(dy, v128.add<T>(y, y));
  }
}

/** dy sign(x) */
@final @unmanaged
class Abs {
  @inline
  grad<T>(x: v128, dy: v128): v128 {
    const zero = v128.splat<T>(<T>0);
    const one = v128.splat<T>(<T>1);
    const up = v128.and(v128.gt<T>(x, zero), one);
    return v128.mul<T>(dy, v128.sub<T>(up, v128.and(v128.lt<T>(x, zero), one)));
  }
}

/** 2 x dy */
@final @unmanaged
class Square {
  @inline
  grad<T>(x: v128, dy: v128): v128 {
    return v128.mul<T>(dy, v128.add<T>(x, x));
  }
}

/** -y^2 dy */
@final @unmanaged
class Reciprocal {
  @inline
  grad<T>(y: v128, dy: v128): v128 {
    return v128.mul<T>(v128.neg<T>(dy), v128.mul<T>(y, y));
  }
}

/** -y^3 dy / 2 */
@final @unmanaged
class Rsqrt {
  @inline
  grad<T>(y: v128, dy: v128): v128 {
    return v128.mul<T>(v128.mul<T>(dy, v128.splat<T>(<T>-0.5)), v128.mul<T>(v128.mul<T>(y, y), y));
  }
}

export function sigmoid_grad_f32(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Sigmoid, f32>(saved, dy, out, begin, end);
}
export function tanh_grad_f32(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Tanh, f32>(saved, dy, out, begin, end);
}
export function relu_grad_f32(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Relu, f32>(saved, dy, out, begin, end);
}
export function exp_grad_f32(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Exp, f32>(saved, dy, out, begin, end);
}
export function log_grad_f32(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Log, f32>(saved, dy, out, begin, end);
}
export function sqrt_grad_f32(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Sqrt, f32>(saved, dy, out, begin, end);
}
export function abs_grad_f32(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Abs, f32>(saved, dy, out, begin, end);
}
export function square_grad_f32(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Square, f32>(saved, dy, out, begin, end);
}
export function reciprocal_grad_f32(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Reciprocal, f32>(saved, dy, out, begin, end);
}
export function rsqrt_grad_f32(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Rsqrt, f32>(saved, dy, out, begin, end);
}

export function sigmoid_grad_f64(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Sigmoid, f64>(saved, dy, out, begin, end);
}
export function tanh_grad_f64(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Tanh, f64>(saved, dy, out, begin, end);
}
export function relu_grad_f64(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Relu, f64>(saved, dy, out, begin, end);
}
export function exp_grad_f64(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Exp, f64>(saved, dy, out, begin, end);
}
export function log_grad_f64(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Log, f64>(saved, dy, out, begin, end);
}
export function sqrt_grad_f64(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Sqrt, f64>(saved, dy, out, begin, end);
}
export function abs_grad_f64(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Abs, f64>(saved, dy, out, begin, end);
}
export function square_grad_f64(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Square, f64>(saved, dy, out, begin, end);
}
export function reciprocal_grad_f64(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Reciprocal, f64>(saved, dy, out, begin, end);
}
export function rsqrt_grad_f64(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  mapGrad<Rsqrt, f64>(saved, dy, out, begin, end);
}
