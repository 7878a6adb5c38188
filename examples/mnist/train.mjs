import { nn } from "flambeau";

/**
 * Goes once through the training images, a batch at a time.
 *
 * @typedef {Iterable<[import("flambeau").Tensor, import("flambeau").Tensor]>} Batches
 * @typedef {import("flambeau").Tensor} Tensor
 * @param {import("flambeau").nn.Module} model
 * @param {import("flambeau").optim.Optimizer} optimizer
 * @param {Batches} loader
 * @param {(loss: number, images: number) => void} [onStep] is told the loss and the size of each batch
 * @param {(model: any, images: Tensor, labels: Tensor) => Tensor} [lossOf] what is to become small
 */
export function trainEpoch(
	model,
	optimizer,
	loader,
	onStep,
	lossOf = wrongLabels,
) {
	model.train();
	for (const [images, labels] of loader) {
		optimizer.zeroGrad();
		const loss = lossOf(model, images, labels);
		loss.backward();
		optimizer.step();

		const value = loss.item();
		if (Number.isNaN(value))
			throw new Error("the loss is NaN; try a smaller learning rate");
		onStep?.(value, images.size(0));
	}
}

/** @type {(model: any, images: Tensor, labels: Tensor) => Tensor} */
function wrongLabels(model, images, labels) {
	return nn.functional.crossEntropy(model(images), labels);
}
