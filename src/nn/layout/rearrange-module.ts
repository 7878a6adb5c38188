/** Images rearranged or in another size, as modules. */

import type { Tensor } from "../../tensor/tensor.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { type FoldOptions, fold, unfold } from "../conv/fold.js";
import type { Pair } from "../conv/window.js";
import { Module } from "../module/module.js";
import { floats, pythonic } from "../module/repr.js";
import { type InterpolateOptions, interpolate } from "./interpolate.js";
import { pixelShuffle, pixelUnshuffle } from "./pixel-shuffle.js";

/** `nn.functional.interpolate` as a module. @example new nn.Upsample({ scaleFactor: 2, mode: "bilinear" })(randn([1, 3, 4, 4])).shape; // [1, 3, 8, 8] */
export class Upsample extends Module {
	constructor(readonly options: InterpolateOptions = {}) {
		readOptions("Upsample", options);
		super();
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return interpolate(x, this.options);
	}

	override extraRepr(): string {
		const { size, scaleFactor, mode = "nearest" } = this.options;
		const what =
			scaleFactor === undefined || scaleFactor === null
				? `size=${pythonic(size)}`
				: `scale_factor=${floats(scaleFactor)}`;
		return say`${what}, mode=${mode}`;
	}
}

/** Channels to pixels: [..., C * r * r, h, w] to [..., C, h * r, w * r]. @example new nn.PixelShuffle(2)(randn([1, 8, 3, 3])).shape; // [1, 2, 6, 6] */
export class PixelShuffle extends Module {
	constructor(readonly upscaleFactor: number) {
		super();
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return pixelShuffle(x, this.upscaleFactor);
	}

	override extraRepr(): string {
		return say`upscale_factor=${this.upscaleFactor}`;
	}
}

/** Pixels to channels: [..., C, h * r, w * r] to [..., C * r * r, h, w]. @example new nn.PixelUnshuffle(2)(randn([1, 2, 6, 6])).shape; // [1, 8, 3, 3] */
export class PixelUnshuffle extends Module {
	constructor(readonly downscaleFactor: number) {
		super();
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return pixelUnshuffle(x, this.downscaleFactor);
	}

	override extraRepr(): string {
		return say`downscale_factor=${this.downscaleFactor}`;
	}
}

function settings({ dilation = 1, padding = 0, stride = 1 }: FoldOptions) {
	return `dilation=${pythonic(dilation)}, padding=${pythonic(padding)}, stride=${pythonic(stride)}`;
}

/** `nn.functional.unfold` as a module. @example new nn.Unfold([2, 3])(randn([1, 3, 4, 5])).shape; // [1, 18, 9] */
export class Unfold extends Module {
	constructor(
		readonly kernelSize: Pair,
		readonly options: FoldOptions = {},
	) {
		readOptions("Unfold", options);
		super();
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return unfold(x, this.kernelSize, this.options);
	}

	override extraRepr(): string {
		return say`kernel_size=${pythonic(this.kernelSize)}, ${settings(this.options)}`;
	}
}

/** `nn.functional.fold` as a module. @example new nn.Fold([4, 5], [2, 3])(randn([1, 18, 9])).shape; // [1, 3, 4, 5] */
export class Fold extends Module {
	constructor(
		readonly outputSize: Pair,
		readonly kernelSize: Pair,
		readonly options: FoldOptions = {},
	) {
		readOptions("Fold", options);
		super();
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return fold(x, this.outputSize, this.kernelSize, this.options);
	}

	override extraRepr(): string {
		return say`output_size=${pythonic(this.outputSize)}, kernel_size=${pythonic(this.kernelSize)}, ${settings(this.options)}`;
	}
}
