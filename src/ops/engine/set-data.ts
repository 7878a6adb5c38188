import type { Storage } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { type DType, isFloatingDType } from "../../value/dtype.js";
import { AutogradError, DTypeError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { sameShape } from "../../value/shape.js";
import { checkTensor } from "./define.js";

interface Data {
	storage: Tensor["storage"];
	layout: Tensor["layout"];
	dtype: DType;
}

/**
 * Makes the elements of `source` those of `tensor`, which stays the same object: optimisers and modules that hold it go on
 * with them. A gradient that does not fit them is dropped.
 */
export function setData(tensor: Tensor, source: Tensor): void {
	const { storage, layout, dtype } = checkTensor("data", source);
	if (tensor.requiresGrad && !isFloatingDType(dtype))
		throw new DTypeError(
			"data",
			say`a tensor of dtype ${dtype} for one that requires a gradient; only float32 and float64 can. Convert it with float() first`,
		);
	if (tensor.storage !== storage) markChanged(tensor.storage, storage);
	const grad = tensor.peekGrad();
	// A gradient of what the tensor was before would not fit it.
	if (
		grad !== null &&
		(grad.dtype !== dtype || !sameShape(grad.layout.shape, layout.shape))
	)
		tensor.grad = null;
	const data: Data = tensor;
	data.storage = storage;
	data.layout = layout;
	data.dtype = dtype;
	if (tensor.base !== null) {
		tensor.base = null;
		tensor.graphVersion = storage.graphVersion;
	}
}

/**
 * A graph that saved the tensor would read the new elements for the old ones: it sees from the version that they are
 * others. Only of a source that no graph has saved may the version be changed.
 */
function markChanged(before: Storage, after: Storage): void {
	if (before.saves === 0 || before.version !== after.version) return;
	if (after.saves > 0)
		throw new AutogradError(
			"data",
			"graphs saved both the old elements and the new ones, and could not tell them apart; assign a clone()",
		);
	after.version++;
	after.changedBy = "an assignment to data";
}
