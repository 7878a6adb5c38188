/** Windows that slide over images, and the kernels that lay them out as columns of a matrix and add them back. */
import { run } from "../../../bindings/run.js";
import type { Tensor } from "../../tensor/tensor.js";
import { computeDType, dtypes } from "../../value/dtype.js";
import { checkShape, numel } from "../../value/shape.js";
import { fillElements } from "../create/filled.js";
import { pointer, prepare } from "../engine/copy.js";
import { apply, type OpSpec } from "../engine/define.js";
import { intoComputed } from "../engine/elementwise.js";
import { kernelName } from "../engine/kernel-name.js";

/** One number for the height and one for the width. */
export type Two = readonly [number, number];

export interface Windows {
	/** Elements of a window. */
	readonly size: Two;
	/** Steps between windows. */
	readonly stride: Two;
	/** Zeros around the image. */
	readonly padding: Two;
	/** Steps between the elements of a window. */
	readonly dilation: Two;
	/** Sizes of the image. */
	readonly image: Two;
	/** How many windows there are. */
	readonly count: Two;
}

/** The arguments that both kernels take after the addresses. */
function layoutOf(w: Windows, top: number, bottom: number) {
	return [
		...w.image,
		...w.size,
		...w.stride,
		...w.padding,
		...w.dilation,
		w.count[1],
		top,
		bottom,
	] as const;
}

/** A function that writes the windows of some rows to `cols`: [channels * elements of a window, windows]. */
export function columnWriter(
	windows: Windows,
	dtype: Tensor["dtype"],
	channels: number,
) {
	const kernel = kernelName("im2col", dtypes[dtype].bytes);
	const rows = channels * numel(windows.size);
	return (image: number, cols: number, top: number, bottom: number): void =>
		run(kernel, rows, image, cols, ...layoutOf(windows, top, bottom));
}

/** A function that adds such columns to the image, each element where it was read. */
export function columnAdder(
	windows: Windows,
	dtype: Tensor["dtype"],
	channels: number,
) {
	const kernel = kernelName("col2im", dtypes[dtype].suffix);
	return (cols: number, image: number, top: number, bottom: number): void =>
		run(kernel, channels, cols, image, ...layoutOf(windows, top, bottom));
}

const unfoldSpec: OpSpec<Windows> = {
	name: "unfold",
	infer: ([x], { size, count }) => {
		const [n, channels] = (x as Tensor).shape as [number, number];
		const shape = [n, channels * numel(size), numel(count)];
		return { shape: checkShape("unfold", shape), dtype: (x as Tensor).dtype };
	},
	forward: ([x], out, windows) => {
		const compute = computeDType(out.dtype);
		const [n, channels] = (x as Tensor).shape as [number, number];
		const write = columnWriter(windows, compute, channels);
		const source = prepare(x as Tensor, compute);
		const from = channels * numel(windows.image) * dtypes[compute].bytes;
		const to = (out.numel() / n) * dtypes[compute].bytes;
		intoComputed(out, compute, (target) => {
			for (let i = 0; i < n; i++)
				write(
					pointer(source) + i * from,
					pointer(target) + i * to,
					0,
					windows.count[0],
				);
		});
	},
	saves: "none",
	backward: ({ args }, grad) => [foldWindows(grad, args)],
};

const foldSpec: OpSpec<Windows> = {
	name: "fold",
	infer: ([x], { size, image }) => {
		const [n, rows] = (x as Tensor).shape as [number, number];
		const shape = [n, rows / numel(size), ...image];
		return { shape: checkShape("fold", shape), dtype: (x as Tensor).dtype };
	},
	forward: ([x], out, windows) => {
		const compute = computeDType(out.dtype);
		const [n, channels] = out.shape as [number, number];
		const add = columnAdder(windows, compute, channels);
		const source = prepare(x as Tensor, compute);
		const from = (source.numel() / n) * dtypes[compute].bytes;
		const to = channels * numel(windows.image) * dtypes[compute].bytes;
		intoComputed(out, compute, (target) => {
			fillElements(target, 0);
			for (let i = 0; i < n; i++)
				add(
					pointer(source) + i * from,
					pointer(target) + i * to,
					0,
					windows.count[0],
				);
		});
	},
	saves: "none",
	backward: ({ args }, grad) => [unfoldWindows(grad, args)],
};

/** [N, C, h, w] to [N, C * elements of a window, windows]. */
export function unfoldWindows(x: Tensor, windows: Windows): Tensor {
	return apply(unfoldSpec, [x], windows);
}

/** [N, C * elements of a window, windows] to [N, C, h, w]: what several windows share is added up. */
export function foldWindows(x: Tensor, windows: Windows): Tensor {
	return apply(foldSpec, [x], windows);
}
