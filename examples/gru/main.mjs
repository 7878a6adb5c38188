// A GRU learns to count ones modulo 2: after each bit of a sequence it tells whether the number of ones so far is odd.
// It is trained on 12 bits and then reads 200: node examples/gru/main.mjs
import { manualSeed, nn, noGrad, optim, randint } from "flambeau";

class Parity extends nn.Module {
	gru = new nn.GRU(1, 16, { batchFirst: true });
	head = new nn.Linear(16, 1);

	/**
	 * [sequences, length] of bits to the logit of "odd" after each of them.
	 * @param {import("flambeau").Tensor} bits
	 */
	forward(bits) {
		const [states] = this.gru(bits.float().unsqueeze(-1));
		return this.head(states).squeeze(-1);
	}
}

/**
 * Random bits, and after each of them whether the number of ones is odd.
 * @type {(sequences: number, length: number) => Record<"bits" | "odd", import("flambeau").Tensor>}
 */
function sample(sequences, length) {
	const bits = randint(0, 2, [sequences, length]);
	return { bits, odd: bits.cumsum(1).remainder(2).float() };
}

/**
 * The share of right answers after every bit, and after the last one only.
 * @param {number} length
 */
function evaluate(length) {
	const { bits, odd } = sample(500, length);
	const right = noGrad(() => model(bits).gt(0).float().eq(odd).float());
	const last = right.select(1, -1);
	return { all: 100 * right.mean().item(), last: 100 * last.mean().item() };
}

manualSeed(0);
const model = new Parity();
const optimizer = new optim.Adam(model.parameters(), { lr: 1e-2 });
console.log(String(model));

/** @type {number[]} */
export const losses = [];
for (let step = 1; step <= 500; step++) {
	const { bits, odd } = sample(64, 12);
	optimizer.zeroGrad();
	const loss = nn.functional.binaryCrossEntropyWithLogits(model(bits), odd);
	loss.backward();
	nn.utils.clipGradNorm_(model.parameters(), 1);
	optimizer.step();
	losses.push(loss.item());
	if (step % 50 === 0) {
		const { all } = evaluate(12);
		console.log(
			`step ${step}  loss ${loss.item().toFixed(4)}  ${all.toFixed(1)} % right`,
		);
	}
}

export const accuracy = {
	short: evaluate(12),
	long: evaluate(200),
};
console.log(
	`12 bits: ${accuracy.short.last.toFixed(1)} % of the sequences right at the end`,
);
console.log(
	`200 bits: ${accuracy.long.last.toFixed(1)} % of the sequences right at the end, ${accuracy.long.all.toFixed(1)} % of all bits`,
);
