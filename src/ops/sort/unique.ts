import type { Tensor } from "../../tensor/tensor.js";
import { readOptions } from "../../value/options.js";
import { normalizeDim } from "../../value/shape.js";
import { fromFlat, tensorFrom } from "../create/literal.js";
import { composite } from "../engine/composite.js";
import { checkTensor, releaseTemporary } from "../engine/define.js";
import { takeAlong } from "../select/gather.js";
import { transpose } from "../shape/views.js";

export interface UniqueOptions {
	/** flambeau always sorts. */
	readonly sorted?: boolean;
	/** Also where each element is among the different ones. */
	readonly returnInverse?: boolean;
	/** Also how often each occurs. */
	readonly returnCounts?: boolean;
	/** Tell slices of this dimension apart instead of elements. */
	readonly dim?: number | null;
}

/** By the rows' elements; NaN comes last and equals nothing. */
function ordered(data: ArrayLike<number>, rows: number, width: number) {
	const compare = comparison(data, width);
	const order = Array.from({ length: rows }, (_, i) => i);
	order.sort((a, b) => compare(a, b) || a - b);
	return { order, compare };
}

/** As they are. */
function inPlace(data: ArrayLike<number>, rows: number, width: number) {
	const order = Array.from({ length: rows }, (_, i) => i);
	return { order, compare: comparison(data, width) };
}

function comparison(data: ArrayLike<number>, width: number) {
	return (a: number, b: number): number => {
		for (let k = 0; k < width; k++) {
			const x = data[a * width + k] as number;
			const y = data[b * width + k] as number;
			if (x < y || (Number.isNaN(y) && !Number.isNaN(x))) return -1;
			if (x > y || Number.isNaN(x)) return 1;
		}
		return 0;
	};
}

/** What the public types of `unique` and `uniqueConsecutive` say: one tensor, or a list of what was asked for. */
export function unique(x: Tensor, options?: UniqueOptions): Tensor | Tensor[] {
	return distinct("unique", x, readOptions("unique", options), ordered);
}

export function uniqueConsecutive(
	x: Tensor,
	options?: Omit<UniqueOptions, "sorted">,
): Tensor | Tensor[] {
	const settings = readOptions("uniqueConsecutive", options);
	return distinct("uniqueConsecutive", x, settings, inPlace);
}

/** The rows in an order in which equal ones are neighbours, and what tells two of them apart. */
type Ordering = (
	data: ArrayLike<number>,
	rows: number,
	width: number,
) => {
	readonly order: readonly number[];
	readonly compare: (a: number, b: number) => number;
};

function distinct(
	op: string,
	x: Tensor,
	{ returnInverse = false, returnCounts = false, dim = null }: UniqueOptions,
	ordering: Ordering,
): Tensor | Tensor[] {
	checkTensor(op, x);
	const d = dim === null ? 0 : normalizeDim(op, dim, x.ndim);
	const flat = dim === null || x.ndim === 0;
	const source = composite(op, () =>
		flat
			? x.detached().reshape([x.numel()])
			: transpose(x.detached(), 0, d).contiguous(),
	);
	const rows = source.size(0);
	const width = rows === 0 ? 0 : source.numel() / rows;
	const { order, compare } = ordering(source.toTypedArray(), rows, width);
	const firsts: number[] = [];
	const counts: number[] = [];
	const inverse = new Int32Array(rows);
	order.forEach((row, i) => {
		if (i === 0 || compare(order[i - 1] as number, row) !== 0) {
			firsts.push(row);
			counts.push(0);
		}
		inverse[row] = counts.length - 1;
		counts[counts.length - 1] = (counts.at(-1) as number) + 1;
	});
	const values = composite(op, () => {
		const taken = takeAlong(source, 0, tensorFrom(firsts, "int32"));
		return flat ? taken : transpose(taken, 0, d).contiguous();
	});
	if (source.storage !== x.storage) releaseTemporary(source);
	if (!returnInverse && !returnCounts) return values;
	const results = [values];
	if (returnInverse)
		results.push(fromFlat(inverse, flat ? x.shape : [rows], "int32"));
	if (returnCounts) results.push(tensorFrom(counts, "int32"));
	return results;
}
