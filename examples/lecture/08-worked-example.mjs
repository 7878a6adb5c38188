// A forward pass with all its numbers, and the gradients that belong to it.
import { full, nn, tensor } from "flambeau";

console.log("\n=== 8. The worked example ===\n");

/** @type {(x: import("flambeau").Tensor) => import("flambeau").Tensor} */
const parameter = (x) => x.requiresGrad_();

// Examples are rows here, as in nn.Linear: a layer is x W + b.
const x = tensor([1.5, 2.5, 3]);
const y = tensor([1, 0]);
export const W1 = parameter(full([3, 3], 0.05));
export const W2 = parameter(full([3, 3], 0.025));
export const W3 = parameter(full([3, 2], 1));
export const b1 = parameter(tensor([0.01, 0.02, 0.03]));
export const b2 = parameter(tensor([0.01, 0.02, 0.03]));
export const b3 = parameter(tensor([0.01, 0.02]));

export const a1 = x.matmul(W1).add(b1);
export const h1 = a1.sigmoid();
export const a2 = h1.matmul(W2).add(b2);
export const h2 = a2.sigmoid();
export const a3 = h2.matmul(W3).add(b3);
export const h3 = a3.softmax(0);
export const loss = nn.functional.binaryCrossEntropy(h3, y);

console.log("x = 1.5 2.5 3, W1 all .05, W2 all .025, W3 all 1,");
console.log("b1 = b2 = .01 .02 .03, b3 = .01 .02, y = 1 0\n");
console.log(`a1 = ${figures(a1, 3)}      x W1 + b1`);
console.log(`h1 = ${figures(h1, 3)}   sigmoid`);
console.log(`a2 = ${figures(a2, 3)}   h1 W2 + b2`);
console.log(`h2 = ${figures(h2, 3)}   sigmoid`);
console.log(`a3 = ${figures(a3, 3)}      h2 W3 + b3`);
console.log(`h3 = ${figures(h3, 3)}        softmax`);
console.log(`loss ${figures(loss, 4)}           binary cross entropy with y`);

loss.backward();

console.log("\nThe gradients of the loss, from the last layer back:\n");
for (const [name, p] of Object.entries({ b3, W3, b2, W2, b1, W1 }))
	console.log(`${name}: ${p.grad}\n`);
console.log(
	"Those before W3 are zero: as both columns of W3 are the same, h2 moves both scores\nalike, and softmax looks at differences only. Random weights break such ties.",
);

/**
 * The figures as one writes them by hand: cut off after some digits, without needless zeros.
 *
 * @param {import("flambeau").Tensor} values
 * @param {number} digits
 */
function figures(values, digits) {
	return Array.from(values.toTypedArray(), (value) =>
		value
			// float32 holds about seven digits: .36 is stored as .35999998.
			.toFixed(6)
			.slice(0, digits - 6)
			.replace(/0+$/, "")
			.replace(/^0/, ""),
	).join(" ");
}
