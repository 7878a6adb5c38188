// The register tiles of matmul: 4 rows of A against one or two vectors of B.
import { lanes, storePart } from "../lanes";

/** Rows of A in one packed panel. */
export const PANEL_ROWS: i32 = 4;

// @ts-ignore: decorator
@inline
function madd<T>(a: v128, b: v128, c: v128): v128 {
  return v128.add<T>(v128.mul<T>(a, b), c);
}

/** A sum on its way to one vector of C: plus bias if there is one, plus what C holds if asked. */
// @ts-ignore: decorator
@inline
function finish<T>(v: v128, c: usize, bias: usize, accumulate: bool): v128 {
  if (bias) v = v128.add<T>(v, v128.load(bias));
  if (accumulate) v = v128.add<T>(v, v128.load(c));
  return v;
}

function putPart<T>(v: v128, c: usize, bias: usize, accumulate: bool, count: i32): void {
  v = finish<T>(v, c, bias, accumulate);
  if (count >= lanes<T>()) v128.store(c, v);
  else storePart<T>(c, v, count);
}

// @ts-ignore: decorator
@inline
function putRow<T>(v0: v128, v1: v128, c: usize, bias: usize, accumulate: bool, columns: i32): void {
  if (columns == 2 * lanes<T>()) {
    // Both at once: the branches of finish() are the same for the two.
    if (bias) {
      v0 = v128.add<T>(v0, v128.load(bias));
      v1 = v128.add<T>(v1, v128.load(bias, 16));
    }
    if (accumulate) {
      v0 = v128.add<T>(v0, v128.load(c));
      v1 = v128.add<T>(v1, v128.load(c, 16));
    }
    v128.store(c, v0);
    v128.store(c, v1, 16);
  } else {
    putPart<T>(v0, c, bias, accumulate, lanes<T>());
    putPart<T>(v1, c + 16, bias ? bias + 16 : 0, accumulate, columns - lanes<T>());
  }
}

/**
 * C[rows <= 4, columns] with lanes < columns <= 2 * lanes, from a panel of A packed 4 to a step and rows of B that are
 * `bStep` bytes apart. Eight accumulators keep both adders busy and leave room for the operands in 16 registers;
 * more of them spill (4x12 drops to half the speed).
 *
 * The loop is bound by the instructions V8 emits around the 22 that matter, hence three copies of a step. The first,
 * before the loop, makes V8 compute the addresses of the splats outside it. The two inside share one stack check, and
 * the exit between them stops V8 from moving all loads of both to the top, which spills. At n = 256 on one machine:
 * 38 GFLOP/s for one copy, 44 for the two inside, 45 for all three, 26 for four in a straight line.
 */
export function tileWide<T>(
  a: usize, b: usize, bStep: usize, k: i32,
  c: usize, cStep: usize, rows: i32, columns: i32, bias: usize, accumulate: bool,
): void {
  let c00 = v128.splat<T>(0), c01 = v128.splat<T>(0);
  let c10 = v128.splat<T>(0), c11 = v128.splat<T>(0);
  let c20 = v128.splat<T>(0), c21 = v128.splat<T>(0);
  let c30 = v128.splat<T>(0), c31 = v128.splat<T>(0);
  const end = a + <usize>k * 4 * sizeof<T>();
  if (a != end) {
    let b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load_splat<T>(a);
    c00 = madd<T>(x, b0, c00);
    c01 = madd<T>(x, b1, c01);
    x = v128.load_splat<T>(a, sizeof<T>());
    c10 = madd<T>(x, b0, c10);
    c11 = madd<T>(x, b1, c11);
    x = v128.load_splat<T>(a, 2 * sizeof<T>());
    c20 = madd<T>(x, b0, c20);
    c21 = madd<T>(x, b1, c21);
    x = v128.load_splat<T>(a, 3 * sizeof<T>());
    c30 = madd<T>(x, b0, c30);
    c31 = madd<T>(x, b1, c31);
    a += 4 * sizeof<T>();
    b += bStep;
    while (a != end) {
      b0 = v128.load(b);
      b1 = v128.load(b, 16);
      x = v128.load_splat<T>(a);
      c00 = madd<T>(x, b0, c00);
      c01 = madd<T>(x, b1, c01);
      x = v128.load_splat<T>(a, sizeof<T>());
      c10 = madd<T>(x, b0, c10);
      c11 = madd<T>(x, b1, c11);
      x = v128.load_splat<T>(a, 2 * sizeof<T>());
      c20 = madd<T>(x, b0, c20);
      c21 = madd<T>(x, b1, c21);
      x = v128.load_splat<T>(a, 3 * sizeof<T>());
      c30 = madd<T>(x, b0, c30);
      c31 = madd<T>(x, b1, c31);
      a += 4 * sizeof<T>();
      b += bStep;
      if (a == end) break;
      b0 = v128.load(b);
      b1 = v128.load(b, 16);
      x = v128.load_splat<T>(a);
      c00 = madd<T>(x, b0, c00);
      c01 = madd<T>(x, b1, c01);
      x = v128.load_splat<T>(a, sizeof<T>());
      c10 = madd<T>(x, b0, c10);
      c11 = madd<T>(x, b1, c11);
      x = v128.load_splat<T>(a, 2 * sizeof<T>());
      c20 = madd<T>(x, b0, c20);
      c21 = madd<T>(x, b1, c21);
      x = v128.load_splat<T>(a, 3 * sizeof<T>());
      c30 = madd<T>(x, b0, c30);
      c31 = madd<T>(x, b1, c31);
      a += 4 * sizeof<T>();
      b += bStep;
    }
  }
  putRow<T>(c00, c01, c, bias, accumulate, columns);
  if (rows > 1) putRow<T>(c10, c11, c + cStep, bias, accumulate, columns);
  if (rows > 2) putRow<T>(c20, c21, c + 2 * cStep, bias, accumulate, columns);
  if (rows > 3) putRow<T>(c30, c31, c + 3 * cStep, bias, accumulate, columns);
}

/** The same for 0 < columns <= lanes: the second vector of B is not read, it may lie past the end of a block. */
export function tileNarrow<T>(
  a: usize, b: usize, bStep: usize, k: i32,
  c: usize, cStep: usize, rows: i32, columns: i32, bias: usize, accumulate: bool,
): void {
  let c0 = v128.splat<T>(0), c1 = v128.splat<T>(0), c2 = v128.splat<T>(0), c3 = v128.splat<T>(0);
  for (; k > 0; k--) {
    const b0 = v128.load(b);
    c0 = madd<T>(v128.load_splat<T>(a), b0, c0);
    c1 = madd<T>(v128.load_splat<T>(a, sizeof<T>()), b0, c1);
    c2 = madd<T>(v128.load_splat<T>(a, 2 * sizeof<T>()), b0, c2);
    c3 = madd<T>(v128.load_splat<T>(a, 3 * sizeof<T>()), b0, c3);
    a += 4 * sizeof<T>();
    b += bStep;
  }
  putPart<T>(c0, c, bias, accumulate, columns);
  if (rows > 1) putPart<T>(c1, c + cStep, bias, accumulate, columns);
  if (rows > 2) putPart<T>(c2, c + 2 * cStep, bias, accumulate, columns);
  if (rows > 3) putPart<T>(c3, c + 3 * cStep, bias, accumulate, columns);
}
