/** Spread, norms and logical reductions. */

import { run } from "../../../bindings/run.js";
import { noGrad } from "../../autograd/mode.js";
import type { Tensor } from "../../tensor/tensor.js";
import {
	type DType,
	dtypes,
	isFloatingDType,
	toFloat,
} from "../../value/dtype.js";
import { DTypeError, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { normalizeDims } from "../../value/shape.js";
import { composite } from "../engine/composite.js";
import { copyElements, pointer } from "../engine/copy.js";
import {
	apply,
	type Context,
	checkTensor,
	type OpSpec,
	scratch,
	tidy,
} from "../engine/define.js";
import { kernelName } from "../engine/kernel-name.js";
import { amax, amin } from "./extrema.js";
import {
	type Dim,
	launchReduction,
	planes,
	type ReduceArgs,
	type ReduceOptions,
	reducedShape,
	type SumOptions,
	spread,
	sum,
} from "./reduce.js";

export interface VarOptions extends ReduceOptions {
	/** What is subtracted from the count of elements in the divisor. Default 1 (Bessel's correction). */
	readonly correction?: number;
	/** `false` means a correction of 0, `true` of 1. */
	readonly unbiased?: boolean;
}

interface VarArgs extends ReduceArgs {
	readonly correction: number;
}

function forwardVar(
	family: "var" | "std",
	x: Tensor,
	out: Tensor,
	{ dims, correction, dtype }: VarArgs,
): void {
	const { data, n, inner } = planes(x, dims, dtype);
	const means = scratch(out.shape, dtype);
	const kernel = kernelName(family, dtypes[dtype].suffix);
	run(
		kernel,
		out.layout.numel,
		pointer(data),
		pointer(out),
		pointer(means),
		n,
		inner,
		correction,
	);
}

/** d var / d x = 2 (x - mean) / (n - correction). */
function varSlope({ inputs, args }: Context<VarArgs>): Tensor {
	const x = inputs[0] as Tensor;
	const count = args.dims.reduce((n, d) => n * (x.shape[d] as number), 1);
	const centred = x.sub(x.mean(args.dims, { keepdim: true }));
	return centred.mul(2 / (count - args.correction));
}

const inferVar = (
	[x]: readonly Tensor[],
	{ dims, keepdim, dtype }: VarArgs,
) => ({
	shape: reducedShape((x as Tensor).shape, dims, keepdim),
	dtype,
});

const varSpec: OpSpec<VarArgs> = {
	name: "var",
	infer: inferVar,
	forward: ([x], out, args) => forwardVar("var", x as Tensor, out, args),
	saves: "inputs",
	backward: (ctx, grad) => [
		spread(grad, ctx.inputs[0] as Tensor, ctx.args.dims).mul(varSlope(ctx)),
	],
};

/** a / b, and 0 where b is 0; the divisor is made safe first, so that this has a gradient there too. */
function quotientOrZero(a: Tensor, b: Tensor): Tensor {
	const zero = b.eq(0);
	return zero.choose(0, a.div(zero.choose(1, b)));
}

const stdSpec: OpSpec<VarArgs> = {
	name: "std",
	infer: inferVar,
	forward: ([x], out, args) => forwardVar("std", x as Tensor, out, args),
	saves: "both",
	backward: (ctx, grad) => {
		// Where the deviation is 0 it has a corner; PyTorch gives the gradient 0 there.
		const { output } = ctx;
		const scaled = quotientOrZero(grad, output).mul(0.5);
		return [
			spread(scaled, ctx.inputs[0] as Tensor, ctx.args.dims).mul(varSlope(ctx)),
		];
	},
};

function deviation(spec: OpSpec<VarArgs>) {
	return (x: Tensor, dim?: Dim, options: VarOptions = {}): Tensor => {
		const { name } = spec;
		readOptions(name, options);
		if (!checkTensor(name, x).isFloatingPoint())
			throw new DTypeError(
				name,
				say`needs a float dtype, got ${x.dtype}; call float() first`,
			);
		const { keepdim = false, unbiased = true } = options;
		const { correction = unbiased ? 1 : 0 } = options;
		const dims = normalizeDims(name, dim, x.ndim);
		return apply(spec, [x], { dims, keepdim, correction, dtype: x.dtype });
	};
}

export const variance = deviation(varSpec);
export const std = deviation(stdSpec);

/** Whether any (all) elements are true; uint8 stays uint8, as in PyTorch. */
function logical(name: "any" | "all") {
	const spec: OpSpec<ReduceArgs> = {
		name,
		infer: ([x], { dims, keepdim, dtype }) => ({
			shape: reducedShape((x as Tensor).shape, dims, keepdim),
			dtype,
		}),
		forward: ([x], out, { dims }) =>
			launchReduction(name, x as Tensor, out, dims, "bool", out.dtype),
		saves: "none",
		backward: null,
	};
	return (x: Tensor, dim?: number | null, options?: ReduceOptions): Tensor => {
		const { keepdim = false } = readOptions(name, options);
		const dims = normalizeDims(name, dim, checkTensor(name, x).ndim);
		const dtype: DType = x.dtype === "uint8" ? "uint8" : "bool";
		return apply(spec, [x], { dims, keepdim, dtype });
	};
}

export const any = logical("any");
export const all = logical("all");

/** How many elements are not zero, as int32. */
export function countNonzero(x: Tensor, dim?: Dim): Tensor {
	checkTensor("countNonzero", x);
	return composite("countNonzero", () => sum(x.ne(0), dim));
}

/** log(sum(exp(x))) without overflow. */
export function logsumexp(
	x: Tensor,
	dim: number | readonly number[],
	options?: ReduceOptions,
): Tensor {
	const { keepdim = false } = readOptions("logsumexp", options);
	if (!checkTensor("logsumexp", x).isFloatingPoint())
		return composite("logsumexp", () =>
			logsumexp(x.to(toFloat(x.dtype)), dim, { keepdim }),
		);
	return composite("logsumexp", () => {
		const dims = normalizeDims("logsumexp", dim, x.ndim);
		if (x.numel() === 0) return x.exp().sum(dim, { keepdim }).log();
		const top = amax(x.detach(), dims.length === 0 ? [] : dims, {
			keepdim: true,
		});
		const safe = top.isfinite().choose(top, 0);
		const total = x.sub(safe).exp().sum(dim, { keepdim }).log();
		return total.add(safe.reshape(total.shape));
	});
}

const normSpec: OpSpec<ReduceArgs> = {
	name: "norm",
	infer: ([x], { dims, keepdim, dtype }) => ({
		shape: reducedShape((x as Tensor).shape, dims, keepdim),
		dtype,
	}),
	forward: ([x], out, { dims, dtype }) => {
		launchReduction("sumsq", x as Tensor, out, dims, dtype);
		run(
			kernelName("sqrt", dtypes[dtype].suffix),
			out.layout.numel,
			pointer(out),
			pointer(out),
		);
	},
	saves: "both",
	backward: ({ inputs, output, args }, grad) => {
		const x = inputs[0] as Tensor;
		const scale = quotientOrZero(grad, output);
		return [x.mul(spread(scale, x, args.dims))];
	},
};

/** |x|^(p - 1) with x's sign, and 0 where x is 0, whose power may be infinite. */
function signedPower(x: Tensor, p: number): Tensor {
	const zero = x.eq(0);
	const power = zero
		.choose(1, x)
		.abs()
		.pow(p - 1);
	return zero.choose(0, power.mul(x.sign()));
}

/** Any other power, by operations; the slope is PyTorch's, 0 where the norm is. */
const pNormSpec: OpSpec<ReduceArgs & { readonly p: number }> = {
	name: "norm",
	infer: normSpec.infer,
	forward: ([x], out, { dims, dtype, keepdim, p }) => {
		noGrad(() =>
			tidy(() => {
				const powers = (x as Tensor).to(dtype).abs().pow(p);
				copyElements(powers.sum(dims, { keepdim }).pow(1 / p), out);
				return out;
			}),
		);
	},
	saves: "both",
	backward: ({ args, inputs, output }, grad) => {
		const x = inputs[0] as Tensor;
		const zero = output.eq(0);
		const scale = zero.choose(
			0,
			zero
				.choose(1, output)
				.pow(1 - args.p)
				.mul(grad),
		);
		return [signedPower(x, args.p).mul(spread(scale, x, args.dims))];
	},
};

/** How many elements are not zero: it belongs to the graph and passes nothing on, as in PyTorch. */
const zeroNormSpec: OpSpec<ReduceArgs> = {
	name: "norm",
	infer: normSpec.infer,
	forward: ([x], out, { dims, keepdim }) => {
		noGrad(() =>
			tidy(() => {
				copyElements((x as Tensor).ne(0).sum(dims, { keepdim }), out);
				return out;
			}),
		);
	},
	saves: "none",
	backward: () => [null],
};

/**
 * The p-norm of all elements or along dimensions. `p` is a number, Infinity, -Infinity or "fro" (2).
 * @throws DTypeError for integers
 */
export function norm(
	x: Tensor,
	p: number | "fro" = "fro",
	dim?: Dim,
	options: SumOptions = {},
): Tensor {
	readOptions("norm", options);
	const { keepdim = false, dtype = checkTensor("norm", x).dtype } = options;
	if (!isFloatingDType(dtype) || !x.isFloatingPoint())
		throw new DTypeError(
			"norm",
			say`needs a float dtype, got ${x.dtype}; call float() first`,
		);
	if (p !== "fro" && typeof p !== "number")
		throw new ValueError("norm", say`unknown norm ${p}; a number or "fro"`);
	const dims = normalizeDims("norm", dim, x.ndim);
	if (p === "fro" || p === 2)
		return apply(normSpec, [x], { dims, keepdim, dtype });
	if (p === 0) return apply(zeroNormSpec, [x], { dims, keepdim, dtype });
	if (p !== 1 && Math.abs(p) !== Number.POSITIVE_INFINITY)
		return apply(pNormSpec, [x], { dims, keepdim, dtype, p });
	return composite("norm", () => {
		const size = x.to(dtype).abs();
		if (p === Number.POSITIVE_INFINITY) return amax(size, dims, { keepdim });
		if (p === Number.NEGATIVE_INFINITY) return amin(size, dims, { keepdim });
		return size.sum(dims, { keepdim });
	});
}
