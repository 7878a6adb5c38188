import { assign } from "../ops/engine/inplace.js";
import * as synonyms from "../ops/synonyms.js";
import type { Operand } from "../value/promotion.js";
import { PlacingMethods } from "./placing.js";
import type { Tensor } from "./tensor.js";

/** PyTorch's further names for what other methods do. */
export class SynonymMethods extends PlacingMethods {
	/** The quotient, which is a float. */
	trueDivide(this: Tensor, other: Operand): Tensor {
		return synonyms.trueDivide(this, other);
	}
	/** In-place `trueDivide`. */
	trueDivide_(this: Tensor, other: Operand): Tensor {
		return assign(
			"trueDivide_",
			this,
			(x) => synonyms.trueDivide(x, other),
			other,
		);
	}
	/** All elements in one dimension: a view of what is row-major, else a copy. */
	ravel(this: Tensor): Tensor {
		return synonyms.ravel(this);
	}
	/** Positions of what is not zero, as `nonzero`. */
	argwhere(this: Tensor): Tensor {
		return synonyms.argwhere(this);
	}
	/** Elements of at least `min`. @example x.clampMin(0); */
	clampMin(this: Tensor, min: Operand): Tensor {
		return synonyms.clampMin(this, min);
	}
	/** Elements of at most `max`. @example x.clampMax(1); */
	clampMax(this: Tensor, max: Operand): Tensor {
		return synonyms.clampMax(this, max);
	}
	/** In-place `clampMin`. */
	clampMin_(this: Tensor, min: Operand): Tensor {
		return assign("clampMin_", this, (x) => synonyms.clampMin(x, min), min);
	}
	/** In-place `clampMax`. */
	clampMax_(this: Tensor, max: Operand): Tensor {
		return assign("clampMax_", this, (x) => synonyms.clampMax(x, max), max);
	}
	/** The elements in order along the first dimension. */
	msort(this: Tensor): Tensor {
		return synonyms.msort(this);
	}
	/** The sum of the products of two vectors, as `dot`. */
	vdot(this: Tensor, other: Tensor): Tensor {
		return synonyms.vdot(this, other);
	}
	/** Views of the given sizes along a dimension. */
	splitWithSizes(
		this: Tensor,
		sizes: readonly number[],
		dim?: number,
	): Tensor[] {
		return synonyms.splitWithSizes(this, sizes, dim);
	}
}
