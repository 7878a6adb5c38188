/** Activations made of straight pieces (and hardswish's parabola). At a corner the slope is PyTorch's choice. */

import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { stated } from "../../ops/engine/stated.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { checkNumber } from "../../value/scalar-value.js";
import {
	activate,
	type Inplace,
	readSettings,
	type Settings,
} from "../module/settings.js";

const LIMITS = { minVal: -1, maxVal: 1 };

function limited(
	op: string,
	x: Tensor,
	{ minVal, maxVal, inplace }: Required<Settings<"minVal" | "maxVal">>,
): Tensor {
	checkTensor(op, x);
	const floats = x.isFloatingPoint();
	const [min, max] = floats
		? [minVal, maxVal]
		: [Math.trunc(minVal), Math.trunc(maxVal)];
	if (x.dtype === "uint8" && (min < 0 || max < 0))
		throw new ValueError(
			op,
			say`limits ${min} and ${max} for dtype uint8, which has no negative numbers; convert with int()`,
		);
	return activate(op, x, inplace, (before) => between(before, min, max));
}

/**
 * x limited to [minVal, maxVal]; the slope at the limits is 0, unlike that of `clamp`. Any shape and dtype.
 * @throws ValueError for uint8 and negative limits
 * @example nn.functional.hardtanh(tensor([-3, 0.5]));
 */
export function hardtanh(
	x: Tensor,
	minVal?: number | Settings<"minVal" | "maxVal">,
	maxVal?: number | Settings<"maxVal">,
	inplace?: Inplace,
): Tensor {
	return limited(
		"hardtanh",
		x,
		readSettings("hardtanh", LIMITS, minVal, maxVal, inplace),
	);
}

/** `hardtanh` that is written over x. @example nn.functional.hardtanh_(tensor([-3, 0.5])); */
export function hardtanh_(x: Tensor, minVal?: number, maxVal?: number): Tensor {
	const settings = readSettings("hardtanh_", LIMITS, minVal, maxVal);
	return limited("hardtanh_", x, { ...settings, inplace: true });
}

const between = stated(
	"hardtanh",
	(x, min: number, max: number) => x.clamp({ min, max }).to(x.dtype),
	(x, grad, min, max) => x.le(min).logicalOr(x.ge(max)).choose(0, grad),
);

/** x limited to [0, 6]. Any shape and dtype. @example nn.functional.relu6(tensor([-1, 7.5])); */
export function relu6(x: Tensor, inplace?: Inplace): Tensor {
	const settings = readSettings("relu6", {}, inplace);
	return composite("relu6", () =>
		limited("relu6", x, { ...settings, minVal: 0, maxVal: 6 }),
	);
}

/** (x + 3) / 6 limited to [0, 1], a cheap sigmoid. Any shape. @example nn.functional.hardsigmoid(tensor([0.5])); */
export function hardsigmoid(x: Tensor, inplace?: Inplace): Tensor {
	const settings = readSettings("hardsigmoid", {}, inplace);
	return activate("hardsigmoid", x, settings.inplace, cheapSigmoid);
}

const cheapSigmoid = stated(
	"hardsigmoid",
	(x) => hardtanh(x.add(3), 0, 6).div(6),
	(x, grad) =>
		x
			.gt(-3)
			.logicalAnd(x.lt(3))
			.choose(grad.mul(1 / 6), 0),
);

/** x times `hardsigmoid`, a cheap silu. Any shape. @example nn.functional.hardswish(tensor([0.5])); */
export function hardswish(x: Tensor, inplace?: Inplace): Tensor {
	const settings = readSettings("hardswish", {}, inplace);
	return activate("hardswish", x, settings.inplace, cheapSilu);
}

const cheapSilu = stated(
	"hardswish",
	(x) => x.mul(x.add(3).clamp({ min: 0, max: 6 })).div(6),
	(x, grad) => {
		const bend = x.clamp({ min: -3, max: 3 }).div(3).add(0.5);
		return x.lt(-3).choose(0, x.le(3).choose(grad.mul(bend), grad));
	},
);

/** 0 where |x| <= lambd, x elsewhere. Any shape. @example nn.functional.hardshrink(tensor([0.4, 0.6])); */
export function hardshrink(x: Tensor, lambd = 0.5): Tensor {
	checkTensor("hardshrink", x);
	checkNumber("hardshrink", "lambd", lambd);
	return composite("hardshrink", () =>
		x.ge(-lambd).logicalAnd(x.le(lambd)).choose(0, x),
	);
}

/**
 * x moved towards 0 by lambd, and 0 where |x| <= lambd. Any shape.
 * @throws ValueError for a negative lambd
 * @example nn.functional.softshrink(tensor([0.4, 0.6]));
 */
export function softshrink(x: Tensor, lambd = 0.5): Tensor {
	checkTensor("softshrink", x);
	if (!(checkNumber("softshrink", "lambd", lambd) >= 0))
		throw new ValueError(
			"softshrink",
			say`lambd is ${lambd}; it is at least 0`,
		);
	return shrunk(x, lambd);
}

const shrunk = stated(
	"softshrink",
	(x, lambd: number) =>
		x.gt(lambd).choose(x.sub(lambd), x.lt(-lambd).choose(x.add(lambd), 0)),
	(x, grad, lambd) => x.ge(-lambd).logicalAnd(x.le(lambd)).choose(0, grad),
);

function replaced(
	op: string,
	x: Tensor,
	{ threshold, value, inplace }: Required<Settings<"threshold" | "value">>,
): Tensor {
	for (const [name, number] of Object.entries({ threshold, value }))
		if (number === undefined)
			throw new ValueError(op, say`${name} is missing; expected a number`);
	return activate(op, x, inplace, (before) =>
		composite(op, () => before.maskedFill(before.le(threshold), value)),
	);
}

/** Both must be given. @internal */
export const NO_DEFAULTS = {
	threshold: undefined as never,
	value: undefined as never,
};

/** `value` where x <= threshold, x elsewhere. Any shape and dtype. @example nn.functional.threshold(tensor([0.1, 2]), 0.5, 20); */
export function threshold(
	x: Tensor,
	threshold: number | Settings<"threshold" | "value">,
	value?: number | Settings<"value">,
	inplace?: Inplace,
): Tensor {
	return replaced(
		"threshold",
		x,
		readSettings("threshold", NO_DEFAULTS, threshold, value, inplace),
	);
}

/** `threshold` that is written over x. @example nn.functional.threshold_(tensor([0.1, 2]), 0.5, 20); */
export function threshold_(
	x: Tensor,
	threshold: number,
	value: number,
): Tensor {
	const settings = readSettings("threshold_", NO_DEFAULTS, threshold, value);
	return replaced("threshold_", x, { ...settings, inplace: true });
}

/**
 * x where positive, weight * x elsewhere. `weight` holds one number, or one for each channel (dimension 1 of x).
 * @throws ShapeError if there are neither one nor as many weights as channels
 * @example nn.functional.prelu(tensor([-1, 2.5]), tensor([0.25]));
 */
export function prelu(x: Tensor, weight: Tensor): Tensor {
	checkTensor("prelu", x);
	checkTensor("prelu", weight);
	if (weight.ndim > 1)
		throw new ShapeError(
			"prelu",
			say`a weight of shape ${show(weight.shape)}; expected [], [1] or a number for each channel`,
		);
	const count = weight.numel();
	const channels = x.ndim < 2 ? 1 : (x.shape[1] as number);
	if (count !== 1 && (count !== channels || x.ndim === 0))
		throw new ShapeError(
			"prelu",
			say`${count} weights for a tensor of shape ${show(x.shape)}; expected 1, or one for each of ${channels} channels (dimension 1)`,
		);
	return composite("prelu", () => {
		const sizes = x.shape.map((_, d) => (d === 1 ? count : 1));
		const slopes = weight.reshape(count === 1 ? [] : sizes);
		const positive = x.gt(0);
		// Not x: the weight's gradient would be 0 * infinity.
		return positive.choose(x, positive.choose(0, x).mul(slopes));
	});
}
