/** Reductions over dimensions: the machinery, and sums. */

import { run } from "../../../bindings/run.js";
import type { Tensor } from "../../tensor/tensor.js";
import {
	checkDType,
	computeDType,
	type DType,
	dtypes,
	isFloatingDType,
	toFloat,
} from "../../value/dtype.js";
import { DTypeError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { normalizeDims, numel, type Shape } from "../../value/shape.js";
import { permuteView } from "../../value/view.js";
import { composite } from "../engine/composite.js";
import { copyElements, pointer, prepare } from "../engine/copy.js";
import {
	apply,
	checkTensor,
	type Meta,
	makeTensor,
	type OpSpec,
	scratch,
} from "../engine/define.js";
import { intoComputed } from "../engine/elementwise.js";
import { type FamilyTaking, kernelName } from "../engine/kernel-name.js";
import { cat } from "../shape/join.js";

/** One dimension, several, or all of them if left out. */
export type Dim = number | readonly number[] | null | undefined;

export interface ReduceOptions {
	/** Keep the reduced dimensions with size 1. Default false. */
	readonly keepdim?: boolean;
}
export interface SumOptions extends ReduceOptions {
	/** Convert to this dtype before reducing. */
	readonly dtype?: DType;
}

export interface ReduceArgs {
	readonly dims: readonly number[];
	readonly keepdim: boolean;
	readonly dtype: DType;
}

export function reducedShape(
	shape: Shape,
	dims: readonly number[],
	keepdim: boolean,
): Shape {
	if (keepdim) return shape.map((size, d) => (dims.includes(d) ? 1 : size));
	return shape.filter((_, d) => !dims.includes(d));
}

/** A tensor seen as [outer, n, inner], contiguous: kernels reduce over the middle. */
export interface Planes {
	readonly data: Tensor;
	readonly n: number;
	readonly inner: number;
}

/** Brings the dimensions together, copying only if they are apart or the layout is not row-major. */
export function planes(
	x: Tensor,
	dims: readonly number[],
	dtype: DType,
): Planes {
	const n = dims.reduce((count, d) => count * (x.layout.shape[d] as number), 1);
	const first = dims[0] ?? x.ndim;
	const adjacent = dims.every((d, i) => d === first + i);
	if (adjacent && x.layout.contiguous)
		return {
			data: prepare(x, dtype),
			n,
			inner: numel(x.layout.shape.slice(first + dims.length)),
		};
	const kept = x.layout.shape.map((_, d) => d).filter((d) => !dims.includes(d));
	const view = permuteView(x.layout, [...kept, ...dims]);
	const data = scratch(view.shape, dtype);
	copyElements(makeTensor(x.storage, view, x.dtype), data);
	return { data, n, inner: 1 };
}

/** Launches a reduction kernel `(x, out, n, inner, begin, end)`, through a scratch tensor if `out` has another dtype. */
export function launchReduction(
	kernel: FamilyTaking<4>,
	x: Tensor,
	out: Tensor,
	dims: readonly number[],
	compute: DType,
	result: DType = compute,
): void {
	const { data, n, inner } = planes(x, dims, compute);
	const name = kernelName(kernel, dtypes[compute].suffix);
	intoComputed(out, result, (target) =>
		run(name, out.layout.numel, pointer(data), pointer(target), n, inner),
	);
}

/** Spreads a reduced gradient over what was reduced. */
export function spread(
	grad: Tensor,
	meta: Meta,
	dims: readonly number[],
): Tensor {
	return grad.reshape(reducedShape(meta.shape, dims, true)).expand(meta.shape);
}

export function reduction(
	name: string,
	kernel: FamilyTaking<4>,
	backward: OpSpec<ReduceArgs>["backward"],
	saves: OpSpec<ReduceArgs>["saves"] = "none",
): OpSpec<ReduceArgs> {
	return {
		name,
		infer: ([x], { dims, keepdim, dtype }) => ({
			shape: reducedShape((x as Tensor).layout.shape, dims, keepdim),
			dtype,
		}),
		forward: ([x], out, { dims, dtype }) =>
			launchReduction(kernel, x as Tensor, out, dims, computeDType(dtype)),
		saves,
		backward,
	};
}

/** Sums of integers and bools are integers. */
function sumDType(op: string, x: Tensor, dtype: DType | undefined): DType {
	if (dtype !== undefined) return checkDType(op, dtype);
	return isFloatingDType(x.dtype) ? x.dtype : "int32";
}

const sumSpec = reduction("sum", "sum", ({ metas, args }, grad) => [
	spread(grad, metas[0] as Meta, args.dims),
]);

export function sum(x: Tensor, dim?: Dim, options: SumOptions = {}): Tensor {
	readOptions("sum", options);
	checkTensor("sum", x);
	const dtype = sumDType("sum", x, options.dtype);
	const dims = normalizeDims("sum", dim, x.ndim);
	return apply(sumSpec, [x], {
		dims,
		keepdim: options.keepdim ?? false,
		dtype,
	});
}

const nansumSpec = reduction(
	"nansum",
	"nansum",
	({ inputs, args }, grad) => {
		const x = inputs[0] as Tensor;
		// A product, as in PyTorch: an infinite gradient times 0 is NaN.
		return [spread(grad, x, args.dims).mul(x.isnan().logicalNot())];
	},
	"inputs",
);

export function nansum(x: Tensor, dim?: Dim, options: SumOptions = {}): Tensor {
	readOptions("nansum", options);
	checkTensor("nansum", x);
	const dtype = sumDType("nansum", x, options.dtype);
	if (!isFloatingDType(x.dtype) || !isFloatingDType(dtype))
		return composite("nansum", () => sum(x, dim, options));
	const dims = normalizeDims("nansum", dim, x.ndim);
	return apply(nansumSpec, [x], {
		dims,
		keepdim: options.keepdim ?? false,
		dtype,
	});
}

/** Product of all other elements along `dim`, right where some are zero: products from both ends. */
function productOfOthers(x: Tensor, dim: number): Tensor {
	const n = x.size(dim);
	const before: Tensor[] = [x.narrow(dim, 0, 1).mul(0).add(1)];
	const after: Tensor[] = [before[0] as Tensor];
	for (let i = 1; i < n; i++) {
		before.push((before[i - 1] as Tensor).mul(x.narrow(dim, i - 1, 1)));
		after.push((after[i - 1] as Tensor).mul(x.narrow(dim, n - i, 1)));
	}
	const others = before.map((b, i) => b.mul(after[n - 1 - i] as Tensor));
	return cat(others, dim);
}

const prodSpec = reduction(
	"prod",
	"prod",
	({ inputs, output, args, createGraph }, grad) => {
		const x = inputs[0] as Tensor;
		const { dims } = args;
		if (!createGraph && !x.eq(0).any().item())
			return [spread(grad.mul(output), x, dims).div(x)];
		if (x.numel() === 0) return [spread(grad, x, dims)];
		if (dims.length === 1)
			return [spread(grad, x, dims).mul(productOfOthers(x, dims[0] as number))];
		const others = productOfOthers(x.reshape([-1]), 0).reshape(x.layout.shape);
		return [spread(grad, x, dims).mul(others)];
	},
	"both",
);

/** PyTorch reduces over one dimension or over all. */
export function prod(
	x: Tensor,
	dim?: number | null,
	options: SumOptions = {},
): Tensor {
	readOptions("prod", options);
	checkTensor("prod", x);
	const dtype = sumDType("prod", x, options.dtype);
	const dims = normalizeDims("prod", dim, x.ndim);
	return apply(prodSpec, [x], {
		dims,
		keepdim: options.keepdim ?? false,
		dtype,
	});
}

/** The arithmetic mean. Integers have none: give a `dtype`. */
export function mean(x: Tensor, dim?: Dim, options: SumOptions = {}): Tensor {
	readOptions("mean", options);
	checkTensor("mean", x);
	const { dtype = x.dtype, keepdim = false } = options;
	if (!isFloatingDType(dtype))
		throw new DTypeError(
			"mean",
			say`the mean of ${dtype} is not an integer; call float() first, or pass { dtype: "float32" }`,
		);
	const dims = normalizeDims("mean", dim, x.ndim);
	const count = dims.reduce((n, d) => n * (x.layout.shape[d] as number), 1);
	return composite("mean", () => sum(x, dim, { dtype, keepdim }).div(count));
}

/** The mean of what is not NaN. */
export function nanmean(
	x: Tensor,
	dim?: Dim,
	options: SumOptions = {},
): Tensor {
	readOptions("nanmean", options);
	if (!checkTensor("nanmean", x).isFloatingPoint())
		throw new DTypeError(
			"nanmean",
			say`needs a float dtype, got ${x.dtype}; call float() first`,
		);
	const { keepdim = false } = options;
	return composite("nanmean", () => {
		const number = x.detach().isnan().logicalNot();
		const count = number.sum(dim, { keepdim });
		return nansum(x, dim, options).div(
			count.to(toFloat(options.dtype ?? x.dtype)),
		);
	});
}
