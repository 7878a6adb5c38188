/** Functions of two operands, beyond those that have a kernel. Where digits would be lost they compute in float64. */

import type { Tensor } from "../../tensor/tensor.js";
import { DTypeError } from "../../value/errors.js";
import type { Operand } from "../../value/promotion.js";
import { say } from "../../value/quote.js";
import { checkNumber } from "../../value/scalar-value.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { operand } from "../engine/elementwise.js";
import { binaryViaDouble } from "../engine/via-double.js";
import { maximum, pow } from "./binary.js";
import { ge, isnan, le } from "./compare.js";
import { signbit } from "./signs.js";
import { where } from "./where.js";

/** |a| with the sign of b, be it that of -0. */
export const copysign = binaryViaDouble(
	"copysign",
	(a, b) => signbit(b).choose(a.abs().neg(), a.abs()),
	[
		(a, b, grad) => grad.mul(signbit(b).choose(a.sign().neg(), a.sign())),
		(_, __, grad) => grad.filledLike(0),
	],
);

/** The operand that is not NaN, or the one that wins; of equal ones the first, which gets the gradient. */
function extremumButNaN(
	name: string,
	wins: (a: Operand, b: Operand) => Tensor,
): (a: Operand, b: Operand) => Tensor {
	return (a, b) =>
		composite(name, () => {
			const [x, y] = [operand(name, a, b), operand(name, b, a)];
			return where(wins(x, y).logicalOr(isnan(y)), x, y);
		});
}

export const fmax = extremumButNaN("fmax", ge);
export const fmin = extremumButNaN("fmin", le);

/**
 * 0 below 0, `values` at 0, 1 above. Not differentiable.
 * @throws DTypeError unless both have one dtype
 */
export function heaviside(x: Tensor, values: Tensor): Tensor {
	const { dtype } = checkTensor("heaviside", x);
	if (checkTensor("heaviside", values).dtype !== dtype)
		throw new DTypeError(
			"heaviside",
			say`${dtype} and ${values.dtype}; both must have one dtype: convert with to("${dtype}")`,
		);
	return composite("heaviside", () =>
		where(x.eq(0), values.detach(), x.lt(0).logicalNot().to(dtype)),
	);
}

/** sqrt(a² + b²), the larger of both taken out of the root so that no square overflows. */
export const hypot = binaryViaDouble(
	"hypot",
	(a, b) => {
		const large = maximum(a.abs(), b.abs());
		const scale = large.eq(0).logicalOr(large.isfinite().logicalNot());
		const divisor = scale.choose(1, large);
		const squares = a.div(divisor).square().add(b.div(divisor).square());
		const infinite = a.isinf().logicalOr(b.isinf());
		return infinite.choose(
			Number.POSITIVE_INFINITY,
			squares.sqrt().mul(divisor),
		);
	},
	[
		(a, b, grad) => grad.mul(a.div(hypot(a, b))),
		(a, b, grad) => grad.mul(b.div(hypot(a, b))),
	],
);

/** The logarithm of base^a + base^b. */
function logSumOfPowers(name: string, base: number) {
	const ln = Math.log(base);
	const share = (a: Tensor, b: Tensor) =>
		b.sub(a).mul(ln).exp().add(1).reciprocal();
	return binaryViaDouble(
		name,
		(a, b) => {
			// Equal infinities have no difference.
			const distance = a.eq(b).choose(0, a.sub(b).abs());
			const rest = distance.mul(-ln).exp().log1p().div(ln);
			return maximum(a, b).add(rest);
		},
		[
			(a, b, grad) => grad.mul(share(a, b)),
			(a, b, grad) => grad.mul(share(b, a)),
		],
	);
}

export const logaddexp = logSumOfPowers("logaddexp", Math.E);
export const logaddexp2 = logSumOfPowers("logaddexp2", 2);

/** x log(y), and 0 where x is 0 and y is not NaN. */
export const xlogy = binaryViaDouble("xlogy", xlogyOf, [
	// As PyTorch: nothing comes through from a gradient of 0, whatever the logarithm is.
	(x, y, grad) => x.eq(0).logicalAnd(y.le(0)).choose(0, xlogyOf(grad, y)),
	(x, y, grad) => grad.mul(x.div(y)),
]);

function xlogyOf(x: Tensor, y: Tensor): Tensor {
	return x.eq(0).logicalAnd(y.isnan().logicalNot()).choose(0, x.mul(y.log()));
}

/** a^b in float64 whatever the operands are. */
export function floatPower(a: Operand, b: Operand): Tensor {
	const double = (x: Operand) =>
		typeof x === "object"
			? checkTensor("floatPower", x).to("float64")
			: checkNumber("floatPower", "the operand", x);
	return composite("floatPower", () => pow(double(a), double(b)));
}
