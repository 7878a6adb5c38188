import { noGrad } from "../../autograd/mode.js";
import type { Tensor } from "../../tensor/tensor.js";
import { copyElements } from "../engine/copy.js";
import { apply, type OpSpec, tidy } from "../engine/define.js";
import { log1p } from "../pointwise/unary.js";

/** No logarithm counts as less than this, so that a loss stays finite; the gradient's divisor likewise. PyTorch's values. */
const LOWEST_LOG = -100;
const LEAST_DIVISOR = 1e-12;

/**
 * An operation of its own for its gradient: through the two logarithms it would be 0/0 where an input is 0 or 1.
 *
 *   loss = -t max(log x, -100) - (1 - t) max(log(1 - x), -100)
 *   dx = (x - t) / max(x (1 - x), 1e-12)
 *   dt = log(1 - x) - log x
 */
const spec: OpSpec<undefined> = {
	name: "binaryCrossEntropy",
	infer: ([x]) => x as Tensor,
	forward: ([x, t], out) => {
		noGrad(() =>
			tidy(() => {
				copyElements(losses(x as Tensor, t as Tensor), out);
				return out;
			}),
		);
	},
	saves: "inputs",
	backward: ({ inputs, needs }, grad) => {
		const [x, t] = inputs as readonly [Tensor, Tensor];
		return [
			needs[0]
				? grad.mul(x.sub(t).div(x.mul(x.rsub(1)).clamp({ min: LEAST_DIVISOR })))
				: null,
			needs[1] ? grad.mul(x.rsub(1).log().sub(x.log())) : null,
		];
	},
};

function losses(x: Tensor, t: Tensor): Tensor {
	const yes = x.log().clamp({ min: LOWEST_LOG });
	const no = log1p(x.neg()).clamp({ min: LOWEST_LOG });
	return t.sub(1).mul(no).sub(t.mul(yes));
}

/** The loss of each element: probabilities x in [0, 1] and targets of one shape and dtype. */
export function binaryCrossEntropyOf(x: Tensor, t: Tensor): Tensor {
	return apply(spec, [x, t], undefined);
}
