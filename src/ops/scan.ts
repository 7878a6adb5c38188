/** Running sums and products along a dimension. */
import { run } from "../../bindings/run.js";
import {
	checkDType,
	computeDType,
	type DType,
	dtypes,
	isFloatingDType,
} from "../dtype.js";
import { normalizeDim, numel } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { pointer, prepare } from "./copy.js";
import { apply, checkTensor, type OpSpec } from "./define.js";
import { intoComputed } from "./elementwise.js";
import { cat } from "./join.js";
import { kernelName } from "./kernel-name.js";

interface ScanArgs {
	readonly dim: number;
	readonly dtype: DType;
}

interface ScanOptions {
	/** Convert to this dtype first. Default: the input's; int32 for integers and bool. */
	readonly dtype?: DType;
}

function scanSpec(
	name: "cumsum" | "cumprod",
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
	return (x: Tensor, dim: number, { dtype }: ScanOptions = {}): Tensor => {
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
