// erf on two f64 lanes.
import { copysign128, madd, select128 } from "../lanes";
import { expF64 } from "./f64";

// @ts-ignore: decorator
@inline
function c(x: f64): v128 {
  return f64x2.splat(x);
}

/** 1 - erf on [1, 6] as e^(-x^2) G / (x + 1/2), G a fit in (x - 2) / (x + 2). */
export function erfcTail(ax: v128): v128 {
  const t = f64x2.div(f64x2.sub(ax, c(2)), f64x2.add(ax, c(2)));
  let g = madd<f64>(c(2.2839091923497824e-6), t, c(2.3900839853329674e-6));
  g = madd<f64>(g, t, c(-6.688921805150533e-6));
  g = madd<f64>(g, t, c(-1.8369842794810808e-5));
  g = madd<f64>(g, t, c(-7.527228719026581e-7));
  g = madd<f64>(g, t, c(7.554363060255645e-5));
  g = madd<f64>(g, t, c(1.0318213184173976e-4));
  g = madd<f64>(g, t, c(-2.2717246934439263e-4));
  g = madd<f64>(g, t, c(-7.284068212758728e-4));
  g = madd<f64>(g, t, c(6.356695828771064e-4));
  g = madd<f64>(g, t, c(4.361326931136846e-3));
  g = madd<f64>(g, t, c(-4.0170075438298435e-3));
  g = madd<f64>(g, t, c(-0.02711000049589018));
  g = madd<f64>(g, t, c(0.08202564001675251));
  g = madd<f64>(g, t, c(-0.08301519880764553));
  g = madd<f64>(g, t, c(-0.04638191329287312));
  g = madd<f64>(g, t, c(0.6384891907762643));
  return f64x2.div(f64x2.mul(g, expF64(f64x2.neg(f64x2.mul(ax, ax)))), f64x2.add(ax, c(0.5)));
}

/** erf(x) / x - 1 on [0, 1], of z = x^2. */
export function erfRest(z: v128): v128 {
  let p = madd<f64>(c(5.957176147748911e-11), z, c(-1.1372848856791674e-9));
  p = madd<f64>(p, z, c(1.4659775274047436e-8));
  p = madd<f64>(p, z, c(-1.6350312701054695e-7));
  p = madd<f64>(p, z, c(1.6461000484121368e-6));
  p = madd<f64>(p, z, c(-1.4925595266831182e-5));
  p = madd<f64>(p, z, c(1.205533111164271e-4));
  p = madd<f64>(p, z, c(-8.54832698083379e-4));
  p = madd<f64>(p, z, c(5.2239776248180145e-3));
  p = madd<f64>(p, z, c(-0.026866170645076792));
  p = madd<f64>(p, z, c(0.11283791670954879));
  p = madd<f64>(p, z, c(-0.3761263890318375));
  return madd<f64>(p, z, c(0.1283791670955126));
}

/** x + x erfRest(x^2) below 1, 1 - erfcTail above. */
export function erfF64(x: v128): v128 {
  const ax = f64x2.min(f64x2.abs(x), c(6));
  const p = erfRest(f64x2.mul(ax, ax));
  const small = madd<f64>(p, ax, ax);
  const large = f64x2.sub(c(1), erfcTail(ax));
  return copysign128<f64>(select128(f64x2.lt(ax, c(1)), small, large), x);
}
