/**
 * Convolution as one trilinear form of image x [N, C, h, w], weight [O, C / groups, kh, kw] and output y [N, O, h', w']:
 * the sum over all products of an element of x, the weight that meets it and the element of y that they add to. Its
 * slopes by y, x and the weight are the convolution, the transposed convolution and the weight's gradient, so each of the
 * three has the other two as its derivatives, of any order.
 *
 * Each is a matrix product per image, with the image's windows as columns (`windows.ts`). They are made for a band of
 * output rows at a time that stays in the cache, and made again for the gradient rather than kept.
 */
import { call } from "../../../bindings/run.js";
import type { Tensor } from "../../tensor/tensor.js";
import { computeDType, type DType, dtypes } from "../../value/dtype.js";
import { productType } from "../../value/promotion.js";
import { checkShape, numel } from "../../value/shape.js";
import { View } from "../../value/view.js";
import { fillElements } from "../create/filled.js";
import { copyElements, pointer, prepare } from "../engine/copy.js";
import { apply, makeTensor, type OpSpec, scratch } from "../engine/define.js";
import { intoComputed } from "../engine/elementwise.js";
import { kernelName } from "../engine/kernel-name.js";
import { columnAdder, columnWriter, type Windows } from "./windows.js";

export interface Convolution extends Windows {
	/** Parts of the channels that do not see each other. */
	readonly groups: number;
}

/** Bytes of columns that are made at once. */
const BAND_BYTES = 1 << 20;

/** One group of one image in one band: addresses, and the band's rows of the output. */
type Visit = (
	image: number,
	weight: number,
	out: number,
	top: number,
	bottom: number,
) => void;

interface Sizes {
	readonly dtype: DType;
	readonly bytes: number;
	/** Of one group. */
	readonly channels: number;
	readonly outputs: number;
	/** Elements of the windows of one group: the length of the products' sums. */
	readonly taps: number;
	/** Output rows of a band, and windows in it. */
	readonly rows: number;
	readonly band: number;
	/** Windows of one element that cover the image once: the image is its own columns. */
	readonly plain: boolean;
}

function sizesOf(weight: Tensor, dtype: DType, c: Convolution): Sizes {
	const [outputs, channels] = weight.shape as [number, number];
	const { bytes } = dtypes[dtype];
	const taps = channels * numel(c.size);
	const [height, width] = c.count;
	const plain =
		numel([...c.size, ...c.stride]) === 1 && !c.padding.some((p) => p > 0);
	const fitting = Math.floor(BAND_BYTES / (taps * width * bytes));
	const rows = plain ? height : Math.min(height, Math.max(1, fitting));
	return {
		dtype,
		bytes,
		channels,
		outputs: outputs / c.groups,
		taps,
		rows,
		band: rows * width,
		plain,
	};
}

/** Calls `visit` for every image, group and band; all three tensors are contiguous. */
function eachBand(
	x: Tensor,
	weight: Tensor,
	y: Tensor,
	c: Convolution,
	sizes: Sizes,
	visit: Visit,
): void {
	const { bytes, channels, outputs, taps, rows } = sizes;
	const [height, width] = c.count;
	const images = x.shape[0] as number;
	const [px, pw, py] = [pointer(x), pointer(weight), pointer(y)];
	for (let i = 0; i < images * c.groups; i++) {
		const image = px + i * channels * numel(c.image) * bytes;
		const own = pw + (i % c.groups) * outputs * taps * bytes;
		const out = py + i * outputs * height * width * bytes;
		for (let top = 0; top < height; top += rows) {
			const bottom = Math.min(height, top + rows);
			visit(image, own, out + top * width * bytes, top, bottom);
		}
	}
}

/** A matrix at an address, with its strides in elements. */
type Matrix = readonly [address: number, row: number, col: number];

/** A function for products of at most these sizes: out [m, n] = a [m, k] b [k, n], or is increased by it. */
function multiplier(dtype: DType, most: readonly [number, number, number]) {
	const kernel = kernelName("matmul", dtypes[dtype].suffix);
	const room = pointer(scratch([call("matmul_scratch", ...most)], "uint8"));
	return (
		a: Matrix,
		b: Matrix,
		out: number,
		[m, n, k]: readonly [number, number, number],
		add: boolean,
	): void => {
		call(kernel, ...a, ...b, 0, out, m, n, k, Number(add), room);
	};
}

/** y = weight times columns. */
function convolve(
	x: Tensor,
	weight: Tensor,
	y: Tensor,
	c: Convolution,
	biased: boolean,
): void {
	const sizes = sizesOf(weight, y.dtype, c);
	const { dtype, outputs, taps, band, plain } = sizes;
	const windows = numel(c.count);
	const cols = plain ? 0 : pointer(scratch([taps * band], dtype));
	const multiply = multiplier(dtype, [outputs, band, taps]);
	const write = columnWriter(c, dtype, sizes.channels);
	// The product's rows follow each other without gaps: a band of y is made elsewhere and brought in.
	const part = band < windows ? pointer(scratch([outputs * band], dtype)) : 0;
	const copy = kernelName("copy", dtypes[dtype].bytes);
	eachBand(x, weight, y, c, sizes, (image, own, out, top, bottom) => {
		const n = (bottom - top) * c.count[1];
		if (!plain) write(image, cols, top, bottom);
		if (part !== 0 && biased)
			call(copy, out, windows, 1, part, n, 1, outputs, n);
		multiply(
			[own, taps, 1],
			[plain ? image : cols, n, 1],
			part || out,
			[outputs, n, taps],
			biased,
		);
		if (part !== 0) call(copy, part, n, 1, out, windows, 1, outputs, n);
	});
}

/** x += transposed weight times y, each column where it was read. */
function spread(y: Tensor, weight: Tensor, x: Tensor, c: Convolution): void {
	const sizes = sizesOf(weight, x.dtype, c);
	const { dtype, outputs, taps, band, plain } = sizes;
	const windows = numel(c.count);
	const cols = plain ? 0 : pointer(scratch([taps * band], dtype));
	const multiply = multiplier(dtype, [taps, band, outputs]);
	const add = columnAdder(c, dtype, sizes.channels);
	eachBand(x, weight, y, c, sizes, (image, own, out, top, bottom) => {
		const n = (bottom - top) * c.count[1];
		multiply(
			[own, 1, taps],
			[out, windows, 1],
			plain ? image : cols,
			[taps, n, outputs],
			plain,
		);
		if (!plain) add(cols, image, top, bottom);
	});
}

/** weight += y times transposed columns. */
function correlate(x: Tensor, y: Tensor, weight: Tensor, c: Convolution): void {
	const sizes = sizesOf(weight, weight.dtype, c);
	const { dtype, outputs, taps, band, plain } = sizes;
	const windows = numel(c.count);
	const cols = plain ? 0 : pointer(scratch([taps * band], dtype));
	const multiply = multiplier(dtype, [outputs, taps, band]);
	const write = columnWriter(c, dtype, sizes.channels);
	eachBand(x, weight, y, c, sizes, (image, own, out, top, bottom) => {
		const n = (bottom - top) * c.count[1];
		if (!plain) write(image, cols, top, bottom);
		multiply(
			[out, windows, 1],
			[plain ? image : cols, 1, n],
			own,
			[outputs, taps, n],
			true,
		);
	});
}

/** Every element of channel i becomes bias[i], or 0. */
function fillChannels(out: Tensor, bias: Tensor | undefined): void {
	if (bias === undefined) {
		fillElements(out, 0);
		return;
	}
	const [step = 0] = bias.layout.strides;
	const view = new View(out.shape, [0, step, 0, 0], bias.layout.offset);
	copyElements(makeTensor(bias.storage, view, bias.dtype), out);
}

const convolutionSpec: OpSpec<Convolution> = {
	name: "convolution",
	infer: (inputs, { count }) => {
		const [x, weight] = inputs as readonly [Tensor, Tensor];
		const shape = [x.size(0), weight.size(0), ...count];
		const dtype = productType("convolution", x, weight, inputs[2]);
		return { shape: checkShape("convolution", shape), dtype };
	},
	forward: ([x, weight, bias], out, c) => {
		const compute = computeDType(out.dtype);
		const image = prepare(x as Tensor, compute);
		const w = prepare(weight as Tensor, compute);
		intoComputed(out, compute, (y) => {
			if (bias !== undefined) fillChannels(y, bias);
			convolve(image, w, y, c, bias !== undefined);
		});
	},
	saves: "others",
	backward: ({ inputs, needs, args }, grad) => [
		needs[0] ? convolutionTransposed(grad, inputs[1] as Tensor, args) : null,
		needs[1] ? weightGradient(inputs[0] as Tensor, grad, args) : null,
		needs[2] ? grad.sum([0, 2, 3]) : null,
	],
};

const transposedSpec: OpSpec<Convolution> = {
	name: "convolutionTransposed",
	infer: (inputs, { image, groups }) => {
		const [y, weight] = inputs as readonly [Tensor, Tensor];
		const shape = [y.size(0), weight.size(1) * groups, ...image];
		const dtype = productType("convolutionTransposed", y, weight, inputs[2]);
		return { shape: checkShape("convolutionTransposed", shape), dtype };
	},
	forward: ([y, weight, bias], out, c) => {
		const compute = computeDType(out.dtype);
		const from = prepare(y as Tensor, compute);
		const w = prepare(weight as Tensor, compute);
		intoComputed(out, compute, (x) => {
			fillChannels(x, bias);
			spread(from, w, x, c);
		});
	},
	saves: "others",
	backward: ({ inputs, needs, args }, grad) => [
		needs[0] ? convolution(grad, inputs[1] as Tensor, null, args) : null,
		needs[1] ? weightGradient(grad, inputs[0] as Tensor, args) : null,
		needs[2] ? grad.sum([0, 2, 3]) : null,
	],
};

const weightSpec: OpSpec<Convolution> = {
	name: "convolutionWeight",
	infer: (inputs, { size, groups }) => {
		const [x, y] = inputs as readonly [Tensor, Tensor];
		const dtype = productType("convolutionWeight", x, y);
		return { shape: [y.size(1), x.size(1) / groups, ...size], dtype };
	},
	forward: ([x, y], out, c) => {
		const compute = computeDType(out.dtype);
		const image = prepare(x as Tensor, compute);
		const from = prepare(y as Tensor, compute);
		intoComputed(out, compute, (weight) => {
			fillElements(weight, 0);
			correlate(image, from, weight, c);
		});
	},
	saves: "others",
	backward: ({ inputs, needs, args }, grad) => [
		needs[0] ? convolutionTransposed(inputs[1] as Tensor, grad, args) : null,
		needs[1] ? convolution(inputs[0] as Tensor, grad, null, args) : null,
	],
};

/** x [N, C, h, w] and weight [O, C / groups, kh, kw] to [N, O, h', w']. */
export function convolution(
	x: Tensor,
	weight: Tensor,
	bias: Tensor | null,
	c: Convolution,
): Tensor {
	return apply(convolutionSpec, bias ? [x, weight, bias] : [x, weight], c);
}

/** y [N, O, h', w'] and weight [O, C / groups, kh, kw] to [N, C, h, w]. */
export function convolutionTransposed(
	y: Tensor,
	weight: Tensor,
	c: Convolution,
	bias: Tensor | null = null,
): Tensor {
	return apply(transposedSpec, bias ? [y, weight, bias] : [y, weight], c);
}

function weightGradient(x: Tensor, y: Tensor, c: Convolution): Tensor {
	return apply(weightSpec, [x, y], c);
}
