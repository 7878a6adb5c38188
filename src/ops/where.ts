/** Choosing between elements, and limiting them. */

import { run } from "../../bindings/run.js";
import {
	canCast,
	computeDType,
	type DType,
	dtypes,
	isFloatingDType,
} from "../dtype.js";
import { DTypeError, show, ValueError } from "../errors.js";
import { readOptions } from "../options.js";
import { type Operand, resultType } from "../promotion.js";
import { say } from "../quote.js";
import { elementOf } from "../scalar-value.js";
import { broadcastShapes } from "../shape.js";
import { releaseUnlessSaved } from "../storage.js";
import type { Tensor } from "../tensor.js";
import { composite } from "./composite.js";
import { pointer, prepare } from "./copy.js";
import { filled } from "./create.js";
import { apply, checkTensor, isTensor, type OpSpec } from "./define.js";
import { binary, expandedCopy, intoComputed, operand } from "./elementwise.js";
import { kernelName } from "./kernel-name.js";

const whereSpec: OpSpec<undefined> = {
	name: "where",
	infer: ([condition, a, b]) => ({
		shape: broadcastShapes("where", [
			(condition as Tensor).shape,
			(a as Tensor).shape,
			(b as Tensor).shape,
		]),
		dtype: resultType(a as Tensor, b as Tensor),
	}),
	forward: ([condition, a, b], out) => {
		const kernel = kernelName("where", dtypes[out.dtype].bytes);
		const inputs = [
			condition as Tensor,
			inDType(a as Tensor, out),
			inDType(b as Tensor, out),
		].map((x) => line(x, out));
		const [c, x, y] = inputs as [Line, Line, Line];
		run(
			kernel,
			out.layout.numel,
			c.address,
			c.step,
			x.address,
			x.step,
			y.address,
			y.step,
			pointer(out),
		);
	},
	saves: "inputs",
	reads: () => [true, false, false],
	// The condition was most often found by looking at the operands.
	bends: true,
	backward: ({ inputs, needs }, grad) => {
		const condition = inputs[0] as Tensor;
		return [
			null,
			needs[1] ? where(condition, grad, 0) : null,
			needs[2] ? where(condition, 0, grad) : null,
		];
	},
};

interface Line {
	readonly address: number;
	readonly step: number;
}

/** The operand as one line over `out`: a single value is read again and again, the rest is made dense. */
function line(x: Tensor, out: Tensor): Line {
	if (x.layout.numel === 1) return { address: pointer(x), step: 0 };
	return { address: pointer(expandedCopy(x, out)), step: 1 };
}

function inDType(x: Tensor, out: Tensor): Tensor {
	return x.dtype === out.dtype ? x : prepare(x, out.dtype);
}

/** Elements of `a` where the condition is true, of `b` elsewhere; all three broadcast. */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
	const { dtype } = checkTensor("where", condition);
	if (dtype !== "bool" && dtype !== "uint8")
		throw new DTypeError(
			"where",
			say`a condition of dtype ${dtype}; expected bool: compare, or convert with bool()`,
		);
	const x = operand("where", a, b);
	const y = operand("where", b, a);
	const out = apply(whereSpec, [condition, x, y], undefined);
	if (x !== a) releaseUnlessSaved(x.storage);
	if (y !== b) releaseUnlessSaved(y.storage);
	return out;
}

/** x with `value` wherever the mask is true; the dtype stays x's. */
export function maskedFill(
	x: Tensor,
	mask: Tensor,
	value: Tensor | number | boolean,
): Tensor {
	checkTensor("maskedFill", x);
	if (checkTensor("maskedFill", mask).dtype !== "bool")
		throw new DTypeError(
			"maskedFill",
			say`a mask of dtype ${mask.dtype}; expected bool: compare, or convert with bool()`,
		);
	if (typeof value !== "object")
		elementOf(
			"maskedFill",
			"the value",
			value,
			checkTensor("maskedFill", x).dtype,
		);
	else if (checkTensor("maskedFill", value).ndim > 0)
		throw new ValueError(
			"maskedFill",
			say`a value of shape ${show(value.shape)}; expected a number or a tensor without dimensions (where takes more)`,
		);
	if (typeof value === "object" && !canCast(value.dtype, x.dtype))
		throw new DTypeError(
			"maskedFill",
			say`a ${value.dtype} value in a tensor of ${x.dtype}; convert one of them first`,
		);
	return composite("maskedFill", () => {
		// A number is cast, as by fill_: only a tensor has a dtype to respect.
		const fill =
			typeof value === "object"
				? value.to(x.dtype)
				: filled("maskedFill", [], value as number, x.dtype);
		return where(mask, fill, x);
	});
}

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

/** The limit as an element of the dtype: a negative number counts from the end of uint8, as in PyTorch. */
function limitOf(name: string, limit: number | boolean, dtype: DType): number {
	const element = elementOf("clamp", name, limit, dtype);
	return dtype === "uint8" ? element & 255 : element;
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
