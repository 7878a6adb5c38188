// Three participants, none of whom has seen all digits, learn to read them together: node examples/federated/main.mjs
import { noGrad } from "flambeau";
import { DataLoader, Subset } from "flambeau/data";
import { loadMNIST } from "../mnist/data.mjs";
import { federate, makeModel, takeWeights } from "./rounds.mjs";

const images = new Subset(loadMNIST(true), range(6000));
const unseen = new Subset(loadMNIST(false), range(2000));

/** Who has which digits. */
const shares = [
	[0, 1, 2, 3],
	[3, 4, 5, 6],
	[6, 7, 8, 9],
];
const participants = shares.map((digits) => {
	const own = range(images.length).filter((i) =>
		digits.includes(images.get(i)[1]),
	);
	return new Subset(images, own);
});

/** @type {number[]} */
export const accuracies = [];
federate(participants, 5, (weights, round) => {
	const model = makeModel();
	takeWeights(model, weights);
	const right = noGrad(() => {
		let count = 0;
		for (const [x, y] of new DataLoader(unseen, { batchSize: 500 }))
			count += model(x).argmax(1).eq(y).sum().item();
		return count;
	});
	accuracies.push(right / unseen.length);
	const kilobytes = (weights.byteLength / 1000).toFixed(0);
	console.log(
		`round ${round}  ${((100 * right) / unseen.length).toFixed(1)} % of unseen images, ${kilobytes} KB from and to each`,
	);
});

/** @param {number} count */
function range(count) {
	return Array.from({ length: count }, (_, i) => i);
}
