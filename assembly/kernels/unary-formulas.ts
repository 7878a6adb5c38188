// The formulas of unary.ts. A functor's `vec` serves every dtype; `pair` works on two f64 lanes and Wide makes an f32 kernel of it.
import { erfinv } from "../math/erfinv64";
import { digamma, lgamma } from "../math/gamma64";
import { erfF64 } from "../math/erf64";
import { erfF32, expF32, highF64, logF32, lowF64, roundToF32, sigmoidF32, tanhF32 } from "../math/f32";
import { expF64, expm1F64, log10F64, log1pF64, log2F64, logF64, sigmoidF64, tanhF64 } from "../math/f64";
import { trigF32, trigF64 } from "../math/trig64";

@final @unmanaged
export class Wide<F> {
  @inline
  vec<T>(x: v128): v128 {
    if (sizeof<T>() == 8) return changetype<F>(0).pair(x);
    return roundToF32(changetype<F>(0).pair(lowF64(x)), changetype<F>(0).pair(highF64(x)));
  }
}

@final @unmanaged
export class Neg {
  @inline
  vec<T>(x: v128): v128 {
    return v128.neg<T>(x);
  }
}

@final @unmanaged
export class Abs {
  @inline
  vec<T>(x: v128): v128 {
    return v128.abs<T>(x);
  }
}

@final @unmanaged
export class Square {
  @inline
  vec<T>(x: v128): v128 {
    return v128.mul<T>(x, x);
  }
}

@final @unmanaged
export class Sqrt {
  @inline
  vec<T>(x: v128): v128 {
    return v128.sqrt<T>(x);
  }
}

@final @unmanaged
export class Reciprocal {
  @inline
  vec<T>(x: v128): v128 {
    return v128.div<T>(v128.splat<T>(<T>1), x);
  }
}

@final @unmanaged
export class Rsqrt {
  @inline
  vec<T>(x: v128): v128 {
    return v128.div<T>(v128.splat<T>(<T>1), v128.sqrt<T>(x));
  }
}

/** max gives NaN for NaN, as torch.relu does. */
@final @unmanaged
export class Relu {
  @inline
  vec<T>(x: v128): v128 {
    return v128.max<T>(x, v128.splat<T>(<T>0));
  }
}

/** Masks are -1: (x < 0) - (x > 0); 0 for NaN as torch.sign gives. */
@final @unmanaged
export class Sign {
  @inline
  vec<T>(x: v128): v128 {
    const zero = v128.splat<T>(<T>0);
    if (!isFloat<T>()) return v128.sub<T>(v128.lt<T>(x, zero), v128.gt<T>(x, zero));
    const one = v128.splat<T>(<T>1);
    return v128.sub<T>(v128.and(v128.gt<T>(x, zero), one), v128.and(v128.lt<T>(x, zero), one));
  }
}

@final @unmanaged
export class Floor {
  @inline
  vec<T>(x: v128): v128 {
    return v128.floor<T>(x);
  }
}

@final @unmanaged
export class Ceil {
  @inline
  vec<T>(x: v128): v128 {
    return v128.ceil<T>(x);
  }
}

@final @unmanaged
export class Round {
  @inline
  vec<T>(x: v128): v128 {
    return v128.nearest<T>(x);
  }
}

@final @unmanaged
export class Trunc {
  @inline
  vec<T>(x: v128): v128 {
    return v128.trunc<T>(x);
  }
}

@final @unmanaged
export class Exp {
  @inline
  vec<T>(x: v128): v128 {
    if (sizeof<T>() == 8) return expF64(x);
    return expF32(x);
  }
}

@final @unmanaged
export class Log {
  @inline
  vec<T>(x: v128): v128 {
    if (sizeof<T>() == 8) return logF64(x);
    return logF32(x);
  }
}

@final @unmanaged
export class Sigmoid {
  @inline
  vec<T>(x: v128): v128 {
    if (sizeof<T>() == 8) return sigmoidF64(x);
    return sigmoidF32(x);
  }
}

@final @unmanaged
export class Tanh {
  @inline
  vec<T>(x: v128): v128 {
    if (sizeof<T>() == 8) return tanhF64(x);
    return tanhF32(x);
  }
}

@final @unmanaged
export class Erf {
  @inline
  vec<T>(x: v128): v128 {
    if (sizeof<T>() == 8) return erfF64(x);
    return erfF32(x);
  }
}

@final @unmanaged
export class Sin {
  @inline
  vec<T>(x: v128): v128 {
    if (sizeof<T>() == 8) return trigF64(x, 0);
    return trigF32(x, 0);
  }
}

@final @unmanaged
export class Cos {
  @inline
  vec<T>(x: v128): v128 {
    if (sizeof<T>() == 8) return trigF64(x, 1);
    return trigF32(x, 1);
  }
}

@final @unmanaged
export class Log1p {
  @inline
  pair(x: v128): v128 {
    return log1pF64(x);
  }
}

@final @unmanaged
export class Expm1 {
  @inline
  pair(x: v128): v128 {
    return expm1F64(x);
  }
}

@final @unmanaged
export class Log2 {
  @inline
  pair(x: v128): v128 {
    return log2F64(x);
  }
}

@final @unmanaged
export class Log10 {
  @inline
  pair(x: v128): v128 {
    return log10F64(x);
  }
}

@final @unmanaged
export class Erfinv {
  @inline
  one<T>(x: T): T {
    return <T>erfinv(<f64>x);
  }
}

@final @unmanaged
export class Lgamma {
  @inline
  one<T>(x: T): T {
    return <T>lgamma(<f64>x);
  }
}

@final @unmanaged
export class Digamma {
  @inline
  one<T>(x: T): T {
    return <T>digamma(<f64>x);
  }
}

@final @unmanaged
export class Not {
  @inline
  vec<T>(x: v128): v128 {
    return v128.not(x);
  }
}
