import { empty } from "../../tensor/create/filled.js";
import type { Tensor } from "../../tensor/tensor.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkInteger } from "../../value/shape.js";
import { uniform_ } from "../init/index.js";
import { expectKind } from "../module/assignment.js";
import { Module } from "../module/module.js";
import { newParameter, type Parameter } from "../module/parameter.js";
import { pythonic } from "../module/repr.js";
import { bilinear } from "./bilinear.js";
import type { LinearOptions } from "./linear-module.js";

/**
 * x1ᵀ W x2 + b: [..., in1Features] and [..., in2Features] to [..., outFeatures]. Weight [out, in1, in2] and bias [out] are
 * uniform within 1 / sqrt(in1Features) at first.
 *
 * @example new nn.Bilinear(3, 4, 2)(randn([5, 3]), randn([5, 4])).shape; // [5, 2]
 */
export class Bilinear extends Module {
	readonly weight: Parameter;
	readonly bias: Parameter | null;

	constructor(
		readonly in1Features: number,
		readonly in2Features: number,
		readonly outFeatures: number,
		options?: LinearOptions,
	) {
		const { bias = true, dtype = "float32" } = readOptions("Bilinear", options);
		super();
		checkInteger("Bilinear", "in1Features", in1Features);
		const bound = 1 / Math.sqrt(in1Features);
		const learnt = (shape: readonly number[]) =>
			newParameter(this, () =>
				uniform_(empty(shape, { dtype }), -bound, bound),
			);
		this.weight = learnt([outFeatures, in1Features, in2Features]);
		this.bias = bias ? learnt([outFeatures]) : null;
		expectKind(this, "bias", "parameter");
	}

	forward(x1: Tensor, x2: Tensor): Tensor {
		return bilinear(x1, x2, this.weight, this.bias);
	}

	override extraRepr(): string {
		return say`in1_features=${this.in1Features}, in2_features=${this.in2Features}, out_features=${this.outFeatures}, bias=${pythonic(this.bias !== null)}`;
	}
}
