import { wholeNumbers } from "../../ops/create/whole.js";
import { Tensor } from "../../tensor/tensor.js";
import {
	DTypeError,
	IndexError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { type Shape, sameShape } from "../../value/shape.js";

/** Class indices of any integer dtype, or a list of them. */
export type Target = Tensor | readonly number[];

/** Checked labels of an input [N, C, d1, ...]. */
export interface Labels {
	/** [N, d1, ...] */
	readonly shape: Shape;
	/** The class of each element: within range, and 0 for an ignored one. */
	readonly classes: Int32Array;
	/** 1 for an element that does not count; null if all do. */
	readonly ignored: Uint8Array | null;
}

/**
 * Reads the labels for `input`, [C] or [N, C, d1, ...].
 * @throws IndexError for a label outside 0 to C - 1 that is not `ignoreIndex`
 */
export function readLabels(
	op: string,
	target: Target,
	input: Shape,
	ignoreIndex: number,
): Labels {
	if (!(target instanceof Tensor) && !Array.isArray(target))
		throw new DTypeError(
			op,
			say`the target is ${target === null ? "null" : `a ${typeof target}`}; expected a tensor of labels, or a list of them`,
		);
	const shape =
		target instanceof Tensor ? target.layout.shape : [target.length];
	const wanted =
		input.length === 1 ? [] : [input[0] as number, ...input.slice(2)];
	if (!sameShape(shape, wanted))
		throw new ShapeError(
			op,
			say`labels of shape ${show(shape)} for an input of shape ${show(input)}; expected ${show(wanted)}, a label for each place, or probabilities of the input's shape`,
		);
	const values = integers(op, target);
	const count = input[input.length === 1 ? 0 : 1] as number;
	let ignored: Uint8Array | null = null;
	for (let i = 0; i < values.length; i++) {
		const label = values[i] as number;
		const known = Number.isInteger(label) && label >= 0 && label < count;
		if (known && label !== ignoreIndex) continue;
		if (label !== ignoreIndex) throw outOfRange(op, label, i, count);
		ignored ??= new Uint8Array(values.length);
		ignored[i] = 1;
	}
	// A copy of its own: the caller's list may change before the gradient is computed.
	const classes = new Int32Array(values);
	if (ignored !== null)
		for (let i = 0; i < classes.length; i++)
			if (ignored[i] === 1) classes[i] = 0;
	return { shape, classes, ignored };
}

function outOfRange(
	op: string,
	label: number,
	position: number,
	count: number,
): Error {
	if (!Number.isInteger(label))
		return new ValueError(
			op,
			say`label ${label} at position ${position} is not an integer; labels are class indices`,
		);
	return new IndexError(
		op,
		say`label ${label} at position ${position}, and the input has ${count} classes; labels are 0 to ${count - 1} or ignoreIndex`,
	);
}

function integers(op: string, target: Target): ArrayLike<number> {
	if (!(target instanceof Tensor)) return target;
	return wholeNumbers(op, "label", target);
}
