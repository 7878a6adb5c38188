import { relu, sigmoid, tanh } from "../ops/unary.js";
import { readOptions } from "../options.js";
import { say } from "../quote.js";
import type { Tensor } from "../tensor.js";
import {
	type GeluOptions,
	gelu,
	leakyRelu,
	logSoftmax,
	softmax,
} from "./functional/activation.js";
import { float, pythonic } from "./repr.js";
import { ShapeKeeping } from "./shape-keeping.js";

/** max(x, 0). @example new nn.ReLU()(tensor([-1, 2])); */
export class ReLU extends ShapeKeeping {
	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return relu(x);
	}
}

/** 1 / (1 + e^-x). @example new nn.Sigmoid()(tensor([0.5])); */
export class Sigmoid extends ShapeKeeping {
	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return sigmoid(x);
	}
}

/** The hyperbolic tangent. @example new nn.Tanh()(tensor([0.5])); */
export class Tanh extends ShapeKeeping {
	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return tanh(x);
	}
}

/** e^x / sum(e^x) along `dim`. @example new nn.Softmax(1)(randn([2, 3])); */
export class Softmax extends ShapeKeeping {
	constructor(readonly dim: number) {
		super();
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return softmax(x, this.dim);
	}

	override extraRepr(): string {
		return say`dim=${pythonic(this.dim)}`;
	}
}

/** x - log(sum(e^x)) along `dim`. @example new nn.LogSoftmax(1)(randn([2, 3])); */
export class LogSoftmax extends ShapeKeeping {
	constructor(readonly dim: number) {
		super();
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return logSoftmax(x, this.dim);
	}

	override extraRepr(): string {
		return say`dim=${pythonic(this.dim)}`;
	}
}

/** x Φ(x), Φ the normal distribution function. @example new nn.GELU()(tensor([0.5])); */
export class GELU extends ShapeKeeping {
	readonly approximate: "none" | "tanh";

	constructor(options?: GeluOptions) {
		const { approximate = "none" } = readOptions("GELU", options);
		super();
		this.approximate = approximate;
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return gelu(x, { approximate: this.approximate });
	}

	override extraRepr(): string {
		return say`approximate=${pythonic(this.approximate)}`;
	}
}

/** x where positive, negativeSlope * x elsewhere. @example new nn.LeakyReLU(0.1)(tensor([-1, 2.5])); */
export class LeakyReLU extends ShapeKeeping {
	constructor(readonly negativeSlope = 0.01) {
		super();
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return leakyRelu(x, this.negativeSlope);
	}

	override extraRepr(): string {
		return say`negative_slope=${float(this.negativeSlope)}`;
	}
}
