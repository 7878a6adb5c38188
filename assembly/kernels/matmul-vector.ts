// Row vector times matrix, the memory-bound corner of matmul: nothing is packed, the matrix is read once.
import { lanes, storePart } from "../lanes";

/** Bytes of scratch: one block of columns, or of a gathered vector. */
export const VECTOR_SCRATCH: i32 = 8192;

// Steps whose products are summed on their own before they join the rest: the error of a long sum grows with the number
// of additions in a chain, so two short chains beat a long one.
const K_BLOCK: i32 = 1024;

/**
 * c[n] += x[k] . M[k, n] where M's steps (`rowStep` == element) or its columns (`colStep` == element) are contiguous.
 * Strides in bytes. Matrix times column vector is the same with the matrix's strides exchanged.
 */
export function vectorMatrix<T>(
  x: usize, xStep: usize, m: usize, rowStep: usize, colStep: usize, c: usize, n: i32, k: i32, scratch: usize,
): void {
  for (; k > 0; k -= K_BLOCK) {
    const steps = min(k, K_BLOCK);
    if (rowStep == sizeof<T>()) {
      let v = x;
      if (xStep != sizeof<T>()) {
        v = scratch;
        for (let p = 0; p < steps; p++) {
          store<T>(scratch + <usize>p * sizeof<T>(), load<T>(x + <usize>p * xStep));
        }
      }
      dots<T>(v, m, colStep, c, n, steps);
    } else {
      sumRows<T>(x, xStep, m, rowStep, c, n, steps, scratch);
    }
    x += <usize>K_BLOCK * xStep;
    m += <usize>K_BLOCK * rowStep;
  }
}

// @ts-ignore: decorator
@inline
function total<T>(v: v128): T {
  let sum = <T>(v128.extract_lane<T>(v, 0) + v128.extract_lane<T>(v, 1));
  if (lanes<T>() == 4) sum = <T>(sum + <T>(v128.extract_lane<T>(v, 2) + v128.extract_lane<T>(v, 3)));
  return sum;
}

// @ts-ignore: decorator
@inline
function product<T>(x: usize, y: usize): v128 {
  return v128.mul<T>(v128.load(x), v128.load(y));
}

/** c[j] += x . column j. Four columns share the loads of x. */
function dots<T>(x: usize, m: usize, colStep: usize, c: usize, n: i32, k: i32): void {
  const whole = <usize>(k & -lanes<T>()) * sizeof<T>();
  const bytes = <usize>k * sizeof<T>();
  for (; n >= 4; n -= 4) {
    const m1 = m + colStep;
    const m2 = m1 + colStep;
    const m3 = m2 + colStep;
    let v0 = v128.splat<T>(0), v1 = v128.splat<T>(0), v2 = v128.splat<T>(0), v3 = v128.splat<T>(0);
    let p: usize = 0;
    for (; p < whole; p += 16) {
      const xp = v128.load(x + p);
      v0 = v128.add<T>(v128.mul<T>(xp, v128.load(m + p)), v0);
      v1 = v128.add<T>(v128.mul<T>(xp, v128.load(m1 + p)), v1);
      v2 = v128.add<T>(v128.mul<T>(xp, v128.load(m2 + p)), v2);
      v3 = v128.add<T>(v128.mul<T>(xp, v128.load(m3 + p)), v3);
    }
    let s0 = total<T>(v0), s1 = total<T>(v1), s2 = total<T>(v2), s3 = total<T>(v3);
    for (; p < bytes; p += sizeof<T>()) {
      const xp = load<T>(x + p);
      s0 = <T>(s0 + xp * load<T>(m + p));
      s1 = <T>(s1 + xp * load<T>(m1 + p));
      s2 = <T>(s2 + xp * load<T>(m2 + p));
      s3 = <T>(s3 + xp * load<T>(m3 + p));
    }
    store<T>(c, <T>(load<T>(c) + s0));
    store<T>(c, <T>(load<T>(c, sizeof<T>()) + s1), sizeof<T>());
    store<T>(c, <T>(load<T>(c, 2 * sizeof<T>()) + s2), 2 * sizeof<T>());
    store<T>(c, <T>(load<T>(c, 3 * sizeof<T>()) + s3), 3 * sizeof<T>());
    c += 4 * sizeof<T>();
    m = m3 + colStep;
  }
  for (; n > 0; n--) {
    store<T>(c, <T>(load<T>(c) + dot<T>(x, m, k)));
    c += sizeof<T>();
    m += colStep;
  }
}

/** x . y. Four accumulators: one alone would wait for each addition. */
function dot<T>(x: usize, y: usize, k: i32): T {
  let v0 = v128.splat<T>(0), v1 = v128.splat<T>(0), v2 = v128.splat<T>(0), v3 = v128.splat<T>(0);
  const end = x + <usize>k * sizeof<T>();
  for (; x + 64 <= end; x += 64, y += 64) {
    v0 = v128.add<T>(product<T>(x, y), v0);
    v1 = v128.add<T>(product<T>(x + 16, y + 16), v1);
    v2 = v128.add<T>(product<T>(x + 32, y + 32), v2);
    v3 = v128.add<T>(product<T>(x + 48, y + 48), v3);
  }
  for (; x + 16 <= end; x += 16, y += 16) v0 = v128.add<T>(product<T>(x, y), v0);
  let sum = total<T>(v128.add<T>(v128.add<T>(v0, v1), v128.add<T>(v2, v3)));
  for (; x < end; x += sizeof<T>(), y += sizeof<T>()) sum = <T>(sum + load<T>(x) * load<T>(y));
  return sum;
}

/** c[n] += sum over p of x[p] * row p, in blocks of columns whose partial sums stay in the first cache. */
function sumRows<T>(
  x: usize, xStep: usize, m: usize, rowStep: usize, c: usize, n: i32, k: i32, partial: usize,
): void {
  const block = VECTOR_SCRATCH / <i32>sizeof<T>();
  for (; n > 0; n -= block) {
    const columns = min(n, block);
    const bytes = <usize>columns * sizeof<T>();
    for (let j: usize = 0; j < bytes; j += 16) v128.store(partial + j, v128.splat<T>(0));
    let xp = x;
    let row = m;
    let p = 0;
    for (; p < k - 3; p += 4) {
      const x0 = v128.load_splat<T>(xp), x1 = v128.load_splat<T>(xp + xStep);
      const x2 = v128.load_splat<T>(xp + 2 * xStep), x3 = v128.load_splat<T>(xp + 3 * xStep);
      const row1 = row + rowStep;
      const row2 = row1 + rowStep;
      const row3 = row2 + rowStep;
      for (let j: usize = 0; j < bytes; j += 16) {
        const v01 = v128.add<T>(v128.mul<T>(x0, v128.load(row + j)), v128.mul<T>(x1, v128.load(row1 + j)));
        const v23 = v128.add<T>(v128.mul<T>(x2, v128.load(row2 + j)), v128.mul<T>(x3, v128.load(row3 + j)));
        v128.store(partial + j, v128.add<T>(v128.load(partial + j), v128.add<T>(v01, v23)));
      }
      xp += 4 * xStep;
      row = row3 + rowStep;
    }
    for (; p < k; p++) {
      const x0 = v128.load_splat<T>(xp);
      for (let j: usize = 0; j < bytes; j += 16) {
        v128.store(partial + j, v128.add<T>(v128.mul<T>(x0, v128.load(row + j)), v128.load(partial + j)));
      }
      xp += xStep;
      row += rowStep;
    }
    let j: usize = 0;
    for (; j + 16 <= bytes; j += 16) {
      v128.store(c + j, v128.add<T>(v128.load(c + j), v128.load(partial + j)));
    }
    storePart<T>(c + j, v128.add<T>(v128.load(c + j), v128.load(partial + j)), columns & (lanes<T>() - 1));
    c += bytes;
    m += bytes;
  }
}
