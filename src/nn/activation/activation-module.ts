import { relu, sigmoid, tanh } from "../../ops/pointwise/unary.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { float, pythonic, withInplace } from "../module/repr.js";
import {
	type Inplace,
	readSettings,
	type Settings,
} from "../module/settings.js";
import { ShapeKeeping } from "../module/shape-keeping.js";
import {
	type GeluOptions,
	gelu,
	leakyRelu,
	logSoftmax,
	relu_,
	softmax,
} from "./activation.js";

/** max(x, 0). @example new nn.ReLU()(tensor([-1, 2])); */
export class ReLU extends ShapeKeeping {
	readonly inplace: boolean;

	constructor(inplace?: Inplace) {
		super();
		this.inplace = readSettings("ReLU", {}, inplace).inplace;
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return this.inplace ? relu_(x) : relu(x);
	}

	override extraRepr(): string {
		return withInplace("", this.inplace);
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

/**
 * e^x / sum(e^x) over the channels of images [N, C, h, w] or [C, h, w], at each place.
 * @throws ShapeError for other ranks
 * @example new nn.Softmax2d()(randn([1, 3, 2, 2])).sum(1); // all 1
 */
export class Softmax2d extends ShapeKeeping {
	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		if (x.ndim !== 3 && x.ndim !== 4)
			throw new ShapeError(
				"Softmax2d",
				say`an input of shape ${show(x.shape)}; expected [N, C, h, w] or [C, h, w]`,
			);
		return softmax(x, -3);
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
	readonly negativeSlope: number;
	readonly inplace: boolean;

	constructor(
		negativeSlope?: number | Settings<"negativeSlope">,
		inplace?: Inplace,
	) {
		super();
		const read = readSettings(
			"LeakyReLU",
			{ negativeSlope: 0.01 },
			negativeSlope,
			inplace,
		);
		this.negativeSlope = read.negativeSlope;
		this.inplace = read.inplace;
	}

	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(x: Tensor): Tensor {
		return leakyRelu(x, this.negativeSlope, this.inplace);
	}

	override extraRepr(): string {
		return withInplace(
			say`negative_slope=${float(this.negativeSlope)}`,
			this.inplace,
		);
	}
}
