// The same numbers in another shape.
import { cat, tensor } from "flambeau";
import { image } from "./01-tensors.mjs";

console.log("\n=== 2. Shapes ===\n");

export const flat = image.flatten();
console.log(
	"flatten() puts the rows one after the other:",
	flat.shape,
	`\n${flat}`,
);

export const row = image.reshape([1, 9]);
console.log("\nreshape([1, 9]) is a matrix of one row:", row.shape, `\n${row}`);

export const column = row.transpose(0, 1);
console.log(
	"\ntranspose(0, 1) swaps rows and columns; a column is left:",
	column.shape,
	`\n${column}`,
);

const left = tensor([
	[1, 2],
	[3, 4],
]);
const right = tensor([[5], [6]]);
export const joined = cat([left, right], 1);
console.log(
	`\ncat along dimension 1 joins side by side: ${show(left)} and ${show(right)} to ${show(joined)}\n${joined}`,
);

/** @param {import("flambeau").Tensor} x */
function show(x) {
	return x.shape.join(" × ");
}
