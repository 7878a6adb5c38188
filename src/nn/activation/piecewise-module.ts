/** Activations made of straight pieces as modules. */

import { full } from "../../tensor/create/filled.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ValueError } from "../../value/errors.js";
import { type Device, readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { fixParameters } from "../module/assignment.js";
import { newParameter, type Parameter } from "../module/parameter.js";
import { float, pythonic, withInplace } from "../module/repr.js";
import {
	type Inplace,
	readSettings,
	type Settings,
} from "../module/settings.js";
import { ShapeKeeping } from "../module/shape-keeping.js";
import * as functional from "./piecewise.js";

/** x limited to [minVal, maxVal]. @example new nn.Hardtanh(-2, 2)(tensor([-3, 0.5])); */
export class Hardtanh extends ShapeKeeping {
	readonly minVal: number;
	readonly maxVal: number;
	readonly inplace: boolean;

	constructor(
		min?: number | Settings<"minVal" | "maxVal">,
		max?: number | Settings<"maxVal">,
		inplaceGiven?: Inplace,
	) {
		super();
		const limits = { minVal: -1, maxVal: 1 };
		const read = readSettings("Hardtanh", limits, min, max, inplaceGiven);
		const { minVal, maxVal, inplace } = read;
		this.minVal = minVal;
		this.maxVal = maxVal;
		this.inplace = inplace;
		if (!(minVal < maxVal))
			throw new ValueError(
				"Hardtanh",
				say`minVal ${minVal} and maxVal ${maxVal}; the first must be below the second`,
			);
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.hardtanh(x, this.minVal, this.maxVal, this.inplace);
	}

	override extraRepr(): string {
		return withInplace(
			say`min_val=${float(this.minVal)}, max_val=${float(this.maxVal)}`,
			this.inplace,
		);
	}
}

/** x limited to [0, 6]. @example new nn.ReLU6()(tensor([-1, 7.5])); */
export class ReLU6 extends ShapeKeeping {
	readonly inplace: boolean;

	constructor(inplace?: Inplace) {
		super();
		this.inplace = readSettings("ReLU6", {}, inplace).inplace;
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.relu6(x, this.inplace);
	}

	override extraRepr(): string {
		return withInplace("", this.inplace);
	}
}

/** (x + 3) / 6 limited to [0, 1]. @example new nn.Hardsigmoid()(tensor([0.5])); */
export class Hardsigmoid extends ShapeKeeping {
	readonly inplace: boolean;

	constructor(inplace?: Inplace) {
		super();
		this.inplace = readSettings("Hardsigmoid", {}, inplace).inplace;
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.hardsigmoid(x, this.inplace);
	}
}

/** x times `Hardsigmoid`. @example new nn.Hardswish()(tensor([0.5])); */
export class Hardswish extends ShapeKeeping {
	readonly inplace: boolean;

	constructor(inplace?: Inplace) {
		super();
		this.inplace = readSettings("Hardswish", {}, inplace).inplace;
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.hardswish(x, this.inplace);
	}
}

/** 0 where |x| <= lambd, x elsewhere. @example new nn.Hardshrink()(tensor([0.4, 0.6])); */
export class Hardshrink extends ShapeKeeping {
	constructor(readonly lambd = 0.5) {
		super();
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.hardshrink(x, this.lambd);
	}

	override extraRepr(): string {
		return float(this.lambd);
	}
}

/** x moved towards 0 by lambd. @example new nn.Softshrink()(tensor([0.4, 0.6])); */
export class Softshrink extends ShapeKeeping {
	constructor(readonly lambd = 0.5) {
		super();
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.softshrink(x, this.lambd);
	}

	override extraRepr(): string {
		return float(this.lambd);
	}
}

/** `value` where x <= threshold, x elsewhere. @example new nn.Threshold(0.5, 20)(tensor([0.1, 2])); */
export class Threshold extends ShapeKeeping {
	readonly threshold: number;
	readonly value: number;
	readonly inplace: boolean;

	constructor(
		threshold: number | Settings<"threshold" | "value">,
		value?: number | Settings<"value">,
		inplace?: Inplace,
	) {
		super();
		const none = functional.NO_DEFAULTS;
		const read = readSettings("Threshold", none, threshold, value, inplace);
		this.threshold = read.threshold;
		this.value = read.value;
		this.inplace = read.inplace;
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.threshold(x, this.threshold, this.value, this.inplace);
	}

	override extraRepr(): string {
		return withInplace(
			say`threshold=${pythonic(this.threshold)}, value=${pythonic(this.value)}`,
			this.inplace,
		);
	}
}

export interface PReLUOptions {
	/** What all slopes start with. Default 0.25. */
	readonly init?: number;
	/** Default float32. */
	readonly dtype?: "float32" | "float64";
	/** There is one. */
	readonly device?: Device;
}

/**
 * x where positive, weight * x elsewhere; the weights are learnt.
 * @param numParameters 1, or the number of channels (dimension 1 of the input). Default 1.
 * @example new nn.PReLU(3)(randn([2, 3])).shape; // [2, 3]
 */
export class PReLU extends ShapeKeeping {
	readonly weight: Parameter;

	constructor(
		readonly numParameters = 1,
		options?: PReLUOptions,
	) {
		const { init = 0.25, dtype = "float32" } = readOptions("PReLU", options);
		super();
		this.weight = newParameter(this, () =>
			full([numParameters], init, { dtype }),
		);
		fixParameters(this, "weight");
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.prelu(x, this.weight);
	}

	override extraRepr(): string {
		return say`num_parameters=${this.numParameters}`;
	}
}
