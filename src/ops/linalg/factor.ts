/** Factorisations of matrices: by eigenvectors, Cholesky's and QR. */

import { call } from "../../../bindings/run.js";
import type { Tensor } from "../../tensor/tensor.js";
import { LinAlgError, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { quote, say } from "../../value/quote.js";
import { composite } from "../engine/composite.js";
import { copyElements } from "../engine/copy.js";
import { apply, type OpSpec, scratch } from "../engine/define.js";
import { namedTuple } from "../engine/named-tuple.js";
import {
	inferPacked,
	type PackedArgs,
	pack,
	type Sizes,
	unpack,
} from "../engine/packed.js";
import { diagEmbed } from "../shape/diagonals.js";
import {
	addresses,
	checkFinite,
	checkMatrices,
	checkSquare,
	identities,
	matrixName,
	transposed,
	workspace,
} from "./each-matrix.js";
import { matmul } from "./matmul.js";
import { inv } from "./solve.js";

const eighSpec: OpSpec<PackedArgs> = {
	name: "eigh",
	infer: inferPacked,
	forward: ([a], out, { sizes }) => {
		const x = a as Tensor;
		const work = workspace(x);
		const vectors = identities(x.shape.slice(0, -2), x.size(-1));
		const places = addresses(vectors, 2);
		addresses(work, 2).forEach((address, i) => {
			call("linalg_eigh", address, x.size(-1), places[i] as number);
		});
		pack(
			out,
			[work.diagonal(0, -2, -1).unsqueeze(-1), transposed(vectors)],
			sizes,
		);
	},
	saves: "output",
	backward: ({ args, output }, grad) => {
		const [l, v] = unpack(output, args.sizes) as [Tensor, Tensor];
		const [gl, gv] = unpack(grad, args.sizes) as [Tensor, Tensor];
		const apart = transposed(l).sub(l);
		const same = apart.eq(0);
		const factor = same.choose(0, same.choose(1, apart).reciprocal());
		const inner = matmul(transposed(v), gv)
			.mul(factor)
			.add(diagEmbed(gl.squeeze(-1)));
		return [matmul(matmul(v, inner), transposed(v))];
	},
};

/** Eigenvalues and eigenvectors. */
export interface Eigh extends Iterable<Tensor> {
	readonly eigenvalues: Tensor;
	readonly eigenvectors: Tensor;
}

/**
 * Eigenvalues [..., n], ascending, and eigenvectors [..., n, n], in columns, of each symmetric matrix. Only one triangle is
 * read. Signs are not unique.
 * @param uplo which triangle
 * @throws LinAlgError for elements that are not finite, ShapeError for matrices that are not square
 * @example linalg.eigh(tensor([[2, 1], [1, 2.0]])).eigenvalues; // [1, 3]
 */
export function eigh(a: Tensor, uplo: "L" | "U" = "L"): Eigh {
	checkSquare("eigh", a);
	checkFinite("eigh", a);
	if (uplo !== "L" && uplo !== "U")
		throw new ValueError(
			"eigh",
			say`uplo is ${quote(uplo)}; expected "L" or "U"`,
		);
	const n = a.size(-1);
	const sizes: Sizes = [
		[n, 1],
		[n, n],
	];
	const packed = composite("eigh", () => {
		const half = uplo === "L" ? a.tril(-1) : a.triu(1);
		const whole = half
			.add(transposed(half))
			.add(diagEmbed(a.diagonal(0, -2, -1)));
		return apply(eighSpec, [whole], { sizes });
	});
	const [eigenvalues, eigenvectors] = composite("eigh", () => {
		const [values, vectors] = unpack(packed, sizes) as [Tensor, Tensor];
		return [values.squeeze(-1), vectors];
	}) as [Tensor, Tensor];
	return namedTuple({ eigenvalues, eigenvectors });
}

/**
 * The eigenvalues [..., n] of each symmetric matrix, ascending; see `eigh`.
 * @example linalg.eigvalsh(tensor([[2, 1], [1, 2.0]])); // [1, 3]
 */
export function eigvalsh(a: Tensor, uplo: "L" | "U" = "L"): Tensor {
	return composite("eigvalsh", () => eigh(a, uplo).eigenvalues.clone());
}

const choleskySpec: OpSpec<undefined> = {
	name: "cholesky",
	infer: ([a]) => a as Tensor,
	forward: ([a], out) => {
		const x = a as Tensor;
		const work = workspace(x);
		addresses(work, 2).forEach((address, i) => {
			const order = call("linalg_cholesky", address, x.size(-1));
			if (order !== 0)
				throw new LinAlgError(
					"cholesky",
					say`${matrixName(x.shape.slice(0, -2), i)} is not positive definite: its leading minor of order ${order} is not positive`,
				);
		});
		copyElements(work, out);
	},
	saves: "output",
	// Murray 2016, "Differentiation of the Cholesky decomposition".
	backward: ({ output: l }, grad) => {
		const product = matmul(transposed(l), grad).tril();
		const half = product.sub(diagEmbed(product.diagonal(0, -2, -1)).mul(0.5));
		const inverse = inv(l);
		const whole = matmul(matmul(transposed(inverse), half), inverse);
		return [whole.add(transposed(whole)).mul(0.5)];
	},
};

/**
 * L with A = L Lᵀ for each symmetric positive definite matrix [..., n, n]. The lower triangle is read.
 * @param options `upper` (default false): gives Lᵀ
 * @throws LinAlgError for a matrix that is not positive definite
 * @example linalg.cholesky(tensor([[4, 2], [2, 5.0]])); // [[2, 0], [1, 2]]
 */
export function cholesky(
	a: Tensor,
	options?: { readonly upper?: boolean },
): Tensor {
	const { upper = false } = readOptions("cholesky", options);
	checkSquare("cholesky", a);
	return composite("cholesky", () => {
		const l = apply(choleskySpec, [a], undefined);
		return upper ? transposed(l).clone() : l;
	});
}

const qrSpec: OpSpec<PackedArgs> = {
	name: "qr",
	infer: inferPacked,
	forward: ([a], out, { sizes }) => {
		const x = a as Tensor;
		const [m, n] = x.shape.slice(-2) as [number, number];
		const work = workspace(x);
		const q = identities(x.shape.slice(0, -2), m);
		const room = addresses(scratch([m], "float64"), 1)[0] as number;
		const places = addresses(q, 2);
		addresses(work, 2).forEach((address, i) => {
			call("linalg_qr", address, m, n, places[i] as number, room);
		});
		pack(out, [transposed(q), work], sizes);
	},
	saves: "output",
	// Walter, Lehmann and Lamour 2012; R is square, as the caller sees to.
	backward: ({ args, output }, grad) => {
		const [q, r] = unpack(output, args.sizes) as [Tensor, Tensor];
		const [gq, gr] = unpack(grad, args.sizes) as [Tensor, Tensor];
		const m = matmul(r, transposed(gr)).sub(matmul(transposed(gq), q));
		const half = m.tril(-1);
		const symmetric = half
			.add(transposed(half))
			.add(diagEmbed(m.diagonal(0, -2, -1)));
		const right = gq.add(matmul(q, symmetric));
		return [matmul(right, transposed(inv(r)))];
	},
};

export interface QR extends Iterable<Tensor> {
	readonly Q: Tensor;
	readonly R: Tensor;
}

/**
 * Q with orthonormal columns and R upper triangular, A = Q R, for each matrix [..., m, n]: Q [..., m, k] and R [..., k, n]
 * where k = min(m, n), or m in mode "complete". Gradients need m >= n, and "reduced" unless m = n.
 * @throws ValueError for an unknown mode, or a gradient that does not exist
 * @example linalg.qr(tensor([[3, 0], [4, 5.0]])).R; // [[-5, -4], [0, 3]]
 */
export function qr(a: Tensor, mode: "reduced" | "complete" = "reduced"): QR {
	checkMatrices("qr", a);
	if (mode !== "reduced" && mode !== "complete")
		throw new ValueError(
			"qr",
			say`mode ${quote(mode)}; expected "reduced" or "complete"`,
		);
	const [m, n] = a.shape.slice(-2) as [number, number];
	const k = mode === "complete" ? m : Math.min(m, n);
	if (a.requiresGrad && k !== n)
		throw new ValueError(
			"qr",
			say`a gradient of mode "${mode}" of matrices [${m}, ${n}] does not exist; detach() the matrix, or use "reduced" with at least as many rows as columns`,
		);
	const sizes: Sizes = [
		[m, k],
		[k, n],
	];
	const packed = composite("qr", () => apply(qrSpec, [a], { sizes }));
	const [Q, R] = composite("qr", () => unpack(packed, sizes)) as [
		Tensor,
		Tensor,
	];
	return namedTuple({ Q, R });
}
