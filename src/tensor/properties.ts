import { filled } from "../ops/create/filled.js";
import type { NestedInput } from "../ops/create/literal.js";
import { makeTensor } from "../ops/engine/define.js";
import { setData } from "../ops/engine/set-data.js";
import { where } from "../ops/pointwise/where.js";
import * as indexing from "../ops/select/indexing.js";
import { permute, reshape, transpose } from "../ops/shape/views.js";
import { ShapeError, show } from "../value/errors.js";
import type { Operand } from "../value/promotion.js";
import { say } from "../value/quote.js";
import { ConversionMethods } from "./converting.js";
import type { Tensor } from "./tensor.js";

/** What PyTorch writes with square brackets or without parentheses. The methods with a signature come from the tables. */
export class TensorProperties extends ConversionMethods {
	/** All dimensions in reverse order. */
	get T(): Tensor {
		const self = this as unknown as Tensor;
		return permute(
			self,
			self.shape.map((_, i) => self.ndim - 1 - i),
		);
	}

	/** The last two dimensions swapped. */
	get mT(): Tensor {
		const self = this as unknown as Tensor;
		if (self.ndim === 0) return reshape(self, []);
		if (self.ndim === 1)
			throw new ShapeError(
				"mT",
				say`${show(self.shape)} is no matrix; it needs at least two dimensions`,
			);
		return transpose(self, -2, -1);
	}

	/**
	 * The same elements, cut off from the graph; as `detach`. Assigning another tensor makes its elements this tensor's, of
	 * whatever shape and dtype, and nothing records it; a tensor that requires a gradient takes floats only.
	 * @example const p = new nn.Parameter(ones([2])); p.data = p.data.mul(0.5);
	 */
	get data(): Tensor {
		return (this as unknown as Tensor).detached();
	}

	set data(source: Tensor) {
		setData(this as unknown as Tensor, source);
	}

	/**
	 * PyTorch's square brackets: positions, slices as text, "..." , null for a new dimension, masks, integer tensors.
	 * @example
	 * const x = arange(24).reshape([2, 3, 4]);
	 * x.at(0, "1:3", "...", -1); // [7, 11]
	 * x.at(x.gt(21)); // [22, 23]
	 * x.at([1, 0], 0, 0); // [12, 0]
	 */
	at(this: Tensor, ...items: readonly indexing.IndexItem[]): Tensor {
		return indexing.at(this, items);
	}

	/** `x[items] = value`, in place; lists of numbers are tensors here. @example x.setAt([0, ":"], 1); */
	setAt(
		this: Tensor,
		items: readonly indexing.IndexItem[],
		value: Operand | NestedInput,
	): Tensor {
		return indexing.setAt(this, items, value);
	}

	/** @internal A tensor over the same elements without history. */
	detached(this: Tensor): Tensor {
		return makeTensor(this.storage, this.layout, this.dtype);
	}
	/** @internal Elements of `a` where this condition holds, of `b` elsewhere. */
	choose(this: Tensor, a: Operand, b: Operand): Tensor {
		return where(this, a, b);
	}
	/** @internal A tensor of this shape and dtype, filled. */
	filledLike(this: Tensor, value: number): Tensor {
		return filled("filledLike", this.shape, value, this.dtype);
	}
}
