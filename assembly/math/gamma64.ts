// The logarithm of the gamma function and its derivatives, one f64 at a time: shifted up by the recurrence until the
// asymptotic series holds (Abramowitz and Stegun 6.1.40, 6.3.18, 23.2), and reflected where the argument is negative.

import { log1pF64, logF64 } from "./f64";
import { trig } from "./trig64";

const SHIFT: f64 = 12;

function log(x: f64): f64 {
  return f64x2.extract_lane(logF64(f64x2.splat(x)), 0);
}

function log1p(x: f64): f64 {
  return f64x2.extract_lane(log1pF64(f64x2.splat(x)), 0);
}

/** q^-s for small integers s. */
function inversePower(q: f64, s: i32): f64 {
  let power: f64 = 1;
  for (; s > 0; s--) power *= q;
  return 1 / power;
}

/** sin(pi x), exact at integers and halves however large x is. */
function sinPi(x: f64): f64 {
  const r = x - 2 * nearest(x * 0.5);
  return trig(Math.PI * (r > 0.5 ? 1 - r : r < -0.5 ? -1 - r : r), 0);
}

function stirling(x: f64): f64 {
  const r = 1 / (x * x);
  let s = -1.0 / 360360 * 691;
  s = s * r + 1.0 / 1188;
  s = s * r - 1.0 / 1680;
  s = s * r + 1.0 / 1260;
  s = s * r - 1.0 / 360;
  s = s * r + 1.0 / 12;
  return (x - 0.5) * log(x) - x + 0.9189385332046727 + s / x;
}

/** By its series around 1, where both the function and its argument's distance are small; |e| < 1/4. */
function aroundOne(e: f64): f64 {
  let power = -e;
  let sum = -0.5772156649015329 * e;
  for (let k = 2; k < 40; k++) {
    power *= -e;
    sum += power * zeta(k, 1) / <f64>k;
  }
  return sum;
}

export function lgamma(x: f64): f64 {
  if (x != x) return x;
  if (abs(x) == Infinity) return Infinity;
  if (x <= 0) {
    if (x == floor(x)) return Infinity;
    if (x > -1e-17) return -log(-x);
    return 1.1447298858494002 - log(abs(sinPi(x))) - lgamma(1 - x);
  }
  if (abs(x - 1) < 0.25) return aroundOne(x - 1);
  if (abs(x - 2) < 0.25) return aroundOne(x - 2) + log1p(x - 2);
  let product: f64 = 1;
  while (x < SHIFT) product *= x++;
  return stirling(x) - log(product);
}

export function digamma(x: f64): f64 {
  if (x == 0) return 1 / -x;
  if (x < 0) {
    if (x == floor(x)) return NaN;
    return digamma(1 - x) - Math.PI * sinPi(x + 0.5) / sinPi(x);
  }
  let below: f64 = 0;
  while (x < SHIFT) below += 1 / x++;
  const r = 1 / (x * x);
  let s = 691.0 / 32760;
  s = s * r - 1.0 / 132;
  s = s * r + 1.0 / 240;
  s = s * r - 1.0 / 252;
  s = s * r + 1.0 / 120;
  s = s * r - 1.0 / 12;
  return log(x) - 0.5 / x + s * r - below;
}

/** Hurwitz' zeta function, the sum of (q + k)^-s over k = 0, 1, ..., for integers s > 1 (Euler and Maclaurin). */
function zeta(n: i32, q: f64): f64 {
  if (q <= 0 && q == floor(q)) return Infinity;
  const s = <f64>n;
  let sum: f64 = 0;
  while (q < SHIFT) sum += inversePower(q++, n);
  const power = inversePower(q, n);
  const r = 1 / (q * q);
  // B(2j) / (2j)! s (s + 1) ... (s + 2j - 2) q^(1 - s - 2j)
  let term = s / q;
  let tail = term / 12;
  term *= (s + 1) * (s + 2) * r;
  tail -= term / 720;
  term *= (s + 3) * (s + 4) * r;
  tail += term / 30240;
  term *= (s + 5) * (s + 6) * r;
  tail -= term / 1209600;
  term *= (s + 7) * (s + 8) * r;
  tail += term / 47900160;
  return sum + power * (q / (s - 1) + 0.5 + tail);
}

/** The n-th derivative of digamma, n > 0. */
export function polygamma(n: i32, x: f64): f64 {
  if (n == 1 && x < 0.5) {
    const sine = sinPi(x);
    return Math.PI * Math.PI / (sine * sine) - zeta(2, 1 - x);
  }
  let factor: f64 = n & 1 ? 1 : -1;
  for (let k = 2; k <= n; k++) factor *= <f64>k;
  return factor * zeta(n + 1, x);
}
