/** Exponentials and the functions of probability, beyond those that have a kernel. */

import type { Tensor } from "../../tensor/tensor.js";
import { checkNumber } from "../../value/scalar-value.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { unaryViaDouble } from "../engine/via-double.js";
import { pow } from "./binary.js";

export const exp2 = unaryViaDouble(
	"exp2",
	(x) => pow(2, x),
	(y) => y.mul(Math.LN2),
	"output",
);

const ROOT_PI = Math.sqrt(Math.PI);
/** From here on 1 - erf(x) has lost too many digits. */
const TAIL = 2;
/** Enough for 1e-13 at the beginning of the tail. */
const FRACTION_DEPTH = 60;

/** 1 - erf(x), and far out, where that is 0, the continued fraction of the tail. */
export const erfc = unaryViaDouble(
	"erfc",
	(x) => {
		const far = x.clamp({ min: TAIL });
		let fraction = far;
		for (let k = FRACTION_DEPTH; k > 0; k--)
			fraction = fraction
				.reciprocal()
				.mul(k / 2)
				.add(far);
		const tail = far.square().neg().exp().div(fraction.mul(ROOT_PI));
		return x.gt(TAIL).choose(tail, x.erf().rsub(1));
	},
	(x) =>
		x
			.square()
			.neg()
			.exp()
			.mul(-2 / ROOT_PI),
);

const logitInside = unaryViaDouble(
	"logit",
	(x) => x.log().sub(x.neg().log1p()),
	(x) =>
		x
			.ge(0)
			.logicalAnd(x.le(1))
			.choose(x.mul(x.rsub(1)).reciprocal(), Number.NaN),
);

/** log(x / (1 - x)), the inverse of sigmoid. With `eps`, x is limited to [eps, 1 - eps] first. */
export function logit(x: Tensor, eps: number | null = null): Tensor {
	checkTensor("logit", x);
	if (eps !== null) checkNumber("logit", "eps", eps);
	return eps === null
		? logitInside(x)
		: composite("logit", () =>
				logitInside(x.clamp({ min: eps, max: 1 - eps })),
			);
}
