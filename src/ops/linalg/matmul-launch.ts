/** How products of matrices reach their kernel: batches, strides, and room to pack in. */
import type { KernelName } from "../../../bindings/kernels.js";
import { call } from "../../../bindings/run.js";
import type { Tensor } from "../../tensor/tensor.js";
import { computeDType, dtypes } from "../../value/dtype.js";
import { contiguousStrides, numel, type Shape } from "../../value/shape.js";
import { expandView, type View } from "../../value/view.js";
import { pointer, prepare } from "../engine/copy.js";
import { scratch } from "../engine/define.js";
import { intoComputed } from "../engine/elementwise.js";
import { kernelName } from "../engine/kernel-name.js";

/** Where one matrix is: address and strides in elements. */
interface Matrix {
	readonly address: number;
	readonly row: number;
	readonly col: number;
}

function launchProduct(
	a: Matrix,
	b: Matrix,
	bias: number,
	out: number,
	m: number,
	n: number,
	k: number,
	kernel: KernelName,
	room: number,
): void {
	call(
		kernel,
		a.address,
		a.row,
		a.col,
		b.address,
		b.row,
		b.col,
		bias,
		out,
		m,
		n,
		k,
		0,
		room,
	);
}

/** Multiplies the last two dimensions of a and b, which have at least two; leading ones broadcast to `out`'s. */
export function multiply(
	a: Tensor,
	b: Tensor,
	bias: Tensor | undefined,
	out: Tensor,
): void {
	const compute = computeDType(out.dtype);
	const x = inDType(a, compute);
	const y = inDType(b, compute);
	const added = bias === undefined ? undefined : prepare(bias, compute);
	intoComputed(out, compute, (target) => multiplyBatches(x, y, added, target));
}

function inDType(x: Tensor, dtype: "float32" | "float64" | "int32"): Tensor {
	return x.dtype === dtype ? x : prepare(x, dtype);
}

function multiplyBatches(
	a: Tensor,
	b: Tensor,
	bias: Tensor | undefined,
	out: Tensor,
): void {
	const { suffix, bytes } = dtypes[out.dtype];
	const kernel = kernelName("matmul", suffix);
	const [m, k] = a.layout.shape.slice(-2) as [number, number];
	const n = b.layout.shape.at(-1) as number;
	const room = scratch([call("matmul_scratch", m, n, k)], "uint8");
	const [pa, pb, po] = [pointer(a), pointer(b), pointer(out)];
	const [pBias, pRoom] = [
		bias === undefined ? 0 : pointer(bias),
		pointer(room),
	];
	const [ar, ac] = a.layout.strides.slice(-2) as [number, number];
	const [br, bc] = b.layout.strides.slice(-2) as [number, number];
	const product = (ai: number, bi: number, oi: number) =>
		launchProduct(
			{ address: pa + ai * bytes, row: ar, col: ac },
			{ address: pb + bi * bytes, row: br, col: bc },
			pBias,
			po + oi * bytes,
			m,
			n,
			k,
			kernel,
			pRoom,
		);
	const batch = out.layout.shape.slice(0, -2);
	if (batch.length === 0) {
		product(0, 0, 0);
		return;
	}
	const strides = contiguousStrides(batch);
	const [as, bs] = [
		batchStrides(a.layout, batch),
		batchStrides(b.layout, batch),
	];
	const count = numel(batch);
	for (let i = 0; i < count; i++) {
		let [ai, bi] = [0, 0];
		for (let d = 0; d < batch.length; d++) {
			const at = Math.floor(i / (strides[d] as number)) % (batch[d] as number);
			ai += at * (as[d] as number);
			bi += at * (bs[d] as number);
		}
		product(ai, bi, i * m * n);
	}
}

function batchStrides(view: View, batch: Shape): readonly number[] {
	const shape = [...batch, ...view.shape.slice(-2)];
	return expandView("matmul", view, shape).strides.slice(0, -2);
}
