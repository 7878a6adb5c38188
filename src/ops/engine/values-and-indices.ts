import type { Tensor } from "../../tensor/tensor.js";

/** Elements along a dimension and where they were: by name, or in this order as in `const [values, indices] = x.max(1)`. */
export interface ValuesAndIndices extends Iterable<Tensor> {
	readonly values: Tensor;
	/** int32 */
	readonly indices: Tensor;
}

class Pair implements ValuesAndIndices {
	constructor(
		readonly values: Tensor,
		readonly indices: Tensor,
	) {}

	*[Symbol.iterator](): Iterator<Tensor> {
		yield this.values;
		yield this.indices;
	}
}

export function valuesAndIndices(
	values: Tensor,
	indices: Tensor,
): ValuesAndIndices {
	return new Pair(values, indices);
}
