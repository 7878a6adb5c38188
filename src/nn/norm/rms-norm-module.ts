import { ones } from "../../tensor/create/filled.js";
import type { Tensor } from "../../tensor/tensor.js";
import { type Device, readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import type { Shape } from "../../value/shape.js";
import { fixParameters } from "../module/assignment.js";
import { newParameter, type Parameter } from "../module/parameter.js";
import { float, pythonic } from "../module/repr.js";
import { ShapeKeeping } from "../module/shape-keeping.js";
import { rmsNorm } from "./rms-norm.js";

export interface RMSNormModuleOptions {
	/** Added to the mean square. Default: the distance from 1 to the next number of the input's dtype. */
	readonly eps?: number | null;
	/** Learn a factor, 1 at first, for each place of `normalizedShape`. Default true. */
	readonly elementwiseAffine?: boolean;
	/** Default float32. */
	readonly dtype?: "float32" | "float64";
	/** There is one. */
	readonly device?: Device;
}

/** Divides by the root of the mean square over the last dimensions. @example new nn.RMSNorm(4)(randn([2, 4])).shape; // [2, 4] */
export class RMSNorm extends ShapeKeeping {
	readonly normalizedShape: Shape;
	readonly eps: number | null;
	readonly weight: Parameter | null;

	constructor(
		normalizedShape: number | Shape,
		options: RMSNormModuleOptions = {},
	) {
		readOptions("RMSNorm", options);
		super();
		const { eps = null, elementwiseAffine = true, dtype = "float32" } = options;
		this.normalizedShape =
			typeof normalizedShape === "number" ? [normalizedShape] : normalizedShape;
		this.eps = eps;
		this.weight = elementwiseAffine
			? newParameter(this, () => ones(this.normalizedShape, { dtype }))
			: null;
		fixParameters(this, "weight");
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return rmsNorm(x, this.normalizedShape, this);
	}

	override extraRepr(): string {
		return say`${pythonic(this.normalizedShape)}, eps=${float(this.eps)}, elementwise_affine=${pythonic(this.weight !== null)}`;
	}
}
