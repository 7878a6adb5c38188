/** `torch.autograd.functional`, as far as flambeau has it; `func` has the same as transformed functions. */

import { gradAndValue } from "../func/grad.js";
import { jacrev } from "../func/jacobian.js";
import { vjp as pull, jvp as push } from "../func/products.js";
import { onesLike } from "../ops/create/filled.js";
import { isTensor } from "../ops/engine/define.js";
import type { Tensor } from "../tensor/tensor.js";
import { checkFunction } from "../value/arguments.js";
import { ShapeError, show } from "../value/errors.js";
import { say } from "../value/quote.js";
import type { FunctionalOptions } from "./functional-types.js";
import { noGrad } from "./mode.js";

/** A function of as many tensors as `inputs` has. */
export type TensorFunction = (
	...inputs: Tensor[]
) => Tensor | readonly Tensor[];
type TensorOrList = Tensor | readonly Tensor[];

export function jacobian(
	fn: TensorFunction,
	inputs: TensorOrList,
	{ createGraph = false }: FunctionalOptions = {},
): unknown {
	checkFunction("jacobian", fn);
	return computed(createGraph, () =>
		jacrev(fn, argnumsOf(inputs))(...(listOf(inputs) as never[])),
	);
}

export function hessian(
	fn: TensorFunction,
	inputs: TensorOrList,
	{ createGraph = false }: FunctionalOptions = {},
): unknown {
	checkFunction("hessian", fn);
	const argnums = argnumsOf(inputs);
	const second = jacrev(jacrev(numberOf("hessian", fn), argnums), argnums);
	return computed(createGraph, () => second(...(listOf(inputs) as never[])));
}

export function vjp(
	fn: TensorFunction,
	inputs: TensorOrList,
	v: TensorOrList | null = null,
	{ createGraph = false }: FunctionalOptions = {},
): unknown {
	checkFunction("vjp", fn);
	return computed(createGraph, () => {
		const [output, pulled] = pull(
			fn as never,
			...listOf(inputs),
		) as unknown as [TensorOrList, (seeds: unknown) => Tensor[]];
		const products = pulled(v ?? unitOf("vjp", "the result", output));
		return [output, Array.isArray(inputs) ? products : products[0]];
	});
}

export function jvp(
	fn: TensorFunction,
	inputs: TensorOrList,
	v: TensorOrList | null = null,
	{ createGraph = false }: FunctionalOptions = {},
): unknown {
	checkFunction("jvp", fn);
	const tangents = listOf(v ?? unitOf("jvp", "the input", inputs));
	return computed(createGraph, () =>
		push(fn as never, listOf(inputs), tangents),
	);
}

export function vhp(
	fn: TensorFunction,
	inputs: TensorOrList,
	v: TensorOrList | null = null,
	options: FunctionalOptions = {},
): unknown {
	return hessianProduct("vhp", fn, inputs, v, options);
}

export function hvp(
	fn: TensorFunction,
	inputs: TensorOrList,
	v: TensorOrList | null = null,
	options: FunctionalOptions = {},
): unknown {
	return hessianProduct("hvp", fn, inputs, v, options);
}

/** The Hessian is symmetric: from which side a vector is multiplied makes no difference. */
function hessianProduct(
	op: string,
	fn: TensorFunction,
	inputs: TensorOrList,
	v: TensorOrList | null,
	{ createGraph = false }: FunctionalOptions,
): unknown {
	checkFunction(op, fn);
	const tangents = listOf(v ?? unitOf(op, "the input", inputs));
	// The value as the function gave it comes along as the second half of the pair.
	const pair = (...xs: Tensor[]) => {
		const output = fn(...xs);
		return [numberOf(op, () => output)(), output];
	};
	const gradient = gradAndValue(pair, argnumsOf(inputs), { hasAux: true });
	return computed(createGraph, () => {
		const [[, [, value]], [product]] = push(
			gradient,
			listOf(inputs),
			tangents,
		) as unknown as [[unknown, [unknown, Tensor]], [unknown]];
		return [value, product];
	});
}

/** The function, whose one number has no dimensions. */
function numberOf(op: string, fn: TensorFunction): TensorFunction {
	return (...inputs) => {
		const output = fn(...inputs);
		if (!isTensor(output) || output.numel() !== 1)
			throw new ShapeError(
				op,
				say`the function gave ${isTensor(output) ? `a tensor of shape ${show(output.shape)}` : typeof output}; second derivatives are of one number. Reduce it with sum() or mean()`,
			);
		return output.reshape([]);
	};
}

/** The vector that may be left out: that of one element is 1. */
function unitOf(op: string, what: string, given: TensorOrList): Tensor {
	if (isTensor(given) && given.numel() === 1) return onesLike(given.detach());
	throw new ShapeError(
		op,
		say`v may be left out only where ${what} is one tensor of one element; give a tensor of the shape of ${what}`,
	);
}

function computed(createGraph: boolean, compute: () => unknown): unknown {
	return createGraph ? compute() : noGrad(compute);
}

function listOf(inputs: TensorOrList): readonly Tensor[] {
	return Array.isArray(inputs) ? inputs : [inputs as Tensor];
}

function argnumsOf(inputs: TensorOrList) {
	return Array.isArray(inputs) ? inputs.map((_, i) => i) : 0;
}
