/** Padding as modules. */

import type { Tensor } from "../../tensor/tensor.js";
import { say } from "../../value/quote.js";
import { perSide } from "../conv/window.js";
import { Module } from "../module/module.js";
import { pythonic } from "../module/repr.js";
import { type PadMode, pad } from "./pad.js";

/** One number for all sides, or left and right. */
export type Padding1d = number | readonly [number, number];
/** One number for all sides, or left, right, top and bottom. */
export type Padding2d = number | readonly [number, number, number, number];

/** Pads the last dimensions; what stands there is said by the subclass. */
abstract class PadLayer extends Module {
	/** Before and after the last dimension, then before and after the last but one. */
	readonly padding: readonly number[];

	constructor(op: string, sides: number, padding: Padding1d | Padding2d) {
		super();
		this.padding = perSide(op, padding, sides);
	}

	protected padded(x: Tensor, mode: PadMode, value = 0): Tensor {
		return pad(x, this.padding, { mode, value });
	}

	override extraRepr(): string {
		return pythonic(this.padding).replace(",)", ")");
	}
}

abstract class ConstantPad extends PadLayer {
	constructor(
		op: string,
		sides: number,
		padding: Padding1d | Padding2d,
		readonly value: number,
	) {
		super(op, sides, padding);
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return this.padded(x, "constant", this.value);
	}

	override extraRepr(): string {
		return say`padding=${pythonic(this.padding)}, value=${pythonic(this.value)}`;
	}
}

/** `value` on both sides of the last dimension. @example new nn.ConstantPad1d([1, 2], 0.5)(zeros([1, 2, 3])).shape; // [1, 2, 6] */
export class ConstantPad1d extends ConstantPad {
	constructor(padding: Padding1d, value: number) {
		super("ConstantPad1d", 2, padding, value);
	}
}

/** `value` around images. @example new nn.ConstantPad2d(1, 0.5)(zeros([1, 2, 3, 3])).shape; // [1, 2, 5, 5] */
export class ConstantPad2d extends ConstantPad {
	constructor(padding: Padding2d, value: number) {
		super("ConstantPad2d", 4, padding, value);
	}
}

/** Zeros on both sides of the last dimension. @example new nn.ZeroPad1d(1)(ones([1, 2, 3])).shape; // [1, 2, 5] */
export class ZeroPad1d extends PadLayer {
	constructor(padding: Padding1d) {
		super("ZeroPad1d", 2, padding);
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return this.padded(x, "constant");
	}
}

/** Zeros around images. @example new nn.ZeroPad2d([1, 1, 2, 0])(ones([1, 2, 3, 3])).shape; // [1, 2, 5, 5] */
export class ZeroPad2d extends PadLayer {
	constructor(padding: Padding2d) {
		super("ZeroPad2d", 4, padding);
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return this.padded(x, "constant");
	}
}

/** The sequence mirrored at its ends, [N, C, l] or [C, l]. @example new nn.ReflectionPad1d(2)(randn([1, 2, 3])).shape; // [1, 2, 7] */
export class ReflectionPad1d extends PadLayer {
	constructor(padding: Padding1d) {
		super("ReflectionPad1d", 2, padding);
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return this.padded(x, "reflect");
	}
}

/** The image mirrored at its edges, [N, C, h, w] or [C, h, w]. @example new nn.ReflectionPad2d(1)(randn([1, 2, 3, 3])).shape; // [1, 2, 5, 5] */
export class ReflectionPad2d extends PadLayer {
	constructor(padding: Padding2d) {
		super("ReflectionPad2d", 4, padding);
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return this.padded(x, "reflect");
	}
}

/** The ends of the sequence repeated, [N, C, l] or [C, l]. @example new nn.ReplicationPad1d(2)(randn([1, 2, 3])).shape; // [1, 2, 7] */
export class ReplicationPad1d extends PadLayer {
	constructor(padding: Padding1d) {
		super("ReplicationPad1d", 2, padding);
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return this.padded(x, "replicate");
	}
}

/** The edges of the image repeated, [N, C, h, w] or [C, h, w]. @example new nn.ReplicationPad2d(1)(randn([1, 2, 3, 3])).shape; // [1, 2, 5, 5] */
export class ReplicationPad2d extends PadLayer {
	constructor(padding: Padding2d) {
		super("ReplicationPad2d", 4, padding);
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return this.padded(x, "replicate");
	}
}
