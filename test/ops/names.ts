/**
 * Which operations there are: derived from the code, so that an operation without a sample does not compile.
 */

import type { aliases, sameAs } from "../../build/surface/aliases.js";
import type * as linalg from "../../build/surface/linalg.js";
import type * as library from "../../src/index.js";
import type * as conv from "../../src/nn/conv/conv.js";
import type * as convTranspose from "../../src/nn/conv/conv-transpose.js";
import type * as folding from "../../src/nn/conv/fold.js";
import type * as interpolation from "../../src/nn/layout/interpolate.js";
import type * as padding from "../../src/nn/layout/pad.js";
import type * as pixels from "../../src/nn/layout/pixel-shuffle.js";
import type * as matrix from "../../src/ops/linalg/matmul.js";
import type * as randomFills from "../../src/ops/random/fills.js";
import type * as multinomial from "../../src/ops/random/multinomial.js";
import type * as random from "../../src/ops/random/random.js";
import type * as randomSamples from "../../src/ops/random/samples.js";
import type * as creation from "../../src/tensor/create/index.js";
import type * as randomState from "../../src/tensor/create/rng-state.js";
import type { Tensor } from "../../src/tensor/tensor.js";

export type Result = Tensor | readonly Tensor[] | Iterable<Tensor>;

/** Names whose values are functions that give tensors. */
type Giving<T> = {
	[K in keyof T]: T[K] extends (...args: never[]) => infer R
		? [R] extends [never]
			? never
			: [R] extends [Result]
				? K
				: never
		: never;
}[keyof T] &
	string;

/** Other names of what is tested under its own, and layers' functions that are in the top level too. */
type Alias =
	| keyof typeof aliases
	| Exclude<keyof typeof sameAs, keyof typeof linalg>
	| "batchNorm"
	| "instanceNorm"
	| "dropout"
	| "embedding";
type Method = Giving<Tensor>;
type Function = Exclude<Giving<typeof library>, keyof typeof creation>;
type Random =
	| keyof typeof random
	| keyof typeof randomFills
	| keyof typeof randomState
	| keyof typeof randomSamples
	| keyof typeof multinomial;

/** Changes in place: tested against their twins without underscore. */
export type InPlaceName = Exclude<
	Extract<Method, `${string}_`>,
	Random | "requiresGrad_" | "detach_" | InPlaceValueName | Alias | `${Alias}_`
>;

/** Changes in place through which no gradient passes, or that take matrices or integers: their values are tested. */
export type InPlaceValueName = Extract<
	Method,
	| `${"eq" | "ne" | "lt" | "le" | "gt" | "ge"}_`
	| `logical${"And" | "Or" | "Xor" | "Not"}_`
	| `bitwise${"And" | "Or" | "Xor" | "Not"}_`
	| "addmm_"
	| "baddbmm_"
	| "addbmm_"
	| "addmv_"
	| "addr_"
	| "tril_"
	| "triu_"
	| "heaviside_"
	| "sign_"
	| "sgn_"
	| "trunc_"
	| "floorDivide_"
	| "scatterReduce_"
	| "maskedScatter_"
	| "cumsum_"
	| "cumprod_"
	| "renorm_"
>;

/** Functions on images, which have no namesakes elsewhere but other meanings there (`unfold`). */
type Spatial = Giving<
	typeof conv &
		typeof convTranspose &
		typeof folding &
		typeof interpolation &
		typeof padding &
		typeof pixels
>;

/** Everything else that makes tensors from tensors; `setAt` and creation have tests of their own. */
export type OpName =
	| Exclude<
			Method | Function,
			`${string}_` | `new${string}` | Random | "setAt" | "choose" | Alias
	  >
	| `nn.functional.${Spatial}`
	| keyof typeof linalg
	| keyof typeof matrix;
