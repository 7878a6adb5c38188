/** Softmax and its logarithm along one dimension. */

import { run } from "../../../bindings/run.js";
import type { Tensor } from "../../tensor/tensor.js";
import {
	checkDType,
	computeDType,
	type DType,
	dtypes,
	isFloatingDType,
} from "../../value/dtype.js";
import { DTypeError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { normalizeDim } from "../../value/shape.js";
import { pointer, prepare } from "../engine/copy.js";
import { apply, checkTensor, type OpSpec } from "../engine/define.js";
import { kernelName } from "../engine/kernel-name.js";
import { planes } from "../reduce/reduce.js";

interface SoftmaxArgs {
	readonly dim: number;
}

export interface SoftmaxOptions {
	/** Convert to this dtype first. */
	readonly dtype?: DType;
}

type OverLines =
	| "softmax"
	| "log_softmax"
	| "softmax_grad"
	| "log_softmax_grad";

/** Launches a kernel `(inputs..., out, n, inner, begin, end)` over the lines along `dim`. */
function launchLines(
	kernel: OverLines,
	inputs: readonly Tensor[],
	out: Tensor,
	dim: number,
): void {
	if (out.ndim === 0) {
		const whole = inputs.map((t) => prepare(t, out.dtype));
		lines(kernel, whole, out, 1, 1);
		return;
	}
	const first = planes(
		prepare(inputs[0] as Tensor, out.dtype),
		[dim],
		out.dtype,
	);
	const rest = inputs.slice(1).map((t) => prepare(t, out.dtype));
	lines(kernel, [first.data, ...rest], out, first.n, first.inner);
}

function lines(
	kernel: OverLines,
	[x, grad]: readonly Tensor[],
	out: Tensor,
	n: number,
	inner: number,
): void {
	const { suffix } = dtypes[computeDType(out.dtype)];
	const count = out.layout.numel / n;
	const [from, to] = [pointer(x as Tensor), pointer(out)];
	if (kernel === "softmax" || kernel === "log_softmax")
		run(kernelName(kernel, suffix), count, from, to, n, inner);
	else
		run(
			kernelName(kernel, suffix),
			count,
			from,
			pointer(grad as Tensor),
			to,
			n,
			inner,
		);
}

function gradSpec(name: string, kernel: OverLines): OpSpec<SoftmaxArgs> {
	return {
		name,
		infer: ([y]) => y as Tensor,
		forward: (inputs, out, { dim }) => launchLines(kernel, inputs, out, dim),
		saves: "none",
		backward: null,
	};
}

const softmaxGrad = gradSpec("softmax (backward)", "softmax_grad");
const logSoftmaxGrad = gradSpec("logSoftmax (backward)", "log_softmax_grad");

const softmaxSpec: OpSpec<SoftmaxArgs> = {
	name: "softmax",
	infer: ([x]) => x as Tensor,
	forward: (inputs, out, { dim }) => launchLines("softmax", inputs, out, dim),
	saves: "output",
	backward: ({ output: y, args, createGraph }, grad) => {
		if (!createGraph) return [apply(softmaxGrad, [y, grad], args)];
		const inner = grad.mul(y).sum(args.dim, { keepdim: true });
		return [y.mul(grad.sub(inner))];
	},
};

const logSoftmaxSpec: OpSpec<SoftmaxArgs> = {
	name: "logSoftmax",
	infer: ([x]) => x as Tensor,
	forward: (inputs, out, { dim }) =>
		launchLines("log_softmax", inputs, out, dim),
	saves: "output",
	backward: ({ output: y, args, createGraph }, grad) => {
		if (!createGraph) return [apply(logSoftmaxGrad, [y, grad], args)];
		return [grad.sub(y.exp().mul(grad.sum(args.dim, { keepdim: true })))];
	},
};

function alongDim(spec: OpSpec<SoftmaxArgs>) {
	return (x: Tensor, dim: number, options?: SoftmaxOptions): Tensor => {
		const { name } = spec;
		const { dtype } = readOptions(name, options);
		const { dtype: own } = checkTensor(name, x);
		const wanted = dtype === undefined ? own : checkDType(name, dtype);
		if (!isFloatingDType(wanted))
			throw new DTypeError(
				name,
				say`needs a float dtype, got ${wanted}; call float() first`,
			);
		return apply(spec, [x.to(wanted)], {
			dim: normalizeDim(name, dim, x.ndim),
		});
	};
}

/** exp(x) / sum(exp(x)) along `dim`. */
export const softmax = alongDim(softmaxSpec);
/** log(softmax(x)) along `dim`, without the rounding errors of the two steps. */
export const logSoftmax = alongDim(logSoftmaxSpec);
