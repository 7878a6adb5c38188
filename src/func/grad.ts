import { Tensor } from "../tensor/tensor.js";
import { checkFunction } from "../value/arguments.js";
import { ShapeError, show } from "../value/errors.js";
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
import type { AuxOptions, Func } from "./types.js";

/** As the exported `grad`, whose types are in types.ts. */
export function grad(
	fn: Func,
	argnums: Argnums = 0,
	{ hasAux = false }: AuxOptions = {},
): Func {
	checkFunction("grad", fn);
	return (...args) => {
		const { gradient, aux } = differentiate("grad", fn, args, argnums, hasAux);
		return hasAux ? [gradient, aux] : gradient;
	};
}

export function gradAndValue(
	fn: Func,
	argnums: Argnums = 0,
	{ hasAux = false }: AuxOptions = {},
): Func {
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
	fn: Func,
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
