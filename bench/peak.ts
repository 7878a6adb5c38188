// The most 128-bit multiplies and adds that one core can do: independent chains of each, nothing but registers.
export function multiplyAdds(rounds: i32): f32 {
  const x = f32x4.splat(1.0000001);
  const y = f32x4.splat(1e-9);
  let a = x, b = x, c = x, d = x, e = x, f = x;
  let g = y, h = y, i = y, j = y, k = y, l = y;
  for (let r = 0; r < rounds; r++) {
    a = f32x4.mul(a, x);
    g = f32x4.add(g, y);
    b = f32x4.mul(b, x);
    h = f32x4.add(h, y);
    c = f32x4.mul(c, x);
    i = f32x4.add(i, y);
    d = f32x4.mul(d, x);
    j = f32x4.add(j, y);
    e = f32x4.mul(e, x);
    k = f32x4.add(k, y);
    f = f32x4.mul(f, x);
    l = f32x4.add(l, y);
  }
  const products = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(e, f));
  const sums = f32x4.add(f32x4.add(f32x4.add(g, h), f32x4.add(i, j)), f32x4.add(k, l));
  return f32x4.extract_lane(f32x4.add(products, sums), 0);
}
