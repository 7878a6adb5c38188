import { checkTensor } from "../../ops/engine/define.js";
import { flatten } from "../../ops/shape/views.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { inferReshape, normalizeDim, type Shape } from "../../value/shape.js";
import { Module } from "../module/module.js";
import { pythonic } from "../module/repr.js";

/** Joins dimensions startDim to endDim: all but the batch by default. @example new nn.Flatten()(zeros([2, 1, 28, 28])).shape; // [2, 784] */
export class Flatten extends Module {
	constructor(
		readonly startDim = 1,
		readonly endDim = -1,
	) {
		super();
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return flatten(x, this.startDim, this.endDim);
	}

	override extraRepr(): string {
		return say`start_dim=${this.startDim}, end_dim=${this.endDim}`;
	}
}

/** Splits a dimension into several; one size may be -1. @example new nn.Unflatten(1, [1, 28, 28])(zeros([2, 784])).shape; // [2, 1, 28, 28] */
export class Unflatten extends Module {
	constructor(
		readonly dim: number,
		readonly unflattenedSize: Shape,
	) {
		super();
		if (!Array.isArray(unflattenedSize) || unflattenedSize.length === 0)
			throw new ShapeError(
				"Unflatten",
				say`the sizes are ${unflattenedSize}; expected a list of at least one, as in [1, 28, 28]`,
			);
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		const dim = normalizeDim(
			"Unflatten",
			this.dim,
			checkTensor("Unflatten", x).ndim,
		);
		const sizes = inferReshape("Unflatten", this.unflattenedSize, [
			x.size(dim),
		]);
		return x.view([
			...x.shape.slice(0, dim),
			...sizes,
			...x.shape.slice(dim + 1),
		]);
	}

	override extraRepr(): string {
		return say`dim=${this.dim}, unflattened_size=${pythonic(this.unflattenedSize)}`;
	}
}
