import { wholeNumbers } from "../../ops/create/whole.js";
import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { takeAlong } from "../../ops/select/gather.js";
import { zeros } from "../../tensor/create/filled.js";
import { fromFlat } from "../../tensor/create/from-flat.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkShape, sameShape } from "../../value/shape.js";
import { checkIndices, paddingRow } from "./embedding.js";
import {
	dividedByCounts,
	limitNorms,
	type RowOptions,
} from "./embedding-rows.js";

export type EmbeddingBagMode = "sum" | "mean" | "max";

export interface EmbeddingBagFunctionOptions extends RowOptions {
	/** How the rows of a bag become one. Default mean. */
	readonly mode?: EmbeddingBagMode;
	/** A factor for each index, of the input's shape; only with mode sum. Default: none. */
	readonly perSampleWeights?: Tensor | null;
	/** The last offset is the end of the last bag. Default false. */
	readonly includeLastOffset?: boolean;
	/** Rows of this index do not count; negative ones count from the end. Default null: every row does. */
	readonly paddingIdx?: number | null;
}

const OP = "embeddingBag";

/** Which row goes into which bag, without those that do not count. */
interface Bags {
	readonly count: number;
	/** Bag, row and position in the input, in the order of the input. */
	readonly bag: Int32Array;
	readonly row: Int32Array;
	readonly place: Int32Array;
}

/**
 * The sum, mean or maximum of rows of `weight` [count, size] for each bag of indices: [bags, size]. The bags are the rows
 * of an input [bags, length], or the parts of an input [n] that begin at `offsets` [bags]. An empty bag gives zeros.
 *
 * @throws IndexError for an index outside 0 to count - 1, with its position
 * @throws ValueError for offsets that do not ascend from 0
 * @example nn.functional.embeddingBag(tensor([0, 2, 1]), randn([5, 3]), tensor([0, 2])).shape; // [2, 3]
 */
export function embeddingBag(
	given: Tensor,
	weight: Tensor,
	offsets: Tensor | null = null,
	options: EmbeddingBagFunctionOptions = {},
): Tensor {
	readOptions("embeddingBag", options);
	const { mode = "mean", perSampleWeights = null, paddingIdx = null } = options;
	if (mode !== "sum" && mode !== "mean" && mode !== "max")
		throw new ValueError(
			OP,
			say`unknown mode "${mode}"; one of "sum", "mean", "max"`,
		);
	checkTensor(OP, given);
	if (checkTensor(OP, weight).ndim !== 2)
		throw new ShapeError(
			OP,
			say`a weight of shape ${show(weight.shape)}; it has two dimensions, count and size`,
		);
	const input = checkIndices(OP, given, weight.size(0));
	checkFactors(input, perSampleWeights, mode);
	checkScaling(mode, options);
	const starts = startsOf(input, offsets, options.includeLastOffset ?? false);
	const padding =
		paddingIdx === null ? -1 : paddingRow(OP, paddingIdx, weight.size(0));
	const bags = sortIntoBags(input, starts, padding);
	limitNorms(OP, weight, input, options);
	return composite("embeddingBag", () => {
		const taken = takeAlong(weight, 0, integers(bags.row));
		const rows = options.scaleGradByFreq
			? dividedByCounts(taken, bags.row)
			: taken;
		if (mode === "max") return maxima(rows, bags);
		const factors = perSampleWeights
			?.reshape([-1])
			.indexSelect(0, integers(bags.place))
			.unsqueeze(1);
		const size = weight.size(1);
		const start = zeros([bags.count, size], { dtype: weight.dtype });
		const weighted = factors === undefined ? rows : rows.mul(factors);
		const sums = start.indexAdd(0, integers(bags.bag), weighted);
		return mode === "sum" ? sums : sums.div(counts(bags, weight));
	});
}

const integers = (values: Int32Array) =>
	fromFlat(values, [values.length], "int32");

function checkFactors(
	input: Tensor,
	factors: Tensor | null,
	mode: EmbeddingBagMode,
): void {
	if (factors === null) return;
	if (mode !== "sum")
		throw new ValueError(
			OP,
			say`perSampleWeights with mode "${mode}"; they go with mode "sum" only`,
		);
	if (!sameShape(checkTensor(OP, factors).shape, input.shape))
		throw new ShapeError(
			OP,
			say`perSampleWeights of shape ${show(factors.shape)} for an input of shape ${show(input.shape)}; they must be equal`,
		);
}

/** Refuses what PyTorch does. */
export function checkScaling(
	mode: EmbeddingBagMode,
	{ scaleGradByFreq }: RowOptions,
): void {
	if (scaleGradByFreq && mode === "max")
		throw new ValueError(
			OP,
			'scaleGradByFreq with mode "max"; it goes with "sum" and "mean"',
		);
}

/** Where each bag begins, and at the end where the last one ends. */
function startsOf(
	input: Tensor,
	offsets: Tensor | null,
	includesLast: boolean,
): readonly number[] {
	if (input.ndim === 2) {
		if (offsets !== null)
			throw new ValueError(
				OP,
				say`offsets for an input of shape ${show(input.shape)}, whose rows are the bags; leave them out`,
			);
		const [count, length] = input.shape as [number, number];
		checkShape(OP, [count + 1]);
		return Array.from({ length: count + 1 }, (_, i) => i * length);
	}
	if (input.ndim !== 1 || offsets === null)
		throw new ShapeError(
			OP,
			say`an input of shape ${show(input.shape)} ${offsets === null ? "without" : "with"} offsets; expected [bags, length], or [n] with offsets`,
		);
	const starts: number[] = Array.from(wholeNumbers(OP, "offset", offsets));
	if (offsets.ndim !== 1)
		throw new ShapeError(
			OP,
			say`offsets of shape ${show(offsets.shape)}; expected one dimension`,
		);
	if (!includesLast) starts.push(input.numel());
	const ascending = starts.every(
		(s, i) => i === 0 || s >= (starts[i - 1] as number),
	);
	const last = starts.at(-1) as number;
	if (starts[0] !== 0 || !ascending || last > input.numel())
		throw new ValueError(
			OP,
			say`offsets [${starts.slice(0, 8).join(", ")}${starts.length > 8 ? ", ..." : ""}] of an input of ${input.numel()} indices; they ascend from 0 to at most that`,
		);
	return starts;
}

function sortIntoBags(
	input: Tensor,
	starts: readonly number[],
	padding: number,
): Bags {
	const rows = input.toTypedArray();
	const count = Math.max(0, starts.length - 1);
	const end = starts.at(-1) ?? 0;
	const [bag, row, place] = [
		new Int32Array(end),
		new Int32Array(end),
		new Int32Array(end),
	];
	let used = 0;
	for (let b = 0; b < count; b++)
		for (let i = starts[b] as number; i < (starts[b + 1] as number); i++) {
			if (rows[i] === padding) continue;
			bag[used] = b;
			row[used] = rows[i] as number;
			place[used++] = i;
		}
	return {
		count,
		bag: bag.subarray(0, used),
		row: row.subarray(0, used),
		place: place.subarray(0, used),
	};
}

/** How many rows each bag has, at least 1: [bags, 1]. */
function counts({ count, bag }: Bags, like: Tensor): Tensor {
	const sizes = new Float64Array(count);
	for (const b of bag) sizes[b] = (sizes[b] as number) + 1;
	return fromFlat(
		sizes.map((n) => Math.max(1, n)),
		[count, 1],
		like.dtype,
	);
}

/** The largest of each bag's rows: the bags side by side as [bags, longest, size], with -Infinity where they end. */
function maxima(rows: Tensor, { count, bag }: Bags): Tensor {
	const size = rows.size(1);
	if (count === 0 || bag.length === 0)
		return zeros([count, size], { dtype: rows.dtype });
	const filled = new Int32Array(count);
	for (const b of bag) filled[b] = (filled[b] as number) + 1;
	const longest = filled.reduce((most, n) => Math.max(most, n), 0);
	const slots = new Int32Array(count * longest);
	const free = new Uint8Array(count * longest).fill(1);
	const next = new Int32Array(count);
	bag.forEach((b, i) => {
		const slot = b * longest + (next[b] as number);
		next[b] = (next[b] as number) + 1;
		slots[slot] = i;
		free[slot] = 0;
	});
	const empty = fromFlat(free, [count, longest, 1], "bool");
	const none = fromFlat(
		Uint8Array.from(filled, (n) => Number(n === 0)),
		[count, 1],
		"bool",
	);
	return takeAlong(rows, 0, integers(slots))
		.reshape([count, longest, size])
		.maskedFill(empty, Number.NEGATIVE_INFINITY)
		.max(1)
		.values.maskedFill(none, 0);
}
