// A variational autoencoder of digits.
import {
	exp,
	manualSeed,
	nn,
	noGrad,
	optim,
	randn,
	randnLike,
	sigmoid,
	sum,
} from "flambeau";
import { DataLoader } from "flambeau/data";
import { digits } from "./digits.mjs";

/** @typedef {import("flambeau").Tensor} Tensor */

const F = nn.functional;

class VAE extends nn.Module {
	fc1 = new nn.Linear(784, 400);
	fc21 = new nn.Linear(400, 20);
	fc22 = new nn.Linear(400, 20);
	fc3 = new nn.Linear(20, 400);
	fc4 = new nn.Linear(400, 784);

	/** @type {(x: Tensor) => [Tensor, Tensor]} */
	encode(x) {
		const h = F.relu(this.fc1(x));
		return [this.fc21(h), this.fc22(h)];
	}

	/**
	 * @param {Tensor} mu
	 * @param {Tensor} logvar
	 */
	reparameterize(mu, logvar) {
		const std = exp(logvar.mul(0.5));
		return mu.add(randnLike(std).mul(std));
	}

	/** @param {Tensor} z */
	decode(z) {
		return sigmoid(this.fc4(F.relu(this.fc3(z))));
	}

	/** @type {(x: Tensor) => [Tensor, Tensor, Tensor]} */
	forward(x) {
		const [mu, logvar] = this.encode(x.view(-1, 784));
		return [this.decode(this.reparameterize(mu, logvar)), mu, logvar];
	}
}

/** @type {(recon: Tensor, x: Tensor, mu: Tensor, logvar: Tensor) => Tensor} */
function lossFunction(recon, x, mu, logvar) {
	const bce = F.binaryCrossEntropy(recon, x.view(-1, 784), {
		reduction: "sum",
	});
	// 0.5 * sum(1 + log(sigma²) - mu² - sigma²): Kingma and Welling, appendix B.
	const kld = sum(logvar.add(1).sub(mu.pow(2)).sub(logvar.exp())).mul(-0.5);
	return bce.add(kld);
}

/** @param {{ images: number, epochs: number, batchSize: number }} size */
export function run({ images, epochs, batchSize }) {
	manualSeed(1);
	const loader = new DataLoader(digits(true, images).images, batchSize, {
		shuffle: true,
	});
	const model = new VAE();
	const optimizer = new optim.Adam(model.parameters(), { lr: 1e-3 });

	const losses = [];
	for (let epoch = 0; epoch < epochs; epoch++)
		for (const data of loader) {
			optimizer.zeroGrad();
			const [recon, mu, logvar] = model(data);
			const loss = lossFunction(recon, data, mu, logvar);
			loss.backward();
			optimizer.step();
			losses.push(loss.item() / data.size(0));
		}

	const drawn = noGrad(() => model.decode(randn(4, 20)));
	return { losses, ink: drawn.mean(1).tolist() };
}
