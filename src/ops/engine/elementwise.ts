/** The shared path of element-by-element operations: promotion, broadcasting, layouts. */

import { type KernelTaking, run } from "../../../bindings/run.js";
import { releaseUnlessSaved } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { collapse, eachOffset } from "../../value/collapse.js";
import {
	type ComputeDType,
	computeDType,
	type DType,
	dtypes,
	toFloat,
} from "../../value/dtype.js";
import { DTypeError } from "../../value/errors.js";
import { type Operand, resultType } from "../../value/promotion.js";
import { say } from "../../value/quote.js";
import { broadcastShapes, sameShape } from "../../value/shape.js";
import { expandView } from "../../value/view.js";
import { scalar } from "../create/filled.js";
import { copyElements, pointer, prepare } from "./copy.js";
import {
	apply,
	type Context,
	checkTensor,
	makeTensor,
	metaOf,
	type OpSpec,
	scratch,
} from "./define.js";
import { type FamilyTaking, kernelName } from "./kernel-name.js";

/**
 * `same`: the input's dtype. `number`: the same, but bool becomes int32. `float`: integers become floats. `bool`: the
 * answer is yes or no.
 */
type DTypeRule = "same" | "number" | "float" | "bool";

type Rule<Args> =
	| ((ctx: Context<Args>, grad: Tensor) => readonly (Tensor | null)[])
	| null;

function outputDType(rule: DTypeRule, dtype: DType): DType {
	if (rule === "bool") return "bool";
	if (rule === "number") return dtype === "bool" ? "int32" : dtype;
	return rule === "float" ? toFloat(dtype) : dtype;
}

/** Fills `out` by a kernel that writes `dtype`, through a scratch tensor where `out` is narrower. */
export function intoComputed(
	out: Tensor,
	dtype: DType,
	fill: (target: Tensor) => void,
): void {
	if (out.dtype === dtype) {
		fill(out);
		return;
	}
	const target = scratch(out.layout.shape, dtype);
	fill(target);
	copyElements(target, out);
}

// --- one input --------------------------------------------------------------------------------------------------------

interface UnarySpec {
	readonly name: string;
	readonly kernel: FamilyTaking<2>;
	readonly dtype: DTypeRule;
	/** Dtypes that PyTorch refuses here. */
	readonly refuses?: readonly DType[];
	/** Integer and bool inputs are returned as they are (rounding an integer). */
	readonly identityOnIntegers?: boolean;
	readonly saves: OpSpec<undefined>["saves"];
	readonly backward: Rule<undefined>;
}

/** Defines an operation on each element. */
export function unary(spec: UnarySpec): ((x: Tensor) => Tensor) & {
	readonly spec: OpSpec<undefined>;
} {
	const op: OpSpec<undefined> = {
		name: spec.name,
		infer: ([x]) => inferUnary(spec, x as Tensor),
		forward: ([x], out) => forwardUnary(spec, x as Tensor, out),
		saves: spec.saves,
		backward: spec.backward,
	};
	const fn = (x: Tensor) => apply(op, [checkTensor(spec.name, x)], undefined);
	return Object.assign(fn, { spec: op });
}

function inferUnary(spec: UnarySpec, x: Tensor) {
	if (spec.refuses?.includes(x.dtype))
		throw new DTypeError(
			spec.name,
			say`does not take dtype ${x.dtype}; convert with to(...) first`,
		);
	return { shape: x.layout.shape, dtype: outputDType(spec.dtype, x.dtype) };
}

function forwardUnary(spec: UnarySpec, x: Tensor, out: Tensor): void {
	if (spec.identityOnIntegers && dtypes[x.dtype].category < 2) {
		copyElements(x, out);
		return;
	}
	const compute: ComputeDType =
		spec.dtype === "float" ? toFloat(x.dtype) : computeDType(x.dtype);
	const source = prepare(x, compute);
	const kernel = kernelName(spec.kernel, dtypes[compute].suffix);
	intoComputed(out, spec.dtype === "bool" ? "bool" : compute, (target) =>
		run(kernel, x.layout.numel, pointer(source), pointer(target)),
	);
}

/** Defines the fused gradient of a unary operation: saved tensor and incoming gradient in, gradient out. */
export function unaryGrad(
	kernel: FamilyTaking<3>,
): (saved: Tensor, grad: Tensor) => Tensor {
	const op: OpSpec<undefined> = {
		name: kernel.replace("_grad", " (backward)"),
		infer: ([saved]) => metaOf(saved as Tensor),
		forward: ([saved, grad], out) =>
			run(
				kernelName(kernel, dtypes[out.dtype].suffix),
				out.layout.numel,
				pointer(prepare(saved as Tensor, out.dtype)),
				pointer(prepare(grad as Tensor, out.dtype)),
				pointer(out),
			),
		saves: "none",
		backward: null,
	};
	return (saved, grad) => apply(op, [saved, grad], undefined);
}

// --- two inputs -------------------------------------------------------------------------------------------------------

interface BinarySpec {
	readonly name: string;
	readonly kernel: FamilyTaking<5>;
	readonly dtype: DTypeRule;
	/** The kernel computes in this dtype whatever the inputs are (logic on bytes). */
	readonly computesIn?: DType;
	/** Refuses the promoted dtype or the operands by throwing. */
	readonly check?: (dtype: DType, a: Operand, b: Operand) => void;
	readonly saves: OpSpec<undefined>["saves"];
	readonly reads?: NonNullable<OpSpec<undefined>["reads"]>;
	readonly backward: Rule<undefined>;
}

export interface BinaryOp {
	(a: Operand, b: Operand): Tensor;
	readonly spec: OpSpec<undefined>;
}

/** Defines an operation on two operands that broadcast. */
export function binary(spec: BinarySpec): BinaryOp {
	const op: OpSpec<undefined> = {
		name: spec.name,
		infer: ([a, b]) => inferBinary(spec, a as Tensor, b as Tensor),
		forward: ([a, b], out) =>
			forwardBinary(spec, a as Tensor, b as Tensor, out),
		saves: spec.saves,
		...(spec.reads && { reads: spec.reads }),
		backward: spec.backward,
	};
	const fn = (a: Operand, b: Operand) => {
		const ta = operand(spec.name, a, b);
		const tb = operand(spec.name, b, a);
		const out = apply(op, [ta, tb], undefined);
		if (ta !== a) releaseUnlessSaved(ta.storage);
		if (tb !== b) releaseUnlessSaved(tb.storage);
		return out;
	};
	return Object.assign(fn, { spec: op });
}

/** The tensor that an operand stands for; a number takes the dtype of the result. */
export function operand(op: string, value: Operand, other: Operand): Tensor {
	if (typeof value === "number" || typeof value === "boolean")
		return scalar(
			op,
			Number(value),
			resultType(
				value,
				typeof other === "number" || typeof other === "boolean"
					? other
					: checkTensor(op, other),
			),
		);
	return checkTensor(op, value);
}

function inferBinary(spec: BinarySpec, a: Tensor, b: Tensor) {
	const dtype = resultType(a, b);
	spec.check?.(dtype, a, b);
	return {
		shape: broadcastShapes(spec.name, [a.layout.shape, b.layout.shape]),
		dtype: outputDType(spec.dtype, dtype),
	};
}

function forwardBinary(
	spec: BinarySpec,
	a: Tensor,
	b: Tensor,
	out: Tensor,
): void {
	const promoted = resultType(a, b);
	const compute =
		spec.computesIn ??
		computeDType(spec.dtype === "float" ? toFloat(promoted) : promoted);
	const kernel = kernelName(spec.kernel, dtypes[compute].suffix);
	const stored = spec.dtype === "bool" ? "bool" : compute;
	intoComputed(out, stored, (target) =>
		pairwise(
			kernel,
			compute,
			inBytes(promoted, a),
			inBytes(promoted, b),
			target,
		),
	);
}

/** Kernels compute bytes in int32, where a wider operand without dimensions would not wrap as it does in the result's dtype. */
function inBytes(promoted: DType, x: Tensor): Tensor {
	return promoted === "uint8" && x.dtype === "int32" ? prepare(x, "uint8") : x;
}

/** Below this many elements a run along the last dimension costs more to launch than to copy. */
const SHORT_RUN = 32;

/** Launches a binary kernel over operands of any layout that broadcast to `out`'s shape; `out` is contiguous. */
export function pairwise(
	kernel: KernelTaking<5>,
	dtype: DType,
	a: Tensor,
	b: Tensor,
	out: Tensor,
): void {
	const x = dtypeOnly(a, dtype);
	const y = dtypeOnly(b, dtype);
	const xStep = lineStep(x, out);
	const yStep = lineStep(y, out);
	if (xStep >= 0 && yStep >= 0) {
		launchLine(
			kernel,
			out.layout.numel,
			[pointer(x), xStep, pointer(y), yStep],
			pointer(out),
		);
		return;
	}
	const { shape } = out;
	const xs = expandView("expand", x.layout, shape).strides;
	const ys = expandView("expand", y.layout, shape).strides;
	const walk = collapse(shape, [xs, ys, out.layout.strides]);
	const inner = walk.shape.length - 1;
	const length = walk.shape[inner] ?? 1;
	const [sx, sy] = [
		walk.strides[0]?.[inner] ?? 0,
		walk.strides[1]?.[inner] ?? 0,
	];
	const lines = out.layout.numel / length;
	if (
		(sx !== 0 && sx !== 1) ||
		(sy !== 0 && sy !== 1) ||
		(length < SHORT_RUN && lines > 8)
	) {
		const dense = [
			expandedCopy(x, out.layout),
			expandedCopy(y, out.layout),
		] as const;
		launchLine(
			kernel,
			out.layout.numel,
			[pointer(dense[0]), 1, pointer(dense[1]), 1],
			pointer(out),
		);
		return;
	}
	const outer = walk.shape.map((_, d) => d).slice(0, Math.max(0, inner));
	const [px, py, po] = [pointer(x), pointer(y), pointer(out)];
	const bytes = dtypes[dtype].bytes;
	const outBytes = dtypes[out.dtype].bytes;
	eachOffset(walk, outer, [0, 0, 0], ([i, j, k]) =>
		launchLine(
			kernel,
			length,
			[px + (i as number) * bytes, sx, py + (j as number) * bytes, sy],
			po + (k as number) * outBytes,
		),
	);
}

function launchLine(
	kernel: KernelTaking<5>,
	n: number,
	[a, aStep, b, bStep]: readonly [number, number, number, number],
	out: number,
): void {
	run(kernel, n, a, aStep, b, bStep, out);
}

/** The step with which one line over `out` reads the tensor: 1 dense, 0 a single value, -1 neither. */
function lineStep(tensor: Tensor, out: Tensor): number {
	if (tensor.layout.numel === 1 && out.layout.numel !== 1) return 0;
	return tensor.layout.contiguous &&
		sameShape(tensor.layout.shape, out.layout.shape)
		? 1
		: tensor.layout.numel === 1
			? 0
			: -1;
}

/** Casts where needed, keeps the layout otherwise. */
function dtypeOnly(tensor: Tensor, dtype: DType): Tensor {
	if (tensor.dtype === dtype) return tensor;
	// Logic on bytes reads uint8 and bool alike.
	if (dtype === "uint8" && tensor.dtype === "bool") return tensor;
	return prepare(tensor, dtype === "uint8" ? "bool" : dtype);
}

/** A dense copy of the operand broadcast to `out`'s shape. */
export function expandedCopy(
	tensor: Tensor,
	out: { readonly shape: readonly number[] },
): Tensor {
	if (tensor.layout.contiguous && sameShape(tensor.layout.shape, out.shape))
		return tensor;
	const view = expandView("expand", tensor.layout, out.shape);
	const copy = scratch(out.shape, tensor.dtype);
	copyElements(makeTensor(tensor.storage, view, tensor.dtype), copy);
	return copy;
}
