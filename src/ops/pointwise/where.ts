/** Choosing between elements, and limiting them. */

import { run } from "../../../bindings/run.js";
import { releaseUnlessSaved } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { canCast, type DType, dtypes } from "../../value/dtype.js";
import { DTypeError, show, ValueError } from "../../value/errors.js";
import { type Operand, resultType } from "../../value/promotion.js";
import { say } from "../../value/quote.js";
import { elementOf } from "../../value/scalar-value.js";
import { broadcastShapes } from "../../value/shape.js";
import { filled } from "../create/filled.js";
import { composite } from "../engine/composite.js";
import { pointer, prepare } from "../engine/copy.js";
import { apply, checkTensor, type OpSpec } from "../engine/define.js";
import { expandedCopy, operand } from "../engine/elementwise.js";
import { kernelName } from "../engine/kernel-name.js";

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

/** The limit as an element of the dtype: a negative number counts from the end of uint8, as in PyTorch. */
export function limitOf(
	name: string,
	limit: number | boolean,
	dtype: DType,
): number {
	const element = elementOf("clamp", name, limit, dtype);
	return dtype === "uint8" ? element & 255 : element;
}
