import {
	addbmm,
	addmm,
	addmv,
	addr,
	baddbmm,
	cross,
	einsum,
	inner,
	kron,
	linalg,
	outer,
	tensordot,
} from "../../../src/index.js";
import {
	build,
	get,
	type Nd,
	product,
	reduce,
	total,
	zip,
} from "../reference.js";
import type { Sample } from "../sample.js";

type Shapes = readonly (readonly number[])[];

/** beta 2, alpha 0.5 and a product. */
const plus = (
	shapes: Shapes,
	call: Sample["call"],
	multiply: (a: Nd, b: Nd) => Nd,
): Sample => ({
	shapes: [shapes],
	tolerance: 1e-5,
	call,
	oracle: (...xs) => {
		const [x, a, b] = xs as [Nd, Nd, Nd];
		return zip(
			(own, more) => 2 * (own as number) + 0.5 * (more as number),
			x,
			multiply(a, b),
		);
	},
});
const scales = { beta: 2, alpha: 0.5 };

/** Sums over the last indices; `term` gets the result's and then the summed ones. */
const summed = (
	shapes: Shapes,
	call: Sample["call"],
	size: readonly number[],
	over: readonly number[],
	term: (
		at: (input: number, ...index: number[]) => number,
		i: number[],
	) => number,
): Sample => ({
	shapes: [shapes],
	dtypes: ["float32", "float64", "int32"],
	tolerance: 1e-5,
	call,
	oracle: (...xs) => {
		const at = (input: number, ...index: number[]) =>
			get(xs[input] as Nd, index);
		return build(size, (index) =>
			total(build(over, (more) => term(at, [...index, ...more])).data),
		);
	},
});

const outerOf = (a: Nd, b: Nd) =>
	build(
		[a.data.length, b.data.length],
		([i, j]) => get(a, [i as number]) * get(b, [j as number]),
	);
const times = (a: Nd, b: Nd) =>
	build([a.shape[0] as number], ([i]) =>
		total(b.data.map((v, k) => v * get(a, [i as number, k]))),
	);

export const furtherProducts = {
	addmm: [
		plus([[3], [2, 4], [4, 3]], (x, a, b) => addmm(x, a, b, scales), product),
		{
			name: "beta 0",
			shapes: [[[3], [2, 4], [4, 3]]],
			tolerance: 1e-5,
			call: (x, a, b) => addmm(x, a, b, { beta: 0 }),
			oracle: (_, a, b) => product(a as Nd, b as Nd),
		},
	],
	addmv: [plus([[2], [2, 4], [4]], (x, a, b) => addmv(x, a, b, scales), times)],
	baddbmm: [
		plus(
			[
				[2, 1, 3],
				[2, 2, 4],
				[2, 4, 3],
			],
			(x, a, b) => baddbmm(x, a, b, scales),
			product,
		),
	],
	addbmm: [
		plus(
			[
				[2, 3],
				[2, 2, 4],
				[2, 4, 3],
			],
			(x, a, b) => addbmm(x, a, b, scales),
			(a, b) => reduce(product(a, b), total, [0]),
		),
	],
	addr: [plus([[2, 3], [2], [3]], (x, a, b) => addr(x, a, b, scales), outerOf)],
	outer: [
		summed(
			[[2], [3]],
			outer,
			[2, 3],
			[],
			(at, [i, j]) => at(0, i as number) * at(1, j as number),
		),
	],
	inner: [
		summed(
			[
				[2, 3],
				[4, 3],
			],
			inner,
			[2, 4],
			[3],
			(at, i) => {
				const [a, b, k] = i as [number, number, number];
				return at(0, a, k) * at(1, b, k);
			},
		),
	],
	tensordot: [
		summed(
			[
				[2, 3, 4],
				[4, 3, 2],
			],
			(a, b) =>
				tensordot(a, b, [
					[1, 2],
					[1, 0],
				]),
			[2, 2],
			[3, 4],
			(at, i) => {
				const [a, b, j, k] = i as [number, number, number, number];
				return at(0, a, j, k) * at(1, k, j, b);
			},
		),
	],
	kron: [
		summed([[2, 2], [3]], kron, [2, 6], [], (at, i) => {
			const [a, b] = i as [number, number];
			return at(0, a, Math.floor(b / 3)) * at(1, b % 3);
		}),
	],
	cross: [
		summed(
			[
				[2, 3],
				[1, 3],
			],
			(a, b) => cross(a, b),
			[2, 3],
			[],
			(at, i) => {
				const [a, b] = i as [number, number];
				const [p, q] = [(b + 1) % 3, (b + 2) % 3];
				return at(0, a, p) * at(1, 0, q) - at(0, a, q) * at(1, 0, p);
			},
		),
	],
	vectorNorm: [
		{
			shapes: [[[2, 3]]],
			tolerance: 1e-5,
			call: (x) => linalg.vectorNorm(x, 3, 1),
			oracle: (x) =>
				reduce(
					x as Nd,
					(row) => Math.cbrt(total(row.map((v) => Math.abs(v) ** 3))),
					[1],
				),
		},
	],
	vecdot: [
		summed(
			[
				[2, 3],
				[1, 3],
			],
			(a, b) => linalg.vecdot(a, b),
			[2],
			[3],
			(at, i) => {
				const [r, k] = i as [number, number];
				return at(0, r, k) * at(1, 0, k);
			},
		),
	],
	multiDot: [
		summed(
			[
				[2, 3],
				[3, 2],
				[2, 3],
			],
			(a, b, c) => linalg.multiDot([a, b, c]),
			[2, 3],
			[3, 2],
			(at, i) => {
				const [r, l, j, k] = i as [number, number, number, number];
				return at(0, r, j) * at(1, j, k) * at(2, k, l);
			},
		),
	],
	einsum: [
		summed(
			[
				[2, 3, 4],
				[2, 4, 2],
			],
			(a, b) => einsum("bij,bjk->bik", a, b),
			[2, 3, 2],
			[4],
			(at, i) => {
				const [b, r, c, k] = i as [number, number, number, number];
				return at(0, b, r, k) * at(1, b, k, c);
			},
		),
		summed(
			[[3, 3]],
			(a) => einsum("ii", a),
			[],
			[3],
			(at, [i]) => at(0, i as number, i as number),
		),
		summed(
			[
				[2, 3],
				[3, 2],
				[2, 3],
			],
			(a, b, c) => einsum("ij,jk,kl->li", a, b, c),
			[3, 2],
			[3, 2],
			(at, i) => {
				const [l, r, j, k] = i as [number, number, number, number];
				return at(0, r, j) * at(1, j, k) * at(2, k, l);
			},
		),
		summed(
			[
				[4, 1, 3],
				[1, 2],
			],
			(a, b) => einsum("...ij,...k->...i", a, b),
			[4, 1],
			[3, 2],
			(at, i) => {
				const [d, r, j, k] = i as [number, number, number, number];
				return at(0, d, r, j) * at(1, 0, k);
			},
		),
	],
} satisfies Record<string, readonly Sample[]>;
