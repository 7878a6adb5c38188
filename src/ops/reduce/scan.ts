/** Running sums and products along a dimension. */

import { run } from "../../../bindings/run.js";
import type { Tensor } from "../../tensor/tensor.js";
import {
	checkDType,
	computeDType,
	type DType,
	dtypes,
	isFloatingDType,
	toFloat,
} from "../../value/dtype.js";
import { readOptions } from "../../value/options.js";
import { normalizeDim, numel } from "../../value/shape.js";
import { filled } from "../create/filled.js";
import { pointer, prepare } from "../engine/copy.js";
import { apply, checkTensor, type OpSpec } from "../engine/define.js";
import { intoComputed } from "../engine/elementwise.js";
import { kernelName } from "../engine/kernel-name.js";
import { cat } from "../shape/join.js";

interface ScanArgs {
	readonly dim: number;
	readonly dtype: DType;
}

interface ScanOptions {
	/** Convert to this dtype first. Default: the input's; int32 for integers and bool. */
	readonly dtype?: DType;
}

function scanSpec(
	name: "cumsum" | "cumprod" | "logcumsumexp",
	saves: OpSpec<ScanArgs>["saves"],
	backward: OpSpec<ScanArgs>["backward"],
): OpSpec<ScanArgs> {
	return {
		name,
		infer: ([x], { dtype }) => ({ shape: (x as Tensor).shape, dtype }),
		forward: ([x], out, { dim }) => {
			const compute = computeDType(out.dtype);
			const data = prepare(x as Tensor, compute);
			const n = out.shape[dim] ?? 1;
			const inner = numel(out.shape.slice(dim + 1));
			const kernel = kernelName(name, dtypes[compute].suffix);
			intoComputed(out, compute, (target) =>
				run(
					kernel,
					out.layout.numel / n,
					pointer(data),
					pointer(target),
					n,
					inner,
				),
			);
		},
		saves,
		backward,
	};
}

function reverseCumsum(x: Tensor, dim: number): Tensor {
	return x.ndim === 0 ? x : cumsum(x.flip([dim]), dim).flip([dim]);
}

const cumsumSpec = scanSpec("cumsum", "none", ({ args }, grad) => [
	reverseCumsum(grad, args.dim),
]);

const cumprodSpec = scanSpec(
	"cumprod",
	"both",
	({ inputs, output, args, createGraph }, grad) => {
		const x = inputs[0] as Tensor;
		if (x.ndim === 0 || x.numel() === 0) return [grad];
		if (!createGraph && !x.eq(0).any().item())
			return [reverseCumsum(grad.mul(output), args.dim).div(x)];
		return [cumprodSlope(x, grad, args.dim)];
	},
);

/** For each position, the products that contain it without it: right where elements are zero, and differentiable. */
function cumprodSlope(x: Tensor, grad: Tensor, dim: number): Tensor {
	const n = x.size(dim);
	const parts: Tensor[] = [];
	for (let i = 0; i < n; i++) {
		const before =
			i === 0 ? undefined : x.narrow(dim, 0, i).prod(dim, { keepdim: true });
		const head = before ?? x.narrow(dim, 0, 1).mul(0).add(1);
		const tail =
			i + 1 < n ? cat([head, x.narrow(dim, i + 1, n - i - 1)], dim) : head;
		parts.push(
			cumprod(tail, dim)
				.mul(grad.narrow(dim, i, n - i))
				.sum(dim, { keepdim: true }),
		);
	}
	return cat(parts, dim);
}

function scan(spec: OpSpec<ScanArgs>) {
	return (x: Tensor, dim: number, options?: ScanOptions): Tensor => {
		const { dtype } = readOptions(spec.name, options);
		checkTensor(spec.name, x);
		const wanted =
			dtype === undefined
				? isFloatingDType(x.dtype)
					? x.dtype
					: "int32"
				: checkDType(spec.name, dtype);
		return apply(spec, [x.to(wanted)], {
			dim: normalizeDim(spec.name, dim, x.ndim),
			dtype: wanted,
		});
	};
}

/** Running sums along `dim`. */
export const cumsum = scan(cumsumSpec);
/** Running products along `dim`. */
export const cumprod = scan(cumprodSpec);

/** e^(x - y) for each output y that x takes part in, times its gradient: sums of logarithms, since the powers may overflow. */
function logcumsumexpSlope(
	x: Tensor,
	y: Tensor,
	grad: Tensor,
	dim: number,
): Tensor {
	const part = (gradient: Tensor): Tensor => {
		const logs = gradient.gt(0).choose(gradient, 0).log().sub(y);
		return reverseLogcumsumexp(logs, dim).add(x).exp();
	};
	return part(grad).sub(part(grad.neg()));
}

/** The same with gradients of its own: all pairs, of which those that count are at most e^0. */
function logcumsumexpPairs(
	x: Tensor,
	y: Tensor,
	grad: Tensor,
	dim: number,
): Tensor {
	const rows = [x, y, grad].map((t) => t.transpose(dim, -1)) as Tensor[];
	const [a, b, g] = rows as [Tensor, Tensor, Tensor];
	const apart = a.unsqueeze(-1).sub(b.unsqueeze(-2));
	const n = x.size(dim);
	const later = filled("logcumsumexp", [n, n], 1, "bool").triu();
	const weights = later.choose(apart, Number.NEGATIVE_INFINITY).exp();
	return weights.mul(g.unsqueeze(-2)).sum(-1).transpose(dim, -1);
}

function reverseLogcumsumexp(x: Tensor, dim: number): Tensor {
	return logcumsumexp(x.flip([dim]), dim).flip([dim]);
}

const logcumsumexpSpec = scanSpec(
	"logcumsumexp",
	"both",
	({ args, createGraph, inputs, output }, grad) => {
		const x = inputs[0] as Tensor;
		if (x.ndim === 0 || x.numel() === 0) return [grad];
		const slope = createGraph ? logcumsumexpPairs : logcumsumexpSlope;
		return [slope(x, output, grad, args.dim)];
	},
);

/**
 * log(e^x + ...) of all elements so far along `dim`, without overflow; integers become floats.
 * @example logcumsumexp(tensor([0, 0, 1000]), 0); // [0, 0.6931, 1000]
 */
export function logcumsumexp(x: Tensor, dim: number): Tensor {
	const d = normalizeDim(
		"logcumsumexp",
		dim,
		checkTensor("logcumsumexp", x).ndim,
	);
	const dtype = toFloat(x.dtype);
	return apply(logcumsumexpSpec, [x.to(dtype)], { dim: d, dtype });
}
