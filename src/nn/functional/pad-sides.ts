import { zeros } from "../../create.js";
import { ValueError } from "../../errors.js";
import { fromFlat } from "../../from-flat.js";
import { takeAlong } from "../../ops/index.js";
import { cat } from "../../ops/join.js";
import type { Tensor } from "../../tensor.js";

/** What stands beyond the edges: zeros, the image mirrored, its edge again and again, or the image from its other side. */
export type PaddingMode = "zeros" | "reflect" | "replicate" | "circular";

/** How many elements are added before and after. */
export type Sides = readonly [before: number, after: number];

/** Adds elements along one dimension. */
export function padSides(
	x: Tensor,
	dim: number,
	[before, after]: Sides,
	mode: PaddingMode = "zeros",
): Tensor {
	if (before === 0 && after === 0) return x;
	if (mode === "zeros") {
		const side = (count: number) =>
			zeros(
				x.shape.map((size, d) => (d === dim ? count : size)),
				{ dtype: x.dtype },
			);
		return cat([side(before), x, side(after)], dim);
	}
	const size = x.size(dim);
	checkReach(mode, size, Math.max(before, after));
	const places = Int32Array.from({ length: before + size + after }, (_, i) =>
		placeOf(mode, i - before, size),
	);
	return takeAlong(x, dim, fromFlat(places, [places.length], "int32"));
}

function checkReach(mode: PaddingMode, size: number, reach: number): void {
	if (!Object.hasOwn(reaches, mode))
		throw new ValueError(
			"conv2d",
			`unknown paddingMode "${String(mode)}"; one of zeros, ${Object.keys(reaches).join(", ")}`,
		);
	const most = reaches[mode as keyof typeof reaches](size);
	if (reach > most)
		throw new ValueError(
			"conv2d",
			`${reach} elements of ${mode} padding on a side of size ${size}; at most ${most}`,
		);
}

const reaches = {
	reflect: (size: number) => size - 1,
	replicate: (size: number) => (size > 0 ? Number.POSITIVE_INFINITY : 0),
	circular: (size: number) => size,
};

/** Where the element at `i`, perhaps beyond an edge, comes from. */
function placeOf(mode: PaddingMode, i: number, size: number): number {
	if (i >= 0 && i < size) return i;
	if (mode === "reflect") return i < 0 ? -i : 2 * (size - 1) - i;
	if (mode === "replicate") return i < 0 ? 0 : size - 1;
	return (i + size) % size;
}
