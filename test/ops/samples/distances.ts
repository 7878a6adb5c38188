import { cdist } from "../../../src/index.js";
import type { Tensor } from "../../../src/tensor/tensor.js";
import { build, get, type Nd } from "../reference.js";
import type { Sample } from "../sample.js";

/** [..., P, M] and [R, M] give [..., P, R]. */
function distances(x: Nd, y: Nd, p: number): Nd {
	const width = y.shape[1] as number;
	const shape = [...x.shape.slice(0, -1), y.shape[0] as number];
	return build(shape, (index) => {
		const parts = Array.from({ length: width }, (_, k) =>
			Math.abs(
				get(x, [...index.slice(0, -1), k]) -
					get(y, [index.at(-1) as number, k]),
			),
		);
		return parts.reduce((sum, d) => sum + d ** p, 0) ** (1 / p);
	});
}

export const distanceSamples = {
	cdist: [2, 1, 3].flatMap((p) =>
		(["use_mm_for_euclid_dist", "donot_use_mm_for_euclid_dist"] as const).map(
			(computeMode) => ({
				name: `p ${p}, ${computeMode}`,
				shapes: [
					[
						[2, 3],
						[4, 3],
					],
					[
						[2, 1, 3],
						[4, 3],
					],
					[
						[0, 3],
						[4, 3],
					],
				],
				tolerance: 1e-5,
				call: (x: Tensor, y: Tensor) => cdist(x, y, p, { computeMode }),
				oracle: (x: Nd, y: Nd) => distances(x, y, p),
			}),
		),
	),
} satisfies Record<string, readonly Sample[]>;
