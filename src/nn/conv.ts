import { empty } from "../create.js";
import { ShapeError } from "../errors.js";
import type { Tensor } from "../tensor.js";
import {
	type Conv2dFunctionOptions,
	conv2d,
	type Pair,
	pair,
} from "./functional/conv.js";
import { resetWeightAndBias } from "./linear.js";
import { Module } from "./module.js";
import { Parameter } from "./parameter.js";
import { pythonic } from "./repr.js";

export interface Conv2dOptions extends Conv2dFunctionOptions {
	/** Learn an additive bias. Default true. */
	readonly bias?: boolean;
	/** Default float32. */
	readonly dtype?: "float32" | "float64";
}

/**
 * Slides `outChannels` windows over images: [N, inChannels, h, w] to [N, outChannels, h', w']. Weight
 * [out, in / groups, kh, kw] and bias [out] start like those of Linear.
 *
 * @throws ShapeError unless both channels are multiples of `groups`
 * @example new nn.Conv2d(1, 8, 3, { padding: 1 })(zeros([2, 1, 28, 28])).shape; // [2, 8, 28, 28]
 */
export class Conv2d extends Module {
	weight: Parameter;
	bias: Parameter | null;
	readonly kernelSize: readonly [number, number];
	readonly #options: Conv2dFunctionOptions;

	constructor(
		readonly inChannels: number,
		readonly outChannels: number,
		kernelSize: Pair,
		{ bias = true, dtype = "float32", ...options }: Conv2dOptions = {},
	) {
		super();
		const { groups = 1 } = options;
		if (inChannels % groups !== 0 || outChannels % groups !== 0)
			throw new ShapeError(
				"Conv2d",
				`${inChannels} to ${outChannels} channels in ${groups} groups; both must be multiples of groups`,
			);
		this.kernelSize = pair("kernelSize", kernelSize, 1);
		this.#options = options;
		const shape = [outChannels, inChannels / groups, ...this.kernelSize];
		this.weight = new Parameter(empty(shape, { dtype }));
		this.bias = bias ? new Parameter(empty([outChannels], { dtype })) : null;
		resetWeightAndBias(this.weight, this.bias);
	}

	forward(x: Tensor): Tensor {
		return conv2d(x, this.weight, this.bias, this.#options);
	}

	override extraRepr(): string {
		const {
			stride = 1,
			padding = 0,
			dilation = 1,
			groups = 1,
			paddingMode = "zeros",
		} = this.#options;
		const size = (value: Pair | string) =>
			pythonic(typeof value === "number" ? [value, value] : value);
		const parts = [
			`${this.inChannels}, ${this.outChannels}`,
			`kernel_size=${size(this.kernelSize)}, stride=${size(stride)}`,
		];
		if (size(padding) !== "(0, 0)") parts.push(`padding=${size(padding)}`);
		if (size(dilation) !== "(1, 1)") parts.push(`dilation=${size(dilation)}`);
		if (groups !== 1) parts.push(`groups=${groups}`);
		if (this.bias === null) parts.push("bias=False");
		if (paddingMode !== "zeros") parts.push(`padding_mode=${paddingMode}`);
		return parts.join(", ");
	}
}
