/** Factorisations of matrices. Each is one operation whose output holds all factors, so that they share one gradient. */
import { call } from "../../bindings/run.js";
import { LinAlgError, ValueError } from "../errors.js";

import type { Tensor } from "../tensor.js";
import { copyElements } from "./copy.js";
import { apply, makeTensor, type OpSpec, scratch, tidy } from "./define.js";
import { diagEmbed } from "./diagonals.js";
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
import { narrow, reshape } from "./views.js";

/** Rows and columns of the factors in the order in which they lie in the output. */
type Sizes = readonly (readonly [rows: number, columns: number])[];

/** The factors of a packed output [..., total]. */
function unpack(packed: Tensor, sizes: Sizes): Tensor[] {
	const batch = packed.shape.slice(0, -1);
	let start = 0;
	return sizes.map(([rows, columns]) => {
		const part = narrow(packed, -1, start, rows * columns);
		start += rows * columns;
		return reshape(part, [...batch, rows, columns]);
	});
}

const lengthOf = (sizes: Sizes): number =>
	sizes.reduce((n, [rows, columns]) => n + rows * columns, 0);

/** Copies factors in float64, of which only the first rows and columns may count, to where they lie in `out`. */
function pack(out: Tensor, parts: readonly Tensor[], sizes: Sizes): void {
	const places = unpack(makeTensor(out.storage, out.layout, out.dtype), sizes);
	parts.forEach((part, i) => {
		const [rows, columns] = sizes[i] as readonly [number, number];
		const counted = narrow(narrow(part, -2, 0, rows), -1, 0, columns);
		copyElements(counted, places[i] as Tensor);
	});
}

interface SVDArgs {
	readonly sizes: Sizes;
}

const svdSpec: OpSpec<SVDArgs> = {
	name: "svd",
	infer: ([a], { sizes }) => ({
		shape: [...(a as Tensor).shape.slice(0, -2), lengthOf(sizes)],
		dtype: (a as Tensor).dtype,
	}),
	forward: ([a], out, { sizes }) => {
		const x = a as Tensor;
		const [m, n] = x.shape.slice(-2) as [number, number];
		const tall = m >= n;
		const [long, short] = tall ? [m, n] : [n, m];
		const batch = x.shape.slice(0, -2);
		// The kernel takes the columns of a tall matrix as rows, and may add rows up to a whole basis.
		const count = Math.max(
			(sizes[0] as readonly number[])[1] as number,
			(sizes[2] as readonly number[])[0] as number,
			short,
		);
		const rows = scratch([...batch, count, long], "float64");
		copyElements(tall ? transposed(x) : x, narrow(rows, -2, 0, short));
		const right = identities(batch, short);
		const values = scratch([...batch, short, 1], "float64");
		const [r, s] = [addresses(right, 2), addresses(values, 2)];
		addresses(rows, 2).forEach((address, i) => {
			call(
				"linalg_svd",
				address,
				short,
				long,
				count,
				r[i] as number,
				s[i] as number,
			);
		});
		const [u, vh] = tall
			? [transposed(rows), right]
			: [transposed(right), rows];
		pack(out, [u, values, vh], sizes);
	},
	saves: "output",
	backward: ({ args, output }, grad) => {
		const factors = unpack(output, args.sizes);
		return [svdSlope(factors, unpack(grad, args.sizes))];
	},
};

/** Of the reduced factors (Townsend 2016, "Differentiating the singular value decomposition"). */
function svdSlope(
	factors: readonly Tensor[],
	grads: readonly Tensor[],
): Tensor {
	const [u, s, vh] = factors as [Tensor, Tensor, Tensor];
	const [gu, gs, gvh] = grads as [Tensor, Tensor, Tensor];
	const v = transposed(vh);
	const gv = transposed(gvh);
	const squares = s.square();
	const k = s.size(-2);
	const apart = transposed(squares).sub(squares);
	const same = apart.eq(0);
	const factor = same.where(0, same.where(1, apart).reciprocal());
	const skew = (x: Tensor) => x.sub(transposed(x));
	const left = matmul(
		skew(matmul(transposed(u), gu)).mul(factor),
		diagEmbed(s.squeeze(-1)),
	);
	const right = matmul(
		diagEmbed(s.squeeze(-1)),
		skew(matmul(transposed(v), gv)).mul(factor),
	);
	const inner = left.add(right).add(diagEmbed(gs.squeeze(-1)));
	let slope = matmul(matmul(u, inner), vh);
	const inverse = transposed(s).reciprocal();
	if (u.size(-2) > k) {
		const across = gu.mul(inverse);
		slope = slope.add(
			matmul(across.sub(matmul(u, matmul(transposed(u), across))), vh),
		);
	}
	if (v.size(-2) > k) {
		const across = gv.mul(inverse);
		const rest = across.sub(matmul(v, matmul(vh, across)));
		slope = slope.add(matmul(u, transposed(rest)));
	}
	return slope;
}

export interface SVDOptions {
	/** Whole bases: U [..., m, m] and Vh [..., n, n]. They have no gradient then. Default true, as in PyTorch. */
	readonly fullMatrices?: boolean;
}

/** U, S and Vh of A = U diag(S) Vh. */
export interface SVD {
	readonly U: Tensor;
	readonly S: Tensor;
	readonly Vh: Tensor;
}

/**
 * The singular value decomposition of each matrix [..., m, n]; S [..., min(m, n)] descends. Signs are not unique.
 * @throws LinAlgError for elements that are not finite, DTypeError for integers
 * @example linalg.svd(tensor([[3, 0], [0, 4.0]], { dtype: "float32" })).S; // [4, 3]
 */
export function svd(a: Tensor, { fullMatrices = true }: SVDOptions = {}): SVD {
	checkMatrices("svd", a);
	checkFinite("svd", a);
	const [m, n] = a.shape.slice(-2) as [number, number];
	const k = Math.min(m, n);
	const sizes: Sizes = fullMatrices
		? [
				[m, m],
				[k, 1],
				[n, n],
			]
		: [
				[m, k],
				[k, 1],
				[k, n],
			];
	const plain = fullMatrices && m !== n ? a.detach() : a;
	const packed = tidy(() => apply(svdSpec, [plain], { sizes }));
	const [U, S, Vh] = unpack(packed, sizes) as [Tensor, Tensor, Tensor];
	return { U, S: S.squeeze(-1), Vh };
}

/**
 * The singular values of each matrix [..., m, n], descending: [..., min(m, n)].
 * @throws LinAlgError for elements that are not finite
 * @example linalg.svdvals(tensor([[3, 0], [0, 4.0]], { dtype: "float32" })); // [4, 3]
 */
export function svdvals(a: Tensor): Tensor {
	checkMatrices("svdvals", a);
	return tidy(() => svd(a, { fullMatrices: false }).S.clone());
}

interface SizesArgs {
	readonly sizes: Sizes;
}

const eighSpec: OpSpec<SizesArgs> = {
	name: "eigh",
	infer: ([a], { sizes }) => ({
		shape: [...(a as Tensor).shape.slice(0, -2), lengthOf(sizes)],
		dtype: (a as Tensor).dtype,
	}),
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
		const factor = same.where(0, same.where(1, apart).reciprocal());
		const inner = matmul(transposed(v), gv)
			.mul(factor)
			.add(diagEmbed(gl.squeeze(-1)));
		return [matmul(matmul(v, inner), transposed(v))];
	},
};

/** Eigenvalues and eigenvectors. */
export interface Eigh {
	readonly eigenvalues: Tensor;
	readonly eigenvectors: Tensor;
}

/**
 * Eigenvalues [..., n], ascending, and eigenvectors [..., n, n], in columns, of each symmetric matrix. Only one triangle is
 * read. Signs are not unique.
 * @param uplo which triangle
 * @throws LinAlgError for elements that are not finite, ShapeError for matrices that are not square
 * @example linalg.eigh(tensor([[2, 1], [1, 2.0]], { dtype: "float32" })).eigenvalues; // [1, 3]
 */
export function eigh(a: Tensor, uplo: "L" | "U" = "L"): Eigh {
	checkSquare("eigh", a);
	checkFinite("eigh", a);
	if (uplo !== "L" && uplo !== "U")
		throw new ValueError(
			"eigh",
			`uplo is ${JSON.stringify(uplo)}; expected "L" or "U"`,
		);
	const n = a.size(-1);
	const sizes: Sizes = [
		[n, 1],
		[n, n],
	];
	const packed = tidy(() => {
		const half = uplo === "L" ? a.tril(-1) : a.triu(1);
		const whole = half
			.add(transposed(half))
			.add(diagEmbed(a.diagonal(0, -2, -1)));
		return apply(eighSpec, [whole], { sizes });
	});
	const [values, eigenvectors] = unpack(packed, sizes) as [Tensor, Tensor];
	return { eigenvalues: values.squeeze(-1), eigenvectors };
}

/**
 * The eigenvalues [..., n] of each symmetric matrix, ascending; see `eigh`.
 * @example linalg.eigvalsh(tensor([[2, 1], [1, 2.0]], { dtype: "float32" })); // [1, 3]
 */
export function eigvalsh(a: Tensor, uplo: "L" | "U" = "L"): Tensor {
	return tidy(() => eigh(a, uplo).eigenvalues.clone());
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
					`${matrixName(x.shape.slice(0, -2), i)} is not positive definite: its leading minor of order ${order} is not positive`,
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
 * @example linalg.cholesky(tensor([[4, 2], [2, 5.0]], { dtype: "float32" })); // [[2, 0], [1, 2]]
 */
export function cholesky(
	a: Tensor,
	{ upper = false }: { readonly upper?: boolean } = {},
): Tensor {
	checkSquare("cholesky", a);
	return tidy(() => {
		const l = apply(choleskySpec, [a], undefined);
		return upper ? transposed(l).clone() : l;
	});
}

const qrSpec: OpSpec<SizesArgs> = {
	name: "qr",
	infer: ([a], { sizes }) => ({
		shape: [...(a as Tensor).shape.slice(0, -2), lengthOf(sizes)],
		dtype: (a as Tensor).dtype,
	}),
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

export interface QR {
	readonly Q: Tensor;
	readonly R: Tensor;
}

/**
 * Q with orthonormal columns and R upper triangular, A = Q R, for each matrix [..., m, n]: Q [..., m, k] and R [..., k, n]
 * where k = min(m, n), or m in mode "complete". Gradients need m >= n, and "reduced" unless m = n.
 * @throws ValueError for an unknown mode, or a gradient that does not exist
 * @example linalg.qr(tensor([[3, 0], [4, 5.0]], { dtype: "float32" })).R; // [[-5, -4], [0, 3]]
 */
export function qr(a: Tensor, mode: "reduced" | "complete" = "reduced"): QR {
	checkMatrices("qr", a);
	if (mode !== "reduced" && mode !== "complete")
		throw new ValueError(
			"qr",
			`mode ${JSON.stringify(mode)}; expected "reduced" or "complete"`,
		);
	const [m, n] = a.shape.slice(-2) as [number, number];
	const k = mode === "complete" ? m : Math.min(m, n);
	if (a.requiresGrad && k !== n)
		throw new ValueError(
			"qr",
			`a gradient of mode "${mode}" of matrices [${m}, ${n}] does not exist; detach() the matrix, or use "reduced" with at least as many rows as columns`,
		);
	const sizes: Sizes = [
		[m, k],
		[k, n],
	];
	const packed = tidy(() => apply(qrSpec, [a], { sizes }));
	const [Q, R] = unpack(packed, sizes) as [Tensor, Tensor];
	return { Q, R };
}
