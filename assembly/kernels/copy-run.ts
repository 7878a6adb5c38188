// Runs of elements: the inner loops shared by strided copies and index operations.

/** Longer runs go to memory.copy; below this its call costs more than the loop. */
const LONG_RUN: i32 = 256;

/** Copies `bytes` bytes that do not overlap, never touching what lies beyond. */
// @ts-ignore: decorator
@inline
export function copyRun<T>(dst: usize, src: usize, count: i32): void {
  const bytes = count * <i32>sizeof<T>();
  if (bytes >= LONG_RUN) {
    memory.copy(dst, src, bytes);
    return;
  }
  let i = 0;
  for (; i <= bytes - 16; i += 16) v128.store(dst + i, v128.load(src + i));
  if (i == bytes) return;
  if (bytes >= 16) {
    // The rest with some of what is copied already.
    v128.store(dst + bytes - 16, v128.load(src + bytes - 16));
    return;
  }
  for (; i < bytes; i += <i32>sizeof<T>()) store<T>(dst + i, load<T>(src + i));
}

/** Repeats one element. */
// @ts-ignore: decorator
@inline
export function fillRun<T>(dst: usize, value: T, count: i32): void {
  const bytes = count * <i32>sizeof<T>();
  const v = v128.splat<T>(value);
  let i = 0;
  for (; i <= bytes - 16; i += 16) v128.store(dst + i, v);
  for (; i < bytes; i += <i32>sizeof<T>()) store<T>(dst + i, value);
}

/** The general run: any steps (in elements, also 0 and negative). */
// @ts-ignore: decorator
@inline
export function stepRun<T>(dst: usize, dstStep: i32, src: usize, srcStep: i32, count: i32): void {
  const from = <usize>(srcStep * <i32>sizeof<T>());
  const to = <usize>(dstStep * <i32>sizeof<T>());
  let i = 0;
  for (; i <= count - 4; i += 4) {
    const a = load<T>(src);
    const b = load<T>(src + from);
    const c = load<T>(src + 2 * from);
    const d = load<T>(src + 3 * from);
    store<T>(dst, a);
    store<T>(dst + to, b);
    store<T>(dst + 2 * to, c);
    store<T>(dst + 3 * to, d);
    src += 4 * from;
    dst += 4 * to;
  }
  for (; i < count; i++) {
    store<T>(dst, load<T>(src));
    src += from;
    dst += to;
  }
}

/** Adds a run to another. */
// @ts-ignore: decorator
@inline
export function addRun<T>(dst: usize, src: usize, count: i32): void {
  const bytes = count * <i32>sizeof<T>();
  let i = 0;
  for (; i <= bytes - 16; i += 16) v128.store(dst + i, v128.add<T>(v128.load(dst + i), v128.load(src + i)));
  for (; i < bytes; i += <i32>sizeof<T>()) store<T>(dst + i, load<T>(dst + i) + load<T>(src + i));
}
