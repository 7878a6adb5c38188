// The inverse of erf, one f64 at a time.
import { erfcTail, erfRest } from "./erf64";
import { expF64, logF64 } from "./f64";

// @ts-ignore: decorator
@inline
function lane(x: v128): f64 {
  return f64x2.extract_lane(x, 0);
}

/** erf'(y) */
function slope(y: f64): f64 {
  return 1.1283791670955126 * lane(expF64(f64x2.splat(-y * y)));
}

/**
 * Wichura's AS 241 (1988) for the normal quantile at (1 + x) / 2, divided by sqrt(2); up to 5 ulp off, so one Newton
 * step follows, on erf(y) = x or, near 1, on 1 - erf(y) = 1 - |x|.
 */
export function erfinv(x: f64): f64 {
  const q = 0.5 * x;
  if (abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    let p = 2509.0809287301226727 * r + 33430.575583588128105;
    p = p * r + 67265.770927008700853;
    p = p * r + 45921.953931549871457;
    p = p * r + 13731.693765509461125;
    p = p * r + 1971.5909503065514427;
    p = p * r + 133.14166789178437745;
    p = p * r + 3.387132872796366608;
    let d = 5226.495278852854561 * r + 28729.085735721942674;
    d = d * r + 39307.89580009271061;
    d = d * r + 21213.794301586595867;
    d = d * r + 5394.1960214247511077;
    d = d * r + 687.1870074920579083;
    d = d * r + 42.313330701600911252;
    d = d * r + 1.0;
    const y = q * (p / d) * Math.SQRT1_2;
    return y - (y - x + y * lane(erfRest(f64x2.splat(y * y)))) / slope(y);
  }
  const ax = abs(x);
  if (ax == 1) return copysign<f64>(Infinity, x);
  if (!(ax < 1)) return NaN;
  let r = sqrt(-lane(logF64(f64x2.splat(0.5 * (1.0 - ax)))));
  let p: f64;
  let d: f64;
  if (r <= 5) {
    r -= 1.6;
    p = 7.7454501427834140764e-4 * r + 0.0227238449892691845833;
    p = p * r + 0.24178072517745061177;
    p = p * r + 1.27045825245236838258;
    p = p * r + 3.64784832476320460504;
    p = p * r + 5.7694972214606914055;
    p = p * r + 4.6303378461565452959;
    p = p * r + 1.42343711074968357734;
    d = 1.05075007164441684324e-9 * r + 5.475938084995344946e-4;
    d = d * r + 0.0151986665636164571966;
    d = d * r + 0.14810397642748007459;
    d = d * r + 0.68976733498510000455;
    d = d * r + 1.6763848301838038494;
    d = d * r + 2.05319162663775882187;
  } else {
    r -= 5;
    p = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5;
    p = p * r + 0.0012426609473880784386;
    p = p * r + 0.026532189526576123093;
    p = p * r + 0.29656057182850489123;
    p = p * r + 1.7848265399172913358;
    p = p * r + 5.4637849111641143699;
    p = p * r + 6.6579046435011037772;
    d = 2.04426310338993978564e-15 * r + 1.4215117583164458887e-7;
    d = d * r + 1.8463183175100546818e-5;
    d = d * r + 7.868691311456132591e-4;
    d = d * r + 0.0148753612908506148525;
    d = d * r + 0.13692988092273580531;
    d = d * r + 0.59983220655588793769;
  }
  d = d * r + 1.0;
  const y = (p / d) * Math.SQRT1_2;
  const over = lane(erfcTail(f64x2.splat(y))) - (1.0 - ax);
  return copysign<f64>(y + over / slope(y), x);
}
