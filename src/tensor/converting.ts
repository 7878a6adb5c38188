import { isDType, type ToOptions, toAsCalled } from "../ops/engine/convert.js";
import * as copy from "../ops/engine/copy.js";
import type { DType } from "../value/dtype.js";
import type { Device } from "../value/options.js";
import { TensorCore } from "./core.js";
import type { Tensor } from "./tensor.js";

/** The same elements in another dtype. There is one device, the CPU, on which everything is. */
export class ConversionMethods extends TensorCore {
	/** Where the elements are. */
	get device(): Device {
		return "cpu";
	}
	/** Itself: everything is on the CPU. */
	cpu(this: Tensor): Tensor {
		return this;
	}
	/**
	 * The same elements in another dtype, or in that of another tensor; itself if it has it already and `copy` is not true.
	 * `nonBlocking` and the device, which is always "cpu", change nothing.
	 * @throws ValueError for another device
	 * @example x.to("cpu", "float64"); x.to({ dtype: "int32", copy: true });
	 */
	to(this: Tensor, dtype: DType, nonBlocking?: boolean, copy?: boolean): Tensor;
	to(
		this: Tensor,
		other: Tensor,
		nonBlocking?: boolean,
		copy?: boolean,
	): Tensor;
	to(
		this: Tensor,
		device: Device,
		dtype?: DType | null,
		nonBlocking?: boolean,
		copy?: boolean,
	): Tensor;
	to(this: Tensor, options: ToOptions): Tensor;
	to(
		this: Tensor,
		target: DType | Device | Tensor,
		options?: ToOptions,
	): Tensor;
	to(this: Tensor, target: unknown, ...rest: readonly unknown[]): Tensor {
		// Most calls are of this form, the library's own among them.
		if (rest.length === 0 && isDType(target)) return copy.to(this, target);
		return toAsCalled(this, [target, ...rest]);
	}
}
