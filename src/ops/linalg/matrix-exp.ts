import type { Tensor } from "../../tensor/tensor.js";
import { composite } from "../engine/composite.js";
import { checkFinite, checkSquare } from "./each-matrix.js";
import { matmul } from "./matmul.js";
import { matrixNorm } from "./matrix-norm.js";

/** Up to this norm the polynomial below has the precision of float64 (Bader, Blanes and Casas 2019, table 3). */
const LARGEST_NORM = 1.09;
const DEGREE = 18;

/** Scaling and squaring: exp(A) = exp(A / 2^s)^(2^s), with Taylor's polynomial of the scaled matrix. */
export function matrixExp(a: Tensor): Tensor {
	checkSquare("matrixExp", a);
	checkFinite("matrixExp", a);
	if (a.numel() === 0) return a.clone();
	return composite("matrixExp", () => {
		const norm = Number(matrixNorm(a.detach(), 1).max().item());
		const halvings = Math.max(0, Math.ceil(Math.log2(norm / LARGEST_NORM)));
		let result = polynomial(a.mul(2 ** -halvings));
		for (let i = 0; i < halvings; i++) result = matmul(result, result);
		return result;
	});
}

/** 1 + A (1 + A/2 (1 + A/3 (...))), from within. */
function polynomial(a: Tensor): Tensor {
	const one = a.detach().newZeros(a.shape);
	one.diagonal(0, -2, -1).fill_(1);
	let result = one.add(a.div(DEGREE));
	for (let k = DEGREE - 1; k >= 1; k--)
		result = one.add(matmul(a, result).div(k));
	return result;
}
