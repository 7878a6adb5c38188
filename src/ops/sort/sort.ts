import { valuesAndIndices } from "../engine/values-and-indices.js";
/** Order: sort, argsort, topk, median. */

import { call, run } from "../../../bindings/run.js";
import { noGrad } from "../../autograd/mode.js";
import type { Tensor } from "../../tensor/tensor.js";
import { computeDType, dtypes, isFloatingDType } from "../../value/dtype.js";
import { IndexError, show } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { normalizeDim } from "../../value/shape.js";
import { composite } from "../engine/composite.js";
import { copyElements, pointer, prepare } from "../engine/copy.js";
import {
	apply,
	checkTensor,
	type OpSpec,
	scratch,
	tidy,
} from "../engine/define.js";
import { kernelName } from "../engine/kernel-name.js";
import type { ValuesAndIndices } from "../engine/values-and-indices.js";
import { sharedEvenly } from "../reduce/extrema.js";
import { gather } from "../select/gather.js";
import { transpose } from "../shape/views.js";

interface SortArgs {
	readonly descending: boolean;
}

export interface SortOptions {
	/** Largest first. Default false. */
	readonly descending?: boolean;
	/** Equal elements keep their order; flambeau's sort always is stable. */
	readonly stable?: boolean;
}

/** Where the elements of each row go when they are sorted along the last dimension. */
const orderSpec: OpSpec<SortArgs> = {
	name: "sort",
	infer: ([x]) => ({ shape: (x as Tensor).shape, dtype: "int32" }),
	forward: ([x], out, { descending }) => {
		const compute = computeDType((x as Tensor).dtype);
		const { suffix } = dtypes[compute];
		const n = out.shape.at(-1) as number;
		const data = prepare(x as Tensor, compute);
		const sorted = scratch(out.shape, compute);
		const room = scratch(
			[call(kernelName("sort_scratch", suffix), n)],
			"uint8",
		);
		run(
			kernelName("sort", suffix),
			out.layout.numel / n,
			pointer(data),
			pointer(sorted),
			pointer(out),
			pointer(room),
			n,
			Number(descending),
		);
	},
	saves: "none",
	backward: null,
};

/** The elements in order along a dimension, and where they were. NaN counts as the largest; the sort is stable. */
export function sort(
	x: Tensor,
	dim = -1,
	options?: SortOptions,
): ValuesAndIndices {
	const { descending = false } = readOptions("sort", options);
	const d = normalizeDim("sort", dim, checkTensor("sort", x).ndim);
	const indices = argsort(x, d, { descending });
	const values = composite("sort", () =>
		x.ndim === 0 ? x.clone() : gather(x, d, indices),
	);
	return valuesAndIndices(values, indices);
}

/** Where the elements are that `sort` would give. */
export function argsort(x: Tensor, dim = -1, options?: SortOptions): Tensor {
	const { descending = false } = readOptions("argsort", options);
	const rank = checkTensor("argsort", x).ndim;
	const d = normalizeDim("argsort", dim, rank);
	if (rank === 0)
		return composite("argsort", () => x.detached().to("int32").mul(0));
	return composite("argsort", () => {
		const rows = transpose(x.detached(), d, rank - 1);
		const order = apply(orderSpec, [rows], { descending });
		return transpose(order, d, rank - 1).contiguous();
	});
}

/** The median along a dimension: of an even count the lower one, as in PyTorch; NaN if there is one. */
export function medianAlong(
	x: Tensor,
	dim: number,
	options?: { readonly keepdim?: boolean },
): ValuesAndIndices {
	const { keepdim = false } = readOptions("median", options);
	const d = normalizeDim("median", dim, checkTensor("median", x).ndim);
	if (x.ndim === 0)
		return valuesAndIndices(
			x.clone(),
			tidy(() => x.detached().to("int32").mul(0)),
		);
	const n = x.size(d);
	if (n === 0)
		throw new IndexError(
			"median",
			say`dimension ${dim} of ${show(x.shape)} has no elements`,
		);
	const indices = tidy(() => {
		const order = argsort(x, d);
		const middle = order.narrow(d, (n - 1) >> 1, 1);
		if (!x.isFloatingPoint()) return middle.contiguous();
		// The first NaN along the dimension wins over the middle.
		const nan = x.detached().isnan();
		const first = nan.int().argmax(d, { keepdim: true });
		return nan.int().amax(d, { keepdim: true }).bool().choose(first, middle);
	});
	const values = composite("median", () => {
		const kept = gather(x, d, indices);
		return keepdim ? kept : kept.squeeze(d);
	});
	return valuesAndIndices(values, keepdim ? indices : indices.squeeze(d));
}

/** A median of all elements; those that equal it share the gradient. */
export function medianOfAll(
	name: string,
	along: typeof medianAlong,
): (x: Tensor) => Tensor {
	const spec: OpSpec<{ readonly dims: readonly number[] }> = {
		name,
		infer: ([x]) => ({ shape: [], dtype: (x as Tensor).dtype }),
		forward: ([x], out) => {
			noGrad(() =>
				tidy(() => {
					copyElements(along((x as Tensor).reshape([-1]), 0).values, out);
					return out;
				}),
			);
		},
		saves: "both",
		backward: sharedEvenly,
	};
	return (x) => {
		if (checkTensor(name, x).numel() === 0)
			return composite(name, () => x.sum().to(x.dtype).add(ofNothing(x)));
		return apply(spec, [x], { dims: x.layout.shape.map((_, d) => d) });
	};
}

/** The median of no elements: NaN, of integers the least number, as PyTorch has it. */
function ofNothing({ dtype }: Tensor): number {
	if (isFloatingDType(dtype)) return Number.NaN;
	return dtype === "int32" ? -(2 ** 31) : 0;
}

/** The median of all elements. */
export const median = medianOfAll("median", medianAlong);
