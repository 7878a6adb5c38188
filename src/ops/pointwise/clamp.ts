import { run } from "../../../bindings/run.js";
import type { Tensor } from "../../tensor/tensor.js";
import {
	computeDType,
	type DType,
	dtypes,
	isFloatingDType,
} from "../../value/dtype.js";
import { DTypeError, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { type Operand, resultType } from "../../value/promotion.js";
import { composite } from "../engine/composite.js";
import { pointer, prepare } from "../engine/copy.js";
import { apply, checkTensor, isTensor, type OpSpec } from "../engine/define.js";
import { binary, intoComputed } from "../engine/elementwise.js";
import { kernelName } from "../engine/kernel-name.js";
import { limitOf, where } from "./where.js";

interface ClampArgs {
	readonly min: number;
	readonly max: number;
	readonly dtype: DType;
}

/** The gradient passes where the element was within the limits. */
const clampGrad: OpSpec<ClampArgs> = {
	name: "clamp (backward)",
	infer: ([x]) => x as Tensor,
	forward: ([x, grad], out, { min, max }) =>
		run(
			kernelName("clamp_grad", dtypes[out.dtype].suffix),
			out.layout.numel,
			pointer(prepare(x as Tensor, out.dtype)),
			pointer(prepare(grad as Tensor, out.dtype)),
			pointer(out),
			min,
			max,
		),
	saves: "none",
	backward: null,
};

const clampSpec: OpSpec<ClampArgs> = {
	name: "clamp",
	infer: ([x], { dtype }) => ({ shape: (x as Tensor).shape, dtype }),
	forward: ([x], out, { min, max }) => {
		const compute = computeDType(out.dtype);
		const kernel = kernelName("clamp", dtypes[compute].suffix);
		const source = prepare(x as Tensor, compute);
		intoComputed(out, compute, (target) =>
			run(kernel, out.layout.numel, pointer(source), pointer(target), min, max),
		);
	},
	saves: "inputs",
	backward: ({ inputs, args, createGraph }, grad) => {
		const x = inputs[0] as Tensor;
		if (!createGraph && x.dtype === grad.dtype)
			return [apply(clampGrad, [x, grad], args)];
		return [where(x.ge(args.min).logicalAnd(x.le(args.max)), grad, 0)];
	},
};

export interface ClampOptions {
	readonly min?: number | boolean | Tensor | null;
	readonly max?: number | boolean | Tensor | null;
}

/** Limits each element to `min` and `max`, of which one may be left out; NaN stays. */
export function clamp(x: Tensor, options?: ClampOptions): Tensor {
	const { min = null, max = null } = readOptions("clamp", options);
	checkTensor("clamp", x);
	if (min === null && max === null)
		throw new ValueError("clamp", "needs min, max or both");
	for (const limit of [min, max])
		if (
			limit !== null &&
			typeof limit !== "number" &&
			typeof limit !== "boolean"
		)
			checkTensor("clamp", limit);
	if (isTensor(min) || isTensor(max)) return clampByTensors(x, min, max);
	const limits = [min, max].filter((limit) => limit !== null);
	const dtype = resultType(x, ...limits);
	if (dtype === "bool")
		throw new DTypeError(
			"clamp",
			"does not take a bool tensor with boolean limits; convert with int() first",
		);
	const [low, high] = isFloatingDType(dtype)
		? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
		: [-0x80000000, 0x7fffffff];
	return apply(clampSpec, [x], {
		min: min === null ? low : limitOf("min", min, dtype),
		max: max === null ? high : limitOf("max", max, dtype),
		dtype,
	});
}

/** Unlike `maximum` and `minimum`, whose operands share the gradient of a tie: here all of it is the element's. */
function oneSided(kernel: "maximum" | "minimum", within: "ge" | "le") {
	return binary({
		name: "clamp",
		kernel,
		dtype: "same",
		saves: "inputs",
		backward: ({ inputs, needs }, grad) => {
			const [x, bound] = inputs as [Tensor, Tensor];
			const beyond = within === "ge" ? "lt" : "gt";
			return [
				needs[0] ? where(x[within](bound), grad, 0) : null,
				needs[1] ? where(x[beyond](bound), grad, 0) : null,
			];
		},
	});
}
const atLeast = oneSided("maximum", "ge");
const atMost = oneSided("minimum", "le");

function clampByTensors(
	x: Tensor,
	min: Operand | null,
	max: Operand | null,
): Tensor {
	if (max === null) return atLeast(x, min as Operand);
	if (min === null) return atMost(x, max);
	return composite("clamp", () => atMost(atLeast(x, below(min, max)), max));
}

/** As in PyTorch, a lower limit gets a gradient only where it is below the upper one. */
function below(min: Operand, max: Operand): Operand {
	return typeof min === "object" && min.requiresGrad
		? where(min.lt(max), min, min.detach())
		: min;
}
