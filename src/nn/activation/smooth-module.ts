/** Activations without corners as modules. */

import type { Tensor } from "../../tensor/tensor.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { Module } from "../module/module.js";
import { float, pythonic, withInplace } from "../module/repr.js";
import {
	type Inplace,
	readSettings,
	type Settings,
} from "../module/settings.js";
import { ShapeKeeping } from "../module/shape-keeping.js";
import * as functional from "./smooth.js";

/** `nn.functional.elu`. @example new nn.ELU(0.5)(tensor([-1, 2.5])); */
export class ELU extends ShapeKeeping {
	readonly alpha: number;
	readonly inplace: boolean;

	constructor(alpha?: number | Settings<"alpha">, inplace?: Inplace) {
		super();
		const read = readSettings("ELU", { alpha: 1 }, alpha, inplace);
		this.alpha = read.alpha;
		this.inplace = read.inplace;
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.elu(x, this.alpha, this.inplace);
	}

	override extraRepr(): string {
		return withInplace(say`alpha=${float(this.alpha)}`, this.inplace);
	}
}

/** `nn.functional.selu`. @example new nn.SELU()(tensor([-1, 2.5])); */
export class SELU extends ShapeKeeping {
	readonly inplace: boolean;

	constructor(inplace?: Inplace) {
		super();
		this.inplace = readSettings("SELU", {}, inplace).inplace;
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.selu(x, this.inplace);
	}

	override extraRepr(): string {
		return withInplace("", this.inplace);
	}
}

/** `nn.functional.celu`. @example new nn.CELU(0.5)(tensor([-1, 2.5])); */
export class CELU extends ShapeKeeping {
	readonly alpha: number;
	readonly inplace: boolean;

	constructor(alpha?: number | Settings<"alpha">, inplace?: Inplace) {
		super();
		const read = readSettings("CELU", { alpha: 1 }, alpha, inplace);
		this.alpha = read.alpha;
		this.inplace = read.inplace;
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.celu(x, this.alpha, this.inplace);
	}

	override extraRepr(): string {
		return withInplace(say`alpha=${float(this.alpha)}`, this.inplace);
	}
}

/** x / (1 + e^-x). @example new nn.SiLU()(tensor([0.5])); */
export class SiLU extends ShapeKeeping {
	readonly inplace: boolean;

	constructor(inplace?: Inplace) {
		super();
		this.inplace = readSettings("SiLU", {}, inplace).inplace;
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.silu(x, this.inplace);
	}

	override extraRepr(): string {
		return withInplace("", this.inplace);
	}
}

/** `nn.functional.softplus`. @example new nn.Softplus({ beta: 2 })(tensor([0.5])); */
export class Softplus extends ShapeKeeping {
	readonly beta: number;
	readonly threshold: number;

	constructor(options?: functional.SoftplusOptions) {
		const { beta = 1, threshold = 20 } = readOptions("Softplus", options);
		super();
		this.beta = beta;
		this.threshold = threshold;
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		const { beta, threshold } = this;
		return functional.softplus(x, { beta, threshold });
	}

	override extraRepr(): string {
		return say`beta=${pythonic(this.beta)}, threshold=${pythonic(this.threshold)}`;
	}
}

/** x tanh(softplus(x)). @example new nn.Mish()(tensor([0.5])); */
export class Mish extends ShapeKeeping {
	readonly inplace: boolean;

	constructor(inplace?: Inplace) {
		super();
		this.inplace = readSettings("Mish", {}, inplace).inplace;
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.mish(x, this.inplace);
	}

	override extraRepr(): string {
		return withInplace("", this.inplace);
	}
}

/** log(1 / (1 + e^-x)). @example new nn.LogSigmoid()(tensor([0.5])); */
export class LogSigmoid extends ShapeKeeping {
	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.logsigmoid(x);
	}
}

/** x / (1 + |x|). @example new nn.Softsign()(tensor([0.5])); */
export class Softsign extends ShapeKeeping {
	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.softsign(x);
	}
}

/** x - tanh(x). @example new nn.Tanhshrink()(tensor([0.5])); */
export class Tanhshrink extends ShapeKeeping {
	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.tanhshrink(x);
	}
}

/** e^-x / sum(e^-x) along `dim`. @example new nn.Softmin(1)(randn([2, 3])); */
export class Softmin extends ShapeKeeping {
	constructor(readonly dim: number) {
		super();
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.softmin(x, this.dim);
	}

	override extraRepr(): string {
		return say`dim=${pythonic(this.dim)}`;
	}
}

/** The first half of `dim` times the sigmoid of the second. @example new nn.GLU()(randn([2, 4])); */
export class GLU extends Module {
	constructor(readonly dim = -1) {
		super();
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return functional.glu(x, this.dim);
	}

	override extraRepr(): string {
		return say`dim=${pythonic(this.dim)}`;
	}
}
