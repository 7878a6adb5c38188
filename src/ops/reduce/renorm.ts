import type { Tensor } from "../../tensor/tensor.js";
import {
	DTypeError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { checkNumber } from "../../value/scalar-value.js";
import { normalizeDim } from "../../value/shape.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { norm } from "./statistics.js";

/** What PyTorch adds to a norm before it divides by it. */
const EPS = 1e-7;

export function renorm(
	x: Tensor,
	p: number,
	dim: number,
	maxnorm: number,
): Tensor {
	if (checkTensor("renorm", x).ndim < 2)
		throw new ShapeError(
			"renorm",
			say`a tensor of shape ${show(x.shape)}; expected at least two dimensions`,
		);
	if (!x.isFloatingPoint())
		throw new DTypeError(
			"renorm",
			say`does not take dtype ${x.dtype}; convert with float() first`,
		);
	const order = checkNumber("renorm", "p", p);
	const bound = checkNumber("renorm", "maxnorm", maxnorm);
	if (!(order > 0))
		throw new ValueError("renorm", say`p is ${order}; expected more than 0`);
	if (!(bound >= 0))
		throw new ValueError(
			"renorm",
			say`maxnorm is ${bound}; expected at least 0`,
		);
	const d = normalizeDim("renorm", dim, x.ndim);
	const others = x.shape.flatMap((_, i) => (i === d ? [] : [i]));
	return composite("renorm", () => {
		const norms = norm(x, order, others, { keepdim: true });
		const factors = norms.add(EPS).reciprocal().mul(bound);
		return x.mul(norms.gt(bound).choose(factors, 1));
	});
}
