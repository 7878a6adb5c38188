// Sine and cosine of an angle counted in turns, two doubles at a time: cutting off whole quarters is exact, which it
// cannot be in radians. The polynomials are fdlibm's (k_sin.c, k_cos.c; below 1 ulp).

// @ts-ignore: decorator
@inline
function poly(x: v128, a: v128, b: f64): v128 {
  return f64x2.add(f64x2.mul(x, a), f64x2.splat(b));
}

/** What remains of a turn u in [0, 1) after its nearest quarter, as an angle in [-pi/4, pi/4]: the reduction is exact. */
// @ts-ignore: decorator
@inline
export function rest(u: v128, quarter: v128): v128 {
  return f64x2.mul(f64x2.sub(u, f64x2.mul(quarter, f64x2.splat(0.25))), f64x2.splat(6.283185307179586));
}

// @ts-ignore: decorator
@inline
export function sinRest(t: v128): v128 {
  const z = f64x2.mul(t, t);
  let r = poly(z, f64x2.splat(1.58969099521155010221e-10), -2.50507602534068634195e-8);
  r = poly(z, r, 2.75573137070700676789e-6);
  r = poly(z, r, -1.98412698298579493134e-4);
  r = poly(z, r, 8.33333333332248946124e-3);
  r = poly(z, r, -1.66666666666666324348e-1);
  return f64x2.add(t, f64x2.mul(f64x2.mul(t, z), r));
}

// @ts-ignore: decorator
@inline
export function cosRest(t: v128): v128 {
  const z = f64x2.mul(t, t);
  let r = poly(z, f64x2.splat(-1.13596475577881948265e-11), 2.08757232129817482790e-9);
  r = poly(z, r, -2.75573143513906633035e-7);
  r = poly(z, r, 2.48015872894767294178e-5);
  r = poly(z, r, -1.38888888888741095749e-3);
  r = poly(z, r, 4.16666666666666019037e-2);
  const half = f64x2.mul(z, f64x2.splat(0.5));
  const w = f64x2.sub(f64x2.splat(1), half);
  const lost = f64x2.sub(f64x2.sub(f64x2.splat(1), w), half);
  return f64x2.add(w, f64x2.add(lost, f64x2.mul(f64x2.mul(z, z), r)));
}

/** The nearest quarter of a turn. */
// @ts-ignore: decorator
@inline
export function quarterOf(u: v128): v128 {
  return f64x2.nearest(f64x2.mul(u, f64x2.splat(4)));
}

/** The sine, `ahead` quarters on (1: the cosine), from sine and cosine of what remains of the turn after `quarter`. */
// @ts-ignore: decorator
@inline
export function sineAt(quarter: v128, ahead: f64, sin: v128, cos: v128): v128 {
  // 2^52 puts the integer in the low bits.
  const q = f64x2.add(f64x2.add(quarter, f64x2.splat(ahead)), f64x2.splat(4503599627370496));
  const odd = i64x2.neg(v128.and(q, i64x2.splat(1)));
  const sign = i64x2.shl(v128.and(q, i64x2.splat(2)), 62);
  return v128.xor(v128.bitselect(cos, sin, odd), sign);
}
