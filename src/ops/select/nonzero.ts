/** Where a tensor is not zero, and what is there. */

import { call } from "../../../bindings/run.js";
import { beginOp } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { broadcastShapes } from "../../value/shape.js";
import { composite } from "../engine/composite.js";
import { pointer, prepare } from "../engine/copy.js";
import {
	allocateTensor,
	apply,
	checkTensor,
	type OpSpec,
	tidy,
} from "../engine/define.js";
import { stack } from "../shape/join.js";
import { takeAlong } from "./gather.js";

interface NonzeroArgs {
	readonly count: number;
}

const nonzeroSpec: OpSpec<NonzeroArgs> = {
	name: "nonzero",
	infer: (_, { count }) => ({ shape: [count], dtype: "int32" }),
	forward: ([mask], out) => {
		call(
			"nonzero_u8",
			pointer(prepare(mask as Tensor, "bool")),
			pointer(out),
			0,
			(mask as Tensor).numel(),
		);
	},
	saves: "none",
	backward: null,
};

/** Row-major positions of what is true. */
export function flatNonzero(mask: Tensor): Tensor {
	const dense = mask.to("bool").contiguous();
	beginOp();
	const count =
		dense.numel() === 0 ? 0 : call("count_u8", pointer(dense), dense.numel());
	return apply(nonzeroSpec, [dense], { count });
}

/** Positions of what is true, one tensor for each dimension. */
export function nonzeroByDim(mask: Tensor): Tensor[] {
	let list: Tensor[] = [];
	tidy(() => {
		const flat = flatNonzero(mask);
		let step = mask.numel();
		list = mask.shape.map((size) => {
			step = size === 0 ? 0 : step / size;
			return step === 0 || mask.ndim === 1
				? flat
				: flat.div(step, { roundingMode: "floor" }).remainder(size);
		});
		return list;
	});
	return list;
}

/** Positions of the elements that are not zero: int32 [count, dimensions], or one tensor for each dimension. */
export function nonzero(
	x: Tensor,
	options?: { readonly asTuple?: false },
): Tensor;
export function nonzero(
	x: Tensor,
	options: { readonly asTuple: true },
): Tensor[];
export function nonzero(
	x: Tensor,
	options?: { readonly asTuple?: boolean },
): Tensor | Tensor[];
export function nonzero(
	x: Tensor,
	options?: { readonly asTuple?: boolean },
): Tensor | Tensor[] {
	const { asTuple = false } = readOptions("nonzero", options);
	checkTensor("nonzero", x);
	if (asTuple) return nonzeroByDim(x.ndim === 0 ? x.reshape([1]) : x);
	if (x.ndim === 0) return allocateTensor([x.item() ? 1 : 0, 0], "int32");
	return composite("nonzero", () => stack(nonzeroByDim(x), 1));
}

/** The elements where the mask is true, in one dimension; both broadcast. */
export function maskedSelect(x: Tensor, mask: Tensor): Tensor {
	if (checkTensor("maskedSelect", mask).dtype !== "bool")
		throw new ValueError(
			"maskedSelect",
			say`a mask of dtype ${mask.dtype}; expected bool`,
		);
	const shape = broadcastShapes("maskedSelect", [
		checkTensor("maskedSelect", x).shape,
		mask.shape,
	]);
	return composite("maskedSelect", () =>
		takeAlong(
			x.expand(shape).reshape([-1]),
			0,
			flatNonzero(mask.expand(shape)),
		),
	);
}
