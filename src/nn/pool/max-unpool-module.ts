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

	/** How many dimensions were pooled. */
	protected abstract get dims(): 1 | 2;

	forward(
		x: Tensor,
		indices: Tensor,
		outputSize: readonly number[] | null = null,
	): Tensor {
		const { kernelSize, stride, padding } = this;
		const unpool = this.dims === 1 ? maxUnpool1d : maxUnpool2d;
		return unpool(x, indices, kernelSize, stride, { padding, outputSize });
	}

	override extraRepr(): string {
		// PyTorch keeps a number for each dimension.
		const tuple = (sizes: Sizes) =>
			pythonic(
				typeof sizes === "number" ? Array(this.dims).fill(sizes) : sizes,
			);
		return say`kernel_size=${tuple(this.kernelSize)}, stride=${tuple(this.stride)}, padding=${tuple(this.padding)}`;
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

	protected override get dims(): 1 {
		return 1;
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

	protected override get dims(): 2 {
		return 2;
	}
}
