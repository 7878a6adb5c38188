import type { Tensor } from "../../tensor/tensor.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkInteger } from "../../value/shape.js";
import { float } from "../module/repr.js";
import { ShapeKeeping } from "../module/shape-keeping.js";
import {
	type LocalResponseNormOptions,
	localResponseNorm,
} from "./local-response-norm.js";

/** `nn.functional.localResponseNorm` as a module. @example new nn.LocalResponseNorm(2)(randn([2, 6, 3])).shape; // [2, 6, 3] */
export class LocalResponseNorm extends ShapeKeeping {
	readonly alpha: number;
	readonly beta: number;
	readonly k: number;

	constructor(
		readonly size: number,
		options?: LocalResponseNormOptions,
	) {
		const {
			alpha = 1e-4,
			beta = 0.75,
			k = 1,
		} = readOptions("LocalResponseNorm", options);
		super();
		checkInteger("LocalResponseNorm", "size", size);
		this.alpha = alpha;
		this.beta = beta;
		this.k = k;
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		const { alpha, beta, k } = this;
		return localResponseNorm(x, this.size, { alpha, beta, k });
	}

	override extraRepr(): string {
		return say`${this.size}, alpha=${float(this.alpha)}, beta=${float(this.beta)}, k=${float(this.k)}`;
	}
}
