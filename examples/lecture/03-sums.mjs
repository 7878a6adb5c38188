// Many numbers into one, and one out of many.
import { tensor } from "flambeau";

console.log("\n=== 3. Sums, means, elements ===\n");

export const x = tensor([
	[1, 2, 3],
	[4, 5, 6],
]);
console.log(`x =\n${x}`);

export const total = x.sum();
export const perColumn = x.sum(0);
export const perRow = x.sum(1);
console.log(`\nx.sum()  = ${total.item()}                    everything`);
console.log(
	`x.sum(0) = ${perColumn}   dimension 0 goes away: one sum per column`,
);
console.log(`x.sum(1) = ${perRow}      dimension 1 goes away: one sum per row`);

export const mean = x.mean();
console.log(
	`\nx.mean() = ${mean.item()}, the sum divided by the ${x.numel()} elements`,
);

export const element = x.at(1, 2);
export const firstRow = x.at(0);
export const lastColumn = x.at(":", -1);
console.log(
	`\nx.at(1, 2)    = ${element.item()}, row 1 and column 2, counted from 0`,
);
console.log(`x.at(0)       = ${firstRow}, the first row`);
console.log(`x.at(":", -1) = ${lastColumn}, the last column`);
