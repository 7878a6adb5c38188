// Loops over two inputs; a step is 1 for a contiguous input and 0 for one element that stands for all.
import { lanes, storePart } from "../lanes";

/** out[i] = F.vec(a[i * aStep], b[i * bStep]) with a loop for each way of stepping: the hot operations. */
// @ts-ignore: decorator
@inline
export function zip<F, T>(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  const skip = <usize>begin * sizeof<T>();
  const bytes = <usize>(end - begin) * sizeof<T>();
  let to = out + skip;
  const last = to + (bytes & ~15);
  let pa = a;
  let pb = b;
  if (aStep) {
    pa += skip;
    if (bStep) {
      pb += skip;
      for (; to < last; to += 16) {
        v128.store(to, changetype<F>(0).vec<T>(v128.load(pa), v128.load(pb)));
        pa += 16;
        pb += 16;
      }
    } else {
      const vb = v128.splat<T>(load<T>(b));
      for (; to < last; to += 16) {
        v128.store(to, changetype<F>(0).vec<T>(v128.load(pa), vb));
        pa += 16;
      }
    }
  } else {
    const va = v128.splat<T>(load<T>(a));
    pb += bStep ? skip : 0;
    const bytesB = bStep ? 16 : 0;
    for (; to < last; to += 16) {
      v128.store(to, changetype<F>(0).vec<T>(va, bStep ? v128.load(pb) : v128.splat<T>(load<T>(b))));
      pb += bytesB;
    }
  }
  const rest = <i32>(bytes & 15) / <i32>sizeof<T>();
  if (!rest) return;
  const va = aStep ? v128.load(pa) : v128.splat<T>(load<T>(a));
  const vb = bStep ? v128.load(pb) : v128.splat<T>(load<T>(b));
  storePart<T>(to, changetype<F>(0).vec<T>(va, vb), rest);
}

/** As zip, but one loop that asks about the steps each time: long formulas and rare operations, once in the module. */
// @ts-ignore: decorator
@inline
export function zipSmall<F, T>(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  const skip = <usize>begin * sizeof<T>();
  let va = v128.splat<T>(load<T>(a));
  let vb = v128.splat<T>(load<T>(b));
  let pa = a + skip;
  let pb = b + skip;
  let to = out + skip;
  for (let left = end - begin; left > 0; left -= lanes<T>()) {
    if (aStep) va = v128.load(pa);
    if (bStep) vb = v128.load(pb);
    const y = changetype<F>(0).vec<T>(va, vb);
    if (left < lanes<T>()) {
      storePart<T>(to, y, left);
      return;
    }
    v128.store(to, y);
    pa += 16;
    pb += 16;
    to += 16;
  }
}

/** out[i] = F.one(a[i * aStep], b[i * bStep]), for formulas that stay scalar. */
// @ts-ignore: decorator
@inline
export function zipOne<F, T>(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  const last = out + <usize>end * sizeof<T>();
  const bytesA = <usize>aStep * sizeof<T>();
  const bytesB = <usize>bStep * sizeof<T>();
  let pa = a + <usize>begin * bytesA;
  let pb = b + <usize>begin * bytesB;
  for (let to = out + <usize>begin * sizeof<T>(); to < last; to += sizeof<T>()) {
    store<T>(to, changetype<F>(0).one<T>(load<T>(pa), load<T>(pb)));
    pa += bytesA;
    pb += bytesB;
  }
}
