import { checkTensor } from "../ops/engine/define.js";
import type { Tensor } from "../tensor/tensor.js";
import { ShapeError, show } from "../value/errors.js";
import { say } from "../value/quote.js";
import type { Collated } from "./collate.js";
import { Dataset, gather } from "./dataset.js";

/** One tensor for each of `T`. */
export type Tensors<T extends readonly Tensor[]> = {
	-readonly [K in keyof T]: Tensor;
};

/**
 * A dataset of tensors with a common first size: item `i` holds row `i` of each, as `torch.utils.data.TensorDataset`.
 *
 * @throws ShapeError if the first sizes differ
 * @example const train = new TensorDataset(randn([100, 8]), randint(0, 3, [100]));
 */
export class TensorDataset<T extends readonly Tensor[]> extends Dataset<
	Tensors<T>
> {
	/** Also where a bundler shortens names. */
	static override readonly name: string = "TensorDataset";

	readonly tensors: T;
	readonly length: number;

	constructor(...tensors: T) {
		super();
		this.tensors = tensors;
		this.length = commonLength(tensors);
	}

	get(index: number): Tensors<T> {
		const row = (t: Tensor): Tensor => t.select(0, index);
		return this.tensors.map(row) as Tensors<T>;
	}

	/** One gather for each tensor, in place of a stack of single rows. */
	override getBatch(indices: readonly number[]): Collated<Awaited<Tensors<T>>> {
		const batch = this.tensors.map((t) => gather(t, indices));
		return batch as unknown as Collated<Awaited<Tensors<T>>>;
	}
}

function commonLength(tensors: readonly Tensor[]): number {
	const op = "TensorDataset";
	if (tensors.length === 0)
		throw new ShapeError(op, "no tensors; give at least one");
	for (const t of tensors) checkTensor(op, t);
	for (const t of tensors) {
		if (t.ndim === 0 || t.size(0) !== tensors[0]?.size(0))
			throw new ShapeError(
				op,
				say`the tensors have shapes ${tensors.map((x) => show(x.shape)).join(" and ")}; their first sizes, the number of items, must be equal`,
			);
	}
	return (tensors[0] as Tensor).size(0);
}
