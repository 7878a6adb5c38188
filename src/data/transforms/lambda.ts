import type { Tensor } from "../../tensor/tensor.js";
import { checkFunction } from "../../value/arguments.js";
import { Transform } from "./transform.js";

/** A function of one item. */
export type MapFn<In, Out> = (item: In) => Out;

interface LambdaOptions {
	/** What does the same to a whole batch, if there is such a function. */
	readonly batch?: MapFn<Tensor, Tensor> | null | undefined;
}

/**
 * A function as a transform, as `torchvision.transforms.Lambda`.
 * @example new transforms.Lambda((image: Tensor) => image.flatten(), { batch: (images) => images.flatten(1) });
 */
export class Lambda<In, Out> extends Transform<In, Out> {
	readonly #fn: MapFn<In, Out>;

	constructor(fn: MapFn<In, Out>, options: LambdaOptions = {}) {
		super();
		checkFunction("Lambda", fn);
		if (options.batch != null) checkFunction("Lambda", options.batch);
		this.#fn = fn;
		if (options.batch != null) this.batch = options.batch;
	}

	forward(item: In): Out {
		return this.#fn(item);
	}
}
