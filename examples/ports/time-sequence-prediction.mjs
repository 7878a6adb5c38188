// Two LSTM cells learn sine waves in float64 with L-BFGS, and then go on by themselves.
import {
	arange,
	cat,
	manualSeed,
	nn,
	noGrad,
	optim,
	randint,
	sin,
	zeros,
} from "flambeau";

/** @typedef {import("flambeau").Tensor} Tensor */

class Sequence extends nn.Module {
	lstm1 = new nn.LSTMCell(1, 51);
	lstm2 = new nn.LSTMCell(51, 51);
	linear = new nn.Linear(51, 1);

	/**
	 * @param {Tensor} input
	 * @returns {Tensor}
	 */
	forward(input, { future = 0 } = {}) {
		const outputs = [];
		const double = /** @type {const} */ ({ dtype: "float64" });
		let hT = zeros(input.size(0), 51, double);
		let cT = zeros(input.size(0), 51, double);
		let hT2 = zeros(input.size(0), 51, double);
		let cT2 = zeros(input.size(0), 51, double);
		let output = input;

		for (const inputT of input.split(1, { dim: 1 })) {
			[hT, cT] = this.lstm1(inputT, [hT, cT]);
			[hT2, cT2] = this.lstm2(hT, [hT2, cT2]);
			output = this.linear(hT2);
			outputs.push(output);
		}
		for (let i = 0; i < future; i++) {
			// fed with what it said last
			[hT, cT] = this.lstm1(output, [hT, cT]);
			[hT2, cT2] = this.lstm2(hT, [hT2, cT2]);
			output = this.linear(hT2);
			outputs.push(output);
		}
		return cat(outputs, { dim: 1 });
	}
}

/** @param {{ waves: number, length: number, steps: number, future: number }} size */
export function run({ waves, length, steps, future }) {
	manualSeed(0);
	const shift = randint(-80, 80, [waves, 1]);
	const data = sin(arange(length).add(shift).double().div(20).mul(Math.PI));
	const [input, target] = [data.at("3:", ":-1"), data.at("3:", "1:")];
	const [testInput, testTarget] = [data.at(":3", ":-1"), data.at(":3", "1:")];
	const seq = new Sequence();
	seq.double();
	const criterion = new nn.MSELoss();
	const optimizer = new optim.LBFGS(seq.parameters(), { lr: 0.8, maxIter: 6 });

	/** @type {number[]} */
	const losses = [];
	/** @type {number[]} */
	const testLosses = [];
	let pred = testTarget;
	for (let step = 0; step < steps; step++) {
		optimizer.step(() => {
			optimizer.zeroGrad();
			const loss = criterion(seq(input), target);
			losses.push(loss.item());
			loss.backward();
			return loss;
		});
		noGrad(() => {
			pred = seq(testInput, { future });
			const loss = criterion(pred.at(":", `:${-future}`), testTarget);
			testLosses.push(loss.item());
		});
	}
	return { losses, testLosses, future: pred.at(":", `${-future}:`).tolist() };
}
