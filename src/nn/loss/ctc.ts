/** Connectionist temporal classification (Graves et al. 2006). */

import { wholeNumbers } from "../../ops/create/whole.js";
import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { logsumexp } from "../../ops/reduce/statistics.js";
import { cat, stack } from "../../ops/shape/join.js";
import { narrow } from "../../ops/shape/views.js";
import { fromFlat } from "../../tensor/create/from-flat.js";
import { Tensor } from "../../tensor/tensor.js";
import {
	IndexError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { quote, say } from "../../value/quote.js";
import { checkReduction, type Reduction } from "./reduction.js";

const OP = "ctcLoss";
/** The logarithm of a probability of 0; an infinity would have no gradient. */
const NEVER = -1e30;

export interface CTCLossOptions {
	/** The class of no label. Default 0. */
	readonly blank?: number;
	/** Default "mean": of the losses over the lengths of their targets. */
	readonly reduction?: Reduction;
	/** Infinite losses, of targets that are too long, count as 0. Default false. */
	readonly zeroInfinity?: boolean;
}

export type Lengths = Tensor | readonly number[] | number;

export function ctcLoss(
	logProbs: Tensor,
	targets: Tensor,
	inputLengths: Lengths,
	targetLengths: Lengths,
	options?: CTCLossOptions,
): Tensor {
	const {
		blank = 0,
		reduction = "mean",
		zeroInfinity = false,
	} = readOptions(OP, options);
	checkReduction(OP, reduction);
	const { shape, ndim } = checkTensor(OP, logProbs);
	if (ndim !== 2 && ndim !== 3)
		throw new ShapeError(
			OP,
			say`log probabilities of shape ${show(shape)}; expected [T, N, C] or [T, C]`,
		);
	const [steps, classes] = [shape[0] as number, shape.at(-1) as number];
	const count = ndim === 3 ? (shape[1] as number) : 1;
	if (!Number.isInteger(blank) || blank < 0 || blank >= classes)
		throw new ValueError(
			OP,
			say`blank is ${blank}; expected 0 to ${classes - 1}`,
		);
	const inputs = lengthsOf("input", inputLengths, count, steps);
	const labels = labelsOf(targets, targetLengths, count, { blank, classes });
	return composite(OP, () => {
		const batch = logProbs.reshape([steps, count, classes]);
		const raw = losses(batch, labels, inputs, blank);
		const counted = zeroInfinity ? raw.isinf().choose(0, raw) : raw;
		if (reduction === "sum") return counted.sum();
		if (reduction === "none") return ndim === 2 ? counted.squeeze(0) : counted;
		const sizes = labels.map((list) => Math.max(1, list.length));
		const divisors = fromFlat(sizes, [count], batch.dtype);
		return counted.div(divisors).mean();
	});
}

/** The loss of each element of the batch: forward over the labels with blanks between them, in logarithms. */
function losses(
	logProbs: Tensor,
	labels: readonly (readonly number[])[],
	inputs: readonly number[],
	blank: number,
): Tensor {
	const [steps, count] = logProbs.shape as [number, number];
	const width = 2 * Math.max(0, ...labels.map((list) => list.length)) + 1;
	const each = (f: (list: readonly number[], state: number) => number) =>
		fromFlat(
			labels.flatMap((list) =>
				Array.from({ length: width }, (_, s) => f(list, s)),
			),
			[count, width],
			logProbs.dtype,
		);
	const unless = (is: boolean) => (is ? 0 : NEVER);
	const labelAt = (list: readonly number[], s: number) =>
		s % 2 === 1 ? (list[(s - 1) / 2] ?? blank) : blank;
	const index = each(labelAt).int();
	// Over a blank: only to a label that is not the same as the last one.
	const jumps = each((list, s) =>
		unless(s >= 2 && s % 2 === 1 && labelAt(list, s) !== labelAt(list, s - 2)),
	);
	const begins = each((list, s) =>
		unless(s === 0 || (s === 1 && list.length > 0)),
	);
	const ends = each((list, s) =>
		unless(s === 2 * list.length || (s > 0 && s === 2 * list.length - 1)),
	);
	// Before the first step only a target without labels is done.
	const states = [each((list, s) => unless(s === 0 && list.length === 0))];
	for (let t = 0; t < steps; t++) {
		const alpha = states[t] as Tensor;
		const ways = [alpha, moved(alpha, 1), moved(alpha, 2).add(jumps)];
		const before = t === 0 ? begins : logsumexp(stack(ways), 0);
		states.push(before.add(logProbs.select(0, t).gather(1, index)));
	}
	const last = inputs.map((length, n) =>
		(states[length] as Tensor).select(0, n),
	);
	const loss = logsumexp(stack(last).add(ends), 1).neg();
	return loss
		.gt(-NEVER / 2)
		.choose(Number.POSITIVE_INFINITY, loss.add(drift(logProbs, inputs)));
}

/** The states `by` places before; there is none at the beginning. */
function moved(alpha: Tensor, by: number): Tensor {
	const [count, width] = alpha.shape as [number, number];
	const gone = Math.min(by, width);
	const start = alpha.newZeros([count, gone]).add(NEVER);
	return cat([start, narrow(alpha, 1, 0, width - gone)], 1);
}

/**
 * Nothing, with the gradient of the sum of the probabilities: PyTorch's gradient is that of log probabilities that come from
 * a softmax, which takes this part away again.
 */
function drift(logProbs: Tensor, inputs: readonly number[]): Tensor {
	const [steps, count] = logProbs.shape as [number, number];
	const inside = Array.from({ length: steps }, (_, t) =>
		inputs.map((length) => Number(t < length)),
	);
	const mask = fromFlat(inside.flat(), [steps, count], logProbs.dtype);
	const sums = logProbs.exp().sum(2).mul(mask).sum(0);
	return sums.sub(sums.detach());
}

function lengthsOf(
	name: string,
	given: Lengths,
	count: number,
	most: number,
): readonly number[] {
	const list =
		typeof given === "number"
			? [given]
			: given instanceof Tensor
				? Array.from(wholeNumbers(OP, `${name} length`, given))
				: given;
	const fits = (n: number) => Number.isInteger(n) && n >= 0 && n <= most;
	if (Array.isArray(list) && list.length === count && list.every(fits))
		return list;
	throw new ValueError(
		OP,
		say`the ${name} lengths are ${Array.isArray(list) ? show(list) : quote(list)}; expected ${count} integers from 0 to ${most}`,
	);
}

/** The labels of each target, from rows [N, S] or one after the other. */
function labelsOf(
	targets: Tensor,
	given: Lengths,
	count: number,
	{ blank, classes }: { readonly blank: number; readonly classes: number },
): readonly (readonly number[])[] {
	const values = Array.from(
		wholeNumbers(OP, "label", checkTensor(OP, targets)),
	);
	const isPadded = targets.ndim === 2;
	const width = isPadded ? targets.size(1) : values.length;
	const lengths = lengthsOf("target", given, count, width);
	const total = lengths.reduce((sum, n) => sum + n, 0);
	if (
		isPadded
			? targets.size(0) !== count
			: targets.ndim !== 1 || total !== values.length
	)
		throw new ShapeError(
			OP,
			say`targets of shape ${show(targets.shape)} for ${count} sequences with ${total} labels in all; expected [${count}, S], or [${total}]`,
		);
	let start = 0;
	return lengths.map((length, n) => {
		const from = isPadded ? n * width : start;
		start += length;
		const labels = values.slice(from, from + length);
		const odd = labels.find((c) => c < 0 || c >= classes || c === blank);
		if (odd === undefined) return labels;
		throw new IndexError(
			OP,
			say`label ${odd} in target ${n}; labels are 0 to ${classes - 1}, and not the blank ${blank}`,
		);
	});
}
