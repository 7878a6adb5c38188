/** Putting tensors together and cutting them apart. */

import type { Tensor } from "../../tensor/tensor.js";
import {
	IndexError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { resultType } from "../../value/promotion.js";
import { say } from "../../value/quote.js";
import { checkIntegers, normalizeDim, sameShape } from "../../value/shape.js";
import type { CatCheck } from "../../value/typed-shape.js";
import { selectView, sliceView, type View } from "../../value/view.js";
import { composite } from "../engine/composite.js";
import { copyElements } from "../engine/copy.js";
import {
	apply,
	checkTensor,
	makeTensor,
	type OpSpec,
} from "../engine/define.js";
import { partsOf } from "./parts.js";
import { narrow, unsqueeze } from "./views.js";

interface JoinArgs {
	readonly dim: number;
}

/** Before PyTorch had shapes of rank 0, an empty tensor had the shape [0]; `cat` still skips it. */
const isLegacyEmpty = (x: Tensor) => x.ndim === 1 && x.shape[0] === 0;

const catSpec: OpSpec<JoinArgs> = {
	name: "cat",
	infer: (inputs, { dim }) => ({
		shape: catShape(inputs, dim),
		dtype: resultType(...inputs),
	}),
	forward: (inputs, out, { dim }) => {
		let start = 0;
		for (const x of inputs) {
			const size = isLegacyEmpty(x) ? 0 : x.size(dim);
			if (size === 0) continue;
			const part = sliceView(out.layout, dim, start, size, 1);
			copyElements(x, makeTensor(out.storage, part, out.dtype));
			start += size;
		}
	},
	saves: "none",
	backward: ({ metas, args, needs }, grad) => {
		let start = 0;
		return metas.map(({ shape }, i) => {
			if (shape.length === 1 && shape[0] === 0)
				return needs[i] ? grad.mul(0).sum().expand([0]) : null;
			const size = shape[args.dim] as number;
			start += size;
			return needs[i] ? narrow(grad, args.dim, start - size, size) : null;
		});
	},
};

function catShape(inputs: readonly Tensor[], dim: number): number[] {
	const counted = inputs.filter((x) => !isLegacyEmpty(x));
	const first = counted[0];
	if (first === undefined) return [0];
	let total = 0;
	inputs.forEach((x, i) => {
		if (isLegacyEmpty(x)) return;
		if (x.ndim !== first.ndim)
			throw new ShapeError(
				"cat",
				say`input ${i} has shape ${show(x.shape)} and input ${inputs.indexOf(first)} ${show(first.shape)}; all need the same number of dimensions`,
			);
		const wrong = x.shape.findIndex(
			(size, d) => d !== dim && size !== first.shape[d],
		);
		if (wrong !== -1)
			throw new ShapeError(
				"cat",
				say`dim ${wrong} is ${first.shape[wrong]} in input ${inputs.indexOf(first)} and ${x.shape[wrong]} in input ${i}; only dim ${dim} may differ`,
			);
		total += x.size(dim);
	});
	return first.shape.map((size, d) => (d === dim ? total : size));
}

function checkList(op: string, tensors: readonly Tensor[]): void {
	if (!Array.isArray(tensors) || tensors.length === 0)
		throw new ValueError(op, "expected an array of at least one tensor");
	for (const tensor of tensors) checkTensor(op, tensor);
}

/** Joins tensors along an existing dimension; their other sizes must agree. */
export function cat<
	const Tensors extends readonly Tensor[],
	Dim extends number = 0,
>(tensors: Tensors & CatCheck<Tensors, Dim>, dim: Dim = 0 as Dim): Tensor {
	return join(tensors, dim);
}

function join(tensors: readonly Tensor[], dim: number): Tensor {
	checkList("cat", tensors);
	const scalar = tensors.findIndex((x) => x.ndim === 0);
	if (scalar !== -1)
		throw new ShapeError(
			"cat",
			say`input ${scalar} has no dimension to join along; use stack`,
		);
	const rank = (
		tensors.find((x) => !isLegacyEmpty(x)) ?? (tensors[0] as Tensor)
	).ndim;
	return apply(catSpec, tensors, { dim: normalizeDim("cat", dim, rank) });
}

/** Joins tensors of one shape along a new dimension. */
export function stack(tensors: readonly Tensor[], dim = 0): Tensor {
	checkList("stack", tensors);
	const first = tensors[0] as Tensor;
	const odd = tensors.findIndex((x) => !sameShape(x.shape, first.shape));
	if (odd !== -1)
		throw new ShapeError(
			"stack",
			say`input 0 has shape ${show(first.shape)} and input ${odd} ${show((tensors[odd] as Tensor).shape)}; all must be equal`,
		);
	const d = normalizeDim("stack", dim, first.ndim + 1);
	return composite("stack", () =>
		cat(
			tensors.map((x) => unsqueeze(x, d)),
			d,
		),
	);
}

/** Views of `size` elements each (the last may be shorter), or of the given sizes, along a dimension. */
export function split(
	x: Tensor,
	size: number | readonly number[],
	dim = 0,
): Tensor[] {
	if (checkTensor("split", x).ndim === 0)
		throw new ShapeError(
			"split",
			"a tensor without dimensions cannot be split",
		);
	const d = normalizeDim("split", dim, x.ndim);
	const total = x.size(d);
	const sizes =
		typeof size === "number"
			? evenSizes(total, size)
			: checkIntegers("split", "a size", size);
	if (sizes.reduce((n, s) => n + s, 0) !== total || sizes.some((s) => s < 0))
		throw new ValueError(
			"split",
			say`sizes ${show(sizes)} of a dimension of size ${total}; they must add up to it`,
		);
	const cut = (layout: View) => {
		let start = 0;
		return sizes.map((length) => {
			start += length;
			return sliceView(layout, d, start - length, length, 1);
		});
	};
	return partsOf("split", x, cut, (grads) => cat(grads, d));
}

function evenSizes(total: number, size: number): number[] {
	if (!Number.isInteger(size) || size < 0 || (size === 0 && total > 0))
		throw new ValueError(
			"split",
			say`parts of ${size} elements; the size must be a positive integer`,
		);
	if (total === 0) return [0];
	const parts = Math.ceil(total / size);
	return Array.from({ length: parts }, (_, i) =>
		Math.min(size, total - i * size),
	);
}

/** At most `chunks` views of equal size (the last may be shorter) along a dimension. */
export function chunk(x: Tensor, chunks: number, dim = 0): Tensor[] {
	if (checkTensor("chunk", x).ndim === 0)
		throw new ShapeError(
			"chunk",
			"a tensor without dimensions cannot be split",
		);
	if (!Number.isInteger(chunks) || chunks < 1 || chunks > 0x7fffffff)
		throw new ValueError(
			"chunk",
			say`${chunks} chunks; an integer from 1 to 2^31 - 1 is needed`,
		);
	const total = x.size(normalizeDim("chunk", dim, x.ndim));
	if (total === 0)
		return composite("chunk", () =>
			split(
				x,
				Array.from({ length: chunks }, () => 0),
				dim,
			),
		);
	return composite("chunk", () => split(x, Math.ceil(total / chunks), dim));
}

/** The slices along a dimension, which goes away. */
export function unbind(x: Tensor, dim = 0): Tensor[] {
	if (checkTensor("unbind", x).ndim === 0)
		throw new IndexError(
			"unbind",
			"a tensor without dimensions cannot be unbound",
		);
	const d = normalizeDim("unbind", dim, x.ndim);
	const cut = (layout: View) =>
		Array.from({ length: x.size(d) }, (_, i) => selectView(layout, d, i));
	return partsOf("unbind", x, cut, (grads) => stack(grads, d));
}

/**
 * All combinations of one element of each tensor, in the order of nested loops: [product of the lengths, tensors].
 * One tensor alone is given back as it is.
 * @param tensors of one dimension and one dtype
 * @example cartesianProd(tensor([1, 2]), tensor([3, 4])); // [[1, 3], [1, 4], [2, 3], [2, 4]]
 */
export function cartesianProd(...tensors: readonly Tensor[]): Tensor {
	checkList("cartesianProd", tensors);
	const odd = tensors.find((x) => x.ndim !== 1);
	if (odd !== undefined)
		throw new ShapeError(
			"cartesianProd",
			say`a tensor of shape ${show(odd.shape)}; all must have one dimension`,
		);
	const first = tensors[0] as Tensor;
	if (tensors.length === 1) return first;
	const lengths = tensors.map((x) => x.numel());
	return composite("cartesianProd", () =>
		stack(
			tensors.map((x, i) =>
				x
					.reshape(lengths.map((n, d) => (d === i ? n : 1)))
					.expand(lengths)
					.reshape([-1]),
			),
			1,
		),
	);
}
