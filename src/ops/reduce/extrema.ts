import {
	type ValuesAndIndices,
	valuesAndIndices,
} from "../engine/values-and-indices.js";
/** Largest and smallest elements, and where they are. */

import type { Tensor } from "../../tensor/tensor.js";
import { computeDType } from "../../value/dtype.js";
import { IndexError, ShapeError, show } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { normalizeDim, normalizeDims } from "../../value/shape.js";
import { composite, named } from "../engine/composite.js";
import {
	apply,
	type Context,
	checkTensor,
	type OpSpec,
} from "../engine/define.js";
import { gather } from "../select/gather.js";
import {
	type Dim,
	launchReduction,
	type ReduceArgs,
	type ReduceOptions,
	reducedShape,
	spread,
} from "./reduce.js";

function checkNotEmpty(op: string, x: Tensor, dims: readonly number[]): void {
	const empty = dims.find((d) => x.shape[d] === 0);
	if (empty !== undefined)
		throw new IndexError(
			op,
			say`dimension ${empty} of ${show(x.shape)} has no elements, so there is no extreme; reduce over one that has some`,
		);
}

/** The extreme values; equal ones share the gradient evenly. */
function extremeSpec(name: string, kernel: "max" | "min"): OpSpec<ReduceArgs> {
	return {
		name,
		infer: ([x], { dims, keepdim, dtype }) => {
			checkNotEmpty(name, x as Tensor, dims);
			return { shape: reducedShape((x as Tensor).shape, dims, keepdim), dtype };
		},
		forward: ([x], out, { dims, dtype }) =>
			launchReduction(kernel, x as Tensor, out, dims, computeDType(dtype)),
		saves: "both",
		backward: sharedEvenly,
	};
}

/** The gradient of an element that was chosen by its value: all that equal it share evenly. */
export function sharedEvenly(
	{ inputs, output, args }: Context<{ readonly dims: readonly number[] }>,
	grad: Tensor,
): readonly Tensor[] {
	const x = inputs[0] as Tensor;
	const { dims } = args;
	const chosen = spread(output, x, dims);
	// NaN may be chosen, though it does not equal itself.
	const mask = x.eq(chosen).logicalOr(x.isnan().logicalAnd(chosen.isnan()));
	const count = mask.to(x.dtype).sum(dims, { keepdim: true });
	// Chosen, not multiplied by 0: an infinite gradient leaves the others at 0.
	return [mask.choose(spread(grad, x, dims).div(count), 0)];
}

const amaxSpec = extremeSpec("amax", "max");
const aminSpec = extremeSpec("amin", "min");

function extreme(spec: OpSpec<ReduceArgs>) {
	return (x: Tensor, dim?: Dim, options?: ReduceOptions): Tensor => {
		const { keepdim = false } = readOptions(spec.name, options);
		const dims = normalizeDims(spec.name, dim, checkTensor(spec.name, x).ndim);
		return apply(spec, [x], { dims, keepdim, dtype: x.dtype });
	};
}

export const amax = extreme(amaxSpec);
export const amin = extreme(aminSpec);

function positionSpec(name: "argmax" | "argmin"): OpSpec<ReduceArgs> {
	return {
		name,
		infer: ([x], { dims, keepdim }) => {
			checkNotEmpty(name, x as Tensor, dims);
			return {
				shape: reducedShape((x as Tensor).shape, dims, keepdim),
				dtype: "int32",
			};
		},
		forward: ([x], out, { dims }) =>
			launchReduction(
				name,
				x as Tensor,
				out,
				dims,
				computeDType((x as Tensor).dtype),
				"int32",
			),
		saves: "none",
		backward: null,
	};
}

function position(name: "argmax" | "argmin") {
	const spec = positionSpec(name);
	return (x: Tensor, dim?: number | null, options?: ReduceOptions): Tensor => {
		const { keepdim = false } = readOptions(name, options);
		checkTensor(name, x);
		const all = dim === undefined || dim === null;
		if (all && x.numel() === 0)
			throw new ShapeError(
				name,
				say`the tensor has no elements (${show(x.shape)}); name a dimension that has some`,
			);
		const dims = all
			? normalizeDims(name, null, x.ndim)
			: normalizeDims(name, dim, x.ndim);
		return apply(spec, [x], { dims, keepdim, dtype: x.dtype });
	};
}

export const argmax = position("argmax");
export const argmin = position("argmin");

/** Values and positions along one dimension; the first of equal ones, which alone gets the gradient. */
function alongDim(name: string, find: typeof argmax) {
	return (
		x: Tensor,
		dim: number,
		options?: ReduceOptions,
	): ValuesAndIndices => {
		const { keepdim = false } = readOptions(name, options);
		checkTensor(name, x);
		const d = normalizeDim(name, dim, x.ndim);
		const indices = named(name, () => find(x, dim, { keepdim }));
		if (x.ndim === 0) return valuesAndIndices(x.clone(), indices);
		const values = composite(name, () => {
			const at = keepdim ? indices : indices.unsqueeze(d);
			const taken = gather(x, d, at);
			return keepdim ? taken : taken.squeeze(d);
		});
		return valuesAndIndices(values, indices);
	};
}

export const maxAlong = alongDim("max", argmax);
export const minAlong = alongDim("min", argmin);

/** The smallest and the largest elements, of all or along one dimension: [smallest, largest]. */
export function aminmax(
	x: Tensor,
	options?: ReduceOptions & { readonly dim?: number | null },
): [smallest: Tensor, largest: Tensor] {
	const { dim, keepdim = false } = readOptions("aminmax", options);
	const dims: Dim = dim ?? null;
	return composite("aminmax", () => [
		amin(x, dims, { keepdim }),
		amax(x, dims, { keepdim }),
	]) as [Tensor, Tensor];
}
