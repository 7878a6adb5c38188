import { whole, wholeNumbers } from "../../ops/create/whole.js";
import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { takeAlong } from "../../ops/select/gather.js";
import { tensor } from "../../tensor/create/from-data.js";
import type { Tensor } from "../../tensor/tensor.js";
import { IndexError, show, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkShape } from "../../value/shape.js";
import {
	dividedByCounts,
	limitNorms,
	type RowOptions,
} from "./embedding-rows.js";

export interface EmbeddingOptions extends RowOptions {
	/** The row of this index gets no gradient; negative ones count from the end. Default null: every row does. */
	readonly paddingIdx?: number | null;
}

/**
 * The rows of `weight` [count, size] that the integers of `input` name: shape [...input, size].
 *
 * @throws IndexError for an index outside 0 to count - 1, with its position
 * @example nn.functional.embedding(tensor([0, 2]), randn([5, 3])).shape; // [2, 3]
 */
export function embedding(
	input: Tensor,
	weight: Tensor,
	options: EmbeddingOptions = {},
): Tensor {
	const { paddingIdx = null, scaleGradByFreq = false } = readOptions(
		"embedding",
		options,
	);
	checkTensor("embedding", input);
	if (checkTensor("embedding", weight).ndim !== 2)
		throw new ValueError(
			"embedding",
			say`a weight of shape ${show(weight.shape)}; it has two dimensions, count and size`,
		);
	const rowOf = checkIndices("embedding", input, weight.size(0));
	limitNorms("embedding", weight, rowOf, options);
	return composite("embedding", () => {
		const indices = rowOf.reshape([-1]).to("int32");
		const taken = takeAlong(weight, 0, indices);
		const rows = (
			scaleGradByFreq ? dividedByCounts(taken, indices.toTypedArray()) : taken
		).reshape([...input.shape, weight.size(1)]);
		if (paddingIdx === null || !weight.requiresGrad) return rows;
		const padding = paddingRow("embedding", paddingIdx, weight.size(0));
		return input.ne(padding).unsqueeze(-1).choose(rows, rows.detach());
	});
}

/** As `torch.embedding`, where -1 stands for no padding. */
export function embeddingOfWeight(
	weight: Tensor,
	indices: Tensor,
	paddingIdx: number,
	scaleGradByFreq: boolean,
): Tensor {
	const row = paddingIdx === -1 ? null : paddingIdx;
	return embedding(indices, weight, { paddingIdx: row, scaleGradByFreq });
}

/** The row that a padding index means. */
export function paddingRow(op: string, index: number, count: number): number {
	if (!Number.isInteger(index) || index < -count || index >= count)
		throw new IndexError(
			op,
			say`paddingIdx ${index} of ${count} rows; expected ${-count} to ${count - 1}`,
		);
	return index < 0 ? index + count : index;
}

/** The indices as integers. Refuses what is no row of `count`. */
export function checkIndices(op: string, input: Tensor, count: number): Tensor {
	const rows = whole(op, "index", input);
	const indices = rows.toTypedArray();
	for (let i = 0; i < indices.length; i++) {
		const index = indices[i] as number;
		if (index < 0 || index >= count)
			throw new IndexError(
				op,
				say`index ${index} at position ${i} of the input, and the weight has ${count} rows; indices are 0 to ${count - 1}`,
			);
	}
	return rows;
}

/**
 * A 1 in the place that each integer of `x` names, 0 elsewhere: int32 of shape [...x, numClasses].
 *
 * @param numClasses default -1: one more than the largest
 * @throws IndexError for a negative integer or one of numClasses or more
 * @example nn.functional.oneHot(tensor([0, 2]), 3).tolist(); // [[1, 0, 0], [0, 0, 1]]
 */
export function oneHot(x: Tensor, numClasses = -1): Tensor {
	const classes = wholeNumbers("oneHot", "class", x);
	const count = numClasses === -1 ? largest(classes) + 1 : numClasses;
	if (!Number.isInteger(count) || count < 1)
		throw new ValueError(
			"oneHot",
			say`numClasses ${count}; it is a positive integer, or -1 with at least one class to infer it from`,
		);
	checkShape("oneHot", [...x.shape, count]);
	const out = new Int32Array(classes.length * count);
	for (let i = 0; i < classes.length; i++) {
		const label = classes[i] as number;
		if (label < 0 || label >= count)
			throw new IndexError(
				"oneHot",
				say`class ${label} at position ${i}, and there are ${count} classes; classes are 0 to ${count - 1}`,
			);
		out[i * count + label] = 1;
	}
	return tensor(out).reshape([...x.shape, count]);
}

function largest(values: ArrayLike<number>): number {
	let top = -1;
	for (let i = 0; i < values.length; i++)
		top = Math.max(top, values[i] as number);
	return top;
}
