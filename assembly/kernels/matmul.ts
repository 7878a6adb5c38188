// Matrix product. Blocks of B (256 steps of k by 4 KB of columns) stay in the outer caches, blocks of A (128 KB) in the
// second, one panel of each in the first; both are packed while they are read, so the operands' strides cost nothing.
import { lanes } from "../lanes";
import { pack } from "./matmul-pack";
import { PANEL_ROWS, tileNarrow, tileWide } from "./matmul-tile";
import { VECTOR_SCRATCH, vectorMatrix } from "./matmul-vector";

const K_BLOCK: i32 = 256;
const M_BLOCK_BYTES: i32 = 512;
const N_BLOCK_BYTES: i32 = 4096;
// Packing B costs more than it saves for a few rows of A, and for a B that fits the first cache anyway.
const DIRECT_ROWS: i32 = 8;
const DIRECT_ELEMENTS: i64 = 4096;

/** Bytes of scratch, 64-byte aligned, that a product of these sizes needs: enough for every dtype. */
export function matmul_scratch(m: i32, n: i32, k: i32): i32 {
  const steps = min(k, K_BLOCK);
  // Sized for 8-byte elements; 64 more to start packed B on a cache line.
  const a = min(((<i64>m + 3) & -4) * 8, M_BLOCK_BYTES);
  const b = min(((<i64>n + 7) & -8) * 8, N_BLOCK_BYTES);
  return max(<i32>(a + b) * steps + 64, VECTOR_SCRATCH);
}

// C[m, n] (rows contiguous) = A[m, k] . B[k, n], plus bias[n] on every row unless bias is 0, plus what C held if
// `accumulate`. A and B have any strides, in elements.

export function matmul_f32(
  a: usize, aRow: i32, aCol: i32, b: usize, bRow: i32, bCol: i32, bias: usize, c: usize,
  m: i32, n: i32, k: i32, accumulate: i32, scratch: usize,
): void {
  matmul<f32>(a, aRow, aCol, b, bRow, bCol, bias, c, m, n, k, accumulate != 0, scratch);
}

export function matmul_f64(
  a: usize, aRow: i32, aCol: i32, b: usize, bRow: i32, bCol: i32, bias: usize, c: usize,
  m: i32, n: i32, k: i32, accumulate: i32, scratch: usize,
): void {
  matmul<f64>(a, aRow, aCol, b, bRow, bCol, bias, c, m, n, k, accumulate != 0, scratch);
}

export function matmul_i32(
  a: usize, aRow: i32, aCol: i32, b: usize, bRow: i32, bCol: i32, bias: usize, c: usize,
  m: i32, n: i32, k: i32, accumulate: i32, scratch: usize,
): void {
  matmul<i32>(a, aRow, aCol, b, bRow, bCol, bias, c, m, n, k, accumulate != 0, scratch);
}

// @ts-ignore: decorator
@inline
function bytes<T>(stride: i32): usize {
  return <usize>stride * sizeof<T>();
}

function matmul<T>(
  a: usize, aRow: i32, aCol: i32, b: usize, bRow: i32, bCol: i32, bias: usize, c: usize,
  m: i32, n: i32, k: i32, accumulate: bool, scratch: usize,
): void {
  assert(m >= 0 && n >= 0 && k >= 0);
  assert((scratch & 15) == 0);
  if (m == 0 || n == 0) return;
  if (m <= 2 && (bRow == 1 || bCol == 1)) {
    for (let i = 0; i < m; i++) {
      start<T>(c, n, bias, sizeof<T>(), accumulate);
      vectorMatrix<T>(a, bytes<T>(aCol), b, bytes<T>(bRow), bytes<T>(bCol), c, n, k, scratch);
      a += bytes<T>(aRow);
      c += bytes<T>(n);
    }
  } else if (n == 1 && (aRow == 1 || aCol == 1)) {
    start<T>(c, m, bias, 0, accumulate);
    vectorMatrix<T>(b, bytes<T>(bRow), a, bytes<T>(aCol), bytes<T>(aRow), c, m, k, scratch);
  } else {
    blocks<T>(
      a, bytes<T>(aRow), bytes<T>(aCol), b, bytes<T>(bRow), bytes<T>(bCol), bias, c, m, n, k, accumulate, scratch,
    );
  }
}

/** What a vector of results is before the product is added. */
function start<T>(c: usize, count: i32, bias: usize, biasStep: usize, accumulate: bool): void {
  for (let i = 0; i < count; i++, c += sizeof<T>()) {
    const old: T = accumulate ? load<T>(c) : <T>0;
    store<T>(c, bias ? <T>(old + load<T>(bias + <usize>i * biasStep)) : old);
  }
}

function blocks<T>(
  a: usize, aRow: usize, aCol: usize, b: usize, bRow: usize, bCol: usize, bias: usize, c: usize,
  m: i32, n: i32, k: i32, accumulate: bool, scratch: usize,
): void {
  const mBlock = M_BLOCK_BYTES / <i32>sizeof<T>();
  const nBlock = N_BLOCK_BYTES / <i32>sizeof<T>();
  const cStep = <usize>n * sizeof<T>();
  const direct = bCol == sizeof<T>() && (m <= DIRECT_ROWS || <i64>n * k <= DIRECT_ELEMENTS);
  const packedB = (scratch + bytes<T>(min(m + 3 & -4, mBlock) * min(k, K_BLOCK)) + 63) & -64;
  for (let j = 0; j < n; j += nBlock) {
    const columns = min(nBlock, n - j);
    const jBias = bias ? bias + <usize>j * sizeof<T>() : 0;
    let p = 0;
    do { // Once even if k is 0: the sums are then zero, bias and C still count.
      const steps = min(K_BLOCK, k - p);
      const bBlock = b + <usize>p * bRow + <usize>j * bCol;
      if (!direct) pack<T>(bBlock, bCol, bRow, columns, steps, 32, packedB);
      for (let i = 0; i < m; i += mBlock) {
        const rows = min(mBlock, m - i);
        pack<T>(a + <usize>i * aRow + <usize>p * aCol, aRow, aCol, rows, steps, PANEL_ROWS * sizeof<T>(), scratch);
        tiles<T>(
          scratch, direct ? bBlock : packedB, direct ? bRow : 32, direct ? 32 : 32 * <usize>steps, steps,
          c + <usize>i * cStep + <usize>j * sizeof<T>(), cStep, rows, columns,
          p == 0 ? jBias : 0, accumulate || p > 0,
        );
      }
      p += K_BLOCK;
    } while (p < k);
  }
}

/** One block of C. A panel of B is kept while all panels of A pass. `bPanel`: bytes from one panel of B to the next. */
function tiles<T>(
  a: usize, b: usize, bStep: usize, bPanel: usize, k: i32,
  c: usize, cStep: usize, rows: i32, columns: i32, bias: usize, accumulate: bool,
): void {
  const aPanel = <usize>(PANEL_ROWS * k) * sizeof<T>();
  for (; columns > 0; columns -= 2 * lanes<T>()) {
    const width = min(columns, 2 * lanes<T>());
    let ai = a;
    let ci = c;
    for (let i = rows; i > 0; i -= PANEL_ROWS) {
      if (width > lanes<T>()) tileWide<T>(ai, b, bStep, k, ci, cStep, i, width, bias, accumulate);
      else tileNarrow<T>(ai, b, bStep, k, ci, cStep, i, width, bias, accumulate);
      ai += aPanel;
      ci += <usize>PANEL_ROWS * cStep;
    }
    b += bPanel;
    c += 32;
    if (bias) bias += 32;
  }
}
