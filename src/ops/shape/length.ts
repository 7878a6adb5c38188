/** Lengths of vectors of which short ones count as a least one, for quotients by them. */
import { run } from "../../../bindings/run.js";
import type { Tensor } from "../../tensor/tensor.js";
import { type DType, dtypes } from "../../value/dtype.js";
import { pointer } from "../engine/copy.js";
import { apply, type OpSpec } from "../engine/define.js";
import { kernelName } from "../engine/kernel-name.js";
import {
	launchReduction,
	type ReduceArgs,
	reducedShape,
	spread,
} from "../reduce/reduce.js";

interface LengthArgs extends ReduceArgs {
	readonly least: number;
}

const lengthSpec: OpSpec<LengthArgs> = {
	name: "length",
	infer: ([x], { dims, dtype }) => ({
		shape: reducedShape((x as Tensor).layout.shape, dims, true),
		dtype,
	}),
	forward: ([x], out, { dims, dtype, least }) => {
		launchReduction("sumsq", x as Tensor, out, dims, dtype);
		const { suffix } = dtypes[dtype];
		const at = pointer(out);
		run(kernelName("sqrt", suffix), out.layout.numel, at, at);
		run(
			kernelName("clamp", suffix),
			out.layout.numel,
			at,
			at,
			least,
			Number.POSITIVE_INFINITY,
		);
	},
	saves: "both",
	// x by what the length counts as, also where that is the least: PyTorch's slope.
	backward: ({ inputs, output, args }, grad) => {
		const x = inputs[0] as Tensor;
		return [x.mul(spread(grad.div(output), x, args.dims))];
	},
};

/** The lengths along `dim`, which stays with size 1. `least` is above 0. */
export function length(x: Tensor, dim: number, least: number): Tensor {
	const dtype: DType = x.dtype;
	return apply(lengthSpec, [x], { dims: [dim], keepdim: true, dtype, least });
}
