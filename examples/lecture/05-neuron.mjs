// One neuron: h = g(w · x + b).
import { tensor } from "flambeau";

console.log("\n=== 5. A neuron ===\n");

const x = tensor([1, 2, 3]);
const w = tensor([0.2, -0.1, 0.4]);
const b = tensor(0.5);

export const a = w.dot(x).add(b);
export const h = a.sigmoid();

console.log("inputs  x =", x.tolist());
console.log("weights w =", Array.from(w.toTypedArray(), round));
console.log("bias    b =", b.item());
console.log(`\na = w · x + b  = .2·1 - .1·2 + .4·3 + .5 = ${round(a.item())}`);
console.log(`h = sigmoid(a) = ${h.item().toFixed(4)}`);

/** @param {number} value */
function round(value) {
	return Number(value.toFixed(4));
}
