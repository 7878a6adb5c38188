/** Systems of equations: determinants, inverses, powers. */

import { call } from "../../../bindings/run.js";
import type { Tensor } from "../../tensor/tensor.js";
import {
	LinAlgError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { broadcastShapes } from "../../value/shape.js";
import { filled } from "../create/filled.js";
import { composite } from "../engine/composite.js";
import { copyElements } from "../engine/copy.js";
import { apply, checkTensor, type OpSpec, scratch } from "../engine/define.js";
import { namedTuple } from "../engine/named-tuple.js";
import { diagEmbed } from "../shape/diagonals.js";
import {
	addresses,
	checkSquare,
	identities,
	matrixName,
	transposed,
	workspace,
} from "./each-matrix.js";
import { matmul } from "./matmul.js";

/** Solves each system of the batch in place of its right-hand sides. */
function solveAll(op: string, a: Tensor, b: Tensor): void {
	const [n, m] = b.shape.slice(-2) as [number, number];
	const matrices = addresses(workspace(a), 2);
	addresses(b, 2).forEach((right, i) => {
		if (call("linalg_solve", matrices[i] as number, n, right, m) !== 0)
			throw new LinAlgError(
				op,
				say`${matrixName(a.shape.slice(0, -2), i)} is singular; there is no solution, or no single one`,
			);
	});
}

/** a [..., n, n] and b [..., n, m] of the same batch. */
const solveSpec: OpSpec<undefined> = {
	name: "solve",
	infer: ([, b]) => b as Tensor,
	forward: ([a, b], out) => {
		const work = workspace(b as Tensor);
		if (work.numel() > 0) solveAll("solve", a as Tensor, work);
		copyElements(work, out);
	},
	saves: "both",
	backward: ({ inputs, needs, output }, grad) => {
		const a = inputs[0] as Tensor;
		const right = apply(solveSpec, [transposed(a), grad], undefined);
		return [
			needs[0] ? matmul(right, transposed(output)).neg() : null,
			needs[1] ? right : null,
		];
	},
};

/**
 * X with A X = B.
 * @param a [..., n, n]
 * @param b [..., n, m], or vectors [..., n]; the batches broadcast
 * @throws LinAlgError for a singular matrix
 * @throws ShapeError for other shapes
 * @example linalg.solve(tensor([[2, 0], [0, 4.0]]), tensor([2, 2.5])); // [1, 0.625]
 */
export function solve(a: Tensor, b: Tensor): Tensor {
	checkSquare("solve", a);
	checkTensor("solve", b);
	if (b.ndim === 0)
		throw new ShapeError(
			"solve",
			"b is a number; expected [..., n, m] or [..., n]",
		);
	const n = a.size(-1);
	const vectors =
		b.ndim === 1 ||
		(b.ndim === a.ndim - 1 && String(b.shape) === String(a.shape.slice(0, -1)));
	if (b.size(vectors ? -1 : -2) !== n || b.dtype !== a.dtype)
		throw new ShapeError(
			"solve",
			say`${a.dtype} ${show(a.shape)} and ${b.dtype} ${show(b.shape)}; expected [..., ${n}, m] or [..., ${n}] of the same dtype`,
		);
	return composite("solve", () => {
		const right = vectors ? b.unsqueeze(-1) : b;
		const batch = broadcastShapes("solve", [
			a.shape.slice(0, -2),
			right.shape.slice(0, -2),
		]);
		const x = apply(
			solveSpec,
			[
				a.expand([...batch, n, n]),
				right.expand([...batch, ...right.shape.slice(-2)]),
			],
			undefined,
		);
		return vectors ? x.squeeze(-1) : x;
	});
}

const invSpec: OpSpec<undefined> = {
	name: "inv",
	infer: ([a]) => a as Tensor,
	forward: ([a], out) => {
		const x = a as Tensor;
		const work = identities(x.shape.slice(0, -2), x.size(-1));
		if (work.numel() > 0) solveAll("inv", x, work);
		copyElements(work, out);
	},
	saves: "output",
	backward: ({ output }, grad) => {
		const y = transposed(output);
		return [matmul(matmul(y, grad), y).neg()];
	},
};

/**
 * The inverse of each matrix [..., n, n].
 * @throws LinAlgError for a singular matrix
 * @example linalg.inv(tensor([[2, 0], [0, 4.0]])); // [[0.5, 0], [0, 0.25]]
 */
export function inv(a: Tensor): Tensor {
	checkSquare("inv", a);
	return composite("inv", () => apply(invSpec, [a], undefined));
}

/** Transposed cofactors: the slope of the determinant, also of singular matrices. */
const adjugateSpec: OpSpec<undefined> = {
	name: "adjugate",
	infer: ([a]) => a as Tensor,
	forward: ([a], out) => {
		const x = a as Tensor;
		const n = x.size(-1);
		const work = identities(x.shape.slice(0, -2), n);
		const matrices = addresses(workspace(x), 2);
		addresses(work, 2).forEach((address, i) => {
			call("linalg_adjugate", matrices[i] as number, n, address);
		});
		copyElements(work, out);
	},
	saves: "none",
	backward: null,
};

/** The determinant, its sign, or the logarithm of its size. */
const parts = { det: 0, sign: 1, log: 2 } as const;

const detSpec: OpSpec<{ readonly part: keyof typeof parts }> = {
	name: "det",
	infer: ([a]) => {
		const { dtype, shape } = a as Tensor;
		return { shape: shape.slice(0, -2), dtype };
	},
	forward: ([a], out, { part }) => {
		const x = a as Tensor;
		const found = scratch([...out.shape, 3], "float64");
		const places = addresses(found, 1);
		addresses(workspace(x), 2).forEach((address, i) => {
			call("linalg_det", address, x.size(-1), places[i] as number);
		});
		copyElements(found.select(-1, parts[part]), out);
	},
	saves: "both",
	backward: ({ args, createGraph, inputs, output }, grad) => {
		const a = inputs[0] as Tensor;
		// As in PyTorch, no matrix has no gradient.
		if (args.part === "sign" || a.numel() === 0) return [null];
		const g = grad.unsqueeze(-1).unsqueeze(-1);
		if (args.part === "log") return [g.mul(transposed(inv(a)))];
		if (!createGraph)
			return [g.mul(transposed(apply(adjugateSpec, [a], undefined)))];
		const value = output.unsqueeze(-1).unsqueeze(-1);
		return [g.mul(value).mul(transposed(inv(a)))];
	},
};

/**
 * The determinant of each matrix [..., n, n]; that of a 0 × 0 matrix is 1. Singular matrices have a gradient too, but no
 * gradient of it.
 * @example linalg.det(tensor([[1, 2], [3, 4.0]])); // -2
 */
export function det(a: Tensor): Tensor {
	checkSquare("det", a);
	return composite("det", () => apply(detSpec, [a], { part: "det" }));
}

/**
 * The sign of each determinant and the logarithm of its absolute value: for determinants beyond the range of floats.
 * @example const [sign, logabsdet] = linalg.slogdet(eye(3).mul(-2)); // -1 and 2.0794
 */
export function slogdet(a: Tensor): Slogdet {
	checkSquare("slogdet", a);
	return namedTuple({
		sign: composite("slogdet", () => apply(detSpec, [a], { part: "sign" })),
		logabsdet: composite("slogdet", () => apply(detSpec, [a], { part: "log" })),
	});
}

export interface Slogdet extends Iterable<Tensor> {
	readonly sign: Tensor;
	readonly logabsdet: Tensor;
}

export function logdet(a: Tensor): Tensor {
	checkSquare("logdet", a);
	return composite("logdet", () => {
		const sign = apply(detSpec, [a.detach()], { part: "sign" });
		const logarithm = apply(detSpec, [a], { part: "log" });
		return sign.lt(0).choose(Number.NaN, logarithm);
	});
}

/**
 * The product of n copies of each matrix [..., k, k]; the inverse's where n is negative.
 * @throws ValueError unless n is an integer, LinAlgError for a negative power of a singular matrix
 * @example linalg.matrixPower(tensor([[1, 1], [0, 1.0]]), 5); // [[1, 5], [0, 1]]
 */
export function matrixPower(a: Tensor, n: number): Tensor {
	checkSquare("matrixPower", a);
	if (!Number.isInteger(n) || Math.abs(n) > 2 ** 31)
		throw new ValueError("matrixPower", say`n is ${n}; expected an integer`);
	return composite("matrixPower", () => {
		const identity = diagEmbed(filled("eye", [a.size(-1)], 1, a.dtype));
		let base = n < 0 ? inv(a) : a;
		let result: Tensor | undefined;
		for (let left = Math.abs(n); left > 0; left = Math.floor(left / 2)) {
			if (left % 2 === 1)
				result = result === undefined ? base : matmul(result, base);
			if (left > 1) base = matmul(base, base);
		}
		// Of power 0, with a gradient of zeros.
		return result === undefined
			? a.clamp({ min: 0, max: 0 }).add(identity)
			: result === a
				? a.clone()
				: result;
	});
}
