// Stable sort of contiguous rows. Each element becomes an entry, an integer key with its index behind it:
//   f32, i32   u64    key << 32 | index      all of it compares: equal keys stay in the order of their indices
//   f64        v128   [key: i64, index]      the keys compare, merging keeps equal ones in order
// A key orders as PyTorch orders the values: NaN is the largest, -0 equals 0. Descending order inverts the key,
// never the index, so it is stable too.

/** Rows up to this long, and the first runs of longer ones, are sorted by insertion. */
const RUN: i32 = 16;

// @ts-ignore: decorator
@inline
function before<E>(a: E, b: E): bool {
  if (isVector<E>()) return i64x2.extract_lane(<v128>a, 0) < i64x2.extract_lane(<v128>b, 0);
  return <u64>a < <u64>b;
}

// @ts-ignore: decorator
@inline
function entry<T, E>(p: usize, index: i32, flip: i64): E {
  const x = load<T>(p);
  if (sizeof<T>() == 8) {
    // + 0 turns -0 into 0. Negative numbers order by their inverted magnitude bits.
    const bits = reinterpret<i64>(<f64>x + 0);
    const key = x == x ? bits ^ ((bits >> 63) & i64.MAX_VALUE) : i64.MAX_VALUE;
    return <E>i64x2.replace_lane(i64x2.splat(key ^ flip), 1, index);
  }
  let key = 0;
  if (isFloat<T>()) {
    const bits = reinterpret<i32>(<f32>x + 0);
    key = x == x ? bits ^ ((bits >> 31) & i32.MAX_VALUE) : i32.MAX_VALUE;
  } else {
    key = <i32>x;
  }
  return <E>((<u64>(<u32>(key ^ <i32>flip) ^ 0x80000000) << 32) | <u64>index);
}

// @ts-ignore: decorator
@inline
function indexOf<E>(e: E): i32 {
  return isVector<E>() ? <i32>i64x2.extract_lane(<v128>e, 1) : <i32><u64>e;
}

function insertion<E>(begin: usize, end: usize): void {
  const size: usize = isVector<E>() ? 16 : 8;
  for (let p = begin + size; p < end; p += size) {
    const e = load<E>(p);
    let q = p;
    while (q > begin && before<E>(e, load<E>(q - size))) {
      store<E>(q, load<E>(q - size));
      q -= size;
    }
    store<E>(q, e);
  }
}

/** [a, middle) and [middle, end) into `to`; selects instead of branches, since no one can predict these. */
function merge<E>(a: usize, middle: usize, end: usize, to: usize): void {
  const size: usize = isVector<E>() ? 16 : 8;
  let b = middle;
  while (a < middle && b < end) {
    const x = load<E>(a);
    const y = load<E>(b);
    const second = before<E>(y, x);
    store<E>(to, second ? y : x);
    const taken = <usize>second * size;
    b += taken;
    a += size - taken;
    to += size;
  }
  memory.copy(to, a, middle - a);
  memory.copy(to + (middle - a), b, end - b);
}

/** Sorts the n entries at `p` with as much room at `spare`, and answers which of the two they end in. */
function sortEntries<E>(p: usize, spare: usize, n: i32): usize {
  const size: usize = isVector<E>() ? 16 : 8;
  const bytes = <usize>n * size;
  let run = <usize>RUN * size;
  for (let at: usize = 0; at < bytes; at += run) insertion<E>(p + at, p + min(at + run, bytes));
  for (; run < bytes; run <<= 1) {
    for (let at: usize = 0; at < bytes; at += run << 1) {
      merge<E>(p + at, p + min(at + run, bytes), p + min(at + (run << 1), bytes), spare + at);
    }
    const full = p;
    p = spare;
    spare = full;
  }
  return p;
}

function sort<T, E>(
  x: usize, values: usize, indices: usize, scratch: usize, n: i32, descending: i32, begin: i32, end: i32,
): void {
  assert(n >= 0 && begin >= 0 && begin <= end);
  const size: usize = isVector<E>() ? 16 : 8;
  const flip: i64 = descending ? -1 : 0;
  for (let row = begin; row < end; ++row) {
    const at = <usize>row * n;
    const from = x + at * sizeof<T>();
    for (let i = 0; i < n; ++i) {
      store<E>(scratch + <usize>i * size, entry<T, E>(from + <usize>i * sizeof<T>(), i, flip));
    }
    const sorted = sortEntries<E>(scratch, scratch + <usize>n * size, n);
    for (let i = 0; i < n; ++i) {
      const index = indexOf<E>(load<E>(sorted + <usize>i * size));
      store<T>(values + (at + i) * sizeof<T>(), load<T>(from + <usize>index * sizeof<T>()));
      store<i32>(indices + ((at + i) << 2), index);
    }
  }
}

/** values and i32 indices of each sorted row [begin, end) of [rows, n]; values may not be x. */
export function sort_f32(
  x: usize, values: usize, indices: usize, scratch: usize, n: i32, descending: i32, begin: i32, end: i32,
): void {
  sort<f32, u64>(x, values, indices, scratch, n, descending, begin, end);
}
export function sort_f64(
  x: usize, values: usize, indices: usize, scratch: usize, n: i32, descending: i32, begin: i32, end: i32,
): void {
  sort<f64, v128>(x, values, indices, scratch, n, descending, begin, end);
}
export function sort_i32(
  x: usize, values: usize, indices: usize, scratch: usize, n: i32, descending: i32, begin: i32, end: i32,
): void {
  sort<i32, u64>(x, values, indices, scratch, n, descending, begin, end);
}

/** Bytes of scratch for one row at a time, each thread its own. */
export function sort_scratch_f32(n: i32): i32 {
  return n << 4;
}
export function sort_scratch_f64(n: i32): i32 {
  return n << 5;
}
export function sort_scratch_i32(n: i32): i32 {
  return n << 4;
}
