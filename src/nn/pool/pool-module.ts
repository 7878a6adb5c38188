/** Poolings as modules. */

import type { Tensor } from "../../tensor/tensor.js";
import { say } from "../../value/quote.js";
import { Module } from "../module/module.js";
import { pythonic } from "../module/repr.js";
import * as avg from "./avg-pool.js";
import * as max from "./max-pool.js";
import type { Sizes } from "./pool-axes.js";

interface SlidingSettings {
	readonly padding?: Sizes;
	readonly ceilMode?: boolean;
}

/** Poolings whose windows slide. */
abstract class SlidingPool<Settings extends SlidingSettings> extends Module {
	readonly stride: Sizes;
	protected readonly settings: Settings;

	constructor(
		readonly kernelSize: Sizes,
		stride?: Sizes | null,
		settings?: Settings,
	) {
		super();
		this.stride = stride ?? kernelSize;
		this.settings = settings ?? ({} as Settings);
	}

	override extraRepr(): string {
		const { padding = 0 } = this.settings;
		return say`kernel_size=${pythonic(this.kernelSize)}, stride=${pythonic(this.stride)}, padding=${pythonic(padding)}`;
	}
}

abstract class MaxPool<Indices extends boolean> extends SlidingPool<
	max.MaxPoolOptions<Indices>
> {
	override extraRepr(): string {
		const { dilation = 1, ceilMode = false } = this.settings;
		return say`${super.extraRepr()}, dilation=${pythonic(dilation)}, ceil_mode=${pythonic(ceilMode)}`;
	}
}

/**
 * `functional.maxPool1d` as a module.
 * @example new nn.MaxPool1d(2)(zeros([1, 4, 10])).shape; // [1, 4, 5]
 */
export class MaxPool1d<
	Indices extends boolean = false,
> extends MaxPool<Indices> {
	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): max.MaxPooled<Indices> {
		return max.maxPool1d(x, this.kernelSize, this.stride, this.settings);
	}
}

/**
 * `functional.maxPool2d` as a module.
 * @example new nn.MaxPool2d(2)(zeros([1, 6, 28, 28])).shape; // [1, 6, 14, 14]
 */
export class MaxPool2d<
	Indices extends boolean = false,
> extends MaxPool<Indices> {
	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): max.MaxPooled<Indices> {
		return max.maxPool2d(x, this.kernelSize, this.stride, this.settings);
	}
}

/**
 * `functional.avgPool1d` as a module.
 * @example new nn.AvgPool1d(2)(zeros([1, 4, 10])).shape; // [1, 4, 5]
 */
export class AvgPool1d extends SlidingPool<avg.AvgPool1dOptions> {
	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return avg.avgPool1d(x, this.kernelSize, this.stride, this.settings);
	}

	override extraRepr(): string {
		const { padding = 0 } = this.settings;
		const one = (size: Sizes) =>
			pythonic(typeof size === "number" ? [size] : size);
		return say`kernel_size=${one(this.kernelSize)}, stride=${one(this.stride)}, padding=${one(padding)}`;
	}
}

/**
 * `functional.avgPool2d` as a module.
 * @example new nn.AvgPool2d(2)(zeros([1, 6, 28, 28])).shape; // [1, 6, 14, 14]
 */
export class AvgPool2d extends SlidingPool<avg.AvgPool2dOptions> {
	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return avg.avgPool2d(x, this.kernelSize, this.stride, this.settings);
	}
}

type OutputSize = Sizes | null | readonly (number | null)[];

abstract class AdaptivePool<Size extends OutputSize> extends Module {
	constructor(readonly outputSize: Size) {
		super();
	}

	override extraRepr(): string {
		return say`output_size=${pythonic(this.outputSize)}`;
	}
}

/**
 * `functional.adaptiveAvgPool1d` as a module.
 * @example new nn.AdaptiveAvgPool1d(3)(zeros([1, 4, 10])).shape; // [1, 4, 3]
 */
export class AdaptiveAvgPool1d extends AdaptivePool<Sizes> {
	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return avg.adaptiveAvgPool1d(x, this.outputSize);
	}
}

/**
 * `functional.adaptiveAvgPool2d` as a module.
 * @example new nn.AdaptiveAvgPool2d(1)(zeros([1, 6, 28, 28])).shape; // [1, 6, 1, 1]
 */
export class AdaptiveAvgPool2d extends AdaptivePool<OutputSize> {
	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return avg.adaptiveAvgPool2d(x, this.outputSize);
	}
}

abstract class AdaptiveMaxPool<
	Size extends OutputSize,
	Indices extends boolean,
> extends AdaptivePool<Size> {
	protected readonly settings: max.AdaptiveMaxPoolOptions<Indices>;

	constructor(
		outputSize: Size,
		settings: max.AdaptiveMaxPoolOptions<Indices> = {},
	) {
		super(outputSize);
		this.settings = settings;
	}
}

/**
 * `functional.adaptiveMaxPool1d` as a module.
 * @example new nn.AdaptiveMaxPool1d(3)(zeros([1, 4, 10])).shape; // [1, 4, 3]
 */
export class AdaptiveMaxPool1d<
	Indices extends boolean = false,
> extends AdaptiveMaxPool<Sizes, Indices> {
	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): max.MaxPooled<Indices> {
		return max.adaptiveMaxPool1d(x, this.outputSize, this.settings);
	}
}

/**
 * `functional.adaptiveMaxPool2d` as a module.
 * @example new nn.AdaptiveMaxPool2d([3, null])(zeros([1, 6, 7, 5])).shape; // [1, 6, 3, 5]
 */
export class AdaptiveMaxPool2d<
	Indices extends boolean = false,
> extends AdaptiveMaxPool<OutputSize, Indices> {
	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): max.MaxPooled<Indices> {
		return max.adaptiveMaxPool2d(x, this.outputSize, this.settings);
	}
}

abstract class LPPool extends Module {
	constructor(
		readonly normType: number,
		readonly kernelSize: Sizes,
		readonly stride: Sizes | null = null,
		protected readonly settings: avg.LPPoolOptions = {},
	) {
		super();
	}

	override extraRepr(): string {
		return say`norm_type=${pythonic(this.normType)}, kernel_size=${pythonic(this.kernelSize)}, stride=${pythonic(this.stride)}, ceil_mode=${pythonic(this.settings.ceilMode ?? false)}`;
	}
}

/**
 * `functional.lpPool1d` as a module.
 * @example new nn.LPPool1d(2, 2)(zeros([1, 4, 10])).shape; // [1, 4, 5]
 */
export class LPPool1d extends LPPool {
	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		const { normType, kernelSize, stride, settings } = this;
		return avg.lpPool1d(x, normType, kernelSize, stride, settings);
	}
}

/**
 * `functional.lpPool2d` as a module.
 * @example new nn.LPPool2d(2, 2)(zeros([1, 6, 28, 28])).shape; // [1, 6, 14, 14]
 */
export class LPPool2d extends LPPool {
	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		const { normType, kernelSize, stride, settings } = this;
		return avg.lpPool2d(x, normType, kernelSize, stride, settings);
	}
}
