import type { Tensor } from "../../tensor/tensor.js";
import { fromFlat } from "../create/literal.js";
import { copyElements } from "../engine/copy.js";
import { apply, type OpSpec } from "../engine/define.js";

const spec: OpSpec<Float64Array> = {
	name: "scaleGrad",
	infer: ([x]) => x as Tensor,
	forward: ([x], out) => copyElements(x as Tensor, out),
	saves: "none",
	backward: ({ args }, grad) => [
		grad.mul(fromFlat(args, [args.length, 1], grad.dtype)),
	],
};

/** The rows of a matrix as they are, whose gradients are multiplied by a factor each. */
export function scaleGrad(x: Tensor, factors: Float64Array): Tensor {
	return apply(spec, [x], factors);
}
