import type { NestedInput } from "../ops/create/literal.js";
import { composite } from "../ops/engine/composite.js";
import { checkTensor, makeTensor } from "../ops/engine/define.js";
import { setData } from "../ops/engine/set-data.js";
import * as index from "../ops/select/gather.js";
import * as indexing from "../ops/select/indexing.js";
import { maskedSelect, nonzero } from "../ops/select/nonzero.js";
import * as scatter from "../ops/select/scatter.js";
import {
	type ScatterReduceOptions,
	type ScatterReduction,
	scatterReduce,
} from "../ops/select/scatter-reduce.js";
import { take } from "../ops/select/take.js";
import * as diagonals from "../ops/shape/diagonals.js";
import * as join from "../ops/shape/join.js";
import * as rearrange from "../ops/shape/rearrange.js";
import * as turn from "../ops/shape/turn.js";
import * as views from "../ops/shape/views.js";
import { ShapeError, show } from "../value/errors.js";
import type { Operand } from "../value/promotion.js";
import { say } from "../value/quote.js";
import type { Shape } from "../value/shape.js";
import { ReductionMethods } from "./reductions.js";
import type { Tensor } from "./tensor.js";

/** Other shapes, parts and orders. Views share the elements: changing one in place changes the other. */
export class ShapeMethods extends ReductionMethods {
	/** The same elements in another shape; one size may be -1. A view where the layout permits. */
	reshape(this: Tensor, shape: Shape): Tensor {
		return views.reshape(this, shape);
	}
	/** As `reshape`, but never a copy. */
	view(this: Tensor, shape: Shape): Tensor {
		return views.view(this, shape);
	}
	/** The shape of another tensor, never a copy. */
	viewAs(this: Tensor, other: Tensor): Tensor {
		return composite("viewAs", () =>
			views.view(this, checkTensor("viewAs", other).shape),
		);
	}
	/** The shape of another tensor. */
	reshapeAs(this: Tensor, other: Tensor): Tensor {
		return views.reshapeFor(
			"reshapeAs",
			this,
			checkTensor("reshapeAs", other).shape,
		);
	}
	/** Merges dimensions `start` to `end` (included) into one. */
	flatten(this: Tensor, start?: number, end?: number): Tensor {
		return views.flatten(this, start, end);
	}
	/** Splits one dimension into several. */
	unflatten(this: Tensor, dim: number, sizes: Shape): Tensor {
		return views.unflatten(this, dim, sizes);
	}
	/** Swaps two dimensions. */
	transpose(this: Tensor, dim0: number, dim1: number): Tensor {
		return views.transpose(this, dim0, dim1);
	}
	/** The transposed matrix. */
	t(this: Tensor): Tensor {
		return views.t(this);
	}
	/** All dimensions in reverse order. */
	get T(): Tensor {
		const self = this as unknown as Tensor;
		return views.permute(
			self,
			self.shape.map((_, i) => self.ndim - 1 - i),
		);
	}
	/** The last two dimensions swapped. */
	get mT(): Tensor {
		const self = this as unknown as Tensor;
		if (self.ndim === 0) return views.reshape(self, []);
		if (self.ndim === 1)
			throw new ShapeError(
				"mT",
				say`${show(self.shape)} is no matrix; it needs at least two dimensions`,
			);
		return views.transpose(self, -2, -1);
	}
	/** Reorders all dimensions. */
	permute(this: Tensor, dims: readonly number[]): Tensor {
		return views.permute(this, dims);
	}
	/** Moves dimensions to other places. */
	movedim(
		this: Tensor,
		source: number | readonly number[],
		destination: number | readonly number[],
	): Tensor {
		return views.movedim(this, source, destination);
	}
	/** Without dimensions of size 1. */
	squeeze(this: Tensor, dim?: number | readonly number[]): Tensor {
		return views.squeeze(this, dim);
	}
	/** With a new dimension of size 1. */
	unsqueeze(this: Tensor, dim: number): Tensor {
		return views.unsqueeze(this, dim);
	}
	/** Repeats dimensions of size 1 without copying; -1 keeps a size. */
	expand(this: Tensor, shape: Shape): Tensor {
		return views.expand(this, shape);
	}
	/** As `expand`. */
	broadcastTo(this: Tensor, shape: Shape): Tensor {
		return views.broadcastTo(this, shape);
	}
	/** Expanded to the shape of another tensor. */
	expandAs(this: Tensor, other: Tensor): Tensor {
		return views.expandFor(
			"expandAs",
			this,
			checkTensor("expandAs", other).shape,
		);
	}
	/** Elements `start` to `start + length` of a dimension. */
	narrow(
		this: Tensor,
		dim: number,
		start: number | Tensor,
		length: number,
	): Tensor {
		return views.narrow(this, dim, start, length);
	}
	/** One index of a dimension, which goes away. */
	select(this: Tensor, dim: number, index: number): Tensor {
		return views.select(this, dim, index);
	}
	/** The diagonal of two dimensions, as the last one. */
	diagonal(
		this: Tensor,
		offset?: number,
		dim1?: number,
		dim2?: number,
	): Tensor {
		return views.diagonal(this, offset, dim1, dim2);
	}
	/** All windows of a size along a dimension, as the last one. */
	unfold(this: Tensor, dim: number, size: number, step: number): Tensor {
		return views.unfold(this, dim, size, step);
	}
	/** Views of `size` elements each, or of the given sizes. */
	split(
		this: Tensor,
		size: number | readonly number[],
		dim?: number,
	): Tensor[] {
		return join.split(this, size, dim);
	}
	/** At most `chunks` views of equal size. */
	chunk(this: Tensor, chunks: number, dim?: number): Tensor[] {
		return join.chunk(this, chunks, dim);
	}
	/** The slices along a dimension. */
	unbind(this: Tensor, dim?: number): Tensor[] {
		return join.unbind(this, dim);
	}
	/** Reverse order along dimensions. */
	flip(this: Tensor, dims: number | readonly number[]): Tensor {
		return rearrange.flip(this, dims);
	}
	/** The tensor several times along each dimension. */
	repeat(this: Tensor, repeats: readonly number[]): Tensor {
		return rearrange.repeat(this, repeats);
	}
	/** Moves elements around along dimensions, or all of them in row-major order if no dimension is given. */
	roll(
		this: Tensor,
		shifts: number | readonly number[],
		dims?: number | readonly number[],
	): Tensor {
		return rearrange.roll(this, shifts, dims);
	}
	/** The lower triangle. */
	tril(this: Tensor, diagonal?: number): Tensor {
		return rearrange.tril(this, diagonal);
	}
	/** The upper triangle. */
	triu(this: Tensor, diagonal?: number): Tensor {
		return rearrange.triu(this, diagonal);
	}
	/** Each element, or slice of `dim`, several times in a row. */
	repeatInterleave(
		this: Tensor,
		repeats: number | readonly number[] | Tensor,
		dim?: number,
	): Tensor {
		return turn.repeatInterleave(this, repeats, dim);
	}
	/** As `repeat`; missing leading repeats count as 1. */
	tile(this: Tensor, repeats: readonly number[]): Tensor {
		return turn.tile(this, repeats);
	}
	/** Of a vector the matrix with that diagonal; of a matrix its diagonal. */
	diag(this: Tensor, offset?: number): Tensor {
		return diagonals.diag(this, offset);
	}
	/** The sum of the diagonal of a matrix. */
	trace(this: Tensor): Tensor {
		return diagonals.trace(this);
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
	/** The slices of a dimension at the given positions. */
	indexSelect(this: Tensor, dim: number, positions: index.IndexLike): Tensor {
		return index.indexSelect(this, dim, positions);
	}
	/** out[i][j] = x[i][index[i][j]] for dim 1. */
	gather(this: Tensor, dim: number, positions: Tensor): Tensor {
		return index.gather(this, dim, positions);
	}
	/** With values written where the index says along `dim`. */
	scatter(
		this: Tensor,
		dim: number,
		positions: Tensor,
		src: Tensor | number,
	): Tensor {
		return scatter.scatter(this, dim, positions, src);
	}
	/** With values added where the index says along `dim`. */
	scatterAdd(
		this: Tensor,
		dim: number,
		positions: Tensor,
		src: Tensor,
	): Tensor {
		return scatter.scatterAdd(this, dim, positions, src);
	}
	/** With all values for one place reduced to one. */
	scatterReduce(
		this: Tensor,
		dim: number,
		positions: Tensor,
		src: Tensor,
		reduce: ScatterReduction,
		options?: ScatterReduceOptions,
	): Tensor {
		return scatterReduce(this, dim, positions, src, reduce, options);
	}
	/** With slices of `source` added to those of `dim` at the positions. */
	indexAdd(
		this: Tensor,
		dim: number,
		positions: index.IndexLike,
		source: Tensor,
		options?: { readonly alpha?: number },
	): Tensor {
		return scatter.indexAdd(this, dim, positions, source, options);
	}
	/** With a value in the slices of `dim` at the positions. */
	indexFill(
		this: Tensor,
		dim: number,
		positions: index.IndexLike,
		value: number | boolean | Tensor,
	): Tensor {
		return scatter.indexFill(this, dim, positions, value);
	}
	/** Elements of the flattened tensor. */
	take(this: Tensor, positions: Tensor): Tensor {
		return take(this, positions);
	}
	/** With the first elements of `source` where the mask is true. */
	maskedScatter(this: Tensor, mask: Tensor, source: Tensor): Tensor {
		return scatter.maskedScatter(this, mask, source);
	}
	/** The elements where the mask is true, in one dimension. */
	maskedSelect(this: Tensor, mask: Tensor): Tensor {
		return maskedSelect(this, mask);
	}
	/** Positions of what is not zero: int32 [count, dimensions], or with `asTuple` one tensor for each dimension. */
	nonzero(this: Tensor, options?: { readonly asTuple?: false }): Tensor;
	nonzero(this: Tensor, options: { readonly asTuple: true }): Tensor[];
	nonzero(
		this: Tensor,
		options?: { readonly asTuple?: boolean },
	): Tensor | Tensor[] {
		return nonzero(this, options);
	}

	/** The same elements, cut off from the graph. */
	detach(this: Tensor): Tensor {
		return views.detach(this);
	}
	/** @internal A tensor over the same elements without history. */
	detached(this: Tensor): Tensor {
		return makeTensor(this.storage, this.layout, this.dtype);
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
}
