import type { OpName } from "./names.js";
import type { Sample } from "./sample.js";
import { binary } from "./samples/binary.js";
import { picks } from "./samples/picks.js";
import { products } from "./samples/products.js";
import { rearranged } from "./samples/rearranged.js";
import { reductions } from "./samples/reduce.js";
import { unary } from "./samples/unary.js";
import { views } from "./samples/views.js";

/** Every operation has samples: one that has none does not compile. */
export const samples: Record<OpName, readonly Sample[]> = {
	...unary,
	...binary,
	...reductions,
	...views,
	...rearranged,
	...picks,
	...products,
};
