// The formulas of binary.ts. `vec` serves vectors of every dtype, `one` single elements.
import { fmod } from "../math/fmod";
import { highF64, lowF64, roundToF32 } from "../math/f32";
import { powF64 } from "../math/pow64";

@final @unmanaged
export class Add {
  @inline
  vec<T>(a: v128, b: v128): v128 {
    return v128.add<T>(a, b);
  }
}

@final @unmanaged
export class Sub {
  @inline
  vec<T>(a: v128, b: v128): v128 {
    return v128.sub<T>(a, b);
  }
}

@final @unmanaged
export class Mul {
  @inline
  vec<T>(a: v128, b: v128): v128 {
    return v128.mul<T>(a, b);
  }
}

@final @unmanaged
export class Div {
  @inline
  vec<T>(a: v128, b: v128): v128 {
    return v128.div<T>(a, b);
  }
}

/** wasm min and max give NaN for NaN on either side, as PyTorch does. */
@final @unmanaged
export class Maximum {
  @inline
  vec<T>(a: v128, b: v128): v128 {
    return v128.max<T>(a, b);
  }
}

@final @unmanaged
export class Minimum {
  @inline
  vec<T>(a: v128, b: v128): v128 {
    return v128.min<T>(a, b);
  }
}

@final @unmanaged
export class And {
  @inline
  vec<T>(a: v128, b: v128): v128 {
    return v128.and(a, b);
  }
}

@final @unmanaged
export class Or {
  @inline
  vec<T>(a: v128, b: v128): v128 {
    return v128.or(a, b);
  }
}

@final @unmanaged
export class Xor {
  @inline
  vec<T>(a: v128, b: v128): v128 {
    return v128.xor(a, b);
  }
}

@final @unmanaged
export class Pow {
  @inline
  vec<T>(a: v128, b: v128): v128 {
    if (sizeof<T>() == 8) return powF64(a, b);
    return roundToF32(powF64(lowF64(a), lowF64(b)), powF64(highF64(a), highF64(b)));
  }

  @inline
  one<T>(a: T, b: T): T {
    if (b < 0) {
      // 1 / a^-b, truncated
      if (a == 1) return a;
      return a == -1 ? (b & 1 ? a : <T>1) : <T>0;
    }
    let y: T = 1;
    for (; b; b >>= 1) {
      if (b & 1) y *= a;
      a *= a;
    }
    return y;
  }
}

/** Integers: 0 for division by 0, and -2^31 / -1 wraps; wasm would trap on both. */
@final @unmanaged
export class TruncDivide {
  @inline
  vec<T>(a: v128, b: v128): v128 {
    return v128.trunc<T>(v128.div<T>(a, b));
  }

  @inline
  one<T>(a: T, b: T): T {
    if (b == -1) return <T>(0 - a);
    return b ? a / b : <T>0;
  }
}

/** The sign of the dividend. */
@final @unmanaged
export class Fmod {
  @inline
  one<T>(a: T, b: T): T {
    if (isFloat<T>()) return <T>fmod(<f64>a, <f64>b);
    return b == 0 || b == -1 ? <T>0 : a % b;
  }
}

/** The sign of the divisor, as in Python. */
@final @unmanaged
export class Remainder {
  @inline
  one<T>(a: T, b: T): T {
    let m: T;
    if (isFloat<T>()) m = <T>fmod(<f64>a, <f64>b);
    else m = b == 0 || b == -1 ? <T>0 : a % b;
    return m != 0 && b < 0 != m < 0 ? m + b : m;
  }
}

/** c10::div_floor_floating, with its guard against a quotient that rounds up to the next integer. */
@final @unmanaged
export class FloorDivide {
  @inline
  one<T>(a: T, b: T): T {
    if (isInteger<T>()) {
      if (b == -1) return <T>(0 - a);
      if (b == 0) return <T>0;
      const q: T = a / b;
      return a % b != 0 && a < 0 != b < 0 ? q - 1 : q;
    }
    if (b == 0) return a / b;
    const m = <T>fmod(<f64>a, <f64>b);
    let q: T = (a - m) / b;
    if (m != 0 && b < 0 != m < 0) q -= 1;
    if (q == 0) return copysign<T>(0, a / b);
    const down = floor<T>(q);
    return q - down > <T>0.5 ? down + 1 : down;
  }
}

@final @unmanaged
export class Atan2 {
  @inline
  one<T>(a: T, b: T): T {
    return <T>NativeMath.atan2(<f64>a, <f64>b);
  }
}
