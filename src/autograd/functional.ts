/** `torch.autograd.functional`, as far as flambeau has it; `func` has the same as transformed functions. */

import { jacrev } from "../func/jacobian.js";
import type { Tensor } from "../tensor/tensor.js";
import { checkFunction } from "../value/arguments.js";
import { readOptions } from "../value/options.js";
import { noGrad } from "./mode.js";

export interface FunctionalOptions {
	/** Keep the result in the graph of inputs that require gradients. Default false. */
	readonly createGraph?: boolean;
}

/**
 * The Jacobian of `fn`, as `torch.autograd.functional.jacobian`: one backward pass for each element of the output.
 *
 * @param inputs a tensor, or the list of the function's arguments
 * @returns for a tensor shape [...output, ...input]; for a list of inputs a list, for a list of outputs a list of these
 * @example autograd.functional.jacobian((x: Tensor) => x.square(), rand([3])); // [3, 3]
 */
export function jacobian<R extends Tensor | readonly Tensor[]>(
	fn: (x: Tensor) => R,
	inputs: Tensor,
	options?: FunctionalOptions,
): R extends Tensor ? Tensor : Tensor[];
export function jacobian<R extends Tensor | readonly Tensor[]>(
	fn: (...inputs: Tensor[]) => R,
	inputs: readonly Tensor[],
	options?: FunctionalOptions,
): R extends Tensor ? Tensor[] : Tensor[][];
export function jacobian(
	fn: (...inputs: Tensor[]) => Tensor | readonly Tensor[],
	inputs: Tensor | readonly Tensor[],
	options?: FunctionalOptions,
): unknown {
	const { createGraph = false } = readOptions("jacobian", options);
	checkFunction("jacobian", fn);
	const args = Array.isArray(inputs) ? inputs : [inputs as Tensor];
	const compute = () => jacrev(fn, argnumsOf(inputs))(...args);
	return createGraph ? compute() : noGrad(compute);
}

/**
 * The second derivatives of a function of one value, as `torch.autograd.functional.hessian`.
 *
 * @param inputs a tensor, or the list of the function's arguments
 * @returns for a tensor shape [...input, ...input]; for a list a list of lists
 * @example autograd.functional.hessian((x: Tensor) => x.pow(3).sum(), rand([3])); // [3, 3]
 */
export function hessian(
	fn: (x: Tensor) => Tensor,
	inputs: Tensor,
	options?: FunctionalOptions,
): Tensor;
export function hessian(
	fn: (...inputs: Tensor[]) => Tensor,
	inputs: readonly Tensor[],
	options?: FunctionalOptions,
): Tensor[][];
export function hessian(
	fn: (...inputs: Tensor[]) => Tensor,
	inputs: Tensor | readonly Tensor[],
	options?: FunctionalOptions,
): unknown {
	const { createGraph = false } = readOptions("hessian", options);
	checkFunction("hessian", fn);
	const args = Array.isArray(inputs) ? inputs : [inputs as Tensor];
	const argnums = argnumsOf(inputs);
	const value = (...xs: Tensor[]) => fn(...xs).reshape([]);
	const compute = () => jacrev(jacrev(value, argnums), argnums)(...args);
	return createGraph ? compute() : noGrad(compute);
}

function argnumsOf(inputs: Tensor | readonly Tensor[]) {
	return Array.isArray(inputs) ? inputs.map((_, i) => i) : 0;
}
