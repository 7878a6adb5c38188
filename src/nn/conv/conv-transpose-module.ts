import type { Tensor } from "../../tensor/tensor.js";
import { ValueError } from "../../value/errors.js";
import { type Device, readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { ConvLayer } from "./conv-module.js";
import {
	type ConvTransposeOptions,
	convTranspose1d,
	convTranspose2d,
} from "./conv-transpose.js";
import { type Pair, perDimension, type Single } from "./window.js";

interface ConvTransposeLayerOptions<Setting>
	extends ConvTransposeOptions<Setting> {
	/** Learn an additive bias. Default true. */
	readonly bias?: boolean;
	/** Default float32. */
	readonly dtype?: "float32" | "float64";
	/** There is one. */
	readonly device?: Device;
}
export type ConvTranspose1dOptions = ConvTransposeLayerOptions<Single>;
export type ConvTranspose2dOptions = ConvTransposeLayerOptions<Pair>;

/** The output padding that gives the wanted sizes, of which several belong to one input size if the stride is above 1. */
function paddingFor(
	op: string,
	x: Tensor,
	outputSize: Pair,
	layer: ConvLayer<Pair>,
): readonly number[] {
	const { kernelSize, stride, padding, dilation } = layer;
	const rank = kernelSize.length;
	const wanted = perDimension(op, "outputSize", outputSize, rank, 1);
	const at = (list: unknown, d: number) => (list as readonly number[])[d] ?? 0;
	return wanted.map((size, d) => {
		const length = x.shape.at(d - rank) ?? 0;
		const least =
			(length - 1) * at(stride, d) -
			2 * at(padding, d) +
			at(dilation, d) * (at(kernelSize, d) - 1) +
			1;
		if (size >= least && size < least + at(stride, d)) return size - least;
		throw new ValueError(
			op,
			say`outputSize ${size} for an input size of ${length}; possible are ${least} to ${least + at(stride, d) - 1}`,
		);
	});
}

/**
 * The transpose of `Conv1d`: [N, inChannels, l] to [N, outChannels, l'], also without N. Weight [in, out / groups, k] and
 * bias [out] start like those of Linear.
 *
 * @throws ShapeError unless both channels are multiples of `groups`
 * @throws ValueError for settings that are no whole numbers
 * @example new nn.ConvTranspose1d(4, 2, 3, { stride: 2 })(zeros([8, 4, 10])).shape; // [8, 2, 21]
 */
export class ConvTranspose1d extends ConvLayer<Single> {
	constructor(
		inChannels: number,
		outChannels: number,
		kernelSize: Single,
		options: ConvTranspose1dOptions = {},
	) {
		readOptions("ConvTranspose1d", options);
		super(inChannels, outChannels, {
			...options,
			op: "ConvTranspose1d",
			rank: 1,
			kernelSize,
			transposed: true,
		});
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	/** @param outputSize which of the possible lengths the output gets; the one that `outputPadding` says by default */
	forward(x: Tensor, outputSize?: Single): Tensor {
		const { stride, dilation, groups } = this;
		const padding = this.padding as Single;
		const outputPadding =
			outputSize === undefined
				? this.outputPadding
				: (paddingFor("ConvTranspose1d", x, outputSize, this) as Single);
		const options = { stride, padding, outputPadding, dilation, groups };
		return convTranspose1d(x, this.weight, this.bias, options);
	}
}

/**
 * The transpose of `Conv2d`, as a layer that enlarges: [N, inChannels, h, w] to [N, outChannels, h', w'], also without N.
 * Weight [in, out / groups, kh, kw] and bias [out] start like those of Linear.
 *
 * @throws ShapeError unless both channels are multiples of `groups`
 * @throws ValueError for settings that are no whole numbers
 * @example new nn.ConvTranspose2d(8, 3, 2, { stride: 2 })(zeros([2, 8, 14, 14])).shape; // [2, 3, 28, 28]
 */
export class ConvTranspose2d extends ConvLayer<Pair> {
	constructor(
		inChannels: number,
		outChannels: number,
		kernelSize: Pair,
		options: ConvTranspose2dOptions = {},
	) {
		readOptions("ConvTranspose2d", options);
		super(inChannels, outChannels, {
			...options,
			op: "ConvTranspose2d",
			rank: 2,
			kernelSize,
			transposed: true,
		});
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	/** @param outputSize which of the possible sizes the output gets; the one that `outputPadding` says by default */
	forward(x: Tensor, outputSize?: Pair): Tensor {
		const { stride, dilation, groups } = this;
		const padding = this.padding as Pair;
		const outputPadding =
			outputSize === undefined
				? this.outputPadding
				: (paddingFor("ConvTranspose2d", x, outputSize, this) as Pair);
		const options = { stride, padding, outputPadding, dilation, groups };
		return convTranspose2d(x, this.weight, this.bias, options);
	}
}
