import { copyRun, fillRun, stepRun } from "./copy-run";

/** Side of the square tiles of a transpose: source and destination lines of one tile stay in the first-level cache. */
const TILE: i32 = 32;

/** Transposes 4 × 4 elements of 4 bytes; steps in bytes between the vectors of each side. */
// @ts-ignore: decorator
@inline
function transpose4(src: usize, srcCol: usize, dst: usize, dstRow: usize): void {
  const a = v128.load(src);
  const b = v128.load(src + srcCol);
  const c = v128.load(src + 2 * srcCol);
  const d = v128.load(src + 3 * srcCol);
  const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const AB = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const CD = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(dst, v128.shuffle<i64>(ab, cd, 0, 2));
  v128.store(dst + dstRow, v128.shuffle<i64>(ab, cd, 1, 3));
  v128.store(dst + 2 * dstRow, v128.shuffle<i64>(AB, CD, 0, 2));
  v128.store(dst + 3 * dstRow, v128.shuffle<i64>(AB, CD, 1, 3));
}

/** Transposes 2 × 2 elements of 8 bytes. */
// @ts-ignore: decorator
@inline
function transpose2(src: usize, srcCol: usize, dst: usize, dstRow: usize): void {
  const a = v128.load(src);
  const b = v128.load(src + srcCol);
  v128.store(dst, v128.shuffle<i64>(a, b, 0, 2));
  v128.store(dst + dstRow, v128.shuffle<i64>(a, b, 1, 3));
}

/** One tile: dst[r, c] = src[c, r], both contiguous along their last dimension. Steps in bytes. */
// @ts-ignore: decorator
@inline
function transposeTile<T>(src: usize, srcCol: usize, dst: usize, dstRow: usize, rows: i32, cols: i32): void {
  // The side of the square moved by one shuffle network.
  const side: i32 = sizeof<T>() == 4 ? 4 : sizeof<T>() == 8 ? 2 : 1;
  const fullRows = rows - (rows % side);
  const fullCols = cols - (cols % side);
  for (let r = 0; r < fullRows; r += side) {
    let from = src + <usize>r * sizeof<T>();
    let to = dst + <usize>r * dstRow;
    for (let c = 0; c < fullCols; c += side) {
      if (sizeof<T>() == 4) transpose4(from, srcCol, to, dstRow);
      else if (sizeof<T>() == 8) transpose2(from, srcCol, to, dstRow);
      else store<T>(to, load<T>(from));
      from += <usize>side * srcCol;
      to += <usize>side * sizeof<T>();
    }
    for (let c = fullCols; c < cols; c++) {
      for (let k = 0; k < side; k++) store<T>(to + <usize>k * dstRow, load<T>(from + <usize>k * sizeof<T>()));
      from += srcCol;
      to += sizeof<T>();
    }
  }
  for (let r = fullRows; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      store<T>(dst + <usize>r * dstRow + <usize>c * sizeof<T>(), load<T>(src + <usize>c * srcCol + <usize>r * sizeof<T>()));
    }
  }
}

function transpose<T>(src: usize, srcCol: i32, dst: usize, dstRow: i32, rows: i32, cols: i32): void {
  const srcStep = <usize>(srcCol * <i32>sizeof<T>());
  const dstStep = <usize>(dstRow * <i32>sizeof<T>());
  for (let r = 0; r < rows; r += TILE) {
    for (let c = 0; c < cols; c += TILE) {
      transposeTile<T>(
        src + <usize>r * sizeof<T>() + <usize>c * srcStep,
        srcStep,
        dst + <usize>r * dstStep + <usize>c * sizeof<T>(),
        dstStep,
        min(TILE, rows - r),
        min(TILE, cols - c),
      );
    }
  }
}

function copy2d<T>(src: usize, srcRow: i32, srcCol: i32, dst: usize, dstRow: i32, dstCol: i32, rows: i32, cols: i32): void {
  // The dimension along which the destination is contiguous is the inner one; a single column is a row.
  if (cols == 1 || (dstRow == 1 && dstCol != 1 && rows != 1)) {
    let t = srcRow;
    srcRow = srcCol;
    srcCol = t;
    t = dstRow;
    dstRow = dstCol;
    dstCol = t;
    t = rows;
    rows = cols;
    cols = t;
  }
  if (dstCol == 1 && srcCol == 1 && srcRow == cols && dstRow == cols) {
    copyRun<T>(dst, src, rows * cols);
    return;
  }
  if (dstCol == 1 && srcRow == 1 && srcCol != 1 && rows > 1) {
    transpose<T>(src, srcCol, dst, dstRow, rows, cols);
    return;
  }
  const from = <usize>(srcRow * <i32>sizeof<T>());
  const to = <usize>(dstRow * <i32>sizeof<T>());
  for (let r = 0; r < rows; r++) {
    if (dstCol == 1 && srcCol == 1) copyRun<T>(dst, src, cols);
    else if (dstCol == 1 && srcCol == 0) fillRun<T>(dst, load<T>(src), cols);
    else stepRun<T>(dst, dstCol, src, srcCol, cols);
    src += from;
    dst += to;
  }
}

/** dst[r, c] = src[r, c] by element size; strides in elements, any sign (0 repeats the source). */
export function copy_1(src: usize, srcRow: i32, srcCol: i32, dst: usize, dstRow: i32, dstCol: i32, rows: i32, cols: i32): void { copy2d<u8>(src, srcRow, srcCol, dst, dstRow, dstCol, rows, cols); }
export function copy_4(src: usize, srcRow: i32, srcCol: i32, dst: usize, dstRow: i32, dstCol: i32, rows: i32, cols: i32): void { copy2d<i32>(src, srcRow, srcCol, dst, dstRow, dstCol, rows, cols); }
export function copy_8(src: usize, srcRow: i32, srcCol: i32, dst: usize, dstRow: i32, dstCol: i32, rows: i32, cols: i32): void { copy2d<i64>(src, srcRow, srcCol, dst, dstRow, dstCol, rows, cols); }
