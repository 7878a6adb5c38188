/** The singular value decomposition. */

import { call } from "../../../bindings/run.js";
import type { Tensor } from "../../tensor/tensor.js";
import { readOptions } from "../../value/options.js";
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
import { narrow } from "../shape/views.js";
import {
	addresses,
	checkFinite,
	checkMatrices,
	identities,
	transposed,
} from "./each-matrix.js";
import { matmul } from "./matmul.js";

const svdSpec: OpSpec<PackedArgs> = {
	name: "svd",
	infer: inferPacked,
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
	const factor = same.choose(0, same.choose(1, apart).reciprocal());
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
export interface SVD extends Iterable<Tensor> {
	readonly U: Tensor;
	readonly S: Tensor;
	readonly Vh: Tensor;
}

/**
 * The singular value decomposition of each matrix [..., m, n]; S [..., min(m, n)] descends. Signs are not unique.
 * @throws LinAlgError for elements that are not finite, DTypeError for integers
 * @example linalg.svd(tensor([[3, 0], [0, 4.0]])).S; // [4, 3]
 */
export function svd(a: Tensor, options?: SVDOptions): SVD {
	const { fullMatrices = true } = readOptions("svd", options);
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
	const packed = composite("svd", () => apply(svdSpec, [plain], { sizes }));
	const [U, S, Vh] = composite("svd", () => {
		const [left, values, right] = unpack(packed, sizes) as [
			Tensor,
			Tensor,
			Tensor,
		];
		return [left, values.squeeze(-1), right];
	}) as [Tensor, Tensor, Tensor];
	return namedTuple({ U, S, Vh });
}

/**
 * The singular values of each matrix [..., m, n], descending: [..., min(m, n)].
 * @throws LinAlgError for elements that are not finite
 * @example linalg.svdvals(tensor([[3, 0], [0, 4.0]])); // [4, 3]
 */
export function svdvals(a: Tensor): Tensor {
	checkMatrices("svdvals", a);
	return composite("svdvals", () => svd(a, { fullMatrices: false }).S.clone());
}

/** U, S and V of A = U diag(S) Vᵀ, as the older `torch.svd` gives them. */
export interface OlderSVD extends Iterable<Tensor> {
	readonly U: Tensor;
	readonly S: Tensor;
	readonly V: Tensor;
}

export function olderSvd(a: Tensor, some = true, computeUv = true): OlderSVD {
	const { U, S, Vh } = svd(a, { fullMatrices: !some });
	if (computeUv)
		return namedTuple({ U, S, V: composite("svd", () => transposed(Vh)) });
	return namedTuple({
		U: U.detach().mul(0),
		S,
		V: composite("svd", () => transposed(Vh.detach()).mul(0)),
	});
}
