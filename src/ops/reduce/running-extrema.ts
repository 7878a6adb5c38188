import type { Tensor } from "../../tensor/tensor.js";
import { normalizeDim } from "../../value/shape.js";
import { checkTensor } from "../engine/define.js";
import type { ValuesAndIndices } from "../engine/values-and-indices.js";
import { along, byRow } from "../sort/order.js";

/** Running extremes: of equal ones the last position counts, and NaN stays. */
function running(
	name: "cummax" | "cummin",
	wins: (a: number, b: number) => boolean,
) {
	return (x: Tensor, dim: number): ValuesAndIndices => {
		const d = normalizeDim(name, dim, checkTensor(name, x).ndim);
		return along(name, x, d, true, () =>
			byRow(x, d, x.shape[d] ?? 1, (row, out) => {
				let best = 0;
				for (let i = 0; i < row.length; i++) {
					const [old, now] = [row[best] as number, row[i] as number];
					if (Number.isNaN(now) || (!Number.isNaN(old) && wins(now, old)))
						best = i;
					out[i] = best;
				}
			}),
		);
	};
}

/** The largest element so far along a dimension, and where it was. */
export const cummax = running("cummax", (a, b) => a >= b);
/** The smallest element so far along a dimension, and where it was. */
export const cummin = running("cummin", (a, b) => a <= b);
