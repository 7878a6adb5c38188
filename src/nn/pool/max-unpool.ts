/** Putting the maxima of a pooling back where they were. */

import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { numel, sameShape } from "../../value/shape.js";
import type { Sizes } from "./pool-axes.js";

export interface MaxUnpoolOptions {
	/** That of the pooling. Default 0. */
	readonly padding?: Sizes;
	/** The size of what was pooled: several may give the same maxima. Default: the smallest. */
	readonly outputSize?: readonly number[] | null;
}

function maxUnpool(
	op: string,
	dims: 1 | 2,
	x: Tensor,
	indices: Tensor,
	kernelSize: Sizes,
	stride: Sizes | null | undefined,
	options: MaxUnpoolOptions | undefined,
): Tensor {
	const { padding = 0, outputSize = null } = readOptions(op, options);
	const { ndim, shape } = checkTensor(op, x);
	if (ndim !== dims + 1 && ndim !== dims + 2)
		throw new ShapeError(
			op,
			say`an input of shape ${show(shape)}; expected [N, C, ${dims === 1 ? "w" : "h, w"}], or the same without N`,
		);
	if (!sameShape(checkTensor(op, indices).shape, shape))
		throw new ShapeError(
			op,
			say`indices of shape ${show(indices.shape)} for an input of shape ${show(shape)}; expected the same, as the pooling gives them with { returnIndices: true }`,
		);
	const each = (sizes: Sizes) =>
		typeof sizes === "number" ? Array<number>(dims).fill(sizes) : sizes;
	const [kernel, steps, pads] = [
		each(kernelSize),
		each(stride ?? kernelSize),
		each(padding),
	];
	const inner = shape
		.slice(-dims)
		.map(
			(size, d) =>
				(size - 1) * (steps[d] as number) +
				(kernel[d] as number) -
				2 * (pads[d] as number),
		);
	const size = wanted(op, outputSize, inner, steps, dims);
	const lead = shape.slice(0, -dims);
	return composite(op, () => {
		const flat = (y: Tensor) => y.reshape([...lead, numel(shape.slice(-dims))]);
		const plane = x.newZeros([...lead, numel(size)]);
		return plane
			.scatter(-1, flat(indices), flat(x))
			.reshape([...lead, ...size]);
	});
}

/** The size that the caller wants, less than a stride away from the usual one. */
function wanted(
	op: string,
	given: readonly number[] | null,
	usual: readonly number[],
	steps: readonly number[],
	dims: number,
): readonly number[] {
	if (given === null) return usual;
	const size = given.slice(-dims);
	const fits = (n: number, d: number) =>
		Number.isInteger(n) &&
		Math.abs(n - (usual[d] as number)) < (steps[d] as number);
	if (size.length === dims && size.every(fits)) return size;
	throw new ValueError(
		op,
		say`outputSize is ${show(given)}; expected ${show(usual)} or sizes that are less than the stride ${show(steps)} away from it`,
	);
}

export function maxUnpool1d(
	x: Tensor,
	indices: Tensor,
	kernelSize: Sizes,
	stride?: Sizes | null,
	options?: MaxUnpoolOptions,
): Tensor {
	return maxUnpool("maxUnpool1d", 1, x, indices, kernelSize, stride, options);
}

export function maxUnpool2d(
	x: Tensor,
	indices: Tensor,
	kernelSize: Sizes,
	stride?: Sizes | null,
	options?: MaxUnpoolOptions,
): Tensor {
	return maxUnpool("maxUnpool2d", 2, x, indices, kernelSize, stride, options);
}
