// Poisson numbers, as PyTorch 1.13 draws them on the CPU.
import { expF64, logF64 } from "../math/f64";
import { drawDouble } from "./random-mt";

// @ts-ignore: decorator
@inline
function log(x: f64): f64 {
  return f64x2.extract_lane(logF64(f64x2.splat(x)), 0);
}

/** From here on the asymptotic series of log(k!) is exact to double precision. */
const SERIES_FROM: f64 = 16;

/** log(k!) for whole k: Stirling's series, or the product itself while it is short. */
function logFactorial(k: f64): f64 {
  if (k < SERIES_FROM) {
    let product: f64 = 1;
    for (let i: f64 = 2; i <= k; i++) product *= i;
    return log(product);
  }
  const r = 1 / k;
  const r2 = r * r;
  const rest = r * (1.0 / 12 - r2 * (1.0 / 360 - r2 * (1.0 / 1260 - r2 * (1.0 / 1680 - r2 * (1.0 / 1188)))));
  return (k + 0.5) * log(k) - k + 0.9189385332046727 + rest; // log(2 pi) / 2
}

/** Counts how many uniforms can be multiplied before the product falls to exp(-rate). */
function bySteps(state: usize, rate: f64): f64 {
  const limit = f64x2.extract_lane(expF64(f64x2.splat(-rate)), 0);
  let count: f64 = 0;
  for (let product = drawDouble(state); product > limit; product *= drawDouble(state)) count++;
  return count;
}

/** Hörmann's transformed rejection (PTRS, 1993): two uniforms a try, whatever the rate. */
function byRejection(state: usize, rate: f64): f64 {
  const root = Math.sqrt(rate);
  const logRate = log(rate);
  const b = 0.931 + 2.53 * root;
  const a = -0.059 + 0.02483 * b;
  const logInverseAlpha = log(1.1239 + 1.1328 / (b - 3.4));
  const sure = 0.9277 - 3.6224 / (b - 2);
  while (true) {
    const u = drawDouble(state) - 0.5;
    const v = drawDouble(state);
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + rate + 0.43);
    if (us >= 0.07 && v <= sure) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (log(v) + logInverseAlpha - log(a / (us * us) + b) <= -rate + k * logRate - logFactorial(k)) return k;
  }
}

/** One number for each of n finite rates, none of them negative. */
export function poisson_f64(state: usize, rates: usize, out: usize, n: i32): void {
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 3;
    const rate = load<f64>(rates + at);
    store<f64>(out + at, rate >= 10 ? byRejection(state, rate) : rate == 0 ? 0 : bySteps(state, rate));
  }
}
