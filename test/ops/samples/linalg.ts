import { eye, linalg, tensor } from "../../../src/index.js";
import { tidy } from "../../../src/ops/engine/define.js";
import type { Tensor } from "../../../src/tensor/tensor.js";
import { build, get, type Nd, permuted, product } from "../reference.js";
import type { Sample } from "../sample.js";

const squares = [[[3, 3]], [[1, 1]], [[2, 4, 4]], [[0, 0]], [[0, 2, 2]]];
const tolerance = 2e-5;

/** Far from singular. */
const firm = (x: Tensor): Tensor => x.add(eye(x.size(-1)).mul(9));
const firmly = (x: Nd): Nd =>
	build(x.shape, (i) => get(x, i) + (i.at(-1) === i.at(-2) ? 9 : 0));
/** Of full rank, with singular values far from each other. */
const steep = (x: Tensor): Tensor => {
	const [m, n] = x.shape.slice(-2) as [number, number];
	const rise = Array.from({ length: m }, (_, i) =>
		Array.from({ length: n }, (_, j) => (i === j ? 9 + 4 * i : 0)),
	);
	return x.add(tensor(rise, { dtype: x.dtype }));
};
const steeply = (x: Nd): Nd =>
	build(x.shape, (i) => {
		const [row, column] = i.slice(-2) as [number, number];
		return get(x, i) + (row === column ? 9 + 4 * row : 0);
	});

/** Frees what is made on the way, as an operation does: it is the operation that is tested, not the sample. */
const inside =
	<T extends Tensor | readonly Tensor[]>(call: (...xs: Tensor[]) => T) =>
	(...xs: Tensor[]): T =>
		tidy(() => call(...xs));

/** Symmetric and positive definite. */
const positive = (x: Tensor): Tensor => firm(x.add(x.mT));
const positively = (x: Nd): Nd => {
	const turned = mirrored(x);
	return firmly(build(x.shape, (i) => get(x, i) + get(turned, i)));
};

const mirrored = (x: Nd): Nd =>
	permuted(x, [
		...x.shape.slice(0, -2).keys(),
		x.shape.length - 1,
		x.shape.length - 2,
	]);

type Matrix = number[][];

/** The result of `f` for each matrix, whose elements have the given index. */
function each(x: Nd, shape: readonly number[], f: (a: Matrix) => Nd): Nd {
	const lead = x.shape.slice(0, -2);
	const [m, n] = x.shape.slice(-2) as [number, number];
	return build([...lead, ...shape], (index) => {
		const own = index.slice(0, lead.length);
		const a = Array.from({ length: m }, (_, i) =>
			Array.from({ length: n }, (_, j) => get(x, [...own, i, j])),
		);
		return get(f(a), index.slice(lead.length));
	});
}

/** By the first row. */
function determinant(a: Matrix): number {
	if (a.length === 0) return 1;
	return (a[0] as number[]).reduce((sum, x, j) => {
		const minor = a.slice(1).map((row) => row.filter((_, k) => k !== j));
		return sum + (j % 2 === 0 ? 1 : -1) * x * determinant(minor);
	}, 0);
}

/** Cofactors over the determinant. */
function inverse(a: Matrix): Nd {
	const det = determinant(a);
	return build([a.length, a.length], ([i, j]) => {
		const minor = a
			.filter((_, row) => row !== j)
			.map((row) => row.filter((_, column) => column !== i));
		return (
			(((i as number) + (j as number)) % 2 === 0 ? 1 : -1) *
			(determinant(minor) / det)
		);
	});
}

const scalar = (value: number): Nd => ({ shape: [], data: [value] });
const inverses = (x: Nd): Nd => each(x, x.shape.slice(-2), inverse);

/** Eigenvalues of a symmetric matrix, ascending, by plain Jacobi. */
function eigenvalues(symmetric: Matrix): number[] {
	const a = symmetric.map((row) => [...row]);
	const n = a.length;
	const at = (i: number, j: number) => (a[i] as number[])[j] as number;
	for (let sweep = 0; sweep < 50; sweep++)
		for (let i = 0; i < n; i++)
			for (let j = i + 1; j < n; j++) {
				const angle = Math.atan2(2 * at(i, j), at(j, j) - at(i, i)) / 2;
				const [c, s] = [Math.cos(angle), Math.sin(angle)];
				for (let k = 0; k < n; k++) {
					const [x, y] = [at(k, i), at(k, j)];
					(a[k] as number[])[i] = c * x - s * y;
					(a[k] as number[])[j] = s * x + c * y;
				}
				for (let k = 0; k < n; k++) {
					const [x, y] = [at(i, k), at(j, k)];
					(a[i] as number[])[k] = c * x - s * y;
					(a[j] as number[])[k] = s * x + c * y;
				}
			}
	return a.map((_, i) => at(i, i)).sort((x, y) => x - y);
}

function singularValues(a: Matrix): number[] {
	const columns = (a[0] ?? []).map((_, j) => a.map((row) => row[j] as number));
	const [few] = a.length < columns.length ? [a] : [columns];
	const gram = (few as Matrix).map((x) =>
		(few as Matrix).map((y) =>
			x.reduce((sum, v, k) => sum + v * (y[k] as number), 0),
		),
	);
	return eigenvalues(gram)
		.map((v) => Math.sqrt(Math.max(0, v)))
		.reverse();
}

const vectorOf = (data: number[]): Nd => ({ shape: [data.length], data });
const shorter = (x: Nd): number => Math.min(...x.shape.slice(-2));
const rectangles = [[[4, 3]], [[3, 4]], [[2, 3, 2]], [[3, 3]]];
const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const solved = (a: Nd, b: Nd): Nd => product(inverses(firmly(a)), b);

const plain = {
	det: [
		{
			shapes: squares,
			tolerance,
			call: (x: Tensor) => linalg.det(firm(x)),
			oracle: (x: Nd) => each(firmly(x), [], (a) => scalar(determinant(a))),
		},
	],
	slogdet: [
		{
			shapes: squares,
			tolerance,
			call: (x: Tensor) => [...linalg.slogdet(firm(x).neg())],
			oracle: (x: Nd) => {
				const negated = build(x.shape, (i) => -get(firmly(x), i));
				return [Math.sign, (d: number) => Math.log(Math.abs(d))].map((f) =>
					each(negated, [], (a) => scalar(f(determinant(a)))),
				);
			},
		},
	],
	inv: [
		{
			shapes: squares,
			tolerance,
			call: (x: Tensor) => linalg.inv(firm(x)),
			oracle: (x: Nd) => inverses(firmly(x)),
		},
	],
	solve: [
		{
			shapes: [
				[
					[3, 3],
					[3, 2],
				],
				[
					[2, 2, 2],
					[2, 2, 3],
				],
				[
					[0, 0],
					[0, 2],
				],
			],
			tolerance,
			call: (a: Tensor, b: Tensor) => linalg.solve(firm(a), b),
			oracle: solved,
		},
	],
	matrixPower: [3, 0, -2].map((n) => ({
		name: `power ${n}`,
		shapes: [[[2, 2]], [[2, 3, 3]]],
		tolerance: 1e-4,
		call: (x: Tensor) => linalg.matrixPower(firm(x).div(9), n),
		oracle: (x: Nd) => {
			const base = build(x.shape, (i) => get(firmly(x), i) / 9);
			const one = build(x.shape, (i) => Number(i.at(-1) === i.at(-2)));
			const factor = n < 0 ? inverses(base) : base;
			let result = one;
			for (let k = 0; k < Math.abs(n); k++) result = product(result, factor);
			return result;
		},
	})),
	cholesky: [
		{
			shapes: squares,
			tolerance,
			call: (x: Tensor) => {
				const l = linalg.cholesky(positive(x));
				return l.matmul(l.mT);
			},
			oracle: positively,
		},
		{
			name: "the factor",
			shapes: [[[2, 2]]],
			tolerance,
			call: (x: Tensor) => linalg.cholesky(positive(x), { upper: true }),
			oracle: (x: Nd) =>
				each(positively(x), [2, 2], (a) => {
					const [[p, q], [, r]] = a as [[number, number], [number, number]];
					const root = Math.sqrt(p);
					const rest = Math.sqrt(r - (q / root) ** 2);
					return { shape: [2, 2], data: [root, q / root, 0, rest] };
				}),
		},
	],
	qr: [
		{
			shapes: [[[4, 3]], [[3, 3]], [[2, 3, 2]]],
			tolerance,
			call: (x: Tensor) => {
				const { Q, R } = linalg.qr(steep(x));
				return [Q.matmul(R), Q.mT.matmul(Q), R.tril(-1)];
			},
			oracle: (x: Nd) => {
				const n = x.shape.at(-1) as number;
				const small = [...x.shape.slice(0, -2), n, n];
				return [
					steeply(x),
					build(small, (i) => Number(i.at(-1) === i.at(-2))),
					build(small, () => 0),
				];
			},
		},
		{
			name: "complete",
			shapes: [[[4, 2]], [[2, 4]]],
			tolerance,
			differentiable: false,
			call: (x: Tensor) => {
				const { Q, R } = linalg.qr(x.detach(), "complete");
				return [Q.matmul(R), Q.mT.matmul(Q)];
			},
			oracle: (x: Nd) => {
				const m = x.shape.at(-2) as number;
				return [x, build([m, m], ([i, j]) => Number(i === j))];
			},
		},
	],
	svd: [
		{
			shapes: rectangles,
			tolerance,
			call: (x: Tensor) => {
				const { S, U, Vh } = linalg.svd(steep(x), { fullMatrices: false });
				return [
					U.mul(S.unsqueeze(-2)).matmul(Vh),
					U.mT.matmul(U).sum(),
					U.square().matmul(Vh.square()),
				];
			},
			oracle: (x: Nd) => {
				const k = shorter(x);
				const batch = x.shape.slice(0, -2).reduce((a, b) => a * b, 1);
				return [steeply(x), scalar(k * batch), absoluteFactors(steeply(x))];
			},
		},
		{
			name: "full",
			shapes: [[[4, 2]], [[2, 4]]],
			tolerance,
			differentiable: false,
			call: (x: Tensor) => {
				const { U, Vh } = linalg.svd(x.detach());
				return [U.mT.matmul(U), Vh.matmul(Vh.mT)];
			},
			oracle: (x: Nd) =>
				x.shape.map((n) => build([n, n], ([i, j]) => Number(i === j))),
		},
	],
	svdvals: [
		{
			shapes: rectangles,
			tolerance,
			call: (x: Tensor) => linalg.svdvals(steep(x)),
			oracle: (x: Nd) =>
				each(steeply(x), [shorter(x)], (a) => vectorOf(singularValues(a))),
		},
	],
	eigh: [
		{
			shapes: [[[3, 3]], [[2, 2, 2]]],
			tolerance,
			call: (x: Tensor) => {
				const { eigenvalues: l, eigenvectors: v } = linalg.eigh(positive(x));
				return [v.mul(l.unsqueeze(-2)).matmul(v.mT), l];
			},
			oracle: (x: Nd) => [
				positively(x),
				each(positively(x), [shorter(x)], (a) => vectorOf(eigenvalues(a))),
			],
		},
	],
	eigvalsh: [
		{
			shapes: [[[3, 3]], [[2, 2, 2]]],
			tolerance,
			call: (x: Tensor) => linalg.eigvalsh(positive(x), "U"),
			oracle: (x: Nd) =>
				each(positively(x), [shorter(x)], (a) => vectorOf(eigenvalues(a))),
		},
	],
	pinv: [
		{
			shapes: [[[3, 3]], [[2, 2, 2]]],
			tolerance,
			call: (x: Tensor) => linalg.pinv(firm(x)),
			oracle: (x: Nd) => inverses(firmly(x)),
		},
		{
			name: "of tall matrices",
			shapes: [[[4, 2]]],
			tolerance: 1e-4,
			call: (x: Tensor) =>
				steep(x)
					.matmul(linalg.pinv(steep(x)))
					.matmul(steep(x)),
			oracle: steeply,
		},
	],
	lstsq: [
		{
			shapes: [
				[
					[3, 3],
					[3, 2],
				],
			],
			tolerance,
			call: (a: Tensor, b: Tensor) => linalg.lstsq(firm(a), b).solution,
			oracle: solved,
		},
	],
	matrixNorm: (["fro", "nuc", 1, -1, 2, -2, Infinity, -Infinity] as const).map(
		(ord) => ({
			name: `order ${ord}`,
			shapes: [[[3, 4]], [[2, 3, 2]]],
			tolerance,
			call: (x: Tensor) => linalg.matrixNorm(steep(x), ord),
			oracle: (x: Nd) => each(steeply(x), [], (a) => scalar(normOf(a, ord))),
		}),
	),
};

export const linearAlgebra = Object.fromEntries(
	Object.entries(plain).map(([name, list]) => [
		name,
		(list as readonly Sample[]).map((sample) => ({
			...sample,
			call: inside(sample.call as never) as Sample["call"],
		})),
	]),
) as unknown as Record<keyof typeof plain, readonly Sample[]>;

/** Sums over the values of u² v²: what does not turn on the signs of the vectors. */
function absoluteFactors(x: Nd): Nd {
	return each(x, x.shape.slice(-2), (a) => {
		const [m, n] = [a.length, (a[0] as number[]).length];
		const values = singularValues(a).slice(0, Math.min(m, n));
		const tall = m >= n;
		const left = projections(tall ? transpose(a) : a, values);
		// The other side follows from this one: v = aᵀ u / s.
		return build([m, n], ([i, j]) =>
			total(
				values.map((s, k) => {
					const u = left[k] as number[];
					const other = tall
						? a.map((row) => total(row.map((v, c) => v * (u[c] as number))) / s)
						: transpose(a).map(
								(row) => total(row.map((v, c) => v * (u[c] as number))) / s,
							);
					const [p, q] = tall ? [other, u] : [u, other];
					return (
						(p[i as number] as number) ** 2 * (q[j as number] as number) ** 2
					);
				}),
			),
		);
	});
}

const transpose = (a: Matrix): Matrix =>
	(a[0] as number[]).map((_, j) => a.map((row) => row[j] as number));

/** Unit eigenvectors of a aᵀ for the squares of `values`, by the product of the other factors. */
function projections(a: Matrix, values: readonly number[]): Matrix {
	const n = a.length;
	const gram = a.map((x) =>
		a.map((y) => total(x.map((v, k) => v * (y[k] as number)))),
	);
	return values.map((value) => {
		let projector = gram.map((_, i) => gram.map((_, j) => Number(i === j)));
		for (const other of values)
			if (other !== value)
				projector = projector.map((row) =>
					gram.map((_, j) =>
						total(
							row.map(
								(v, k) =>
									v *
									(((gram[k] as number[])[j] as number) -
										(k === j ? other ** 2 : 0)),
							),
						),
					),
				);
		const columns = transpose(projector);
		const longest = columns.reduce((x, y) =>
			total(y.map((v) => v * v)) > total(x.map((v) => v * v)) ? y : x,
		);
		const size = Math.sqrt(total(longest.map((v) => v * v)));
		return Array.from({ length: n }, (_, i) => (longest[i] as number) / size);
	});
}

function normOf(a: Matrix, ord: number | "fro" | "nuc"): number {
	const values = singularValues(a);
	if (ord === "fro") return Math.sqrt(total(values.map((v) => v * v)));
	if (ord === "nuc") return total(values);
	const pick = ord > 0 ? Math.max : Math.min;
	if (Math.abs(ord) === 2)
		return pick(
			...values.slice(0, Math.min(a.length, (a[0] as number[]).length)),
		);
	const lines = Math.abs(ord) === 1 ? transpose(a) : a;
	return pick(...lines.map((line) => total(line.map(Math.abs))));
}
