/** Several factors in one output, so that one operation gives them and they share one gradient. */
import type { Tensor } from "../../tensor/tensor.js";
import { narrow, reshape } from "../shape/views.js";
import { copyElements } from "./copy.js";
import { type Meta, makeTensor } from "./define.js";

/** Rows and columns of the factors in the order in which they lie in the output. */
export type Sizes = readonly (readonly [rows: number, columns: number])[];

/** The factors of a packed output [..., total]. */
export function unpack(packed: Tensor, sizes: Sizes): Tensor[] {
	const batch = packed.shape.slice(0, -1);
	let start = 0;
	return sizes.map(([rows, columns]) => {
		const part = narrow(packed, -1, start, rows * columns);
		start += rows * columns;
		return reshape(part, [...batch, rows, columns]);
	});
}

/** Copies factors in float64, of which only the first rows and columns may count, to where they lie in `out`. */
export function pack(
	out: Tensor,
	parts: readonly Tensor[],
	sizes: Sizes,
): void {
	const places = unpack(makeTensor(out.storage, out.layout, out.dtype), sizes);
	parts.forEach((part, i) => {
		const [rows, columns] = sizes[i] as readonly [number, number];
		const counted = narrow(narrow(part, -2, 0, rows), -1, 0, columns);
		copyElements(counted, places[i] as Tensor);
	});
}

export interface PackedArgs {
	readonly sizes: Sizes;
}

/** Of matrices [..., m, n]: the elements of all factors in one dimension. */
export function inferPacked(
	[a]: readonly Tensor[],
	{ sizes }: PackedArgs,
): Meta {
	const { dtype, shape } = a as Tensor;
	const total = sizes.reduce((n, [rows, columns]) => n + rows * columns, 0);
	return { shape: [...shape.slice(0, -2), total], dtype };
}
