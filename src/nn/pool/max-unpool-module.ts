import type { Tensor } from "../../tensor/tensor.js";
import { say } from "../../value/quote.js";
import { Module } from "../module/module.js";
import { pythonic } from "../module/repr.js";
import { maxUnpool1d, maxUnpool2d } from "./max-unpool.js";
import type { Sizes } from "./pool-axes.js";

abstract class MaxUnpool extends Module {
	readonly stride: Sizes;

	constructor(
		readonly kernelSize: Sizes,
		stride: Sizes | null = null,
		readonly padding: Sizes = 0,
	) {
		super();
		this.stride = stride ?? kernelSize;
	}

	override extraRepr(): string {
		const tuple = (sizes: Sizes) => pythonic(this.#pair(sizes));
		return say`kernel_size=${tuple(this.kernelSize)}, stride=${tuple(this.stride)}, padding=${tuple(this.padding)}`;
	}

	/** PyTorch keeps a number for each dimension. */
	#pair(sizes: Sizes): readonly number[] {
		const count = this instanceof MaxUnpool1d ? 1 : 2;
		return typeof sizes === "number" ? Array(count).fill(sizes) : sizes;
	}
}

/**
 * `nn.functional.maxUnpool1d` as a module.
 * @example new nn.MaxUnpool1d(2)(tensor([[3.5, 5]]), tensor([[1, 3]])); // [[0, 3.5, 0, 5]]
 */
export class MaxUnpool1d extends MaxUnpool {
	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(
		x: Tensor,
		indices: Tensor,
		outputSize: readonly number[] | null = null,
	): Tensor {
		const { kernelSize, stride, padding } = this;
		return maxUnpool1d(x, indices, kernelSize, stride, { padding, outputSize });
	}
}

/**
 * `nn.functional.maxUnpool2d` as a module.
 * @example
 * const [values, indices] = new nn.MaxPool2d(2, { returnIndices: true })(randn([1, 1, 4, 4]));
 * new nn.MaxUnpool2d(2)(values, indices).shape; // [1, 1, 4, 4]
 */
export class MaxUnpool2d extends MaxUnpool {
	/** @internal */
	get keepsNothing(): true {
		return true;
	}

	forward(
		x: Tensor,
		indices: Tensor,
		outputSize: readonly number[] | null = null,
	): Tensor {
		const { kernelSize, stride, padding } = this;
		return maxUnpool2d(x, indices, kernelSize, stride, { padding, outputSize });
	}
}
