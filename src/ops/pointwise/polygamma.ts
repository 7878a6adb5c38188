import { run } from "../../../bindings/run.js";
import type { Tensor } from "../../tensor/tensor.js";
import { dtypes, toFloat } from "../../value/dtype.js";
import { ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { pointer, prepare } from "../engine/copy.js";
import { apply, checkTensor, type OpSpec } from "../engine/define.js";
import { kernelName } from "../engine/kernel-name.js";

const spec: OpSpec<{ readonly n: number }> = {
	name: "polygamma",
	infer: ([x]) => {
		const { dtype, shape } = x as Tensor;
		return { shape, dtype: toFloat(dtype) };
	},
	forward: ([x], out, { n }) =>
		run(
			kernelName("polygamma", dtypes[out.dtype].suffix),
			out.numel(),
			pointer(prepare(x as Tensor, out.dtype)),
			pointer(out),
			n,
		),
	saves: "inputs",
	backward: ({ args, inputs }, grad) => [
		grad.mul(polygamma(args.n + 1, inputs[0] as Tensor)),
	],
};

/** Beyond it the factor n! is infinite in float64. */
const MOST = 170;

/**
 * The n-th derivative of `digamma`, element by element; integers become floats.
 * @throws ValueError unless n is an integer from 0 to 170
 * @example polygamma(1, tensor([1, 0.5])); // [1.6449, 4.9348]
 */
export function polygamma(n: number, x: Tensor): Tensor {
	checkTensor("polygamma", x);
	if (!Number.isInteger(n) || n < 0 || n > MOST)
		throw new ValueError(
			"polygamma",
			say`n is ${n}; expected an integer from 0 to ${MOST}`,
		);
	return n === 0 ? x.digamma() : apply(spec, [x], { n });
}
