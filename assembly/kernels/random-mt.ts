/*
 * PyTorch's CPU generator, mt19937 (Matsumoto and Nishimura, 1998), with its state in memory:
 *
 *      0                                2496     2500        2504              2512
 *      +--------------------------------+--------+-----------+-----------------+
 *      | 624 words: u32                 | next   | hasNormal | normal          |
 *      |                                | i32    | i32       | f64             |
 *      +--------------------------------+--------+-----------+-----------------+
 *
 * `next` is the first word not handed out yet; 624 when the words must be renewed. `normal` is the second value of
 * the last single normal draw, kept for the next one.
 */
export const WORDS: i32 = 624;
const SHIFT: i32 = 397;
const NEXT: usize = 2496;
const HAS_NORMAL: usize = 2500;
const NORMAL: usize = 2504;

/** Starts the stream of a seed and forgets a kept normal. */
export function mt_seed(state: usize, seed: u32): void {
  let word = seed;
  store<u32>(state, word);
  for (let i = 1; i < WORDS; i++) {
    word = 1812433253 * (word ^ (word >> 30)) + <u32>i;
    store<u32>(state + (<usize>i << 2), word);
  }
  store<i32>(state, WORDS, NEXT);
  store<i32>(state, 0, HAS_NORMAL);
}

/** Words i .. i + 3 of the next round; `shifted` are the words 397 further on, modulo 624. */
// @ts-ignore: decorator
@inline
function renew4(p: usize, shifted: usize): void {
  const high = v128.and(v128.load(p), i32x4.splat(0x80000000));
  const next = v128.load(p, 4);
  const y = v128.or(high, v128.and(next, i32x4.splat(0x7fffffff)));
  const odd = i32x4.neg(v128.and(next, i32x4.splat(1)));
  const mixed = v128.xor(i32x4.shr_u(y, 1), v128.and(odd, i32x4.splat(0x9908b0df)));
  v128.store(p, v128.xor(v128.load(shifted), mixed));
}

// @ts-ignore: decorator
@inline
function renew1(p: usize, next: usize, shifted: usize): void {
  const low = load<u32>(next);
  const y = (load<u32>(p) & 0x80000000) | (low & 0x7fffffff);
  store<u32>(p, load<u32>(shifted) ^ (y >> 1) ^ ((0 - (low & 1)) & 0x9908b0df));
}

/** Renews all words. Word i needs i + 1 of the old round, so vectors run forward and the last word stands alone. */
function renew(state: usize): void {
  const wrap = <usize>(WORDS - SHIFT) << 2;
  const ahead = <usize>SHIFT << 2;
  let p = state;
  for (const stop = state + wrap - 12; p < stop; p += 16) renew4(p, p + ahead);
  for (const stop = state + wrap; p < stop; p += 4) renew1(p, p + 4, p + ahead);
  const last = state + (<usize>(WORDS - 1) << 2);
  for (; p < last; p += 16) renew4(p, p - wrap);
  renew1(last, state, last - wrap);
  store<i32>(state, 0, NEXT);
}

// @ts-ignore: decorator
@inline
export function draw(state: usize): u32 {
  let next = load<i32>(state, NEXT);
  if (next >= WORDS) {
    renew(state);
    next = 0;
  }
  store<i32>(state, next + 1, NEXT);
  let y = load<u32>(state + (<usize>next << 2));
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return y ^ (y >> 18);
}

/** Two words, the first one high. */
// @ts-ignore: decorator
@inline
export function draw64(state: usize): u64 {
  const high = <u64>draw(state);
  return (high << 32) | <u64>draw(state);
}

/** A double in [0, 1) from two words. */
// @ts-ignore: decorator
@inline
export function drawDouble(state: usize): f64 {
  return <f64>(<i64>(draw64(state) & 0x1fffffffffffff)) * 1.1102230246251565e-16;
}

/** A float in [0, 1) from one word. */
// @ts-ignore: decorator
@inline
export function drawFloat(state: usize): f32 {
  return <f32>(<i32>(draw(state) & 0xffffff)) * 5.9604644775390625e-8;
}

/** drawFloat or drawDouble, as T asks. */
// @ts-ignore: decorator
@inline
export function drawUnit<T>(state: usize): T {
  if (sizeof<T>() == 4) return <T>drawFloat(state);
  return <T>drawDouble(state);
}

/** How many words can be had before the next renewal (at least one), up to `wanted`; their address is the state's `next`. */
// @ts-ignore: decorator
@inline
export function reserve(state: usize, wanted: i32): i32 {
  if (load<i32>(state, NEXT) >= WORDS) renew(state);
  return min(wanted, WORDS - load<i32>(state, NEXT));
}

// @ts-ignore: decorator
@inline
export function reserved(state: usize): usize {
  return state + (<usize>load<i32>(state, NEXT) << 2);
}

// @ts-ignore: decorator
@inline
export function consume(state: usize, count: i32): void {
  store<i32>(state, load<i32>(state, NEXT) + count, NEXT);
}

/** drawFloat for four reserved words. */
// @ts-ignore: decorator
@inline
export function floats4(p: usize): v128 {
  let y = v128.load(p);
  y = v128.xor(y, i32x4.shr_u(y, 11));
  y = v128.xor(y, v128.and(i32x4.shl(y, 7), i32x4.splat(0x9d2c5680)));
  y = v128.xor(y, v128.and(i32x4.shl(y, 15), i32x4.splat(0xefc60000)));
  y = v128.xor(y, i32x4.shr_u(y, 18));
  y = v128.and(y, i32x4.splat(0xffffff));
  return f32x4.mul(f32x4.convert_i32x4_s(y), f32x4.splat(5.9604644775390625e-8));
}

// @ts-ignore: decorator
@inline
export function hasNormal(state: usize): bool {
  return load<i32>(state, HAS_NORMAL) != 0;
}

// @ts-ignore: decorator
@inline
export function takeNormal(state: usize): f64 {
  store<i32>(state, 0, HAS_NORMAL);
  return load<f64>(state, NORMAL);
}

// @ts-ignore: decorator
@inline
export function keepNormal(state: usize, value: f64): void {
  store<i32>(state, 1, HAS_NORMAL);
  store<f64>(state, value, NORMAL);
}
