import { Tensor } from "../tensor/tensor.js";
import { checkFunction } from "../value/arguments.js";
import { ShapeError, show } from "../value/errors.js";
import { readOptions } from "../value/options.js";
import { say } from "../value/quote.js";
import {
	type Argnums,
	arranged,
	outputsOf,
	positions,
	pull,
	record,
	released,
} from "./differentiate.js";

/** The gradients of the arguments at `argnums`: each has its argument's structure. */
export type GradsOf<
	A extends readonly unknown[],
	N extends Argnums,
> = N extends readonly number[]
	? { -readonly [K in keyof N]: A[N[K] & keyof A] }
	: A[N & keyof A];

export interface AuxOptions {
	/** The function gives a pair, the output and something else that is passed on. Default false. */
	readonly hasAux?: boolean;
}

/**
 * The function that computes the gradient of `fn`, as `torch.func.grad`. `fn` gives a float tensor of one element
 * without dimensions; arguments may be tensors, or arrays and plain objects of them (all other arguments pass
 * through). No `.grad` is touched. Calls nest: `grad(grad(f))` is the second derivative.
 *
 * @param argnums the argument to differentiate (default 0, the first), or a list of them, which gives a list
 * @returns with `hasAux`, a pair: the gradient and what `fn` gave beside its output
 * @throws ShapeError if the result of `fn` is not of shape []
 * @example func.grad((x: Tensor) => x.pow(3).sum())(tensor([2], { dtype: "float32" })); // [12]
 */
export function grad<A extends readonly unknown[], const N extends Argnums = 0>(
	fn: (...args: A) => Tensor,
	argnums?: N,
	options?: { readonly hasAux?: false },
): (...args: A) => GradsOf<A, N>;
export function grad<
	A extends readonly unknown[],
	Aux,
	const N extends Argnums,
>(
	fn: (...args: A) => readonly [Tensor, Aux],
	argnums: N,
	options: { readonly hasAux: true },
): (...args: A) => [GradsOf<A, N>, Aux];
export function grad(
	fn: (...args: never[]) => unknown,
	argnums: Argnums = 0,
	options?: AuxOptions,
): (...args: never[]) => unknown {
	const { hasAux = false } = readOptions("grad", options);
	checkFunction("grad", fn);
	return (...args) => {
		const { gradient, aux } = differentiate("grad", fn, args, argnums, hasAux);
		return hasAux ? [gradient, aux] : gradient;
	};
}

/**
 * As `grad`, but gives a pair: the gradient and the value of `fn`. With `hasAux` the second is itself a pair,
 * `[value, aux]`.
 * @example const [dx, loss] = func.gradAndValue((x: Tensor) => x.square().sum())(rand([3]));
 */
export function gradAndValue<
	A extends readonly unknown[],
	const N extends Argnums = 0,
>(
	fn: (...args: A) => Tensor,
	argnums?: N,
	options?: { readonly hasAux?: false },
): (...args: A) => [GradsOf<A, N>, Tensor];
export function gradAndValue<
	A extends readonly unknown[],
	Aux,
	const N extends Argnums,
>(
	fn: (...args: A) => readonly [Tensor, Aux],
	argnums: N,
	options: { readonly hasAux: true },
): (...args: A) => [GradsOf<A, N>, [Tensor, Aux]];
export function gradAndValue(
	fn: (...args: never[]) => unknown,
	argnums: Argnums = 0,
	options?: AuxOptions,
): (...args: never[]) => unknown {
	const { hasAux = false } = readOptions("gradAndValue", options);
	checkFunction("gradAndValue", fn);
	return (...args) => {
		const { gradient, value, aux } = differentiate(
			"gradAndValue",
			fn,
			args,
			argnums,
			hasAux,
		);
		return [gradient, hasAux ? [value, aux] : value];
	};
}

function differentiate(
	op: string,
	fn: (...args: never[]) => unknown,
	args: readonly unknown[],
	argnums: Argnums,
	hasAux: boolean,
) {
	const order = positions(op, argnums, args.length);
	const run = record(op, fn, args, order, hasAux);
	if (!(run.output instanceof Tensor) || run.output.ndim !== 0)
		throw new ShapeError(
			op,
			say`the function gave ${run.output instanceof Tensor ? `a tensor of shape ${show(run.output.shape)}` : typeof run.output}; a gradient is of one number, a tensor of shape []. Reduce with sum() or mean(), or use jacrev`,
		);
	const gradients = pull(run, outputsOf(run), undefined);
	return {
		gradient: released(arranged(args, argnums, order, gradients), run),
		value: released(run.output, run),
		aux: released(run.aux, run),
	};
}
