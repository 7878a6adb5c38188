import { tidy } from "../../ops/engine/define.js";
import { empty } from "../../tensor/create/filled.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, ValueError } from "../../value/errors.js";
import { type Device, readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkInteger } from "../../value/shape.js";
import { type PadMode, pad } from "../layout/pad.js";
import { resetWeightAndBias } from "../linear/linear-module.js";
import { fixParameters } from "../module/assignment.js";
import { Module } from "../module/module.js";
import { newParameter, type Parameter } from "../module/parameter.js";
import { pythonic } from "../module/repr.js";
import { type ConvOptions, conv1d, conv2d, namedPadding } from "./conv.js";
import { type Pair, perDimension, type Single } from "./window.js";

/** What stands beyond the edges: zeros, the image mirrored, its edge again and again, or the image from its other side. */
export type PaddingMode = "zeros" | Exclude<PadMode, "constant">;

interface LearnOptions {
	/** Learn an additive bias. Default true. */
	readonly bias?: boolean;
	/** Default float32. */
	readonly dtype?: "float32" | "float64";
	/** There is one. */
	readonly device?: Device;
}

export interface ConvLayerOptions<Setting>
	extends ConvOptions<Setting>,
		LearnOptions {
	/** What the padding holds. Default `zeros`. */
	readonly paddingMode?: PaddingMode;
}
export type Conv1dOptions = ConvLayerOptions<Single>;
export type Conv2dOptions = ConvLayerOptions<Pair>;

/** What a layer of `rank` dimensions is told, checked. */
interface LayerSettings extends LearnOptions {
	readonly op: string;
	readonly rank: 1 | 2;
	readonly kernelSize: Pair;
	readonly stride?: Pair;
	readonly padding?: Pair | "valid" | "same";
	readonly outputPadding?: Pair;
	readonly dilation?: Pair;
	readonly groups?: number;
	readonly paddingMode?: PaddingMode;
	/** The weight is [in, out / groups, ...]. */
	readonly transposed?: boolean;
}

/** What all convolution layers hold; `Setting` is the form of their settings. */
export abstract class ConvLayer<Setting extends Pair> extends Module {
	weight: Parameter;
	bias: Parameter | null;
	readonly kernelSize: readonly number[];
	readonly stride: Setting;
	readonly padding: Setting | "valid" | "same";
	readonly outputPadding: Setting;
	readonly dilation: Setting;
	readonly groups: number;
	readonly paddingMode: PaddingMode;

	constructor(
		readonly inChannels: number,
		readonly outChannels: number,
		settings: LayerSettings,
	) {
		super();
		const { op, rank, groups = 1, padding = 0 } = settings;
		const all = (name: string, value: Pair, least: number): Setting =>
			perDimension(op, name, value, rank, least) as unknown as Setting;
		checkChannels(op, inChannels, outChannels, groups);
		this.kernelSize = perDimension(
			op,
			"kernelSize",
			settings.kernelSize,
			rank,
			1,
		);
		this.stride = all("stride", settings.stride ?? 1, 1);
		this.padding =
			typeof padding === "string" ? padding : all("padding", padding, 0);
		this.outputPadding = all("outputPadding", settings.outputPadding ?? 0, 0);
		this.dilation = all("dilation", settings.dilation ?? 1, 1);
		this.groups = groups;
		this.paddingMode = checkPaddingMode(op, settings.paddingMode ?? "zeros");
		if (typeof padding === "string") this.sides(op);
		const { bias = true, dtype = "float32", transposed = false } = settings;
		const [first, second] = transposed
			? [inChannels, outChannels]
			: [outChannels, inChannels];
		const shape = [first, second / groups, ...this.kernelSize];
		this.weight = newParameter(this, () => empty(shape, { dtype }));
		this.bias = bias
			? newParameter(this, () => empty([outChannels], { dtype }))
			: null;
		resetWeightAndBias(this.weight, this.bias);
		fixParameters(this, "weight", "bias");
	}

	/** Elements before and after each dimension. */
	protected sides(op: string): (readonly [number, number])[] {
		const { padding } = this;
		const list = (setting: Setting) => setting as unknown as readonly number[];
		return typeof padding === "string"
			? namedPadding(
					op,
					padding,
					this.kernelSize,
					list(this.stride),
					list(this.dilation),
				)
			: list(padding).map((n) => [n, n]);
	}

	/** The input with what continues it around it, and the padding that is left to do. */
	protected prepared(op: string, x: Tensor) {
		const { paddingMode: mode, padding } = this;
		if (mode === "zeros") return { x, padding };
		const sides = this.sides(op).reverse().flat();
		return { x: pad(x, sides, { mode }), padding: "valid" as const };
	}

	override extraRepr(): string {
		const list = (value: unknown) => value as readonly number[];
		const parts = [
			`${this.inChannels}, ${this.outChannels}`,
			`kernel_size=${pythonic(this.kernelSize)}, stride=${pythonic(this.stride)}`,
		];
		const tell = (name: string, value: unknown, usual: number) => {
			if (typeof value === "string") parts.push(`${name}=${value}`);
			else if (list(value).some((n) => n !== usual))
				parts.push(`${name}=${pythonic(value)}`);
		};
		tell("padding", this.padding, 0);
		tell("dilation", this.dilation, 1);
		tell("output_padding", this.outputPadding, 0);
		if (this.groups !== 1) parts.push(`groups=${this.groups}`);
		if (this.bias === null) parts.push("bias=False");
		if (this.paddingMode !== "zeros")
			parts.push(`padding_mode=${this.paddingMode}`);
		return parts.join(", ");
	}
}

function checkChannels(
	op: string,
	inputs: number,
	outputs: number,
	groups: number,
): void {
	if (!Number.isInteger(groups) || groups < 1)
		throw new ValueError(
			op,
			say`groups is ${groups}; expected an integer of at least 1`,
		);
	checkInteger(op, "inChannels", inputs);
	checkInteger(op, "outChannels", outputs);
	if (inputs % groups !== 0 || outputs % groups !== 0)
		throw new ShapeError(
			op,
			say`${inputs} to ${outputs} channels in ${groups} groups; both must be multiples of groups`,
		);
}

function checkPaddingMode(op: string, mode: PaddingMode): PaddingMode {
	const modes = ["zeros", "reflect", "replicate", "circular"];
	if (modes.includes(mode)) return mode;
	throw new ValueError(
		op,
		say`unknown paddingMode "${mode}"; one of ${modes.join(", ")}`,
	);
}

/**
 * Slides `outChannels` windows over sequences: [N, inChannels, l] to [N, outChannels, l'], also without N. Weight
 * [out, in / groups, k] and bias [out] start like those of Linear.
 *
 * @throws ShapeError unless both channels are multiples of `groups`
 * @throws ValueError for settings that are no whole numbers
 * @example new nn.Conv1d(2, 4, 3, { stride: 2 })(zeros([8, 2, 21])).shape; // [8, 4, 10]
 */
export class Conv1d extends ConvLayer<Single> {
	constructor(
		inChannels: number,
		outChannels: number,
		kernelSize: Single,
		options: Conv1dOptions = {},
	) {
		readOptions("Conv1d", options);
		const settings = { ...options, op: "Conv1d", rank: 1, kernelSize } as const;
		super(inChannels, outChannels, settings);
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		const { stride, dilation, groups } = this;
		return tidy(() => {
			const { x: input, padding } = this.prepared("Conv1d", x);
			const options = { stride, padding, dilation, groups };
			return conv1d(input, this.weight, this.bias, options);
		});
	}
}

/**
 * Slides `outChannels` windows over images: [N, inChannels, h, w] to [N, outChannels, h', w'], also without N. Weight
 * [out, in / groups, kh, kw] and bias [out] start like those of Linear.
 *
 * @throws ShapeError unless both channels are multiples of `groups`
 * @throws ValueError for settings that are no whole numbers
 * @example new nn.Conv2d(1, 8, 3, { padding: 1 })(zeros([2, 1, 28, 28])).shape; // [2, 8, 28, 28]
 */
export class Conv2d extends ConvLayer<Pair> {
	constructor(
		inChannels: number,
		outChannels: number,
		kernelSize: Pair,
		options: Conv2dOptions = {},
	) {
		readOptions("Conv2d", options);
		const settings = { ...options, op: "Conv2d", rank: 2, kernelSize } as const;
		super(inChannels, outChannels, settings);
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		const { stride, dilation, groups } = this;
		return tidy(() => {
			const { x: input, padding } = this.prepared("Conv2d", x);
			const options = { stride, padding, dilation, groups };
			return conv2d(input, this.weight, this.bias, options);
		});
	}
}
