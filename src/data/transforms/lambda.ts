import type { Tensor } from "../../tensor/tensor.js";
import { readOptions } from "../../value/options.js";
import { Transform } from "./transform.js";

interface LambdaOptions {
	/** What does the same to a whole batch, if there is such a function. */
	readonly batch?: ((items: Tensor) => Tensor) | undefined;
}

/**
 * A function as a transform, as `torchvision.transforms.Lambda`.
 * @example new transforms.Lambda((image: Tensor) => image.flatten(), { batch: (images) => images.flatten(1) });
 */
export class Lambda<In, Out> extends Transform<In, Out> {
	readonly #fn: (item: In) => Out;

	constructor(fn: (item: In) => Out, options: LambdaOptions = {}) {
		readOptions("Lambda", options);
		super();
		this.#fn = fn;
		if (options.batch !== undefined) this.batch = options.batch;
	}

	forward(item: In): Out {
		return this.#fn(item);
	}
}
