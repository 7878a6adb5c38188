/** Resizing in one mode, as PyTorch had it before `Upsample`. */

import { readOptions } from "../../value/options.js";
import type { InterpolateOptions } from "./interpolate.js";
import { Upsample } from "./rearrange-module.js";

type UpsamplingOptions = Pick<InterpolateOptions, "size" | "scaleFactor">;

/** `nn.Upsample` in mode "nearest", of images [N, C, h, w]. @example new nn.UpsamplingNearest2d({ scaleFactor: 2 })(randn([1, 3, 4, 4])).shape; // [1, 3, 8, 8] */
export class UpsamplingNearest2d extends Upsample {
	constructor(options: UpsamplingOptions = {}) {
		readOptions("UpsamplingNearest2d", options);
		super({ ...options, mode: "nearest" });
	}

	/** @internal */
	override get keepsNothing(): true {
		return true;
	}
}

/** `nn.Upsample` in mode "bilinear" with aligned corners, of images [N, C, h, w]. @example new nn.UpsamplingBilinear2d({ size: [6, 6] })(randn([1, 3, 4, 4])).shape; // [1, 3, 6, 6] */
export class UpsamplingBilinear2d extends Upsample {
	constructor(options: UpsamplingOptions = {}) {
		readOptions("UpsamplingBilinear2d", options);
		super({ ...options, mode: "bilinear", alignCorners: true });
	}

	/** @internal */
	override get keepsNothing(): true {
		return true;
	}
}
