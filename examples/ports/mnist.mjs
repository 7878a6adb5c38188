// A convolutional network reads digits: Adadelta, a falling learning rate, dropout.
import { flatten, manualSeed, nn, noGrad, optim } from "flambeau";
import { DataLoader, TensorDataset } from "flambeau/data";
import { digits } from "./digits.mjs";

/** @typedef {import("flambeau").Tensor} Tensor */

const F = nn.functional;
const { StepLR } = optim.lrScheduler;

class Net extends nn.Module {
	conv1 = new nn.Conv2d(1, 32, 3, 1);
	conv2 = new nn.Conv2d(32, 64, 3, 1);
	dropout1 = new nn.Dropout(0.25);
	dropout2 = new nn.Dropout(0.5);
	fc1 = new nn.Linear(9216, 128);
	fc2 = new nn.Linear(128, 10);

	/** @param {Tensor} x */
	forward(x) {
		x = F.relu(this.conv1(x));
		x = F.relu(this.conv2(x));
		x = this.dropout1(F.maxPool2d(x, 2));
		x = flatten(x, 1);
		x = this.dropout2(F.relu(this.fc1(x)));
		return F.logSoftmax(this.fc2(x), { dim: 1 });
	}
}

/** @param {{ images: number, epochs: number, batchSize: number }} size */
export function run({ images, epochs, batchSize }) {
	manualSeed(1);
	const train = new TensorDataset(...normalised(digits(true, images)));
	const test = new TensorDataset(...normalised(digits(false, images)));
	const loader = new DataLoader(train, batchSize, { shuffle: true });
	const model = new Net();
	const optimizer = new optim.Adadelta(model.parameters(), { lr: 1.0 });
	const scheduler = new StepLR(optimizer, { stepSize: 1, gamma: 0.7 });

	const losses = [];
	const right = [];
	for (let epoch = 0; epoch < epochs; epoch++) {
		model.train();
		for (const [data, target] of loader) {
			optimizer.zeroGrad();
			const loss = F.nllLoss(model(data), target);
			loss.backward();
			optimizer.step();
			losses.push(loss.item());
		}
		scheduler.step();
		right.push(correct(model, new DataLoader(test, 100)));
	}
	return { losses, right };
}

/**
 * @param {{ images: Tensor, labels: Tensor }} digits
 * @returns {[Tensor, Tensor]}
 */
function normalised({ images, labels }) {
	return [images.sub(0.1307).div(0.3081), labels];
}

/**
 * @param {Net} model
 * @param {Iterable<[Tensor, Tensor]>} loader
 */
function correct(model, loader) {
	model.eval();
	let total = 0;
	noGrad(() => {
		for (const [data, target] of loader) {
			const pred = model(data).argmax({ dim: 1, keepdim: true });
			total += pred.eq(target.viewAs(pred)).sum().item();
		}
	});
	return total;
}
