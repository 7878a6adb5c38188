// Functions that turn any number into something like a probability.
import { tensor } from "flambeau";

console.log("\n=== 4. Sigmoid and softmax ===\n");

export const squashed = tensor([-4, -1, 0, 1, 4]).sigmoid();
console.log("sigmoid(a) = 1 / (1 + exp(-a)) lies between 0 and 1");
console.log(`of -4, -1, 0, 1, 4: ${squashed}`);

const scores = tensor([
	[1, 2, 3],
	[1, 1, 1],
]);
console.log("\nsoftmax makes scores into shares that add up to 1:");
console.log(`scores =\n${scores}`);

export const acrossColumns = scores.softmax(1);
console.log(
	`\nsoftmax(1), across the columns: each row adds up to 1\n${acrossColumns}`,
);
console.log(`sums of the rows: ${acrossColumns.sum(1)}`);

export const acrossRows = scores.softmax(0);
console.log(
	`\nsoftmax(0), across the rows: each column adds up to 1\n${acrossRows}`,
);
console.log(`sums of the columns: ${acrossRows.sum(0)}`);
