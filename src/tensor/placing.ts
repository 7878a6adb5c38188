import { assign } from "../ops/engine/inplace.js";
import * as products from "../ops/linalg/products.js";
import type { IndexLike } from "../ops/select/gather.js";
import type { IndexItem } from "../ops/select/indexing.js";
import * as scatter from "../ops/select/scatter.js";
import { takeAlongDim } from "../ops/select/take.js";
import * as search from "../ops/sort/search.js";
import { type UniqueOptions, unique } from "../ops/sort/unique.js";
import { ChangeMethods } from "./changes.js";
import type { Tensor } from "./tensor.js";

/** Values put in place by their positions, and products and counts that PyTorch has as methods too. */
export class PlacingMethods extends ChangeMethods {
	/** In-place `scatter`. */
	scatter_(
		this: Tensor,
		dim: number,
		positions: Tensor,
		source: Tensor | number,
	): Tensor {
		return assign("scatter_", this, (x) =>
			scatter.scatter(x, dim, positions, source),
		);
	}
	/** In-place `scatterAdd`. */
	scatterAdd_(
		this: Tensor,
		dim: number,
		positions: Tensor,
		source: Tensor,
	): Tensor {
		return assign("scatterAdd_", this, (x) =>
			scatter.scatterAdd(x, dim, positions, source),
		);
	}
	/** In-place `indexAdd`. */
	indexAdd_(
		this: Tensor,
		dim: number,
		positions: IndexLike,
		source: Tensor,
		options?: { readonly alpha?: number },
	): Tensor {
		return assign("indexAdd_", this, (x) =>
			scatter.indexAdd(x, dim, positions, source, options),
		);
	}
	/** In-place `indexCopy`. */
	indexCopy_(
		this: Tensor,
		dim: number,
		positions: IndexLike,
		source: Tensor,
	): Tensor {
		return assign("indexCopy_", this, (x) =>
			scatter.indexCopy(x, dim, positions, source),
		);
	}
	/** With slices of `source` in the place of those of `dim` at the positions. */
	indexCopy(
		this: Tensor,
		dim: number,
		positions: IndexLike,
		source: Tensor,
	): Tensor {
		return scatter.indexCopy(this, dim, positions, source);
	}
	/** With values at the places that the indices name, as `at` reads them. */
	indexPut(
		this: Tensor,
		indices: readonly IndexItem[],
		values: Tensor,
		options?: { readonly accumulate?: boolean },
	): Tensor {
		return scatter.indexPut(this, indices, values, options);
	}
	/** In-place `indexFill`. */
	indexFill_(
		this: Tensor,
		dim: number,
		positions: IndexLike,
		value: number | boolean | Tensor,
	): Tensor {
		return assign("indexFill_", this, (x) =>
			scatter.indexFill(x, dim, positions, value),
		);
	}
	/** In-place `indexPut`. */
	indexPut_(
		this: Tensor,
		indices: readonly IndexItem[],
		values: Tensor,
		options?: { readonly accumulate?: boolean },
	): Tensor {
		return assign("indexPut_", this, (x) =>
			scatter.indexPut(x, indices, values, options),
		);
	}

	/** beta * this + alpha * (a × b) */
	addmm(
		this: Tensor,
		a: Tensor,
		b: Tensor,
		options?: products.ScaleOptions,
	): Tensor {
		return products.addmm(this, a, b, options);
	}
	/** beta * this + alpha * (a × b), for batches. */
	baddbmm(
		this: Tensor,
		a: Tensor,
		b: Tensor,
		options?: products.ScaleOptions,
	): Tensor {
		return products.baddbmm(this, a, b, options);
	}
	/** All products of the elements of two vectors. */
	outer(this: Tensor, other: Tensor): Tensor {
		return products.outer(this, other);
	}
	/** How often each integer occurs; see `bincount`. */
	bincount(
		this: Tensor,
		options?: Parameters<typeof search.bincount>[1],
	): Tensor {
		return search.bincount(this, options);
	}
	/** The different elements; see `unique`. */
	unique(
		this: Tensor,
		options?: UniqueOptions & {
			readonly returnInverse?: false;
			readonly returnCounts?: false;
		},
	): Tensor;
	unique(this: Tensor, options: UniqueOptions): Tensor[];
	unique(this: Tensor, options: UniqueOptions = {}): Tensor | Tensor[] {
		return unique(this, options);
	}
	/** The elements at the positions along a dimension; see `takeAlongDim`. */
	takeAlongDim(this: Tensor, positions: Tensor, dim?: number): Tensor {
		return takeAlongDim(this, positions, dim);
	}
}
