import * as fl from "../../src/index.js";
import { ints, type Row } from "./fixtures.js";

const { DTypeError, LinAlgError, ShapeError, ValueError, linalg, zeros } = fl;
const flat = fl.ones([2, 3]);
const hole = fl.tensor([
	[1, Number.NaN],
	[0, 1],
]);
const flawed = fl.stack([fl.eye(2), zeros([2, 2])]);

/** Factorisations and systems of equations. */
export const equations: Row[] = [
	["det of integers", () => linalg.det(ints), DTypeError, /^det: dtype int32/],
	[
		"det of a vector",
		() => linalg.det(fl.ones([2])),
		ShapeError,
		/^det: \[2\]/,
	],
	[
		"inv of what is not square",
		() => linalg.inv(flat),
		ShapeError,
		/^inv: \[2, 3\]; expected square matrices/,
	],
	[
		"inv of a singular matrix of a batch",
		() => linalg.inv(flawed),
		LinAlgError,
		/^inv: matrix \[1\] of the batch is singular/,
	],
	[
		"solve of a singular system",
		() => linalg.solve(zeros([2, 2]), fl.ones([2])),
		LinAlgError,
		/^solve: the matrix is singular/,
	],
	[
		"solve of another length",
		() => linalg.solve(fl.eye(2), fl.ones([3])),
		ShapeError,
		/^solve: float32 \[2, 2\] and float32 \[3\]; expected \[..., 2, m\]/,
	],
	[
		"matrixPower of a fraction",
		() => linalg.matrixPower(fl.eye(2), 0.5),
		ValueError,
		/^matrixPower: n is 0.5; expected an integer/,
	],
	[
		"cholesky of what is not positive",
		() => linalg.cholesky(fl.eye(2).neg()),
		LinAlgError,
		/not positive definite: its leading minor of order 1/,
	],
	[
		"svd of NaN",
		() => linalg.svd(hole),
		LinAlgError,
		/^svd: .* NaN or infinite/,
	],
	["eigh of NaN", () => linalg.eigh(hole), LinAlgError, /^eigh: .* NaN/],
	[
		"eigh of a third triangle",
		() => linalg.eigh(fl.eye(2), "X" as never),
		ValueError,
		/^eigh: uplo is "X"; expected "L" or "U"/,
	],
	[
		"qr in an unknown mode",
		() => linalg.qr(flat, "r" as never),
		ValueError,
		/^qr: mode "r"; expected "reduced" or "complete"/,
	],
	[
		"qr with a gradient that does not exist",
		() => linalg.qr(fl.ones([2, 3], { requiresGrad: true })),
		ValueError,
		/^qr: a gradient of mode "reduced" of matrices \[2, 3\] does not exist/,
	],
	[
		"lstsq of other rows",
		() => linalg.lstsq(flat, fl.ones([3, 1])),
		ShapeError,
		/^lstsq: \[2, 3\] and \[3, 1\]/,
	],
	[
		"matrixNorm of an unknown order",
		() => linalg.matrixNorm(flat, 3),
		ValueError,
		/^matrixNorm: order 3; expected "fro", "nuc", 1/,
	],
	[
		"matrixNorm along one dimension twice",
		() => linalg.matrixNorm(flat, 1, [0, 0]),
		ShapeError,
		/^matrixNorm: dimensions \[0, 0\]; expected two different ones/,
	],
	[
		"norm of many dimensions with an order",
		() => linalg.norm(fl.ones([2, 2, 2]), 2),
		ShapeError,
		/^norm: order 2 of \[2, 2, 2\] without dim/,
	],
	[
		"norm of vectors with an order of matrices",
		() => linalg.norm(fl.ones([2]), "nuc"),
		ValueError,
		/^norm: order "nuc" of vectors/,
	],
];
