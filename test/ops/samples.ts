import type { OpName } from "./names.js";
import type { Sample } from "./sample.js";
import { binary } from "./samples/binary.js";
import { binarySpecial } from "./samples/binary-special.js";
import { picks, products_ } from "./samples/index.js";
import { orders } from "./samples/order.js";
import { furtherProducts } from "./samples/products.js";
import { reductions } from "./samples/reduce.js";
import { scatters } from "./samples/scatter.js";
import { searches } from "./samples/search.js";
import { shapes } from "./samples/shape.js";
import { special } from "./samples/special.js";
import { stacking } from "./samples/stacking.js";
import { unary } from "./samples/unary.js";

/** Every operation has samples: one that has none does not compile. */
export const samples: Record<OpName, readonly Sample[]> = {
	...unary,
	...special,
	...binary,
	...binarySpecial,
	...reductions,
	...orders,
	...furtherProducts,
	...scatters,
	...searches,
	...shapes,
	...stacking,
	...picks,
	...products_,
};
