/** Triangular systems, ranks, conditions and exponentials. */
import { eye, linalg, logdet, pinverse } from "../../../src/index.js";
import { tidy } from "../../../src/ops/engine/define.js";
import type { Tensor } from "../../../src/tensor/tensor.js";
import { build, get, map, type Nd, product, zip } from "../reference.js";
import { floats, type Sample } from "../sample.js";

/** Frees what is made on the way, as an operation does: it is the operation that is tested, not the sample. */
const inside =
	(call: (...xs: Tensor[]) => Tensor) =>
	(...xs: Tensor[]): Tensor =>
		tidy(() => call(...xs));

/** 4 is added to the diagonal: far from singular. */
const firm = (x: Tensor): Tensor => x.add(eye(x.size(-1)).mul(4));
const firmly = (x: Nd): Nd =>
	build(x.shape, (i) => get(x, i) + (i.at(-1) === i.at(-2) ? 4 : 0));

/** X of L X = B by substitution, from the first row on. */
function substituted(l: Nd, b: Nd): Nd {
	const [n, k] = b.shape as [number, number];
	const x: number[][] = [];
	for (let i = 0; i < n; i++)
		x.push(
			Array.from({ length: k }, (_, c) => {
				let rest = get(b, [i, c]);
				for (let j = 0; j < i; j++)
					rest -= get(l, [i, j]) * ((x[j] as number[])[c] as number);
				return rest / get(l, [i, i]);
			}),
		);
	return { shape: [n, k], data: x.flat() };
}

const turned = (x: Nd): Nd =>
	build([...x.shape].reverse(), (i) => get(x, [...i].reverse()));
/** Both dimensions in reverse: an upper triangle becomes a lower one. */
const reversed = (x: Nd): Nd =>
	build(x.shape, (index) =>
		get(
			x,
			index.map((i, d) => (x.shape[d] as number) - 1 - i),
		),
	);
const rowsReversed = (x: Nd): Nd =>
	build(x.shape, ([i, j]) =>
		get(x, [(x.shape[0] as number) - 1 - (i as number), j as number]),
	);

/** The singular values of a 2 × 2 matrix, the larger first. */
function singular(x: Nd): [number, number] {
	const [a, b, c, d] = x.data as [number, number, number, number];
	const half = (a * a + b * b + c * c + d * d) / 2;
	const root = Math.sqrt(Math.max(0, half * half - (a * d - b * c) ** 2));
	return [Math.sqrt(half + root), Math.sqrt(half - root)];
}

function exponential(x: Nd): Nd {
	const n = x.shape.at(-1) as number;
	let term = build([n, n], ([i, j]) => Number(i === j));
	let sum = term;
	for (let k = 1; k < 60; k++) {
		term = map(product(term, x), (v) => v / k);
		sum = zip((a, b) => (a as number) + (b as number), sum, term);
	}
	return sum;
}

const tolerance = 2e-5;

export const matrixFunctions = {
	solveTriangular: [
		{
			shapes: [
				[
					[3, 3],
					[3, 2],
				],
			],
			tolerance,
			call: inside((...[a, b]) =>
				linalg.solveTriangular(firm(a as Tensor), b as Tensor, {
					upper: false,
				}),
			),
			oracle: (...[a, b]) => substituted(firmly(a as Nd), b as Nd),
		},
		{
			name: "solveTriangular from the right",
			shapes: [
				[
					[3, 3],
					[2, 3],
				],
			],
			tolerance,
			call: inside((...[a, b]) =>
				linalg.solveTriangular(firm(a as Tensor), b as Tensor, {
					upper: true,
					left: false,
				}),
			),
			oracle: (...[a, b]) =>
				turned(substituted(turned(firmly(a as Nd)), turned(b as Nd))),
		},
		{
			name: "solveTriangular with ones on the diagonal",
			shapes: [
				[
					[3, 3],
					[3, 2],
				],
			],
			tolerance,
			call: inside((...[a, b]) =>
				linalg.solveTriangular(a as Tensor, b as Tensor, {
					upper: true,
					unitriangular: true,
				}),
			),
			oracle: (...[a, b]) => {
				const unit = build((a as Nd).shape, (i) =>
					i[0] === i[1] ? 1 : get(a as Nd, i),
				);
				return rowsReversed(substituted(reversed(unit), rowsReversed(b as Nd)));
			},
		},
	],
	matrixRank: [
		{
			differentiable: false,
			dtypes: floats,
			shapes: [[[3, 3]], [[2, 2]]],
			call: inside((x) => linalg.matrixRank(firm(x.mul(0.1)))),
			oracle: (x) => ({ shape: [], data: [(x as Nd).shape[0] as number] }),
		},
		{
			name: "matrixRank of a product with a vector",
			differentiable: false,
			dtypes: floats,
			shapes: [[[3, 1]]],
			call: inside((x) => linalg.matrixRank(x.matmul(x.mT))),
			oracle: () => ({ shape: [], data: [1] }),
		},
	],
	cond: [
		{
			shapes: [[[2, 2]]],
			tolerance: 1e-4,
			call: inside((x) => linalg.cond(firm(x))),
			oracle: (x) => {
				const [most, least] = singular(firmly(x as Nd));
				return { shape: [], data: [most / least] };
			},
		},
		{
			name: "cond 1",
			shapes: [[[2, 2]]],
			tolerance: 1e-4,
			call: inside((x) => linalg.cond(firm(x), 1)),
			oracle: (x) => {
				const m = firmly(x as Nd);
				const [a, b, c, d] = m.data.map(Math.abs) as [
					number,
					number,
					number,
					number,
				];
				const [p, q, r, s] = m.data as [number, number, number, number];
				const norm = Math.max(a + c, b + d);
				const ofInverse = Math.max(d + c, b + a) / Math.abs(p * s - q * r);
				return { shape: [], data: [norm * ofInverse] };
			},
		},
	],
	logdet: [
		{
			shapes: [[[3, 3]], [[2, 2]]],
			tolerance,
			call: inside((x) => logdet(firm(x))),
			// The product of what elimination leaves on the diagonal.
			oracle: (x) => {
				const m = firmly(x as Nd);
				const n = m.shape[0] as number;
				const a = Array.from({ length: n }, (_, i) =>
					Array.from({ length: n }, (__, j) => get(m, [i, j])),
				);
				let logarithm = 0;
				for (let k = 0; k < n; k++) {
					const pivot = (a[k] as number[])[k] as number;
					logarithm += Math.log(pivot);
					for (const row of a.slice(k + 1)) {
						const by = (row[k] as number) / pivot;
						for (let j = k; j < n; j++)
							(row[j] as number) -= by * ((a[k] as number[])[j] as number);
					}
				}
				return { shape: [], data: [logarithm] };
			},
		},
	],
	pinverse: [
		{
			name: "pinverse of a column, which is a row over the square of its length",
			shapes: [[[3, 1]]],
			tolerance,
			call: (x) => pinverse(x),
			oracle: (x) => {
				const { data } = x as Nd;
				const square = data.reduce((sum, v) => sum + v * v, 0);
				return { shape: [1, 3], data: data.map((v) => v / square) };
			},
		},
	],
	matrixExp: [
		{
			shapes: [[[3, 3]], [[1, 1]]],
			tolerance: 1e-4,
			call: (x) => linalg.matrixExp(x),
			oracle: (x) => exponential(x as Nd),
		},
	],
} satisfies Record<string, readonly Sample[]>;
