/** What embeddings do to the rows of their weight besides taking them. */
import { noGrad } from "../../autograd/mode.js";
import { tidy } from "../../ops/engine/define.js";
import { scaleGrad } from "../../ops/nn/scale-grad.js";
import { takeAlong } from "../../ops/select/gather.js";
import { fromFlat } from "../../tensor/create/from-flat.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ValueError } from "../../value/errors.js";
import { quote, say } from "../../value/quote.js";

export interface RowOptions {
	/** Rows that are taken and have a greater norm are scaled to it, in place, before they are. Default null: none is. */
	readonly maxNorm?: number | null;
	/** The p of that norm. Default 2. */
	readonly normType?: number;
	/** Divide the gradient of each row by how often it was taken. Default false. */
	readonly scaleGradByFreq?: boolean;
}

/** PyTorch's, against division by zero. */
const EPS = 1e-7;

/** Scales the rows of `weight` that `input` names down to the norm, if the options have one. */
export function limitNorms(
	op: string,
	weight: Tensor,
	input: Tensor,
	{ maxNorm = null, normType = 2 }: RowOptions,
): void {
	if (maxNorm === null) return;
	for (const [name, value] of Object.entries({ maxNorm, normType }))
		if (!(typeof value === "number" && value >= 0))
			throw new ValueError(
				op,
				say`${name} is ${quote(value)}; expected a number of at least 0`,
			);
	const taken = Int32Array.from(new Set(input.toTypedArray()));
	if (taken.length === 0) return;
	noGrad(() =>
		tidy(() => {
			const index = fromFlat(taken, [taken.length], "int32");
			const rows = takeAlong(weight, 0, index);
			const norms = rows.norm(normType, 1).toTypedArray();
			if (norms.every((norm) => !(norm > maxNorm))) return [];
			const factors = Float64Array.from(norms, (norm) =>
				norm > maxNorm ? maxNorm / (norm + EPS) : 1,
			);
			const scaled = rows.mul(fromFlat(factors, [taken.length, 1], rows.dtype));
			weight.indexCopy_(0, index, scaled);
			return [];
		}),
	);
}

/** Rows [n, size] that were taken from these places, their gradients divided by how often each place is among them. */
export function dividedByCounts(
	rows: Tensor,
	places: ArrayLike<number>,
): Tensor {
	const counts = new Map<number, number>();
	for (let i = 0; i < places.length; i++) {
		const place = places[i] as number;
		counts.set(place, (counts.get(place) ?? 0) + 1);
	}
	return scaleGrad(
		rows,
		Float64Array.from(places, (place) => 1 / (counts.get(place) ?? 1)),
	);
}
