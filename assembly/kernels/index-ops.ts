// Moves and sums through int32 index arrays. Indices are checked (check_index) before any of these uses them as addresses.
import { addRun, copyRun } from "./copy-run";

/** The position of the first index outside [-size, size), or -1. */
export function check_index(idx: usize, n: i32, size: i32): i32 {
  for (let i = 0; i < n; i++) {
    // One unsigned comparison for both ends.
    if (<u32>(load<i32>(idx + (<usize>i << 2)) + size) >= <u32>size * 2) return i;
  }
  return -1;
}

/** Negative indices count from the end. */
export function wrap_index(idx: usize, out: usize, n: i32, size: i32): void {
  let i = 0;
  const sizes = i32x4.splat(size);
  for (; i <= n - 4; i += 4) {
    const v = v128.load(idx + (<usize>i << 2));
    v128.store(out + (<usize>i << 2), i32x4.add(v, v128.and(sizes, i32x4.shr_s(v, 31))));
  }
  for (; i < n; i++) {
    const v = load<i32>(idx + (<usize>i << 2));
    store<i32>(out + (<usize>i << 2), v + (size & (v >> 31)));
  }
}

// @ts-ignore: decorator
@inline
function indexAt(idx: usize, j: i32): usize {
  return <usize>load<i32>(idx + (<usize>j << 2));
}

function take<T>(x: usize, idx: usize, out: usize, size: i32, k: i32, inner: i32, begin: i32, end: i32): void {
  const run = <usize>inner * sizeof<T>();
  const slab = <usize>size * run;
  let j = begin % k;
  x += <usize>(begin / k) * slab;
  out += <usize>begin * run;
  for (let r = begin; r < end; r++) {
    const from = x + indexAt(idx, j) * run;
    if (inner == 1) store<T>(out, load<T>(from));
    else copyRun<T>(out, from, inner);
    out += run;
    if (++j == k) {
      j = 0;
      x += slab;
    }
  }
}

function put<T>(x: usize, idx: usize, out: usize, size: i32, k: i32, inner: i32, begin: i32, end: i32): void {
  const run = <usize>inner * sizeof<T>();
  const slab = <usize>size * run;
  let j = begin % k;
  out += <usize>(begin / k) * slab;
  x += <usize>begin * run;
  for (let r = begin; r < end; r++) {
    const to = out + indexAt(idx, j) * run;
    if (inner == 1) store<T>(to, load<T>(x));
    else copyRun<T>(to, x, inner);
    x += run;
    if (++j == k) {
      j = 0;
      out += slab;
    }
  }
}

function putAdd<T>(x: usize, idx: usize, out: usize, size: i32, k: i32, inner: i32, begin: i32, end: i32): void {
  const run = <usize>inner * sizeof<T>();
  const slab = <usize>size * run;
  let j = begin % k;
  out += <usize>(begin / k) * slab;
  x += <usize>begin * run;
  for (let r = begin; r < end; r++) {
    addRun<T>(out + indexAt(idx, j) * run, x, inner);
    x += run;
    if (++j == k) {
      j = 0;
      out += slab;
    }
  }
}

/** out[o, j, i] = x[o, idx[j], i], x being [outer, size, inner]; the range is over rows o * k + j. */
export function take_1(x: usize, idx: usize, out: usize, size: i32, k: i32, inner: i32, begin: i32, end: i32): void { take<u8>(x, idx, out, size, k, inner, begin, end); }
export function take_4(x: usize, idx: usize, out: usize, size: i32, k: i32, inner: i32, begin: i32, end: i32): void { take<i32>(x, idx, out, size, k, inner, begin, end); }
export function take_8(x: usize, idx: usize, out: usize, size: i32, k: i32, inner: i32, begin: i32, end: i32): void { take<i64>(x, idx, out, size, k, inner, begin, end); }

/** out[o, idx[j], i] = x[o, j, i], out being [outer, size, inner]; in order, so the last of equal indices stays. */
export function put_1(x: usize, idx: usize, out: usize, size: i32, k: i32, inner: i32, begin: i32, end: i32): void { put<u8>(x, idx, out, size, k, inner, begin, end); }
export function put_4(x: usize, idx: usize, out: usize, size: i32, k: i32, inner: i32, begin: i32, end: i32): void { put<i32>(x, idx, out, size, k, inner, begin, end); }
export function put_8(x: usize, idx: usize, out: usize, size: i32, k: i32, inner: i32, begin: i32, end: i32): void { put<i64>(x, idx, out, size, k, inner, begin, end); }

/** out[o, idx[j], i] += x[o, j, i], in order: equal indices accumulate the same way on every machine. */
export function put_add_f32(x: usize, idx: usize, out: usize, size: i32, k: i32, inner: i32, begin: i32, end: i32): void { putAdd<f32>(x, idx, out, size, k, inner, begin, end); }
export function put_add_f64(x: usize, idx: usize, out: usize, size: i32, k: i32, inner: i32, begin: i32, end: i32): void { putAdd<f64>(x, idx, out, size, k, inner, begin, end); }
export function put_add_i32(x: usize, idx: usize, out: usize, size: i32, k: i32, inner: i32, begin: i32, end: i32): void { putAdd<i32>(x, idx, out, size, k, inner, begin, end); }

/** Linear offsets for a gather along the middle of [outer, size, inner]: out[o, j, i] = (o * size + idx[o, j, i]) * inner + i; the range is over elements. */
export function gather_index(idx: usize, out: usize, size: i32, k: i32, inner: i32, begin: i32, end: i32): void {
  const slab = k * inner;
  let i = begin % inner;
  let base = (begin / slab) * size;
  let left = slab - (begin % slab);
  for (let e = begin; e < end; e++) {
    const at = <usize>e << 2;
    store<i32>(out + at, (base + load<i32>(idx + at)) * inner + i);
    if (++i == inner) i = 0;
    if (--left == 0) {
      left = slab;
      base += size;
    }
  }
}

/** One bit for each of sixteen bytes that is not zero; bytes from `count` on are ignored. */
// @ts-ignore: decorator
@inline
function setBits(p: usize, count: i32): i32 {
  const bits = v128.bitmask<i8>(v128.ne<i8>(v128.load(p), i8x16.splat(0)));
  return count >= 16 ? bits : bits & ((1 << count) - 1);
}

/** The positions of the nonzero bytes in [begin, end), in order; returns how many. */
export function nonzero_u8(mask: usize, out: usize, begin: i32, end: i32): i32 {
  let to = out;
  for (let i = begin; i < end; i += 16) {
    for (let bits = setBits(mask + <usize>i, end - i); bits; bits &= bits - 1) {
      store<i32>(to, i + ctz(bits));
      to += 4;
    }
  }
  return <i32>((to - out) >> 2);
}

/** How many of n bytes are not zero. */
export function count_u8(mask: usize, n: i32): i32 {
  let count = 0;
  for (let i = 0; i < n; i += 16) count += popcnt(setBits(mask + <usize>i, n - i));
  return count;
}

/** out[r, c] = 1 on and above (upper) or on and below the diagonal c - r = diagonal, else 0. */
export function tri_mask_u8(out: usize, rows: i32, cols: i32, diagonal: i32, upper: i32): void {
  for (let r = 0; r < rows; r++) {
    const edge = max(0, min(cols, r + diagonal + (upper ? 0 : 1)));
    memory.fill(out, upper ? 0 : 1, edge);
    memory.fill(out + <usize>edge, upper ? 1 : 0, cols - edge);
    out += <usize>cols;
  }
}
