// The reductions' formulas, as functors for reduce.ts. Bases hold only what no subclass overrides: a call is then direct.

@unmanaged class Adding<T> {
  @inline start(): v128 { return v128.splat<T>(0); }
  @inline skip(about: v128): v128 { return v128.splat<T>(0); }
  @inline merge(a: v128, b: v128): v128 { return v128.add<T>(a, b); }
  @inline lossy(): bool { return isFloat<T>(); }
  @inline centred(): bool { return false; }
}

@unmanaged class Exact {
  @inline lossy(): bool { return false; }
  @inline centred(): bool { return false; }
}

@final @unmanaged export class Sum<T> extends Adding<T> {
  @inline step(acc: v128, x: v128, about: v128): v128 { return v128.add<T>(acc, x); }
}

@final @unmanaged export class NanSum<T> extends Adding<T> {
  @inline step(acc: v128, x: v128, about: v128): v128 { return v128.add<T>(acc, v128.and(x, v128.eq<T>(x, x))); }
}

@final @unmanaged export class SumSquares<T> extends Adding<T> {
  @inline step(acc: v128, x: v128, about: v128): v128 { return v128.add<T>(acc, v128.mul<T>(x, x)); }
}

@final @unmanaged export class SumAbs<T> extends Adding<T> {
  @inline step(acc: v128, x: v128, about: v128): v128 { return v128.add<T>(acc, v128.abs<T>(x)); }
}

/** Sum of squared deviations from `about`. */
@final @unmanaged export class Deviation<T> {
  @inline start(): v128 { return v128.splat<T>(0); }
  @inline skip(about: v128): v128 { return about; }
  @inline step(acc: v128, x: v128, about: v128): v128 {
    const d = v128.sub<T>(x, about);
    return v128.add<T>(acc, v128.mul<T>(d, d));
  }
  @inline merge(a: v128, b: v128): v128 { return v128.add<T>(a, b); }
  @inline lossy(): bool { return true; }
  @inline centred(): bool { return true; }
}

@final @unmanaged export class Prod<T> extends Exact {
  @inline start(): v128 { return v128.splat<T>(1); }
  @inline skip(about: v128): v128 { return v128.splat<T>(1); }
  @inline step(acc: v128, x: v128, about: v128): v128 { return v128.mul<T>(acc, x); }
  @inline merge(a: v128, b: v128): v128 { return v128.mul<T>(a, b); }
}

/** `beats` answers where x replaces best: a NaN beats all but a NaN, so the first one stays. */
@final @unmanaged export class Max<T> extends Exact {
  @inline start(): v128 { return isFloat<T>() ? v128.splat<T>(<T>-Infinity) : v128.splat<T>(<T>i32.MIN_VALUE); }
  @inline skip(about: v128): v128 { return this.start(); }
  @inline step(acc: v128, x: v128, about: v128): v128 { return v128.max<T>(acc, x); }
  @inline merge(a: v128, b: v128): v128 { return v128.max<T>(a, b); }
  @inline beats(x: v128, best: v128): v128 {
    return isFloat<T>() ? v128.andnot(v128.eq<T>(best, best), v128.le<T>(x, best)) : v128.gt<T>(x, best);
  }
}

@final @unmanaged export class Min<T> extends Exact {
  @inline start(): v128 { return isFloat<T>() ? v128.splat<T>(<T>Infinity) : v128.splat<T>(<T>i32.MAX_VALUE); }
  @inline skip(about: v128): v128 { return this.start(); }
  @inline step(acc: v128, x: v128, about: v128): v128 { return v128.min<T>(acc, x); }
  @inline merge(a: v128, b: v128): v128 { return v128.min<T>(a, b); }
  @inline beats(x: v128, best: v128): v128 {
    return isFloat<T>() ? v128.andnot(v128.eq<T>(best, best), v128.ge<T>(x, best)) : v128.lt<T>(x, best);
  }
}

/** Non-zero elements, NaN included, counted in lanes as wide as T. */
@final @unmanaged export class Count<T> extends Exact {
  @inline start(): v128 { return i32x4.splat(0); }
  @inline skip(about: v128): v128 { return i32x4.splat(0); }
  @inline step(acc: v128, x: v128, about: v128): v128 {
    const found = v128.ne<T>(x, v128.splat<T>(0));
    return sizeof<T>() == 8 ? v128.sub<i64>(acc, found) : v128.sub<i32>(acc, found);
  }
  @inline merge(a: v128, b: v128): v128 { return sizeof<T>() == 8 ? v128.add<i64>(a, b) : v128.add<i32>(a, b); }
}

@final @unmanaged export class Any extends Exact {
  @inline start(): v128 { return i8x16.splat(0); }
  @inline skip(about: v128): v128 { return i8x16.splat(0); }
  @inline step(acc: v128, x: v128, about: v128): v128 {
    return v128.or(acc, v128.and(v128.ne<u8>(x, i8x16.splat(0)), i8x16.splat(1)));
  }
  @inline merge(a: v128, b: v128): v128 { return v128.or(a, b); }
}

@final @unmanaged export class All extends Exact {
  @inline start(): v128 { return i8x16.splat(1); }
  @inline skip(about: v128): v128 { return i8x16.splat(1); }
  @inline step(acc: v128, x: v128, about: v128): v128 { return v128.and(acc, v128.ne<u8>(x, i8x16.splat(0))); }
  @inline merge(a: v128, b: v128): v128 { return v128.and(a, b); }
}
