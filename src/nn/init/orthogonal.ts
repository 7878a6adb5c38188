import { noGrad } from "../../autograd/mode.js";
import { checkTensor } from "../../ops/engine/define.js";
import type { RandomOptions } from "../../ops/random/random.js";
import { empty } from "../../tensor/create/filled.js";
import { tensor as makeTensor } from "../../tensor/create/from-data.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";

export interface OrthogonalOptions extends RandomOptions {
	/** Factor of the result. Default 1. */
	readonly gain?: number;
}

/**
 * A random orthogonal matrix: the tensor seen as [size(0), rest], its rows or columns, whichever are fewer, of length
 * gain and at right angles.
 *
 * @throws ShapeError for fewer than two dimensions
 * @example nn.init.orthogonal_(empty([3, 5]));
 */
export function orthogonal_(
	tensor: Tensor,
	settings?: OrthogonalOptions,
): Tensor {
	const { gain = 1, ...options } = readOptions("orthogonal_", settings);
	if (checkTensor("orthogonal_", tensor).ndim < 2)
		throw new ShapeError(
			"orthogonal_",
			say`a tensor of shape ${show(tensor.shape)}; expected at least two dimensions`,
		);
	if (tensor.numel() === 0) return tensor;
	const rows = tensor.size(0);
	const cols = tensor.numel() / rows;
	const drawn = empty([rows, cols], { dtype: tensor.dtype }).normal_(
		0,
		1,
		options,
	);
	const wide = rows < cols;
	const vectors = orthonormal(
		(wide ? drawn : drawn.t()).double().tolist() as number[][],
	);
	const matrix = makeTensor(vectors, { dtype: "float64" });
	const placed = (wide ? matrix : matrix.t()).mul(gain).reshape(tensor.shape);
	return noGrad(() => tensor.copy_(placed.to(tensor.dtype)));
}

/** Modified Gram-Schmidt, twice for full accuracy: the Q of a QR factorisation whose R has a positive diagonal. */
function orthonormal(vectors: readonly number[][]): number[][] {
	const basis: number[][] = [];
	for (const vector of vectors) {
		for (let pass = 0; pass < 2; pass++)
			for (const other of basis) {
				const along = dot(vector, other);
				for (let i = 0; i < vector.length; i++)
					vector[i] = (vector[i] as number) - along * (other[i] as number);
			}
		const length = Math.sqrt(dot(vector, vector));
		basis.push(vector.map((value) => value / length));
	}
	return basis;
}

function dot(a: readonly number[], b: readonly number[]): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
	return sum;
}
