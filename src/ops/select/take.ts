import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { broadcastShapes, normalizeDim } from "../../value/shape.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { reshape } from "../shape/views.js";
import { checkedIndex, gather, takeAlong } from "./gather.js";

/**
 * Elements of the flattened tensor, in the shape of the index.
 * @param index integers from -numel to numel - 1
 */
export function take(x: Tensor, index: Tensor): Tensor {
	const count = checkTensor("take", x).numel();
	return composite("take", () => {
		const positions = checkedIndex("take", index, count, true);
		const flat = reshape(positions, [positions.numel()]);
		return reshape(takeAlong(reshape(x, [count]), 0, flat), positions.shape);
	});
}

/** As `gather`, but x and index broadcast along the other dimensions; without `dim` both are flattened. */
export function takeAlongDim(x: Tensor, index: Tensor, dim?: number): Tensor {
	checkTensor("takeAlongDim", x);
	checkTensor("takeAlongDim", index);
	if (dim === undefined)
		return composite("takeAlongDim", () =>
			take(
				x,
				reshape(checkedIndex("takeAlongDim", index, x.numel(), true), [
					index.numel(),
				]),
			),
		);
	const d = normalizeDim("takeAlongDim", dim, x.ndim);
	if (x.ndim !== index.ndim)
		throw new ShapeError(
			"takeAlongDim",
			say`index ${show(index.shape)} for a tensor of shape ${show(x.shape)}; both need equally many dimensions`,
		);
	return composite("takeAlongDim", () => {
		const others = (own: readonly number[]) =>
			own.map((size, i) => (i === d ? 1 : size));
		const common = broadcastShapes("takeAlongDim", [
			others(x.shape),
			others(index.shape),
		]);
		const sized = (size: number) =>
			common.map((other, i) => (i === d ? size : other));
		const positions = checkedIndex("takeAlongDim", index, x.size(d), true);
		return gather(
			x.expand(sized(x.size(d))),
			d,
			positions.expand(sized(index.size(d))),
		);
	});
}
