// Optimiser steps fused over one parameter, in place. Hyperparameters arrive in float64 and round once where PyTorch's
// single-tensor implementations round; the order of operations is theirs.
import { lanes, storeUpTo } from "../lanes";

/*
 * g = -g                                  maximize
 * g = g + weight_decay * p                weight_decay != 0
 * buf = g                                 momentum != 0, first step
 * buf = momentum * buf + (1 - dampening) * g     later steps
 * g = nesterov ? g + momentum * buf : buf
 * p = p - lr * g
 */
// @ts-ignore: decorator
@inline
function sgd<T>(
  p: usize, g: usize, buf: usize, lr: f64, momentum: f64, dampening: f64, weightDecay: f64,
  nesterov: i32, first: i32, maximize: i32, begin: i32, end: i32,
): void {
  const rate = v128.splat<T>(<T>-lr);
  const keep = v128.splat<T>(<T>momentum);
  const fresh = v128.splat<T>(<T>(1 - dampening));
  const decay = v128.splat<T>(<T>weightDecay);
  for (let i = begin; i < end; i += lanes<T>()) {
    const at = <usize>i * sizeof<T>();
    const left = end - i;
    const x = v128.load(p + at);
    let d = v128.load(g + at);
    if (maximize) d = v128.neg<T>(d);
    if (weightDecay != 0) d = v128.add<T>(d, v128.mul<T>(decay, x));
    if (buf) {
      let b = d;
      if (!first) b = v128.add<T>(v128.mul<T>(v128.load(buf + at), keep), v128.mul<T>(fresh, d));
      storeUpTo<T>(buf + at, b, left);
      d = nesterov ? v128.add<T>(d, v128.mul<T>(keep, b)) : b;
    }
    storeUpTo<T>(p + at, v128.add<T>(x, v128.mul<T>(rate, d)), left);
  }
}

/*
 * g = -g                                  maximize
 * p = p * (1 - lr * weight_decay)         decoupled (AdamW)
 * g = g + weight_decay * p                otherwise, weight_decay != 0
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g * g
 * vmax = max(vmax, v), used for v below   amsgrad
 * p = p - lr / bias1 * m / (sqrt(v) / sqrt(bias2) + eps)
 */
// @ts-ignore: decorator
@inline
function adam<T>(
  p: usize, g: usize, m: usize, v: usize, vmax: usize, lr: f64, beta1: f64, beta2: f64, eps: f64, weightDecay: f64,
  decoupled: i32, maximize: i32, bias1: f64, bias2: f64, begin: i32, end: i32,
): void {
  const keep1 = v128.splat<T>(<T>beta1);
  const fresh1 = v128.splat<T>(<T>(1 - beta1));
  const keep2 = v128.splat<T>(<T>beta2);
  const fresh2 = v128.splat<T>(<T>(1 - beta2));
  const step = v128.splat<T>(<T>-(lr / bias1));
  const root = v128.splat<T>(<T>sqrt<f64>(bias2));
  const small = v128.splat<T>(<T>eps);
  const decay = v128.splat<T>(<T>(decoupled ? 1 - lr * weightDecay : weightDecay));
  for (let i = begin; i < end; i += lanes<T>()) {
    const at = <usize>i * sizeof<T>();
    const left = end - i;
    let x = v128.load(p + at);
    let d = v128.load(g + at);
    if (maximize) d = v128.neg<T>(d);
    if (decoupled) x = v128.mul<T>(x, decay);
    else if (weightDecay != 0) d = v128.add<T>(d, v128.mul<T>(decay, x));
    const mean = v128.add<T>(v128.mul<T>(v128.load(m + at), keep1), v128.mul<T>(fresh1, d));
    let square = v128.add<T>(v128.mul<T>(v128.load(v + at), keep2), v128.mul<T>(v128.mul<T>(fresh2, d), d));
    storeUpTo<T>(m + at, mean, left);
    storeUpTo<T>(v + at, square, left);
    if (vmax) {
      square = v128.max<T>(v128.load(vmax + at), square);
      storeUpTo<T>(vmax + at, square, left);
    }
    const denom = v128.add<T>(v128.div<T>(v128.sqrt<T>(square), root), small);
    storeUpTo<T>(p + at, v128.add<T>(x, v128.div<T>(v128.mul<T>(step, mean), denom)), left);
  }
}

/** SGD: buf is 0 without momentum, otherwise the momentum buffer, which the `first` step fills with the gradient. */
export function sgd_f32(p: usize, g: usize, buf: usize, lr: f64, momentum: f64, dampening: f64, weight_decay: f64, nesterov: i32, first: i32, maximize: i32, begin: i32, end: i32): void { sgd<f32>(p, g, buf, lr, momentum, dampening, weight_decay, nesterov, first, maximize, begin, end); }
export function sgd_f64(p: usize, g: usize, buf: usize, lr: f64, momentum: f64, dampening: f64, weight_decay: f64, nesterov: i32, first: i32, maximize: i32, begin: i32, end: i32): void { sgd<f64>(p, g, buf, lr, momentum, dampening, weight_decay, nesterov, first, maximize, begin, end); }

/** Adam and AdamW (decoupled): vmax is 0 without amsgrad; bias1 = 1 - beta1^t, bias2 = 1 - beta2^t at step t. */
export function adam_f32(p: usize, g: usize, m: usize, v: usize, vmax: usize, lr: f64, beta1: f64, beta2: f64, eps: f64, weight_decay: f64, decoupled: i32, maximize: i32, bias1: f64, bias2: f64, begin: i32, end: i32): void { adam<f32>(p, g, m, v, vmax, lr, beta1, beta2, eps, weight_decay, decoupled, maximize, bias1, bias2, begin, end); }
export function adam_f64(p: usize, g: usize, m: usize, v: usize, vmax: usize, lr: f64, beta1: f64, beta2: f64, eps: f64, weight_decay: f64, decoupled: i32, maximize: i32, bias1: f64, bias2: f64, begin: i32, end: i32): void { adam<f64>(p, g, m, v, vmax, lr, beta1, beta2, eps, weight_decay, decoupled, maximize, bias1, bias2, begin, end); }
