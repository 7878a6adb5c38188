// Factorisations of one small matrix in f64, row-major, in place. Whatever the tensor's dtype, they compute in f64: a float32
// result then has all its digits unless the matrix is very badly conditioned.

// @ts-ignore: decorator
@inline
function at(p: usize, i: i32): usize {
  return p + (<usize>i << 3);
}

/** y = y + f x on n numbers. */
function axpy(f: f64, x: usize, y: usize, n: i32): void {
  for (const end = at(x, n); x < end; x += 8) {
    store<f64>(y, load<f64>(y) + f * load<f64>(x));
    y += 8;
  }
}

function dot(x: usize, y: usize, n: i32): f64 {
  let sum: f64 = 0;
  for (const end = at(x, n); x < end; x += 8) {
    sum += load<f64>(x) * load<f64>(y);
    y += 8;
  }
  return sum;
}

function scale(x: usize, f: f64, n: i32): void {
  for (const end = at(x, n); x < end; x += 8) store<f64>(x, load<f64>(x) * f);
}

function swap(x: usize, y: usize, n: i32): void {
  for (const end = at(x, n); x < end; x += 8) {
    const t = load<f64>(x);
    store<f64>(x, load<f64>(y));
    store<f64>(y, t);
    y += 8;
  }
}

/**
 * Gauss with partial pivoting: a [n, n] becomes U and the factors below it, b [n, m] follows the rows. Pivots that are 0
 * become `tiny`. Returns the sign of the permutation, or 0 for a zero pivot where `tiny` is 0.
 */
function eliminate(a: usize, n: i32, b: usize, m: i32, tiny: f64): i32 {
  let sign = 1;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++)
      if (abs(load<f64>(at(a, i * n + k))) > abs(load<f64>(at(a, best * n + k)))) best = i;
    if (best != k) {
      swap(at(a, k * n), at(a, best * n), n);
      swap(at(b, k * m), at(b, best * m), m);
      sign = -sign;
    }
    if (load<f64>(at(a, k * n + k)) == 0) {
      if (tiny == 0) return 0;
      store<f64>(at(a, k * n + k), tiny);
    }
    const pivot = load<f64>(at(a, k * n + k));
    for (let i = k + 1; i < n; i++) {
      const f = -load<f64>(at(a, i * n + k)) / pivot;
      if (f == 0) continue;
      axpy(f, at(a, k * n + k), at(a, i * n + k), n - k);
      axpy(f, at(b, k * m), at(b, i * m), m);
    }
  }
  return sign;
}

function substitute(u: usize, n: i32, b: usize, m: i32): void {
  for (let i = n - 1; i >= 0; i--) {
    const row = at(b, i * m);
    for (let k = i + 1; k < n; k++) axpy(-load<f64>(at(u, i * n + k)), at(b, k * m), row, m);
    scale(row, 1 / load<f64>(at(u, i * n + i)), m);
  }
}

/** b [n, m] becomes the solution of a x = b; a is lost. Returns whether a is singular. */
export function linalg_solve(a: usize, n: i32, b: usize, m: i32): i32 {
  if (eliminate(a, n, b, m, 0) == 0) return 1;
  substitute(a, n, b, m);
  return 0;
}

/** out: the determinant, its sign and the logarithm of its size. a is lost. */
export function linalg_det(a: usize, n: i32, out: usize): void {
  let sign = <f64>eliminate(a, n, a, 0, 0);
  let product = sign;
  let logs: f64 = sign == 0 ? -Infinity : 0;
  if (sign != 0) {
    for (let i = 0; i < n; i++) {
      const pivot = load<f64>(at(a, i * n + i));
      product *= pivot;
      logs += NativeMath.log(abs(pivot));
      if (pivot < 0) sign = -sign;
    }
  }
  store<f64>(out, product);
  store<f64>(out, sign, 8);
  store<f64>(out, logs, 16);
}

/**
 * out [n, n], an identity, becomes the transposed cofactors of a, which is lost: det(a) a^-1, also where there is no
 * inverse, since a pivot of 0 is replaced by one so small that it cancels.
 */
export function linalg_adjugate(a: usize, n: i32, out: usize): void {
  let det = <f64>eliminate(a, n, out, n, 1e-60);
  for (let i = 0; i < n; i++) det *= load<f64>(at(a, i * n + i));
  substitute(a, n, out, n);
  scale(out, det, n * n);
}

/** a [n, n] becomes L with a = L Lᵀ. Returns the order of the first minor that is not positive, or 0. */
export function linalg_cholesky(a: usize, n: i32): i32 {
  for (let i = 0; i < n; i++) {
    const row = at(a, i * n);
    for (let j = 0; j < i; j++) {
      const s = load<f64>(at(row, j)) - dot(row, at(a, j * n), j);
      store<f64>(at(row, j), s / load<f64>(at(a, j * n + j)));
    }
    const d = load<f64>(at(row, i)) - dot(row, row, i);
    if (!(d > 0)) return i + 1;
    store<f64>(at(row, i), sqrt(d));
    memory.fill(at(row, i + 1), 0, <usize>(n - i - 1) << 3);
  }
  return 0;
}

/**
 * Householder: a [m, n] becomes R, q [m, m], an identity, becomes Qᵀ with a = Q R. `v` has room for m numbers.
 */
export function linalg_qr(a: usize, m: i32, n: i32, q: usize, v: usize): void {
  for (let k = 0; k < min(m - 1, n); k++) {
    let norm: f64 = 0;
    for (let i = k; i < m; i++) {
      const x = load<f64>(at(a, i * n + k));
      store<f64>(at(v, i), x);
      norm += x * x;
    }
    const head = load<f64>(at(v, k));
    // Nothing below the diagonal: no reflection, as in LAPACK.
    if (norm - head * head <= 0) continue;
    const beta = head > 0 ? -sqrt(norm) : sqrt(norm);
    store<f64>(at(v, k), head - beta);
    reflect(v, k, m, a, n, 1 / (beta * (head - beta)));
    reflect(v, k, m, q, m, 1 / (beta * (head - beta)));
    for (let i = k + 1; i < m; i++) store<f64>(at(a, i * n + k), 0);
  }
}

/** x = x + f v (vᵀ x) for the rows from k on of x [m, n]. */
function reflect(v: usize, k: i32, m: i32, x: usize, n: i32, f: f64): void {
  for (let j = 0; j < n; j++) {
    let sum: f64 = 0;
    for (let i = k; i < m; i++) sum += load<f64>(at(v, i)) * load<f64>(at(x, i * n + j));
    sum *= f;
    for (let i = k; i < m; i++) {
      const p = at(x, i * n + j);
      store<f64>(p, load<f64>(p) + sum * load<f64>(at(v, i)));
    }
  }
}

/** Turns rows x and y by an angle: x = c x - s y, y = s x + c y. */
function turn(x: usize, y: usize, c: f64, s: f64, n: i32): void {
  for (const end = at(x, n); x < end; x += 8) {
    const a = load<f64>(x);
    const b = load<f64>(y);
    store<f64>(x, c * a - s * b);
    store<f64>(y, s * a + c * b);
    y += 8;
  }
}

const SWEEPS = 60;

/** The tangent of Jacobi's angle that makes the off-diagonal 0: (d2 - d1) / (2 off) is its double's cotangent. */
// @ts-ignore: decorator
@inline
function tangent(cotangent: f64): f64 {
  return (cotangent < 0 ? -1.0 : 1.0) / (abs(cotangent) + sqrt(cotangent * cotangent + 1));
}

/**
 * Jacobi for symmetric matrices: the diagonal of a [n, n] becomes the eigenvalues, ascending; the rows of v [n, n], an
 * identity, become the eigenvectors.
 */
export function linalg_eigh(a: usize, n: i32, v: usize): void {
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let turned = false;
    for (let i = 0; i < n - 1; i++)
      for (let j = i + 1; j < n; j++) {
        const off = load<f64>(at(a, i * n + j));
        const d1 = load<f64>(at(a, i * n + i));
        const d2 = load<f64>(at(a, j * n + j));
        if (abs(off) <= 1e-17 * sqrt(abs(d1) * abs(d2)) || abs(off) < 1e-300) continue;
        turned = true;
        const t = tangent((d2 - d1) / (2 * off));
        const c = 1 / sqrt(t * t + 1);
        const s = t * c;
        turn(at(a, i * n), at(a, j * n), c, s, n);
        for (let k = 0; k < n; k++) {
          const x = load<f64>(at(a, k * n + i));
          const y = load<f64>(at(a, k * n + j));
          store<f64>(at(a, k * n + i), c * x - s * y);
          store<f64>(at(a, k * n + j), s * x + c * y);
        }
        turn(at(v, i * n), at(v, j * n), c, s, n);
      }
    if (!turned) break;
  }
  // Ascending: the rows of v follow.
  for (let i = 0; i < n; i++) {
    let least = i;
    for (let j = i + 1; j < n; j++)
      if (load<f64>(at(a, j * n + j)) < load<f64>(at(a, least * n + least))) least = j;
    swap(at(a, i * n + i), at(a, least * n + least), 1);
    if (least != i) swap(at(v, i * n), at(v, least * n), n);
  }
}

/**
 * One-sided Jacobi (Hestenes 1958): the rows of x [rows, width] are the columns of a matrix with at least as many rows. They
 * become its left singular vectors; rows of 0 are completed, up to `count` rows in all, for which x has room. The rows of
 * v [rows, rows], an identity, become the right ones, s the singular values, descending.
 */
export function linalg_svd(x: usize, rows: i32, width: i32, count: i32, v: usize, s: usize): void {
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let turned = false;
    for (let i = 0; i < rows - 1; i++)
      for (let j = i + 1; j < rows; j++) {
        const p = at(x, i * width);
        const q = at(x, j * width);
        const off = dot(p, q, width);
        const d1 = dot(p, p, width);
        const d2 = dot(q, q, width);
        if (abs(off) <= 1e-16 * sqrt(d1 * d2) || abs(off) < 1e-300) continue;
        turned = true;
        const t = tangent((d2 - d1) / (2 * off));
        const c = 1 / sqrt(t * t + 1);
        turn(p, q, c, t * c, width);
        turn(at(v, i * rows), at(v, j * rows), c, t * c, rows);
      }
    if (!turned) break;
  }
  for (let i = 0; i < rows; i++) {
    const p = at(x, i * width);
    store<f64>(at(s, i), sqrt(dot(p, p, width)));
  }
  for (let i = 0; i < rows; i++) {
    let most = i;
    for (let j = i + 1; j < rows; j++) if (load<f64>(at(s, j)) > load<f64>(at(s, most))) most = j;
    swap(at(s, i), at(s, most), 1);
    if (most != i) {
      swap(at(x, i * width), at(x, most * width), width);
      swap(at(v, i * rows), at(v, most * rows), rows);
    }
  }
  const floor = rows > 0 ? load<f64>(s) * 1e-15 : 0;
  for (let i = 0; i < count; i++) {
    const size = i < rows ? load<f64>(at(s, i)) : 0;
    if (size > floor) scale(at(x, i * width), 1 / size, width);
    else complete(x, i, width);
  }
}

/** Row i becomes a unit vector across all rows before it: the first of the axes that leaves enough. */
function complete(x: usize, i: i32, width: i32): void {
  const row = at(x, i * width);
  for (let axis = 0; axis < width; axis++) {
    memory.fill(row, 0, <usize>width << 3);
    store<f64>(at(row, axis), 1);
    // Twice is enough: what the first pass leaves by rounding, the second takes.
    for (let pass = 0; pass < 2; pass++)
      for (let j = 0; j < i; j++) {
        const other = at(x, j * width);
        axpy(-dot(row, other, width), other, row, width);
      }
    const size = sqrt(dot(row, row, width));
    if (size > 0.5 / sqrt(<f64>width)) {
      scale(row, 1 / size, width);
      return;
    }
  }
}
