/** Reducing all values that go to one place. */

import type { Tensor } from "../../tensor/tensor.js";
import { isFloatingDType } from "../../value/dtype.js";
import { ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { filled } from "../create/filled.js";
import { tensorFrom } from "../create/literal.js";
import { composite } from "../engine/composite.js";
import { copyElements } from "../engine/copy.js";
import { apply, type OpSpec } from "../engine/define.js";
import { maximum, minimum, mul } from "../pointwise/binary.js";
import { reshape } from "../shape/views.js";
import { addFlat, putFlat, takeAlong } from "./gather.js";
import { scattering } from "./scatter.js";

export type ScatterReduction = "sum" | "prod" | "mean" | "amax" | "amin";

export interface ScatterReduceOptions {
	/** Whether x's own element counts where values go. Default true. */
	readonly includeSelf?: boolean;
}

/** Numbers of the values, in rounds in which no place occurs twice. */
function rounds(positions: Tensor): Tensor[] {
	const seen = new Map<number, number>();
	const lists: number[][] = [];
	positions.toTypedArray().forEach((place, i) => {
		const round = seen.get(place) ?? 0;
		seen.set(place, round + 1);
		const list = lists[round] ?? [];
		lists[round] = list;
		list.push(i);
	});
	return lists.map((list) => tensorFrom(list, "int32"));
}

/** Combines each place with its values, one after the other. */
function fold(
	start: Tensor,
	positions: Tensor,
	values: Tensor,
	combine: (a: Tensor, b: Tensor) => Tensor,
): Tensor {
	let result = reshape(start, [start.numel()]);
	for (const round of rounds(positions)) {
		const places = takeAlong(positions, 0, round);
		const own = takeAlong(result, 0, places);
		const more = takeAlong(values, 0, round);
		result = putFlat(result, places, combine(own, more));
	}
	return reshape(result, start.shape);
}

interface ExtremeArgs {
	readonly includeSelf: boolean;
}

/** Inputs: x, values, positions, and the result, which is known already. Equal values share the gradient. */
const extremeSpec: OpSpec<ExtremeArgs> = {
	name: "scatterReduce",
	infer: ([x]) => x as Tensor,
	forward: (inputs, out) => copyElements(inputs[3] as Tensor, out),
	saves: "inputs",
	backward: ({ inputs, args }, grad) => {
		const [x, values, positions, result] = inputs as [
			Tensor,
			Tensor,
			Tensor,
			Tensor,
		];
		const flat = (t: Tensor) => reshape(t, [t.numel()]);
		const own = x.eq(result).to(x.dtype);
		const chosen = values.eq(takeAlong(flat(result), 0, positions)).to(x.dtype);
		const share = grad.div(addFlat(own, positions, chosen));
		const ownShare = own.mul(share);
		const zeros = filled("scatterReduce", positions.shape, 0, x.dtype);
		return [
			args.includeSelf ? ownShare : putFlat(ownShare, positions, zeros),
			chosen.mul(takeAlong(flat(share), 0, positions)),
			null,
			null,
		];
	},
};

/** What changes nothing when combined with others. */
function neutral(reduce: ScatterReduction, x: Tensor): number {
	if (reduce === "prod") return 1;
	if (reduce === "sum" || reduce === "mean") return 0;
	const least = reduce === "amax";
	if (isFloatingDType(x.dtype))
		return least ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
	if (x.dtype === "int32") return least ? -0x80000000 : 0x7fffffff;
	return least ? 0 : x.dtype === "bool" ? 1 : 255;
}

/**
 * x with all values for one place reduced to one: out[index[i][j]][j] over src[i][j] for dim 0. Places that no value
 * goes to keep x's element.
 * @param reduce "sum", "prod", "mean", "amax" or "amin"
 */
export function scatterReduce(
	x: Tensor,
	dim: number,
	index: Tensor,
	src: Tensor,
	reduce: ScatterReduction,
	options?: ScatterReduceOptions,
): Tensor {
	const { includeSelf = true } = readOptions("scatterReduce", options);
	if (!["sum", "prod", "mean", "amax", "amin"].includes(reduce))
		throw new ValueError(
			"scatterReduce",
			say`unknown reduction "${reduce}"; expected "sum", "prod", "mean", "amax" or "amin"`,
		);
	return composite("scatterReduce", () => {
		const found = scattering("scatterReduce", x, dim, index, src);
		const count = found.positions.numel();
		if (count === 0) return x.clone();
		const positions = reshape(found.positions, [count]);
		const values = reshape(found.values, [count]);
		const constant = (value: number) =>
			filled("scatterReduce", [count], value, x.dtype);
		const startFrom = (own: Tensor) =>
			includeSelf ? own : putFlat(own, positions, constant(neutral(reduce, x)));
		if (reduce === "prod") return fold(startFrom(x), positions, values, mul);
		if (reduce === "amax" || reduce === "amin") {
			const combine = reduce === "amax" ? maximum : minimum;
			const [own, more] = [startFrom(x.detached()), values.detached()];
			const result = fold(own, positions, more, combine);
			const inputs = [x, values, positions, result];
			return apply(extremeSpec, inputs, { includeSelf });
		}
		const total = addFlat(startFrom(x), positions, values);
		if (reduce === "sum") return total;
		const ones = filled("scatterReduce", x.shape, 1, "int32");
		const more = filled("scatterReduce", [count], 1, "int32");
		const zeros = filled("scatterReduce", [count], 0, "int32");
		const before = includeSelf ? ones : putFlat(ones, positions, zeros);
		const counts = addFlat(before, positions, more);
		return isFloatingDType(x.dtype)
			? total.div(counts.to(x.dtype))
			: total.div(counts, { roundingMode: "floor" }).to(x.dtype);
	});
}
