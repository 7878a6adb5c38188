import type { OpName } from "./names.js";
import type { Sample } from "./sample.js";
import { binary } from "./samples/binary.js";
import { picks, products_ } from "./samples/index.js";
import { reductions } from "./samples/reduce.js";
import { shapes } from "./samples/shape.js";
import { unary } from "./samples/unary.js";

/** Every operation has samples: one that has none does not compile. */
export const samples: Record<OpName, readonly Sample[]> = {
	...unary,
	...binary,
	...reductions,
	...shapes,
	...picks,
	...products_,
};
const probe: Exclude<OpName, keyof typeof unary|keyof typeof binary|keyof typeof reductions|keyof typeof shapes|keyof typeof picks|keyof typeof products_> = 0;
