import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show } from "../../value/errors.js";
import { productType } from "../../value/promotion.js";
import { say } from "../../value/quote.js";
import {
	broadcastShapes,
	checkWithin,
	numel,
	type Shape,
} from "../../value/shape.js";
import type { MatmulCheck, MatmulShape } from "../../value/typed-shape.js";
import { composite } from "../engine/composite.js";
import {
	apply,
	checkTensor,
	makeTensor,
	type OpSpec,
	tidy,
} from "../engine/define.js";
import { multiply } from "./matmul-launch.js";

/** The product of the last two dimensions; both have at least two. */
const productSpec: OpSpec<undefined> = {
	name: "matmul",
	infer: ([a, b]) => {
		const [x, y] = [a as Tensor, b as Tensor];
		const dtype = productType("matmul", x, y);
		const [m, k] = x.layout.shape.slice(-2) as [number, number];
		const [k2, n] = y.layout.shape.slice(-2) as [number, number];
		if (k !== k2)
			throw new ShapeError(
				"matmul",
				say`${show(x.layout.shape)} × ${show(y.layout.shape)}: inner sizes ${k} and ${k2} differ; they must be equal`,
			);
		return {
			shape: [
				...broadcastShapes("matmul", [
					x.layout.shape.slice(0, -2),
					y.layout.shape.slice(0, -2),
				]),
				m,
				n,
			],
			dtype,
		};
	},
	forward: ([a, b], out) => multiply(a as Tensor, b as Tensor, undefined, out),
	saves: "others",
	backward: ({ inputs, needs }, grad) => productGradients(inputs, needs, grad),
};

/** dA = dC Bᵀ, dB = Aᵀ dC. */
function productGradients(
	inputs: readonly Tensor[],
	needs: readonly boolean[],
	grad: Tensor,
): (Tensor | null)[] {
	const [a, b] = inputs as readonly [Tensor, Tensor];
	return [
		needs[0] ? product(grad, b.transpose(-2, -1)) : null,
		needs[1] ? product(a.transpose(-2, -1), grad) : null,
	];
}

function product(a: Tensor, b: Tensor): Tensor {
	return apply(productSpec, [a, b], undefined);
}

/**
 * The matrix product, as `torch.matmul`: two vectors give their dot product, a vector counts as a row on the left and as
 * a column on the right, and leading dimensions are batches that broadcast.
 */
export function matmul<A extends Shape, B extends Shape>(
	a: Tensor<A>,
	b: Tensor<B> & MatmulCheck<A, B>,
): Tensor<MatmulShape<A, B>> {
	checkTensor("matmul", a);
	checkTensor("matmul", b);
	if (a.ndim === 0 || b.ndim === 0)
		throw new ShapeError(
			"matmul",
			say`${show(a.layout.shape)} × ${show(b.layout.shape)}: both need at least one dimension; use mul for numbers`,
		);
	if (a.ndim >= 2 && b.ndim >= 2) return foldedProduct(a, b);
	productType("matmul", a, b);
	if (a.layout.shape.at(-1) !== b.layout.shape.at(b.ndim === 1 ? 0 : -2))
		throw new ShapeError(
			"matmul",
			say`${show(a.layout.shape)} × ${show(b.layout.shape)}: inner sizes ${a.layout.shape.at(-1)} and ${b.layout.shape.at(b.ndim === 1 ? 0 : -2)} differ; they must be equal`,
		);
	return composite("matmul", () => {
		const result = foldedProduct(
			a.ndim === 1 ? a.unsqueeze(0) : a,
			b.ndim === 1 ? b.unsqueeze(1) : b,
		);
		const dropped = b.ndim === 1 ? result.squeeze(-1) : result;
		return a.ndim === 1 ? dropped.squeeze(b.ndim === 1 ? -1 : -2) : dropped;
	});
}

/** A batch times one matrix is a single product over all rows. */
function foldedProduct(a: Tensor, b: Tensor): Tensor {
	if (
		a.ndim > 2 &&
		b.ndim === 2 &&
		a.layout.contiguous &&
		a.layout.shape.at(-1) === b.layout.shape[0]
	) {
		const rows = a.numel() === 0 ? numel(a.layout.shape.slice(0, -1)) : -1;
		return tidy(() =>
			product(a.reshape([rows, a.layout.shape.at(-1) as number]), b).reshape([
				...a.shape.slice(0, -1),
				b.layout.shape[1] as number,
			]),
		);
	}
	return product(a, b);
}

function checkRanks(
	op: string,
	a: Tensor,
	rankA: number,
	b: Tensor,
	rankB: number,
): void {
	checkTensor(op, a);
	checkTensor(op, b);
	if (a.ndim !== rankA || b.ndim !== rankB)
		throw new ShapeError(
			op,
			say`${show(a.layout.shape)} and ${show(b.layout.shape)}; expected ${rankA} and ${rankB} dimensions (matmul takes any)`,
		);
	const [inner, other] = [
		a.layout.shape.at(-1),
		b.layout.shape.at(rankB === 1 ? 0 : -2),
	];
	if (inner !== other)
		throw new ShapeError(
			op,
			say`${show(a.layout.shape)} × ${show(b.layout.shape)}: inner sizes ${inner} and ${other} differ; they must be equal`,
		);
}

/** The product of two matrices: [m, k] × [k, n]. */
export function mm<A extends Shape, B extends Shape>(
	a: Tensor<A>,
	b: Tensor<B> & MatmulCheck<A, B>,
): Tensor<MatmulShape<A, B>> {
	checkRanks("mm", a, 2, b, 2);
	return composite("mm", () => product(a, b));
}

/** Products of two batches of matrices of the same length: [b, m, k] × [b, k, n]. */
export function bmm(a: Tensor, b: Tensor): Tensor {
	checkRanks("bmm", a, 3, b, 3);
	if (a.layout.shape[0] !== b.layout.shape[0])
		throw new ShapeError(
			"bmm",
			say`${show(a.layout.shape)} × ${show(b.layout.shape)}: batch sizes differ; bmm does not broadcast, matmul does`,
		);
	return composite("bmm", () => product(a, b));
}

/** The product of a matrix and a vector: [m, k] × [k]. */
export function mv(a: Tensor, b: Tensor): Tensor {
	checkRanks("mv", a, 2, b, 1);
	return composite("mv", () => matmul(a, b));
}

/** The sum of the products of two vectors of the same length. */
export function dot(a: Tensor, b: Tensor): Tensor {
	checkRanks("dot", a, 1, b, 1);
	return composite("dot", () => matmul(a, b));
}

/** x Wᵀ + bias: x [..., in], weight [out, in], bias [out]. */
const linearSpec: OpSpec<undefined> = {
	name: "linear",
	infer: ([x, weight, bias]) =>
		inferLinear(x as Tensor, weight as Tensor, bias ?? null),
	forward: ([x, weight, bias], out) => {
		const w = weight as Tensor;
		multiply(
			x as Tensor,
			makeTensor(w.storage, w.t().layout, w.dtype),
			bias,
			out,
		);
	},
	saves: "others",
	backward: ({ inputs, needs }, grad) => {
		const [x, weight] = inputs as readonly [Tensor, Tensor];
		return [
			needs[0] ? product(grad, weight) : null,
			needs[1] ? product(grad.t(), x) : null,
			needs[2] ? grad.sum(0) : null,
		];
	},
};

function inferLinear(x: Tensor, weight: Tensor, bias: Tensor | null) {
	const dtype = productType("linear", x, weight, bias);
	const [outputs, inputs] = weight.layout.shape as [number, number];
	if (x.layout.shape.at(-1) !== inputs)
		throw new ShapeError(
			"linear",
			say`input ${show(x.layout.shape)} and weight ${show(weight.layout.shape)}: the input's last size is ${x.layout.shape.at(-1)}, and the weight takes ${inputs}`,
		);
	return { shape: [...x.shape.slice(0, -1), outputs], dtype };
}

/**
 * x Wᵀ + bias, as `torch.nn.functional.linear`.
 *
 * @param x [..., in]
 * @param weight [out, in]
 * @param bias [out], optional
 */
export function linear(
	x: Tensor,
	weight: Tensor,
	bias?: Tensor | null,
): Tensor {
	checkTensor("linear", x);
	checkTensor("linear", weight);
	const plain = x.ndim === 2 && weight.ndim === 2;
	const given = bias !== null && bias !== undefined;
	if (given) checkTensor("linear", bias);
	// A bias of another shape broadcasts, as in PyTorch, where the kernel takes one number for each output.
	if (
		plain &&
		given &&
		bias.layout.shape.length === 1 &&
		bias.layout.shape[0] === weight.layout.shape[0]
	)
		return apply(linearSpec, [x, weight, bias], undefined);
	if (x.ndim === 0 || weight.ndim > 2 || weight.ndim === 0)
		throw new ShapeError(
			"linear",
			say`input ${show(x.layout.shape)} and weight ${show(weight.layout.shape)}; expected [..., in] and [out, in]`,
		);
	return composite("linear", () => {
		const out = matmul(x, weight.ndim === 1 ? weight : weight.t());
		if (!given) return out;
		checkWithin("linear", "a bias", bias.layout.shape, out.layout.shape);
		return out.add(bias);
	});
}
