import type { Tensor } from "../../tensor/tensor.js";
import { say } from "../../value/quote.js";
import { float, pythonic } from "../module/repr.js";
import {
	type Inplace,
	readSettings,
	type Settings,
} from "../module/settings.js";
import { ShapeKeeping } from "../module/shape-keeping.js";
import { checkProbability, dropout } from "./dropout.js";

/**
 * In training mode, zeroes each element with probability `p` and scales the others by 1 / (1 - p); otherwise gives its
 * input.
 *
 * @throws ValueError unless 0 <= p <= 1
 * @example const layer = new nn.Dropout(0.2).eval(); layer(x) === x;
 */
export class Dropout extends ShapeKeeping {
	readonly p: number;
	readonly inplace: boolean;

	constructor(p?: number | Settings<"p">, inplace?: Inplace) {
		super();
		const read = readSettings("Dropout", { p: 0.5 }, p, inplace);
		this.p = checkProbability("Dropout", read.p);
		this.inplace = read.inplace;
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return dropout(x, this.p, {
			training: this.training,
			inplace: this.inplace,
		});
	}

	override extraRepr(): string {
		return say`p=${float(this.p)}, inplace=${pythonic(this.inplace)}`;
	}
}
