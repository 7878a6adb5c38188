/** Dropout of whole channels, and dropout that keeps mean and variance, as modules. */

import type { Tensor } from "../../tensor/tensor.js";
import { say } from "../../value/quote.js";
import type { Copier } from "../module/deepcopy.js";
import { Module } from "../module/module.js";
import { float, pythonic } from "../module/repr.js";
import {
	type Inplace,
	readSettings,
	type Settings,
} from "../module/settings.js";
import { checkProbability } from "./dropout.js";
import * as functional from "./feature-dropout.js";

type Drop = typeof functional.dropout1d;

abstract class DropoutVariant extends Module {
	readonly #drop: Drop;
	readonly p: number;
	readonly inplace: boolean;

	constructor(
		op: string,
		drop: Drop,
		p: number | Settings<"p"> | undefined,
		inplace: Inplace | undefined,
	) {
		super();
		const read = readSettings(op, { p: 0.5 }, p, inplace);
		this.#drop = drop;
		this.p = checkProbability(op, read.p);
		this.inplace = read.inplace;
	}

	/** @internal */
	override blankCopy(copier: Copier): this {
		const args = ["deepcopy", this.#drop, this.p, this.inplace];
		return this.constructedBy(DropoutVariant, args, copier);
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return this.#drop(x, this.p, {
			training: this.training,
			inplace: this.inplace,
		});
	}

	override extraRepr(): string {
		return say`p=${float(this.p)}, inplace=${pythonic(this.inplace)}`;
	}
}

/** In training, drops channels of [N, C, L] or [C, L]. @example new nn.Dropout1d(0.2)(randn([2, 3, 4])); */
export class Dropout1d extends DropoutVariant {
	constructor(p?: number | Settings<"p">, inplace?: Inplace) {
		super("Dropout1d", functional.dropout1d, p, inplace);
	}
}

/** In training, drops channels of [N, C, H, W]. @example new nn.Dropout2d(0.2)(randn([2, 3, 4, 4])); */
export class Dropout2d extends DropoutVariant {
	constructor(p?: number | Settings<"p">, inplace?: Inplace) {
		super("Dropout2d", functional.dropout2d, p, inplace);
	}
}

/** In training, drops channels of [N, C, D, H, W] or [C, D, H, W]. @example new nn.Dropout3d(0.2)(randn([2, 3, 4, 4, 4])); */
export class Dropout3d extends DropoutVariant {
	constructor(p?: number | Settings<"p">, inplace?: Inplace) {
		super("Dropout3d", functional.dropout3d, p, inplace);
	}
}

/** Dropout for networks of SELUs: mean 0 and variance 1 stay. Any shape. @example new nn.AlphaDropout(0.2)(randn([4])); */
export class AlphaDropout extends DropoutVariant {
	constructor(p?: number | Settings<"p">, inplace?: Inplace) {
		super("AlphaDropout", functional.alphaDropout, p, inplace);
	}
}

/** AlphaDropout of whole channels, [N, C, ...]. @example new nn.FeatureAlphaDropout(0.2)(randn([2, 3, 4])); */
export class FeatureAlphaDropout extends DropoutVariant {
	constructor(p?: number | Settings<"p">, inplace?: Inplace) {
		super("FeatureAlphaDropout", functional.featureAlphaDropout, p, inplace);
	}
}
