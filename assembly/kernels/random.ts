// Fills from the generator: PyTorch 1.13's CPU derivations, draw for draw.
import { draw, draw64, drawDouble, drawUnit } from "./random-mt";
import { logF64 } from "../math/f64";
import { normalFill, uniformFill } from "./random-normal";

export { mt_seed } from "./random-mt";

/** The next word. */
export function mt_u32(state: usize): u32 {
  return draw(state);
}

/** A draw of int64's random_(): two words, of which the second, the low one, is what seeds a generator. */
export function random64(state: usize): u32 {
  return <u32>draw64(state);
}

/** Uniform over [from, to): one word each in float32, two in float64. */
export function uniform_f32(state: usize, out: usize, from: f64, to: f64, n: i32): void { uniformFill<f32>(state, out, from, to, n); }
export function uniform_f64(state: usize, out: usize, from: f64, to: f64, n: i32): void { uniformFill<f64>(state, out, from, to, n); }

/** Normal: below 16 values one by one, through the kept one; from 16 on in chunks. */
export function normal_f32(state: usize, out: usize, mean: f64, std: f64, n: i32): void { normalFill<f32>(state, out, mean, std, n); }
export function normal_f64(state: usize, out: usize, mean: f64, std: f64, n: i32): void { normalFill<f64>(state, out, mean, std, n); }

/** Integers low .. low + range - 1, range <= 2^32: a word modulo the range, two words for the whole of 2^32. */
export function randint_i32(state: usize, out: usize, low: f64, range: f64, n: i32): void {
  const base = <i32>(<i64>low);
  const size = <u64>range;
  for (let i = 0; i < n; i++) {
    const word = size >> 32 ? <u32>(draw64(state) % size) : draw(state) % <u32>size;
    store<i32>(out + (<usize>i << 2), base + <i32>word);
  }
}

/** A permutation of 0 .. n - 1: n - 1 swaps with a place not before. */
export function randperm_i32(state: usize, out: usize, n: i32): void {
  for (let i = 0; i < n; i++) store<i32>(out + (<usize>i << 2), i);
  for (let i = 0; i < n - 1; i++) {
    const here = out + (<usize>i << 2);
    const there = here + (<usize>(draw(state) % <u32>(n - i)) << 2);
    const value = load<i32>(here);
    store<i32>(here, load<i32>(there));
    store<i32>(there, value);
  }
}

// @ts-ignore: decorator
@inline
function bernoulli<T>(state: usize, out: usize, p: f64, n: i32): void {
  for (let i = 0; i < n; i++) store<T>(out + <usize>i * sizeof<T>(), <T>(drawDouble(state) < p));
}

// @ts-ignore: decorator
@inline
function bernoulliOf<P, T>(state: usize, p: usize, out: usize, n: i32): void {
  for (let i = 0; i < n; i++) {
    const x = drawUnit<P>(state);
    store<T>(out + <usize>i * sizeof<T>(), <T>(x < load<P>(p + <usize>i * sizeof<P>())));
  }
}

/** 1 with probability p, else 0: a scalar p is compared with a double (two words), whatever the output's dtype. */
export function bernoulli_f32(state: usize, out: usize, p: f64, n: i32): void { bernoulli<f32>(state, out, p, n); }
export function bernoulli_f64(state: usize, out: usize, p: f64, n: i32): void { bernoulli<f64>(state, out, p, n); }
export function bernoulli_i32(state: usize, out: usize, p: f64, n: i32): void { bernoulli<i32>(state, out, p, n); }
export function bernoulli_u8(state: usize, out: usize, p: f64, n: i32): void { bernoulli<u8>(state, out, p, n); }

/** A probability for each element; the draw has the dtype of p (one word in float32, two in float64). */
export function bernoulli_p_f32(state: usize, p: usize, out: usize, n: i32): void { bernoulliOf<f32, f32>(state, p, out, n); }
export function bernoulli_p_f64(state: usize, p: usize, out: usize, n: i32): void { bernoulliOf<f64, f64>(state, p, out, n); }

/** -log(1 - u) / lambda, u a double: two words each. */
// @ts-ignore: decorator
@inline
function exponential<T>(state: usize, out: usize, lambda: f64, n: i32): void {
  for (let i = 0; i < n; i++) {
    const log = f64x2.extract_lane(logF64(f64x2.splat(1 - drawDouble(state))), 0);
    store<T>(out + <usize>i * sizeof<T>(), <T>((-1 / lambda) * log));
  }
}

export function exponential_f32(state: usize, out: usize, lambda: f64, n: i32): void { exponential<f32>(state, out, lambda, n); }
export function exponential_f64(state: usize, out: usize, lambda: f64, n: i32): void { exponential<f64>(state, out, lambda, n); }

/** The first place whose cumulative weight is not below u. */
// @ts-ignore: decorator
@inline
function slot<T>(cumulative: usize, size: i32, u: f64): i32 {
  let left = 0;
  let right = size;
  while (left < right) {
    const middle = left + ((right - left) >> 1);
    if (<f64>load<T>(cumulative + <usize>middle * sizeof<T>()) < u) left = middle + 1;
    else right = middle;
  }
  return left;
}

// @ts-ignore: decorator
@inline
function multinomial<T>(state: usize, weights: usize, scratch: usize, out: usize, size: i32, n: i32): void {
  let sum: T = 0;
  for (let i = 0; i < size; i++) {
    sum += load<T>(weights + <usize>i * sizeof<T>());
    store<T>(scratch + <usize>i * sizeof<T>(), sum);
  }
  for (let i = 0; i < size - 1; i++) {
    const p = scratch + <usize>i * sizeof<T>();
    store<T>(p, load<T>(p) / sum);
  }
  store<T>(scratch + <usize>(size - 1) * sizeof<T>(), 1);
  for (let i = 0; i < n; i++) store<i32>(out + (<usize>i << 2), slot<T>(scratch, size, drawDouble(state)));
}

/** n draws with replacement from one row of `size` weights (sum above 0); `scratch` holds `size` elements; two words each. */
export function multinomial_f32(state: usize, weights: usize, scratch: usize, out: usize, size: i32, n: i32): void { multinomial<f32>(state, weights, scratch, out, size, n); }
export function multinomial_f64(state: usize, weights: usize, scratch: usize, out: usize, size: i32, n: i32): void { multinomial<f64>(state, weights, scratch, out, size, n); }
