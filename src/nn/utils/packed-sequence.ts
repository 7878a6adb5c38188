/** Sequences of different lengths without padding, for recurrent layers. */

import { composite, named } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { cat, unbind } from "../../ops/shape/join.js";
import { narrow } from "../../ops/shape/views.js";
import { full } from "../../tensor/create/filled.js";
import { fromFlat } from "../../tensor/create/from-flat.js";
import { Tensor } from "../../tensor/tensor.js";
import { checkIterable } from "../../value/arguments.js";
import {
	DTypeError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { padSequence } from "./rnn.js";

/**
 * What `packPaddedSequence` gives: the elements of all sequences ordered by time, the longest sequence first. Recurrent
 * layers take it as input, and give one as output.
 */
export class PackedSequence {
	constructor(
		/** [sum of the lengths, ...] */
		readonly data: Tensor,
		/** How many sequences have an element at each time: int32, descending. */
		readonly batchSizes: Tensor,
		/** Which sequence of the batch each of those in `data` is; null if they were in order already. */
		readonly sortedIndices: Tensor | null = null,
		/** Where each sequence of the batch is among those in `data`. */
		readonly unsortedIndices: Tensor | null = null,
	) {}
}

export function isPacked(value: unknown): value is PackedSequence {
	return value instanceof PackedSequence;
}

export interface PackOptions {
	/** The input is [N, T, ...] instead of [T, N, ...]. Default false. */
	readonly batchFirst?: boolean;
	/** Refuse lengths that do not descend instead of ordering the sequences. Default true. */
	readonly enforceSorted?: boolean;
}

const integers = (values: readonly number[]) =>
	fromFlat(values, [values.length], "int32");

/**
 * Takes the padding out of a batch [T, N, ...].
 *
 * @param lengths how long each of the N sequences is, from 1 to T
 * @throws ValueError for lengths outside of that, or not descending with `enforceSorted`
 * @example
 * const x = nn.utils.rnn.padSequence([randn([3, 2]), randn([1, 2])]);
 * const packed = nn.utils.rnn.packPaddedSequence(x, [3, 1]);
 * const [output] = new nn.GRU(2, 4)(packed);
 * nn.utils.rnn.padPackedSequence(output)[0].shape; // [3, 2, 4]
 */
export function packPaddedSequence(
	input: Tensor,
	lengths: Tensor | readonly number[],
	options?: PackOptions,
): PackedSequence {
	const { batchFirst = false, enforceSorted = true } = readOptions(
		"packPaddedSequence",
		options,
	);
	const op = "packPaddedSequence";
	if (checkTensor(op, input).ndim < 2)
		throw new ShapeError(
			op,
			say`a tensor of shape ${show(input.shape)}; expected [T, N, ...], with batchFirst [N, T, ...]`,
		);
	const [first, second, ...inner] = input.shape as [number, number];
	const [steps, batch] = batchFirst ? [second, first] : [first, second];
	const given = checkLengths(op, lengths, steps, batch);
	const order = given.map((_, i) => i);
	if (!enforceSorted)
		order.sort((a, b) => (given[b] as number) - (given[a] as number));
	const sorted = order.map((b) => given[b] as number);
	if (sorted.some((n, i) => i > 0 && n > (sorted[i - 1] as number)))
		throw new ValueError(
			op,
			say`lengths ${show(given)} do not descend; order the sequences, or pass { enforceSorted: false }`,
		);
	const rows: number[] = [];
	const sizes: number[] = [];
	for (let t = 0; t < (sorted[0] as number); t++) {
		const size = sorted.filter((n) => n > t).length;
		sizes.push(size);
		for (const b of order.slice(0, size))
			rows.push(batchFirst ? b * steps + t : t * batch + b);
	}
	const data = composite("packPaddedSequence", () =>
		input.reshape([steps * batch, ...inner]).indexSelect(0, integers(rows)),
	);
	if (enforceSorted) return new PackedSequence(data, integers(sizes));
	const back = order.map((_, b) => order.indexOf(b));
	return new PackedSequence(
		data,
		integers(sizes),
		integers(order),
		integers(back),
	);
}

export function packSequence(
	sequences: Iterable<Tensor>,
	options?: Pick<PackOptions, "enforceSorted">,
): PackedSequence {
	const { enforceSorted = true } = readOptions("packSequence", options);
	return named("packSequence", () => {
		const list = [...checkIterable("packSequence", "the list", sequences)];
		const padded = padSequence(list);
		const lengths = list.map((sequence) => sequence.size(0));
		return packPaddedSequence(padded, lengths, { enforceSorted });
	});
}

export function unpadSequence(
	padded: Tensor,
	lengths: Tensor | readonly number[],
	options?: Pick<PackOptions, "batchFirst">,
): Tensor[] {
	const op = "unpadSequence";
	const { batchFirst = false } = readOptions(op, options);
	if (checkTensor(op, padded).ndim < 2)
		throw new ShapeError(
			op,
			say`a tensor of shape ${show(padded.shape)}; expected [T, N, ...], with batchFirst [N, T, ...]`,
		);
	const [batch, time] = batchFirst ? [0, 1] : [1, 0];
	const given = checkLengths(
		op,
		lengths,
		padded.size(time),
		padded.size(batch),
	);
	return composite(op, () =>
		unbind(padded, batch).map((one, i) =>
			narrow(one, 0, 0, given[i] as number),
		),
	);
}

function checkLengths(
	op: string,
	lengths: Tensor | readonly number[],
	steps: number,
	batch: number,
): readonly number[] {
	if (!(lengths instanceof Tensor) && !Array.isArray(lengths))
		throw new DTypeError(op, `lengths are an array of numbers or a tensor`);
	const list: readonly number[] =
		lengths instanceof Tensor
			? Array.from(lengths.toTypedArray(), Number)
			: (lengths as readonly number[]);
	const right = (n: number) => Number.isInteger(n) && n >= 1 && n <= steps;
	if (list.length !== batch || batch === 0 || !list.every(right))
		throw new ValueError(
			op,
			say`lengths ${show(list)} for ${batch} sequences of at most ${steps} elements; expected one integer for each, from 1 to ${steps}`,
		);
	return list;
}

export interface PadPackedOptions {
	/** Give [N, T, ...] instead of [T, N, ...]. Default false. */
	readonly batchFirst?: boolean;
	/** What follows the shorter sequences. Default 0. */
	readonly paddingValue?: number;
	/** T. Default: the longest length. */
	readonly totalLength?: number | null;
}

/**
 * Puts the padding back: the batch [T, N, ...] in its own order, and the lengths, int32 [N].
 *
 * @throws ValueError for a totalLength below the longest length
 * @example
 * const packed = nn.utils.rnn.packPaddedSequence(ones([3, 2]), [3, 1]);
 * const [x, lengths] = nn.utils.rnn.padPackedSequence(packed);
 * x.tolist(); // [[1, 1], [1, 0], [1, 0]]
 */
export function padPackedSequence(
	sequence: PackedSequence,
	options?: PadPackedOptions,
): [Tensor, Tensor] {
	const {
		batchFirst = false,
		paddingValue = 0,
		totalLength = null,
	} = readOptions("padPackedSequence", options);
	const op = "padPackedSequence";
	if (!isPacked(sequence))
		throw new DTypeError(
			op,
			"expected a PackedSequence, as packPaddedSequence gives",
		);
	const { data, unsortedIndices: back } = sequence;
	const sizes = sizesOf(sequence);
	const batch = sizes[0] as number;
	const steps = totalLength ?? sizes.length;
	if (!Number.isInteger(steps) || steps < sizes.length || steps > 1e6)
		throw new ValueError(
			op,
			say`totalLength is ${steps} and the longest sequence has ${sizes.length} elements; expected an integer of at least that`,
		);
	const places = back === null ? null : Array.from(back.toTypedArray(), Number);
	const place = (b: number) => places?.[b] ?? b;
	const rows = new Int32Array(steps * batch).fill(data.size(0));
	const lengths = new Int32Array(batch);
	let start = 0;
	sizes.forEach((size, t) => {
		for (let b = 0; b < batch; b++) {
			if (place(b) >= size) continue;
			rows[batchFirst ? b * steps + t : t * batch + b] = start + place(b);
			lengths[b] = t + 1;
		}
		start += size;
	});
	const inner = data.shape.slice(1);
	const padded = composite("padPackedSequence", () => {
		const padding = full([1, ...inner], paddingValue, { dtype: data.dtype });
		const lead = batchFirst ? [batch, steps] : [steps, batch];
		return cat([data, padding])
			.indexSelect(0, fromFlat(rows, [rows.length], "int32"))
			.reshape([...lead, ...inner]);
	});
	return [padded, fromFlat(lengths, [batch], "int32")];
}

/** The batch sizes as numbers. */
export function sizesOf({ batchSizes }: PackedSequence): number[] {
	return Array.from(batchSizes.toTypedArray(), Number);
}
