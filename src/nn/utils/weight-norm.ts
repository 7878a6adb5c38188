/** A weight as a length and a direction (Salimans and Kingma 2016), made anew before each call. */

import { noGrad } from "../../autograd/mode.js";
import { composite } from "../../ops/engine/composite.js";
import type { Tensor } from "../../tensor/tensor.js";
import { normalizeDim } from "../../value/shape.js";
import type { Module } from "../module/module.js";
import { Parameter } from "../module/parameter.js";
import { parameterNamed, reparametrize, restore } from "./reparametrize.js";

const METHOD = "weightNorm";

export function weightNorm<M extends Module>(
	module: M,
	name = "weight",
	dim: number | null = 0,
): M {
	const weight = parameterNamed(METHOD, module, name);
	const d = dim === null ? null : normalizeDim(METHOD, dim, weight.ndim);
	const length = noGrad(() => lengths(weight, d));
	const [g, v] = [`${name}_g`, `${name}_v`];
	reparametrize(METHOD, module, name, {
		parts: {
			[g]: new Parameter(length),
			[v]: new Parameter(weight.detach().clone()),
		},
		compute: (parts) =>
			composite(METHOD, () => {
				const direction = parts[v] as Tensor;
				return direction.mul((parts[g] as Tensor).div(lengths(direction, d)));
			}),
	});
	return module;
}

export function removeWeightNorm<M extends Module>(
	module: M,
	name = "weight",
): M {
	restore("removeWeightNorm", METHOD, module, name);
	return module;
}

/** The norm over all dimensions but one, or over all. */
function lengths(weight: Tensor, dim: number | null): Tensor {
	if (dim === null) return weight.norm();
	const others = weight.shape.flatMap((_, d) => (d === dim ? [] : [d]));
	return weight.norm(2, others, { keepdim: true });
}
