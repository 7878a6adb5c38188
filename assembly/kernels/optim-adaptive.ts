// Steps of the adaptive optimisers, fused over one parameter, in place, like those of optim.ts.
import { lanes, storeUpTo } from "../lanes";

/** g = -g (maximize), g = g + weight_decay * p */
// @ts-ignore: decorator
@inline
function gradient<T>(g: usize, x: v128, weightDecay: f64, maximize: i32): v128 {
  let d = v128.load(g);
  if (maximize) d = v128.neg<T>(d);
  if (weightDecay != 0) d = v128.add<T>(d, v128.mul<T>(v128.splat<T>(<T>weightDecay), x));
  return d;
}

/** keep * state + fresh, stored. */
// @ts-ignore: decorator
@inline
function blend<T>(state: usize, keep: v128, fresh: v128, left: i32): v128 {
  const next = v128.add<T>(v128.mul<T>(v128.load(state), keep), fresh);
  storeUpTo<T>(state, next, left);
  return next;
}

/*
 * Adagrad (keep = fresh = 1) and RMSprop (keep = alpha, fresh = 1 - alpha):
 * s = keep * s + fresh * g * g
 * a = keep * a + fresh * g; s - a * a takes the place of s below     centered
 * d = g / (sqrt(s) + eps)
 * buf = momentum * buf + d; it takes the place of d below            momentum
 * p = p - lr * d
 */
// @ts-ignore: decorator
@inline
function rms<T>(
  p: usize, g: usize, s: usize, a: usize, buf: usize, lr: f64, keep: f64, fresh: f64, eps: f64, weightDecay: f64,
  momentum: f64, maximize: i32, begin: i32, end: i32,
): void {
  const kept = v128.splat<T>(<T>keep);
  const part = v128.splat<T>(<T>fresh);
  const rate = v128.splat<T>(<T>-lr);
  const small = v128.splat<T>(<T>eps);
  for (let i = begin; i < end; i += lanes<T>()) {
    const at = <usize>i * sizeof<T>();
    const left = end - i;
    const x = v128.load(p + at);
    const d = gradient<T>(g + at, x, weightDecay, maximize);
    let square = blend<T>(s + at, kept, v128.mul<T>(v128.mul<T>(part, d), d), left);
    if (a) {
      const mean = blend<T>(a + at, kept, v128.mul<T>(part, d), left);
      square = v128.sub<T>(square, v128.mul<T>(mean, mean));
    }
    let step = v128.div<T>(d, v128.add<T>(v128.sqrt<T>(square), small));
    if (buf) step = blend<T>(buf + at, v128.splat<T>(<T>momentum), step, left);
    storeUpTo<T>(p + at, v128.add<T>(x, v128.mul<T>(rate, step)), left);
  }
}

/*
 * NAdam and RAdam, which differ in their factors:
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g * g
 * d = sqrt(v / bias2) + eps, or 1 where `plain`
 * p = p + direct * g / d + mean * m / d
 */
// @ts-ignore: decorator
@inline
function moments<T>(
  p: usize, g: usize, m: usize, v: usize, beta1: f64, beta2: f64, bias2: f64, eps: f64, weightDecay: f64, direct: f64,
  mean: f64, plain: i32, maximize: i32, begin: i32, end: i32,
): void {
  const keep1 = v128.splat<T>(<T>beta1);
  const fresh1 = v128.splat<T>(<T>(1 - beta1));
  const keep2 = v128.splat<T>(<T>beta2);
  const fresh2 = v128.splat<T>(<T>(1 - beta2));
  const scale = v128.splat<T>(<T>bias2);
  const small = v128.splat<T>(<T>eps);
  for (let i = begin; i < end; i += lanes<T>()) {
    const at = <usize>i * sizeof<T>();
    const left = end - i;
    let x = v128.load(p + at);
    const d = gradient<T>(g + at, x, weightDecay, maximize);
    const first = blend<T>(m + at, keep1, v128.mul<T>(fresh1, d), left);
    const second = blend<T>(v + at, keep2, v128.mul<T>(v128.mul<T>(fresh2, d), d), left);
    let denom = v128.splat<T>(<T>1);
    if (!plain) denom = v128.add<T>(v128.sqrt<T>(v128.div<T>(second, scale)), small);
    if (direct != 0) x = v128.add<T>(x, v128.div<T>(v128.mul<T>(v128.splat<T>(<T>direct), d), denom));
    storeUpTo<T>(p + at, v128.add<T>(x, v128.div<T>(v128.mul<T>(v128.splat<T>(<T>mean), first), denom)), left);
  }
}

/*
 * Adadelta:
 * v = rho * v + (1 - rho) * g * g
 * d = sqrt(u + eps) / sqrt(v + eps) * g
 * u = rho * u + (1 - rho) * d * d
 * p = p - lr * d
 */
// @ts-ignore: decorator
@inline
function adadelta<T>(
  p: usize, g: usize, v: usize, u: usize, lr: f64, rho: f64, eps: f64, weightDecay: f64, maximize: i32, begin: i32, end: i32,
): void {
  const kept = v128.splat<T>(<T>rho);
  const part = v128.splat<T>(<T>(1 - rho));
  const rate = v128.splat<T>(<T>-lr);
  const small = v128.splat<T>(<T>eps);
  for (let i = begin; i < end; i += lanes<T>()) {
    const at = <usize>i * sizeof<T>();
    const left = end - i;
    const x = v128.load(p + at);
    const d = gradient<T>(g + at, x, weightDecay, maximize);
    const square = blend<T>(v + at, kept, v128.mul<T>(v128.mul<T>(part, d), d), left);
    const past = v128.sqrt<T>(v128.add<T>(v128.load(u + at), small));
    const delta = v128.mul<T>(v128.div<T>(past, v128.sqrt<T>(v128.add<T>(square, small))), d);
    blend<T>(u + at, kept, v128.mul<T>(v128.mul<T>(part, delta), delta), left);
    storeUpTo<T>(p + at, v128.add<T>(x, v128.mul<T>(rate, delta)), left);
  }
}

/*
 * Adamax:
 * m = beta1 * m + (1 - beta1) * g
 * u = max(beta2 * u, |g| + eps)
 * p = p - rate * m / u
 */
// @ts-ignore: decorator
@inline
function adamax<T>(
  p: usize, g: usize, m: usize, u: usize, rate: f64, beta1: f64, beta2: f64, eps: f64, weightDecay: f64, maximize: i32,
  begin: i32, end: i32,
): void {
  const keep1 = v128.splat<T>(<T>beta1);
  const fresh1 = v128.splat<T>(<T>(1 - beta1));
  const keep2 = v128.splat<T>(<T>beta2);
  const step = v128.splat<T>(<T>-rate);
  const small = v128.splat<T>(<T>eps);
  for (let i = begin; i < end; i += lanes<T>()) {
    const at = <usize>i * sizeof<T>();
    const left = end - i;
    const x = v128.load(p + at);
    const d = gradient<T>(g + at, x, weightDecay, maximize);
    const first = blend<T>(m + at, keep1, v128.mul<T>(fresh1, d), left);
    const norm = v128.max<T>(v128.mul<T>(v128.load(u + at), keep2), v128.add<T>(v128.abs<T>(d), small));
    storeUpTo<T>(u + at, norm, left);
    storeUpTo<T>(p + at, v128.add<T>(x, v128.div<T>(v128.mul<T>(step, first), norm)), left);
  }
}

/** Adagrad and RMSprop: a is 0 unless centered, buf is 0 without momentum. */
export function rms_f32(p: usize, g: usize, s: usize, a: usize, buf: usize, lr: f64, keep: f64, fresh: f64, eps: f64, weight_decay: f64, momentum: f64, maximize: i32, begin: i32, end: i32): void { rms<f32>(p, g, s, a, buf, lr, keep, fresh, eps, weight_decay, momentum, maximize, begin, end); }
export function rms_f64(p: usize, g: usize, s: usize, a: usize, buf: usize, lr: f64, keep: f64, fresh: f64, eps: f64, weight_decay: f64, momentum: f64, maximize: i32, begin: i32, end: i32): void { rms<f64>(p, g, s, a, buf, lr, keep, fresh, eps, weight_decay, momentum, maximize, begin, end); }

/** NAdam and RAdam. */
export function moments_f32(p: usize, g: usize, m: usize, v: usize, beta1: f64, beta2: f64, bias2: f64, eps: f64, weight_decay: f64, direct: f64, mean: f64, plain: i32, maximize: i32, begin: i32, end: i32): void { moments<f32>(p, g, m, v, beta1, beta2, bias2, eps, weight_decay, direct, mean, plain, maximize, begin, end); }
export function moments_f64(p: usize, g: usize, m: usize, v: usize, beta1: f64, beta2: f64, bias2: f64, eps: f64, weight_decay: f64, direct: f64, mean: f64, plain: i32, maximize: i32, begin: i32, end: i32): void { moments<f64>(p, g, m, v, beta1, beta2, bias2, eps, weight_decay, direct, mean, plain, maximize, begin, end); }

export function adadelta_f32(p: usize, g: usize, v: usize, u: usize, lr: f64, rho: f64, eps: f64, weight_decay: f64, maximize: i32, begin: i32, end: i32): void { adadelta<f32>(p, g, v, u, lr, rho, eps, weight_decay, maximize, begin, end); }
export function adadelta_f64(p: usize, g: usize, v: usize, u: usize, lr: f64, rho: f64, eps: f64, weight_decay: f64, maximize: i32, begin: i32, end: i32): void { adadelta<f64>(p, g, v, u, lr, rho, eps, weight_decay, maximize, begin, end); }

/** Adamax: rate = lr / (1 - beta1^t) at step t. */
export function adamax_f32(p: usize, g: usize, m: usize, u: usize, rate: f64, beta1: f64, beta2: f64, eps: f64, weight_decay: f64, maximize: i32, begin: i32, end: i32): void { adamax<f32>(p, g, m, u, rate, beta1, beta2, eps, weight_decay, maximize, begin, end); }
export function adamax_f64(p: usize, g: usize, m: usize, u: usize, rate: f64, beta1: f64, beta2: f64, eps: f64, weight_decay: f64, maximize: i32, begin: i32, end: i32): void { adamax<f64>(p, g, m, u, rate, beta1, beta2, eps, weight_decay, maximize, begin, end); }
