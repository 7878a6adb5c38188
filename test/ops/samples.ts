import type { OpName } from "./names.js";
import type { Sample } from "./sample.js";
import { binary } from "./samples/binary.js";
import { binarySpecial } from "./samples/binary-special.js";
import { calculus } from "./samples/calculus.js";
import { convolutions } from "./samples/convolutions.js";
import { distanceSamples } from "./samples/distances.js";
import { furtherProducts } from "./samples/further-products.js";
import { linearAlgebra } from "./samples/linalg.js";
import { matrixFunctions } from "./samples/matrix-functions.js";
import { orders } from "./samples/order.js";
import { picks } from "./samples/picks.js";
import { products } from "./samples/products.js";
import { rearranged } from "./samples/rearranged.js";
import { reductions } from "./samples/reduce.js";
import { resizing } from "./samples/resizing.js";
import { scatters } from "./samples/scatter.js";
import { searches } from "./samples/search.js";
import { special } from "./samples/special.js";
import { stacking } from "./samples/stacking.js";
import { synonyms } from "./samples/synonyms.js";
import { unary } from "./samples/unary.js";
import { views } from "./samples/views.js";

/** Every operation has samples: one that has none does not compile. */
export const samples: Record<OpName, readonly Sample[]> = {
	...unary,
	...special,
	...binary,
	...binarySpecial,
	...reductions,
	...calculus,
	...orders,
	...linearAlgebra,
	...matrixFunctions,
	...furtherProducts,
	...distanceSamples,
	...scatters,
	...searches,
	...views,
	...rearranged,
	...stacking,
	...picks,
	...products,
	...convolutions,
	...resizing,
	...synonyms,
};
