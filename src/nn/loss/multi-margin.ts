/** Losses of several classes or labels with margins. */

import { whole } from "../../ops/create/whole.js";
import { composite } from "../../ops/engine/composite.js";
import { checkTensor, isTrue } from "../../ops/engine/define.js";
import { where } from "../../ops/pointwise/where.js";
import { arange } from "../../tensor/create/ranges.js";
import type { Tensor } from "../../tensor/tensor.js";
import {
	IndexError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { sameShape } from "../../value/shape.js";
import { logsigmoid } from "../activation/smooth.js";
import { checkReduction, type ReductionOptions, reduce } from "./reduction.js";

export interface MultiMarginOptions extends ReductionOptions {
	/** Power of the misses: 1 or 2. Default 1. */
	readonly p?: number;
	/** By how much the right class is to lead. Default 1. */
	readonly margin?: number;
	/** A factor for each class. */
	readonly weight?: Tensor | null;
}

/** Rows of classes, and as many rows of labels; one sample may come without the first dimension. */
function rowsOf(
	op: string,
	input: Tensor,
	target: Tensor,
	labels: "one" | "row",
) {
	checkTensor(op, input);
	checkTensor(op, target);
	const classes = input.shape.at(-1) ?? 1;
	const rows = input.ndim < 2 ? 1 : (input.shape[0] as number);
	const wanted = labels === "one" ? rows : rows * classes;
	if (input.ndim > 2 || target.ndim > 2 || target.numel() !== wanted)
		throw new ShapeError(
			op,
			say`input ${show(input.shape)} and target ${show(target.shape)}; expected [N, C] or [C], and ${labels === "one" ? "[N] or []" : "the same"}`,
		);
	return { classes, rows };
}

function checkLabels(
	op: string,
	target: Tensor,
	classes: number,
	least: number,
): Tensor {
	const integers = whole(op, "label", target);
	if (target.numel() === 0) return integers;
	const odd = isTrue(() =>
		target.lt(least).logicalOr(target.ge(classes)).any(),
	);
	if (odd)
		throw new IndexError(
			op,
			say`a label is outside of ${least} to ${classes - 1}; there are ${classes} classes`,
		);
	return integers;
}

/** The mean over the classes of each row, reduced; one sample gives a number. */
function finish(
	misses: Tensor,
	classes: number,
	input: Tensor,
	options: ReductionOptions,
): Tensor {
	const losses = misses.div(Math.max(1, classes));
	return reduce(
		input.ndim < 2 ? losses.reshape([]) : losses,
		options.reduction ?? "mean",
	);
}

/**
 * The mean over all other classes of max(0, margin - input[target] + input)^p. Input [N, C] or [C], target [N] or [].
 * @throws ShapeError for other shapes, IndexError for a label that is no class, ValueError for a p other than 1 and 2
 * @example nn.functional.multiMarginLoss(tensor([[0.1, 0.2, 0.4]]), tensor([2])).item(); // 0.5
 */
export function multiMarginLoss(
	input: Tensor,
	target: Tensor,
	options: MultiMarginOptions = {},
): Tensor {
	readOptions("multiMarginLoss", options);
	const op = "multiMarginLoss";
	const { margin = 1, p = 1, weight = null, reduction = "mean" } = options;
	checkReduction(op, reduction);
	const { classes, rows } = rowsOf(op, input, target, "one");
	if (p !== 1 && p !== 2)
		throw new ValueError(op, say`p is ${p}; expected 1 or 2`);
	const integers = checkLabels(op, target, classes, 0);
	if (weight !== null && !sameShape(checkTensor(op, weight).shape, [classes]))
		throw new ShapeError(
			op,
			say`a weight of shape ${show(weight.shape)} for ${classes} classes; expected [${classes}]`,
		);
	return composite("multiMarginLoss", () => {
		const x = input.reshape([rows, classes]);
		const label = integers.reshape([rows, 1]);
		const behind = x.sub(x.gather(1, label)).add(margin);
		const others = arange(classes).ne(label);
		const missed = where(behind.gt(0).logicalAnd(others), behind, 0);
		const powered = p === 2 ? missed.square() : missed;
		const weighted =
			weight === null
				? powered
				: powered.mul(weight.indexSelect(0, label.reshape([-1])).unsqueeze(1));
		return finish(weighted.sum(1), classes, input, { reduction });
	});
}

/**
 * The sum over all labels t of a row and all classes i that are none of them of max(0, 1 - (input[t] - input[i])), divided
 * by the number of classes. Input and target [N, C] or [C]; a row's labels come first, and end with a -1.
 * @throws ShapeError for other shapes, IndexError for a label that is no class
 * @example nn.functional.multilabelMarginLoss(tensor([[0.1, 0.2, 0.4, 0.8]]), tensor([[3, 0, -1, 1]])).item(); // 0.85
 */
export function multilabelMarginLoss(
	input: Tensor,
	target: Tensor,
	options?: ReductionOptions,
): Tensor {
	const { reduction = "mean" } = readOptions("multilabelMarginLoss", options);
	const op = "multilabelMarginLoss";
	checkReduction(op, reduction);
	const { classes, rows } = rowsOf(op, input, target, "row");
	const integers = checkLabels(op, target, classes, -1);
	return composite("multilabelMarginLoss", () => {
		const x = input.reshape([rows, classes]);
		const labels = integers.reshape([rows, classes]);
		const given = labels.lt(0).long().cumsum(1).eq(0);
		const places = where(given, labels, 0);
		const counts = labels.mul(0).scatterAdd(1, places, given.long());
		const lead = x.gather(1, places).unsqueeze(2).sub(x.unsqueeze(1));
		const missed = lead.rsub(1);
		const counted = given.unsqueeze(2).logicalAnd(counts.eq(0).unsqueeze(1));
		const losses = where(counted.logicalAnd(missed.gt(0)), missed, 0);
		return finish(losses.sum([1, 2]), classes, input, { reduction });
	});
}

export interface MultilabelSoftMarginOptions extends ReductionOptions {
	/** A factor for each class. */
	readonly weight?: Tensor | null;
}

/**
 * The mean over the classes, the last dimension, of the binary cross entropy of sigmoid(input).
 * @throws ShapeError if input and target differ in shape
 * @example nn.functional.multilabelSoftMarginLoss(zeros([1, 2]), tensor([[1, 0]])).item(); // 0.6931
 */
export function multilabelSoftMarginLoss(
	input: Tensor,
	target: Tensor,
	options?: MultilabelSoftMarginOptions,
): Tensor {
	const { weight = null, reduction = "mean" } = readOptions(
		"multilabelSoftMarginLoss",
		options,
	);
	const op = "multilabelSoftMarginLoss";
	checkTensor(op, input);
	checkTensor(op, target);
	checkReduction(op, reduction);
	if (String(input.shape) !== String(target.shape) || input.ndim === 0)
		throw new ShapeError(
			op,
			say`input ${show(input.shape)} and target ${show(target.shape)}; expected the same, with the classes last`,
		);
	return composite("multilabelSoftMarginLoss", () => {
		const yes = logsigmoid(input).mul(target);
		const no = logsigmoid(input.neg()).mul(target.rsub(1));
		const losses = yes.add(no).neg();
		const weighted = weight === null ? losses : losses.mul(weight);
		return reduce(weighted.mean(-1), reduction);
	});
}
