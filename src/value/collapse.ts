import type { Shape } from "./shape.js";

/** Dimensions of several views that are walked together, with as few dimensions as their strides allow. */
export interface Walk {
	readonly shape: readonly number[];
	/** For each view, its strides. */
	readonly strides: readonly (readonly number[])[];
}

/** Drops dimensions of size 1 and merges neighbours that every view walks like one longer dimension. */
export function collapse(
	shape: Shape,
	views: readonly (readonly number[])[],
): Walk {
	const sizes: number[] = [];
	const strides: number[][] = views.map(() => []);
	for (let d = 0; d < shape.length; d++) {
		const size = shape[d] as number;
		if (size === 1) continue;
		const last = sizes.length - 1;
		const merges =
			last >= 0 &&
			views.every(
				(view, v) => strides[v]?.[last] === (view[d] as number) * size,
			);
		if (merges) {
			sizes[last] = (sizes[last] as number) * size;
			views.forEach((view, v) => {
				(strides[v] as number[])[last] = view[d] as number;
			});
		} else {
			sizes.push(size);
			views.forEach((view, v) => {
				(strides[v] as number[]).push(view[d] as number);
			});
		}
	}
	return { shape: sizes, strides };
}

/** Calls `body` with the offsets of each view for every index of the leading `dims` dimensions. */
export function eachOffset(
	walk: Walk,
	dims: readonly number[],
	start: readonly number[],
	body: (offsets: readonly number[]) => void,
): void {
	const offsets = start.slice();
	const step = (level: number): void => {
		if (level === dims.length) {
			body(offsets);
			return;
		}
		const d = dims[level] as number;
		const size = walk.shape[d] as number;
		for (let i = 0; i < size; i++) {
			step(level + 1);
			for (let v = 0; v < offsets.length; v++)
				offsets[v] = (offsets[v] as number) + (walk.strides[v]?.[d] as number);
		}
		for (let v = 0; v < offsets.length; v++)
			offsets[v] =
				(offsets[v] as number) - size * (walk.strides[v]?.[d] as number);
	};
	step(0);
}
