/**
 * Arrays of float64 numbers in plain JavaScript, from which the samples' expected values are computed: slow, obvious,
 * and without a line in common with the library.
 */
export interface Nd {
	readonly shape: readonly number[];
	readonly data: readonly number[];
}

export type Index = readonly number[];

export const count = (shape: readonly number[]): number =>
	shape.reduce((n, size) => n * size, 1);

/** The index with another number for one dimension. */
export const replaced = (index: Index, dim: number, i: number): Index =>
	index.map((old, d) => (d === dim ? i : old));

/** The array whose element at each index is what `f` says. */
export function build(
	shape: readonly number[],
	f: (index: Index) => number,
): Nd {
	const data: number[] = [];
	const walk = (index: Index): void => {
		if (index.length === shape.length) data.push(f(index));
		else
			for (let i = 0; i < (shape[index.length] as number); i++)
				walk([...index, i]);
	};
	walk([]);
	return { shape, data };
}

/** The element at an index; sizes of 1 and missing leading dimensions broadcast. */
export function get(x: Nd, index: Index): number {
	const skip = index.length - x.shape.length;
	let at = 0;
	x.shape.forEach((size, d) => {
		at = at * size + (size === 1 ? 0 : (index[skip + d] as number));
	});
	return x.data[at] as number;
}

export function broadcast(
	...shapes: readonly (readonly number[])[]
): readonly number[] {
	const rank = Math.max(...shapes.map((s) => s.length));
	return Array.from({ length: rank }, (_, d) => {
		const sizes = shapes.map((s) => s[d - rank + s.length] ?? 1);
		return sizes.find((size) => size !== 1) ?? 1;
	});
}

export const map = (x: Nd, f: (value: number) => number): Nd => ({
	shape: x.shape,
	data: x.data.map((value) => f(value)),
});

export function zip(f: (...values: number[]) => number, ...xs: Nd[]): Nd {
	return build(broadcast(...xs.map((x) => x.shape)), (index) =>
		f(...xs.map((x) => get(x, index))),
	);
}

const positive = (dim: number, rank: number): number =>
	dim < 0 ? dim + Math.max(rank, 1) : dim;

/** Replaces the elements along dimensions (all if none are named) by one number. */
export function reduce(
	x: Nd,
	f: (values: number[]) => number,
	dims?: readonly number[],
	keepdim = false,
): Nd {
	const rank = x.shape.length;
	const gone = (dims ?? x.shape.map((_, d) => d)).map((d) => positive(d, rank));
	const kept = x.shape.map((_, d) => d).filter((d) => !gone.includes(d));
	const sizes = x.shape.map((size, d) => (gone.includes(d) ? size : 1));
	const small = build(
		kept.map((d) => x.shape[d] as number),
		(index) =>
			f(
				build(sizes, (inner) =>
					get(
						x,
						inner.map((i, d) =>
							gone.includes(d) ? i : (index[kept.indexOf(d)] as number),
						),
					),
				).data.slice(),
			),
	);
	return keepdim
		? {
				shape: x.shape.map((size, d) => (gone.includes(d) ? 1 : size)),
				data: small.data,
			}
		: small;
}

/** Replaces each line along a dimension by another line. */
export function lines(
	x: Nd,
	dim: number,
	f: (line: number[], index: Index) => readonly number[],
): Nd {
	const rank = x.shape.length;
	if (rank === 0) return { shape: [], data: f([x.data[0] as number], []) };
	const d = positive(dim, rank);
	const lineAt = (index: Index): readonly number[] =>
		f(
			Array.from({ length: x.shape[d] as number }, (_, i) =>
				get(x, replaced(index, d, i)),
			),
			index,
		);
	if (count(x.shape) === 0) return x;
	const size = lineAt(x.shape.map(() => 0)).length;
	return build(
		x.shape.map((s, i) => (i === d ? size : s)),
		(index) => lineAt(index)[index[d] as number] as number,
	);
}

/** [..., m, k] × [..., k, n]. */
export function product(a: Nd, b: Nd): Nd {
	const [m, k] = a.shape.slice(-2) as [number, number];
	const n = b.shape.at(-1) as number;
	const batch = broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2));
	return build([...batch, m, n], (index) => {
		const lead = index.slice(0, -2);
		const [i, j] = index.slice(-2) as [number, number];
		let sum = 0;
		for (let p = 0; p < k; p++) sum += at2(a, lead, i, p) * at2(b, lead, p, j);
		return sum;
	});
}

/** One element of a matrix of a batch: the batch broadcasts, the matrix does not. */
function at2(x: Nd, lead: Index, row: number, col: number): number {
	const [rows, cols] = x.shape.slice(-2) as [number, number];
	const matrices = { shape: x.shape.slice(0, -2), data: [] as number[] };
	matrices.data = Array.from({ length: count(matrices.shape) }, (_, i) => i);
	return x.data[(get(matrices, lead) * rows + row) * cols + col] as number;
}

export const reshaped = (x: Nd, shape: readonly number[]): Nd => ({
	shape,
	data: x.data,
});

/** Dimension i of the result is dimension order[i] of x. */
export function permuted(x: Nd, order: readonly number[]): Nd {
	return build(
		order.map((d) => x.shape[d] as number),
		(index) =>
			get(
				x,
				x.shape.map((_, d) => index[order.indexOf(d)] as number),
			),
	);
}

export const total = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0);
