/** Covariances, integrals and histograms. */
import {
	corrcoef,
	cov,
	cumulativeTrapezoid,
	histogram,
	trapezoid,
} from "../../../src/index.js";
import type { Tensor } from "../../../src/tensor/tensor.js";
import { build, get, lines, type Nd, reduce, zip } from "../reference.js";
import { floats, type Sample } from "../sample.js";

const tables = [[[3, 5]], [[2, 3]], [[1, 4]], [[5]]];
const answers = { differentiable: false, dtypes: floats } as const;

const mean = (line: readonly number[], weights: readonly number[]): number =>
	line.reduce((sum, v, i) => sum + v * (weights[i] as number), 0) /
	weights.reduce((sum, w) => sum + w, 0);

/** By the definition; `freedom` is the divisor. */
function covariances(x: Nd, weights: readonly number[], freedom: number): Nd {
	const rows: Nd =
		x.shape.length === 1 ? { shape: [1, ...x.shape], data: x.data } : x;
	const [m, n] = rows.shape as [number, number];
	const lineOf = (i: number) =>
		Array.from({ length: n }, (_, k) => get(rows, [i, k]));
	const c = build([m, m], ([i, j]) => {
		const [a, b] = [lineOf(i as number), lineOf(j as number)];
		const [ma, mb] = [mean(a, weights), mean(b, weights)];
		const sum = a.reduce(
			(all, v, k) =>
				all + (weights[k] as number) * (v - ma) * ((b[k] as number) - mb),
			0,
		);
		return sum / freedom;
	});
	return m === 1 ? { shape: [], data: c.data } : c;
}

const once = (x: Nd) => Array<number>(x.shape.at(-1) as number).fill(1);

/** Areas of the trapezoids between neighbours. */
const areas = (y: Nd, points: (i: number) => number): Nd =>
	lines(y, -1, (line) =>
		line
			.slice(1)
			.map(
				(v, i) => ((v + (line[i] as number)) / 2) * (points(i + 1) - points(i)),
			),
	);
const running = (x: Nd): Nd =>
	lines(x, -1, (line) => {
		let sum = 0;
		return line.map((v) => {
			sum += v;
			return sum;
		});
	});
const summed = (x: Nd): Nd =>
	reduce(x, (line) => line.reduce((a, b) => a + b, 0), [-1]);
const apart = (by: number) => (i: number) => i * by;

const counted = (x: Nd, edges: readonly number[]): Nd =>
	build([edges.length - 1], ([bin]) => {
		const [from, to] = edges.slice(bin as number) as [number, number];
		const isLast = bin === edges.length - 2;
		return x.data.filter((v) => v >= from && (v < to || (isLast && v <= to)))
			.length;
	});

/** Slices along dimension 1 of a norm above 2 are scaled to it. */
function renormed(x: Nd): Nd {
	const norms = reduce(x, (slice) => Math.hypot(...slice), [0], true);
	return zip(
		(v, n) =>
			(n as number) > 2
				? ((v as number) * 2) / ((n as number) + 1e-7)
				: (v as number),
		x,
		norms,
	);
}

export const calculus = {
	cov: [
		{
			shapes: tables.slice(0, 2).concat([[[5]]]),
			tolerance: 1e-5,
			call: (x) => cov(x),
			oracle: (x) =>
				covariances(x as Nd, once(x as Nd), ((x as Nd).shape.at(-1) ?? 0) - 1),
		},
		{
			name: "cov with weights",
			shapes: [[[3, 5], [5], [5]]],
			domains: ["any", "positive", { size: 4 }],
			tolerance: 1e-5,
			call: (...[x, aweights, fweights]) =>
				cov(x as Tensor, { aweights, fweights, correction: 0 }),
			oracle: (x, a, f) => {
				const weights = zip(
					(u, v) => (u as number) * (v as number),
					a as Nd,
					f as Nd,
				);
				const total = weights.data.reduce((sum, w) => sum + w, 0);
				return covariances(x as Nd, weights.data, total);
			},
		},
	],
	corrcoef: [
		{
			shapes: tables.slice(0, 2),
			tolerance: 1e-5,
			call: (x) => corrcoef(x),
			oracle: (x) => {
				const c = covariances(x as Nd, once(x as Nd), 1);
				return build(c.shape, ([i, j]) => {
					const [a, b] = [i as number, j as number];
					return get(c, [a, b]) / Math.sqrt(get(c, [a, a]) * get(c, [b, b]));
				});
			},
		},
	],
	trapezoid: [
		{
			shapes: [[[2, 5]], [[3]], [[1]], [[2, 0]]],
			call: (y) => trapezoid(y, { dx: 0.5 }),
			oracle: (y) => summed(areas(y as Nd, apart(0.5))),
		},
		{
			name: "trapezoid at points",
			shapes: [[[2, 5], [5]]],
			call: (...[y, x]) => trapezoid(y as Tensor, x),
			oracle: (y, x) =>
				summed(areas(y as Nd, (i) => (x as Nd).data[i] as number)),
		},
	],
	cumulativeTrapezoid: [
		{
			shapes: [[[2, 5]], [[3]]],
			call: (y) => cumulativeTrapezoid(y),
			oracle: (y) => running(areas(y as Nd, apart(1))),
		},
	],
	renorm: [
		{
			shapes: [[[3, 4]], [[1, 1]], [[2, 0]]],
			call: (x) => x.renorm(2, 1, 2),
			oracle: (x) => renormed(x as Nd),
		},
	],
	histc: [
		{
			...answers,
			shapes: [[[67]], [[3, 5]], [[0]]],
			call: (x) => x.histc(7, -2, 3),
			oracle: (x) =>
				counted(
					x as Nd,
					Array.from({ length: 8 }, (_, i) => -2 + (i * 5) / 7),
				),
		},
	],
	histogram: [
		{
			...answers,
			shapes: [[[67]], [[3, 5]]],
			call: (x) => histogram(x, 4, { range: [-2, 3] }),
			oracle: (x) => {
				const edges = [0, 1, 2, 3, 4].map((i) => -2 + (i * 5) / 4);
				return [counted(x as Nd, edges), { shape: [5], data: edges }];
			},
		},
	],
} satisfies Record<string, Sample[]>;
