import { composite } from "../ops/engine/composite.js";
import * as matrix from "../ops/linalg/matmul.js";
import { torchNorm } from "../ops/linalg/matrix-norm.js";
import * as softmax from "../ops/nn/softmax.js";
import { maximum, minimum } from "../ops/pointwise/binary.js";
import { type DiffOptions, diff } from "../ops/reduce/diff.js";
import * as extrema from "../ops/reduce/extrema.js";
import { type QuantileOptions, quantile } from "../ops/reduce/quantile.js";
import * as reduce from "../ops/reduce/reduce.js";
import * as scan from "../ops/reduce/scan.js";
import * as statistics from "../ops/reduce/statistics.js";
import { type TopOptions, topk } from "../ops/sort/order.js";
import * as order from "../ops/sort/sort.js";
import type { DType } from "../value/dtype.js";
import { ElementwiseMethods } from "./elementwise.js";
import type { Tensor } from "./tensor.js";

type Dim = reduce.Dim;
type Keep = reduce.ReduceOptions;
type Pair = extrema.ValuesAndIndices;

/** Many elements into fewer, and products of matrices. `dim` is a dimension, several, or all if left out. */
export class ReductionMethods extends ElementwiseMethods {
	/** The sum; of integers and bools it is int32. @example ones([2, 3, 4]).sum([0, 2], { keepdim: true }).shape; // [1, 3, 1] */
	sum(this: Tensor, dim?: Dim, options?: reduce.SumOptions): Tensor {
		return reduce.sum(this, dim, options);
	}
	/** The sum of what is not NaN. */
	nansum(this: Tensor, dim?: Dim, options?: reduce.SumOptions): Tensor {
		return reduce.nansum(this, dim, options);
	}
	/** The arithmetic mean, of floats. */
	mean(this: Tensor, dim?: Dim, options?: reduce.SumOptions): Tensor {
		return reduce.mean(this, dim, options);
	}
	/** The mean of what is not NaN. */
	nanmean(this: Tensor, dim?: Dim, options?: reduce.SumOptions): Tensor {
		return reduce.nanmean(this, dim, options);
	}
	/** The product, over one dimension or all. */
	prod(this: Tensor, dim?: number | null, options?: reduce.SumOptions): Tensor {
		return reduce.prod(this, dim, options);
	}
	/** The variance; `correction` 1 (the default) divides by n - 1. */
	var(this: Tensor, dim?: Dim, options?: statistics.VarOptions): Tensor {
		return statistics.variance(this, dim, options);
	}
	/** The standard deviation: the root of `var`. */
	std(this: Tensor, dim?: Dim, options?: statistics.VarOptions): Tensor {
		return statistics.std(this, dim, options);
	}
	/** The p-norm, Euclidean by default. */
	norm(
		this: Tensor,
		p?: number | "fro" | "nuc",
		dim?: Dim,
		options?: reduce.SumOptions,
	): Tensor {
		return torchNorm(this, p, dim, options);
	}
	/** log(sum(exp(x))) without overflow. */
	logsumexp(
		this: Tensor,
		dim: number | readonly number[],
		options?: Keep,
	): Tensor {
		return statistics.logsumexp(this, dim, options);
	}
	/** Whether one element is true. */
	any(this: Tensor, dim?: number | null, options?: Keep): Tensor {
		return statistics.any(this, dim, options);
	}
	/** Whether all elements are true. */
	all(this: Tensor, dim?: number | null, options?: Keep): Tensor {
		return statistics.all(this, dim, options);
	}
	/** How many elements are not zero. */
	countNonzero(this: Tensor, dim?: Dim): Tensor {
		return statistics.countNonzero(this, dim);
	}

	/** The largest element; along a dimension with its positions; or element by element of two tensors. */
	max(): Tensor;
	max(dim: number, options?: Keep): Pair;
	max(other: Tensor): Tensor;
	max(this: Tensor, dim?: number | Tensor, options?: Keep): Tensor | Pair {
		if (dim === undefined) return composite("max", () => extrema.amax(this));
		return typeof dim === "number"
			? extrema.maxAlong(this, dim, options)
			: composite("max", () => maximum(this, dim));
	}
	/** The smallest element; along a dimension with its positions; or element by element of two tensors. */
	min(): Tensor;
	min(dim: number, options?: Keep): Pair;
	min(other: Tensor): Tensor;
	min(this: Tensor, dim?: number | Tensor, options?: Keep): Tensor | Pair {
		if (dim === undefined) return composite("min", () => extrema.amin(this));
		return typeof dim === "number"
			? extrema.minAlong(this, dim, options)
			: composite("min", () => minimum(this, dim));
	}
	/** The largest elements; equal ones share the gradient. */
	amax(this: Tensor, dim?: Dim, options?: Keep): Tensor {
		return extrema.amax(this, dim, options);
	}
	/** The smallest elements; equal ones share the gradient. */
	amin(this: Tensor, dim?: Dim, options?: Keep): Tensor {
		return extrema.amin(this, dim, options);
	}
	/** Position of the (first) largest element, int32; in the flat tensor if no dimension is named. */
	argmax(this: Tensor, dim?: number | null, options?: Keep): Tensor {
		return extrema.argmax(this, dim, options);
	}
	/** Position of the (first) smallest element, int32. */
	argmin(this: Tensor, dim?: number | null, options?: Keep): Tensor {
		return extrema.argmin(this, dim, options);
	}
	/** The median; along a dimension with its positions. */
	median(): Tensor;
	median(dim: number, options?: Keep): Pair;
	median(this: Tensor, dim?: number, options?: Keep): Tensor | Pair {
		return dim === undefined
			? order.median(this)
			: order.medianAlong(this, dim, options);
	}
	/** The k largest elements along a dimension (the last by default), and where they were. */
	topk(this: Tensor, k: number, dim?: number, options?: TopOptions): Pair {
		return topk(this, k, dim, options);
	}
	/** The elements below which a share q of all lies. */
	quantile(
		this: Tensor,
		q: number | Tensor,
		dim?: number | null,
		options?: QuantileOptions,
	): Tensor {
		return quantile(this, q, dim, options);
	}
	/** x[i + 1] - x[i] along a dimension, n times. */
	diff(this: Tensor, n?: number, dim?: number, options?: DiffOptions): Tensor {
		return diff(this, n, dim, options);
	}
	/** The elements in order along a dimension, and where they were. */
	sort(this: Tensor, dim?: number, options?: order.SortOptions): Pair {
		return order.sort(this, dim, options);
	}
	/** Where the elements of the sorted tensor are. */
	argsort(this: Tensor, dim?: number, options?: order.SortOptions): Tensor {
		return order.argsort(this, dim, options);
	}

	/** exp(x) / sum(exp(x)) along `dim`. */
	softmax(
		this: Tensor,
		dim: number,
		options?: { readonly dtype?: DType },
	): Tensor {
		return softmax.softmax(this, dim, options);
	}
	/** The logarithm of `softmax`. */
	logSoftmax(
		this: Tensor,
		dim: number,
		options?: { readonly dtype?: DType },
	): Tensor {
		return softmax.logSoftmax(this, dim, options);
	}
	/** log(e^x + ...) of all elements so far along `dim`, without overflow. */
	logcumsumexp(this: Tensor, dim: number): Tensor {
		return scan.logcumsumexp(this, dim);
	}
	/** Running sums along `dim`. */
	cumsum(
		this: Tensor,
		dim: number,
		options?: { readonly dtype?: DType },
	): Tensor {
		return scan.cumsum(this, dim, options);
	}
	/** Running products along `dim`. */
	cumprod(
		this: Tensor,
		dim: number,
		options?: { readonly dtype?: DType },
	): Tensor {
		return scan.cumprod(this, dim, options);
	}

	/** The matrix product; see `matmul`. */
	matmul(this: Tensor, other: Tensor): Tensor {
		return matrix.matmul(this, other);
	}
	/** [m, k] × [k, n] */
	mm(this: Tensor, other: Tensor): Tensor {
		return matrix.mm(this, other);
	}
	/** [b, m, k] × [b, k, n] */
	bmm(this: Tensor, other: Tensor): Tensor {
		return matrix.bmm(this, other);
	}
	/** [m, k] × [k] */
	mv(this: Tensor, vector: Tensor): Tensor {
		return matrix.mv(this, vector);
	}
	/** [n] · [n] */
	dot(this: Tensor, other: Tensor): Tensor {
		return matrix.dot(this, other);
	}
}
