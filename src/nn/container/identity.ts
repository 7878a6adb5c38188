import type { Tensor } from "../../tensor/tensor.js";
import { ShapeKeeping } from "../module/shape-keeping.js";

/** Gives its input. @example new nn.Identity()(x) === x; */
export class Identity extends ShapeKeeping {
	/** Also where a bundler shortens names. */
	static override readonly name: string = "Identity";

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return x;
	}
}
