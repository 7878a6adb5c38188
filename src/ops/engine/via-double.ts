/**
 * Operations composed of others that would lose digits on the way: computed in float64 whatever the inputs are, and
 * rounded once, at the end. Their slopes are given, since those of the parts are 0/0 or infinity * 0 at the edges.
 */

import { noGrad } from "../../autograd/mode.js";
import { releaseUnlessSaved } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { toFloat } from "../../value/dtype.js";
import { type Operand, resultType } from "../../value/promotion.js";
import { broadcastShapes } from "../../value/shape.js";
import { composite } from "./composite.js";
import { copyElements } from "./copy.js";
import { apply, checkTensor, type OpSpec } from "./define.js";
import { operand } from "./elementwise.js";

function inDouble(
	name: string,
	inputs: readonly Tensor[],
	out: Tensor,
	value: (...doubles: Tensor[]) => Tensor,
): void {
	noGrad(() =>
		composite(name, () => {
			copyElements(value(...inputs.map((x) => x.to("float64"))), out);
			return out;
		}),
	);
}

/** Defines a function of each element; integers become floats. The slope is one of the input, or of the output. */
export function unaryViaDouble(
	name: string,
	value: (x: Tensor) => Tensor,
	slope: (saved: Tensor) => Tensor,
	slopeOf: "inputs" | "output" = "inputs",
): (x: Tensor) => Tensor {
	const spec: OpSpec<undefined> = {
		name,
		infer: ([x]) => ({
			shape: (x as Tensor).shape,
			dtype: toFloat((x as Tensor).dtype),
		}),
		forward: (inputs, out) => inDouble(name, inputs, out, value),
		saves: slopeOf,
		backward: ({ inputs: [x], output }, grad) => [
			grad.mul(slope((x ?? output).to("float64"))),
		],
	};
	return (x) => apply(spec, [checkTensor(name, x)], undefined);
}

type Pairwise = (a: Tensor, b: Tensor) => Tensor;
/** The gradient of an operand from that of the result. */
type Slope = (a: Tensor, b: Tensor, grad: Tensor) => Tensor;

/** Defines a function of two operands that broadcast; integers become floats. */
export function binaryViaDouble(
	name: string,
	value: Pairwise,
	slopes: readonly [Slope, Slope],
): (a: Operand, b: Operand) => Tensor {
	const spec: OpSpec<undefined> = {
		name,
		infer: ([a, b]) => ({
			shape: broadcastShapes(name, [(a as Tensor).shape, (b as Tensor).shape]),
			dtype: toFloat(resultType(a as Tensor, b as Tensor)),
		}),
		forward: (inputs, out) => inDouble(name, inputs, out, value as never),
		saves: "inputs",
		backward: ({ inputs, needs }, grad) => {
			const [a, b] = inputs.map((x) => x.to("float64")) as [Tensor, Tensor];
			return slopes.map((slope, i) => (needs[i] ? slope(a, b, grad) : null));
		},
	};
	return (a, b) => {
		const x = operand(name, a, b);
		const y = operand(name, b, a);
		const out = apply(spec, [x, y], undefined);
		if (x !== a) releaseUnlessSaved(x.storage);
		if (y !== b) releaseUnlessSaved(y.storage);
		return out;
	};
}
