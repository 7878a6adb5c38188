// The reduction loops. Input is [outer, n, inner] in C order, output is [outer, inner].
//
// A reduction is a stateless functor over vectors of T:
//   start()               the accumulator of an empty line
//   skip(about)           an input that step() ignores
//   step(acc, x, about)   takes one more input
//   merge(a, b)           joins two accumulators
//   lossy()               merge() is a rounding addition: block sums are then joined with compensation
//   centred()             reads `about`, one value per line (a mean), else it is unused
import { lanes, storePart } from "../lanes";

/** Steps per accumulator before a block is closed: bounds the rounding error of plain additions. */
const BLOCK: i32 = 16;
/** Rows that one walk across the columns reads: as many streams as prefetchers follow. */
const TALL: i32 = 64;
const ZERO: v128 = i32x4(0, 0, 0, 0);

/** Stores the first `count` lanes, all of them included. */
// @ts-ignore: decorator
@inline
export function storeLanes<T>(p: usize, v: v128, count: i32): void {
  if (count == lanes<T>()) v128.store(p, v);
  else if (sizeof<T>() == 1) storeBytes(p, v, count);
  else storePart<T>(p, v, count);
}

function storeBytes(p: usize, v: v128, count: i32): void {
  for (let i = 0; i < count; ++i) {
    store<u8>(p + i, i8x16.extract_lane_u(v, 0));
    v = i8x16.shuffle(v, v, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0);
  }
}

/** All ones in the first `count` lanes. */
// @ts-ignore: decorator
@inline
export function firstLanes<T>(count: i32): v128 {
  if (sizeof<T>() == 8) return i64x2.lt_s(i64x2(0, 1), i64x2.splat(count));
  if (sizeof<T>() == 4) return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
  return i8x16.lt_s(i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), i8x16.splat(<i8>count));
}

/** What the rounding of next = s + part lost (Knuth's TwoSum). */
// @ts-ignore: decorator
@inline
function lost<T>(s: v128, part: v128, next: v128): v128 {
  const taken = v128.sub<T>(next, s);
  return v128.add<T>(v128.sub<T>(s, v128.sub<T>(next, taken)), v128.sub<T>(part, taken));
}

/** Adds the lost part back; it is NaN once a sum has met an infinity, and then the sum itself is the answer. */
// @ts-ignore: decorator
@inline
function settle<F, T>(s: v128, c: v128): v128 {
  return changetype<F>(0).lossy() ? v128.bitselect(v128.add<T>(s, c), s, v128.eq<T>(c, c)) : s;
}

/** Folds `steps` vectors that lie `stride` bytes apart, lane by lane. */
export function fold<F, T>(p: usize, steps: i32, stride: usize, about: v128): v128 {
  const f = changetype<F>(0);
  let s = f.start();
  let c = ZERO;
  while (steps >= 4) {
    let left = min(steps >> 2, BLOCK);
    steps -= left << 2;
    let a0 = f.start(), a1 = a0, a2 = a0, a3 = a0;
    do {
      a0 = f.step(a0, v128.load(p), about);
      p += stride;
      a1 = f.step(a1, v128.load(p), about);
      p += stride;
      a2 = f.step(a2, v128.load(p), about);
      p += stride;
      a3 = f.step(a3, v128.load(p), about);
      p += stride;
    } while (--left);
    const part = f.merge(f.merge(a0, a1), f.merge(a2, a3));
    const next = f.merge(s, part);
    if (f.lossy()) c = v128.add<T>(c, lost<T>(s, part, next));
    s = next;
  }
  for (; steps > 0; --steps) {
    s = f.step(s, v128.load(p), about);
    p += stride;
  }
  return settle<F, T>(s, c);
}

/** Folds n contiguous elements; every lane of the result holds the answer. */
export function foldRow<F, T>(p: usize, n: i32, about: v128): v128 {
  const f = changetype<F>(0);
  const full = n / lanes<T>();
  const rest = n % lanes<T>();
  let s = fold<F, T>(p, full, 16, about);
  if (rest) {
    const x = v128.load(p + (<usize>full << 4));
    s = f.step(s, v128.bitselect(x, f.skip(about), firstLanes<T>(rest)), about);
  }
  s = f.merge(s, i64x2.shuffle(s, s, 1, 0));
  if (sizeof<T>() <= 4) s = f.merge(s, i32x4.shuffle(s, s, 1, 2, 3, 0));
  if (sizeof<T>() == 1) {
    s = f.merge(s, i16x8.shuffle(s, s, 1, 2, 3, 4, 5, 6, 7, 0));
    s = f.merge(s, i8x16.shuffle(s, s, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0));
  }
  return s;
}

/** Stores lanes of a result, joined with what an earlier block of rows left there unless this block is the first. */
// @ts-ignore: decorator
@inline
function storeResult<F, T, R>(p: usize, v: v128, count: i32, first: bool): void {
  // A result narrower than its input (a count of f64) sits in every other lane.
  if (sizeof<R>() < sizeof<T>()) v = i32x4.shuffle(v, v, 0, 2, 0, 2);
  if (!first) v = changetype<F>(0).merge(v128.load(p), v);
  if (sizeof<R>() < sizeof<T>()) storePart<R>(p, v, count);
  else storeLanes<R>(p, v, count);
}

/** Four vectors of columns, walked down n rows. */
function foldPanel<F, T>(p: usize, out: usize, n: i32, stride: usize, about: usize, first: bool): void {
  const f = changetype<F>(0);
  const m0 = f.centred() ? v128.load(about) : ZERO;
  const m1 = f.centred() ? v128.load(about, 16) : ZERO;
  const m2 = f.centred() ? v128.load(about, 32) : ZERO;
  const m3 = f.centred() ? v128.load(about, 48) : ZERO;
  let s0 = f.start(), s1 = s0, s2 = s0, s3 = s0;
  let c0 = ZERO, c1 = ZERO, c2 = ZERO, c3 = ZERO;
  while (n > 0) {
    let left = min(n, BLOCK);
    n -= left;
    let a0 = f.start(), a1 = a0, a2 = a0, a3 = a0;
    do {
      a0 = f.step(a0, v128.load(p), m0);
      a1 = f.step(a1, v128.load(p, 16), m1);
      a2 = f.step(a2, v128.load(p, 32), m2);
      a3 = f.step(a3, v128.load(p, 48), m3);
      p += stride;
    } while (--left);
    const t0 = f.merge(s0, a0), t1 = f.merge(s1, a1), t2 = f.merge(s2, a2), t3 = f.merge(s3, a3);
    if (f.lossy()) {
      c0 = v128.add<T>(c0, lost<T>(s0, a0, t0));
      c1 = v128.add<T>(c1, lost<T>(s1, a1, t1));
      c2 = v128.add<T>(c2, lost<T>(s2, a2, t2));
      c3 = v128.add<T>(c3, lost<T>(s3, a3, t3));
    }
    s0 = t0;
    s1 = t1;
    s2 = t2;
    s3 = t3;
  }
  s0 = settle<F, T>(s0, c0);
  s1 = settle<F, T>(s1, c1);
  s2 = settle<F, T>(s2, c2);
  s3 = settle<F, T>(s3, c3);
  v128.store(out, first ? s0 : f.merge(v128.load(out), s0));
  v128.store(out, first ? s1 : f.merge(v128.load(out, 16), s1), 16);
  v128.store(out, first ? s2 : f.merge(v128.load(out, 32), s2), 32);
  v128.store(out, first ? s3 : f.merge(v128.load(out, 48), s3), 48);
}

/**
 * `width` neighbouring columns. Rows are taken in blocks that cross all columns, so memory is read nearly in order;
 * the few block sums (at most TALL, blocks are longer for more rows) are added up in `out`.
 */
function foldColumns<F, T, R>(p: usize, out: usize, n: i32, stride: usize, width: i32, about: usize): void {
  const f = changetype<F>(0);
  const block = width <= lanes<T>() ? n : max(TALL, n / TALL + 1);
  let row = 0;
  do {
    const rows = min(block, n - row);
    for (let j = 0; j < width; ) {
      const count = min(width - j, lanes<T>());
      const from = p + <usize>row * stride + <usize>j * sizeof<T>();
      const to = out + <usize>j * sizeof<R>();
      const mean = about + <usize>j * sizeof<T>();
      if (sizeof<R>() == sizeof<T>() && width - j >= 4 * lanes<T>()) {
        foldPanel<F, T>(from, to, rows, stride, mean, row == 0);
        j += 4 * lanes<T>();
      } else {
        const v = fold<F, T>(from, rows, stride, f.centred() ? v128.load(mean) : ZERO);
        storeResult<F, T, R>(to, v, count, row == 0);
        j += count;
      }
    }
    row += block;
  } while (row < n);
}

/** Output elements [begin, end) of [outer, inner]; `about` holds one value per output if F is centred. */
export function reduce<F, T, R>(x: usize, out: usize, n: i32, inner: i32, begin: i32, end: i32, about: usize): void {
  assert(n >= 0 && inner > 0 && begin >= 0 && begin <= end);
  const f = changetype<F>(0);
  if (inner == 1) {
    for (let i = begin; i < end; ++i) {
      const a = f.centred() ? v128.load_splat<T>(about + <usize>i * sizeof<T>()) : ZERO;
      const v = foldRow<F, T>(x + <usize>i * n * sizeof<T>(), n, a);
      storeResult<F, T, R>(out + <usize>i * sizeof<R>(), v, 1, true);
    }
    return;
  }
  for (let i = begin; i < end; ) {
    const j = i % inner;
    const width = min(inner - j, end - i);
    const p = x + (<usize>(i - j) * n + j) * sizeof<T>();
    const mean = about + <usize>i * sizeof<T>();
    foldColumns<F, T, R>(p, out + <usize>i * sizeof<R>(), n, <usize>inner * sizeof<T>(), width, mean);
    i += width;
  }
}
