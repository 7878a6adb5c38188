import { noGrad } from "../../autograd/mode.js";
import { checkTensor } from "../../ops/engine/define.js";
import type { RandomOptions } from "../../ops/random/random.js";
import { randperm } from "../../tensor/create/random.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkNumber } from "../../value/scalar-value.js";

export interface SparseOptions extends RandomOptions {
	/** Of the numbers that are not 0. Default 0.01. */
	readonly std?: number;
}

export function sparse_(
	tensor: Tensor,
	sparsity: number,
	options?: SparseOptions,
): Tensor {
	const { std = 0.01, generator } = readOptions("sparse_", options);
	if (checkTensor("sparse_", tensor).ndim !== 2)
		throw new ShapeError(
			"sparse_",
			say`a tensor of shape ${show(tensor.shape)}; expected two dimensions`,
		);
	const part = checkNumber("sparse_", "sparsity", sparsity);
	if (!(part >= 0 && part <= 1))
		throw new ValueError(
			"sparse_",
			say`sparsity is ${part}; expected 0 to 1, the part of each column that is 0`,
		);
	const draw = generator ? { generator } : {};
	const [rows, columns] = tensor.shape as [number, number];
	const zeros = Math.ceil(part * rows);
	return noGrad(() => {
		tensor.normal_(0, std, draw);
		for (let j = 0; j < columns; j++) {
			const chosen = randperm(rows, draw).narrow(0, 0, zeros);
			tensor.select(1, j).indexFill_(0, chosen, 0);
		}
		return tensor;
	});
}
