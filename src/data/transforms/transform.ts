import type { Tensor } from "../../tensor/tensor.js";
import { Callable } from "../../value/callable.js";

/** A function of one item, which may know how to treat a whole batch of them at once. */
export interface TransformLike<In = Tensor, Out = Tensor> {
	(item: In): Out;
	/** The same of items along a new first dimension, with the same results. */
	batch?(items: Tensor): Tensor;
}

/** What the call gives, and perhaps `batch`. */
export interface Transform<In, Out> extends TransformLike<In, Out> {}

/** The base of the transforms: an instance is called like a function. A plain function is a transform as well. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: Callable makes instances functions, which the interface declares
export abstract class Transform<In, Out> extends Callable {
	// biome-ignore lint/complexity/noUselessConstructor: what is given to a transform does not reach Callable
	constructor() {
		super();
	}

	/** What a call computes. */
	abstract forward(item: In): Out;

	/** @internal What a call runs. */
	invoke(args: [In]): Out {
		return this.forward(...args);
	}
}
