import { nn } from "flambeau";

/** Squeezes 784 pixels through a few numbers: what it can draw again from those, they must say. */
export class Autoencoder extends nn.Module {
	/** @param {number} numbers how many are left of an image */
	constructor(numbers) {
		super();
		this.encoder = new nn.Sequential(
			new nn.Flatten(),
			new nn.Linear(784, 256),
			new nn.ReLU(),
			new nn.Linear(256, numbers),
		);
		this.decoder = new nn.Sequential(
			new nn.Linear(numbers, 256),
			new nn.ReLU(),
			new nn.Linear(256, 784),
			new nn.Unflatten(1, [1, 28, 28]),
		);
	}

	/**
	 * @param {import("flambeau").Tensor} images
	 * @returns the logit of each pixel: its sigmoid is the pixel, 0 for paper and 1 for ink
	 */
	forward(images) {
		return this.decoder(this.encoder(images));
	}
}
