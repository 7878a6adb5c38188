/** C's fmod, exact; also for two f32 values, whose remainder is an f32. */
export function fmod(a: f64, b: f64): f64 {
  // With a quotient of few bits every step here is exact; the general way takes a step per bit of the quotient.
  if (abs(a) < abs(b) && abs(b) < Infinity) return a;
  return NativeMath.mod(a, b);
}
