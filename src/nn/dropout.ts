import { say } from "../quote.js";
import type { Tensor } from "../tensor.js";
import { checkProbability, dropout } from "./functional/dropout.js";
import { float } from "./repr.js";
import { ShapeKeeping } from "./shape-keeping.js";

/**
 * In training mode, zeroes each element with probability `p` and scales the others by 1 / (1 - p); otherwise gives its
 * input.
 *
 * @throws ValueError unless 0 <= p <= 1
 * @example const layer = new nn.Dropout(0.2).eval(); layer(x) === x;
 */
export class Dropout extends ShapeKeeping {
	constructor(readonly p = 0.5) {
		super();
		checkProbability("Dropout", p);
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return dropout(x, this.p, { training: this.training });
	}

	override extraRepr(): string {
		return say`p=${float(this.p)}, inplace=False`;
	}
}
