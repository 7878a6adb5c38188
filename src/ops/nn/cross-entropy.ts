import { run } from "../../../bindings/run.js";
import { peek } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { dtypes, type TypedArray } from "../../value/dtype.js";
import { fromFlat } from "../create/literal.js";
import { pointer, prepare } from "../engine/copy.js";
import { apply, metaOf, type OpSpec, scratch } from "../engine/define.js";
import { kernelName } from "../engine/kernel-name.js";

interface CrossEntropyArgs {
	/** A class for each row, within range. */
	readonly labels: ArrayLike<number>;
	/** The losses are added up and divided by this. */
	readonly divisor: number;
}

/**
 * What training a classifier ends with, as one operation: the composite takes a dozen, which is most of the time of a
 * small model's step.
 *
 *   loss = -sum over rows of logSoftmax(x)[row, label] / divisor
 *   dx = (softmax(x) - oneHot(label)) * dloss / divisor
 */
const crossEntropySpec: OpSpec<CrossEntropyArgs> = {
	name: "crossEntropy",
	infer: ([x]) => ({ shape: [], dtype: (x as Tensor).dtype }),
	forward: ([x], out, { labels, divisor }) => {
		const logp = scratch((x as Tensor).layout.shape, out.dtype);
		overRows("log_softmax", x as Tensor, logp);
		const values = elements(logp);
		const classes = logp.layout.shape[1] as number;
		let sum = 0;
		for (let row = 0; row < labels.length; row++)
			sum += values[row * classes + (labels[row] as number)] as number;
		elements(out)[0] = -sum / divisor;
	},
	saves: "inputs",
	backward: ({ inputs, args, createGraph }, grad) => {
		const x = inputs[0] as Tensor;
		if (!createGraph) return [apply(crossEntropyGrad, [x, grad], args)];
		const hit = oneHotLike(x, args.labels);
		return [x.softmax(1).sub(hit).mul(grad.div(args.divisor))];
	},
};

const crossEntropyGrad: OpSpec<CrossEntropyArgs> = {
	name: "crossEntropyGrad",
	infer: ([x]) => metaOf(x as Tensor),
	forward: ([x, grad], out, { labels, divisor }) => {
		overRows("softmax", x as Tensor, out);
		const scale = scratch([], out.dtype);
		const factor =
			(elements(prepare(grad as Tensor, out.dtype))[0] as number) / divisor;
		elements(scale)[0] = factor;
		const kernel = kernelName("mul", dtypes[out.dtype].suffix);
		run(kernel, out.numel(), pointer(out), 1, pointer(scale), 0, pointer(out));
		const values = elements(out);
		const classes = out.layout.shape[1] as number;
		for (let row = 0; row < labels.length; row++) {
			const at = row * classes + (labels[row] as number);
			values[at] = (values[at] as number) - factor;
		}
	},
	saves: "none",
	backward: null,
};

function overRows(
	kernel: "softmax" | "log_softmax",
	x: Tensor,
	out: Tensor,
): void {
	const source = prepare(x, out.dtype);
	const [rows, classes] = out.layout.shape as readonly [number, number];
	run(
		kernelName(kernel, dtypes[out.dtype].suffix),
		rows,
		pointer(source),
		pointer(out),
		classes,
		1,
	);
}

/** A contiguous tensor's elements where they are, until the next allocation. */
function elements(x: Tensor): TypedArray {
	const bytes = peek(x.storage);
	const { array } = dtypes[x.dtype];
	const start = bytes.byteOffset + x.layout.offset * x.elementSize();
	return new array(bytes.buffer as ArrayBuffer, start, x.numel());
}

function oneHotLike(x: Tensor, labels: ArrayLike<number>): Tensor {
	const classes = x.layout.shape[1] as number;
	const flat = new Uint8Array(x.numel());
	for (let row = 0; row < labels.length; row++)
		flat[row * classes + (labels[row] as number)] = 1;
	return fromFlat(flat, x.layout.shape, x.dtype);
}

/**
 * The cross entropy of logits [rows, classes] with a label for each row, averaged or added up.
 * @param labels from 0 to classes - 1, checked by the caller; not copied
 */
export function crossEntropyOf(
	x: Tensor,
	labels: ArrayLike<number>,
	reduction: "mean" | "sum",
): Tensor {
	const divisor = reduction === "mean" ? labels.length : 1;
	return apply(crossEntropySpec, [x], { labels, divisor });
}
