// Loops over one contiguous input. Each holds its formula once: the last vector takes the same path as the
// others and only its store differs, so long formulas cost their bytes a single time.
import { lanes, storePart } from "../lanes";

/** out[i] = F.vec(x[i]) */
// @ts-ignore: decorator
@inline
export function map<F, T>(x: usize, out: usize, begin: i32, end: i32): void {
  const skip = <usize>begin * sizeof<T>();
  let from = x + skip;
  let to = out + skip;
  for (let left = end - begin; left > 0; left -= lanes<T>()) {
    const y = changetype<F>(0).vec<T>(v128.load(from));
    if (left < lanes<T>()) {
      storePart<T>(to, y, left);
      return;
    }
    v128.store(to, y);
    from += 16;
    to += 16;
  }
}

/** out[i] = F.grad(saved[i], dy[i]) */
// @ts-ignore: decorator
@inline
export function mapGrad<F, T>(saved: usize, dy: usize, out: usize, begin: i32, end: i32): void {
  const skip = <usize>begin * sizeof<T>();
  let from = saved + skip;
  let up = dy + skip;
  let to = out + skip;
  for (let left = end - begin; left > 0; left -= lanes<T>()) {
    const dx = changetype<F>(0).grad<T>(v128.load(from), v128.load(up));
    if (left < lanes<T>()) {
      storePart<T>(to, dx, left);
      return;
    }
    v128.store(to, dx);
    from += 16;
    up += 16;
    to += 16;
  }
}

/** out[i] = F.one(x[i]), for formulas that stay scalar. */
// @ts-ignore: decorator
@inline
export function mapOne<F, T>(x: usize, out: usize, begin: i32, end: i32): void {
  const last = out + <usize>end * sizeof<T>();
  let from = x + <usize>begin * sizeof<T>();
  for (let to = out + <usize>begin * sizeof<T>(); to < last; to += sizeof<T>()) {
    store<T>(to, changetype<F>(0).one<T>(load<T>(from)));
    from += sizeof<T>();
  }
}
