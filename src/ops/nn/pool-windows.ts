/** Where the windows of a pooling lie along one dimension, and the tables that the kernels read. */

export interface Axis {
	/** Elements along the dimension. */
	readonly input: number;
	/** Windows along the dimension. */
	readonly output: number;
	/** Elements of a window and the distances between them and between windows; or windows that share out all elements. */
	readonly window: Sliding | "adaptive";
}

export interface Sliding {
	readonly size: number;
	readonly stride: number;
	readonly padding: number;
	readonly dilation: number;
}

/** For each window where it begins and where it ends, what lies in the padding left out. */
export type Bounds = Int32Array;

export function boundsOf({ input, output, window }: Axis): Bounds {
	const bounds = new Int32Array(2 * output);
	for (let o = 0; o < output; o++) {
		let begin = Math.floor((o * input) / output);
		let end = Math.ceil(((o + 1) * input) / output);
		if (window !== "adaptive") {
			const { size, stride, padding, dilation } = window;
			begin = o * stride - padding;
			end = Math.min(begin + (size - 1) * dilation + 1, input);
			if (begin < 0) begin += dilation * Math.ceil(-begin / dilation);
		}
		bounds[2 * o] = begin;
		bounds[2 * o + 1] = end;
	}
	return bounds;
}

/** For each element the windows that hold it, perhaps none: the first, and the one after the last. Dilation 1. */
export function transposed(bounds: Bounds, input: number): Bounds {
	const windows = bounds.length / 2;
	const out = new Int32Array(2 * input);
	let begin = 0;
	let end = 0;
	for (let i = 0; i < input; i++) {
		while (begin < windows && (bounds[2 * begin + 1] as number) <= i) begin++;
		while (end < windows && (bounds[2 * end] as number) <= i) end++;
		out[2 * i] = begin;
		out[2 * i + 1] = end;
	}
	return out;
}

const ALONE = 0;
const BESIDE = 1;
const EVERY_SECOND = 2;
const ANYWHERE = 3;

/** Divides the windows of a row into vectors: pairs of the first window and of how the windows lie. */
export function groupsOf(bounds: Bounds, lanes: number): Int32Array {
	const windows = bounds.length / 2;
	const groups: number[] = [];
	for (let o = 0; o < windows; ) {
		// The last vector steps back rather than leave a few windows to be done one by one.
		const back = Math.max(0, windows - lanes);
		const at = o > back && formOf(bounds, back, lanes) !== ALONE ? back : o;
		const form = formOf(bounds, at, lanes);
		groups.push(at, form);
		o = at + (form === ALONE ? 1 : lanes);
	}
	return Int32Array.from(groups);
}

/** How the windows from `o` on lie, if as many as there are lanes have one width. */
function formOf(bounds: Bounds, o: number, lanes: number): number {
	if (2 * (o + lanes) > bounds.length) return ALONE;
	const begin = (i: number) => bounds[2 * i] as number;
	const width = (i: number) => (bounds[2 * i + 1] as number) - begin(i);
	const step = begin(o + 1) - begin(o);
	let even = true;
	for (let i = o + 1; i < o + lanes; i++) {
		if (width(i) !== width(o)) return ALONE;
		if (begin(i) - begin(i - 1) !== step) even = false;
	}
	if (!even) return ANYWHERE;
	return step === 1 ? BESIDE : step === 2 ? EVERY_SECOND : ANYWHERE;
}
