import { formatTensor } from "./print.js";
import { ChangeMethods } from "./tensor/changes.js";

/**
 * An array of numbers with any number of dimensions, on which operations run in WebAssembly and can be differentiated.
 * Made by `tensor`, `zeros`, `rand` and their like; every operation gives a new one. There is nothing to free.
 *
 * @example
 * const x = tensor([[1, 2], [3, 4]], { dtype: "float32", requiresGrad: true });
 * x.mul(x).sum().backward();
 * x.grad; // [[2, 4], [6, 8]]
 */
export class Tensor extends ChangeMethods {
	/** PyTorch's notation of the elements, as in `tensor([1., 2.])`. */
	override toString(): string {
		return formatTensor(this);
	}

	[Symbol.for("nodejs.util.inspect.custom")](): string {
		return formatTensor(this);
	}
}
