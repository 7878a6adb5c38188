/** A weight over its largest singular value (Miyato et al. 2018), which power iterations follow. */

import { noGrad } from "../../autograd/mode.js";
import { composite } from "../../ops/engine/composite.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { normalizeDim } from "../../value/shape.js";
import type { Module } from "../module/module.js";
import { Parameter } from "../module/parameter.js";
import {
	type Fields,
	parameterNamed,
	reparametrize,
	restore,
} from "./reparametrize.js";

const METHOD = "spectralNorm";

export interface SpectralNormOptions {
	/** Steps before each call in training. Default 1. */
	readonly nPowerIterations?: number;
	/** Added to norms against division by 0. Default 1e-12. */
	readonly eps?: number;
	/** The dimension of the outputs. Default: 1 for transposed convolutions, else 0. */
	readonly dim?: number | null;
}

export function spectralNorm<M extends Module>(
	module: M,
	name = "weight",
	{ nPowerIterations = 1, eps = 1e-12, dim = null }: SpectralNormOptions = {},
): M {
	const weight = parameterNamed(METHOD, module, name);
	if (!Number.isInteger(nPowerIterations) || nPowerIterations < 1)
		throw new ValueError(
			METHOD,
			say`nPowerIterations is ${nPowerIterations}; expected an integer of at least 1`,
		);
	const usual = /^ConvTranspose/.test(module.constructor.name) ? 1 : 0;
	const d = normalizeDim(METHOD, dim ?? usual, weight.ndim);
	const unit = (x: Tensor) => x.div(x.norm().clamp({ min: eps }));
	const matrix = (x: Tensor) => x.movedim(d, 0).reshape([x.size(d), -1]);
	const drawn = (size: number) =>
		noGrad(() => unit(weight.newZeros([size]).normal_(0, 1)));
	const [rows, columns] = matrix(weight.detach()).shape as [number, number];
	const [original, u, v] = [`${name}_orig`, `${name}_u`, `${name}_v`];
	const follow = (fields: Fields) => {
		const m = matrix((fields[original] as Tensor).detach());
		for (let i = 0; i < nPowerIterations; i++) {
			fields[v]?.copy_(unit(m.t().matmul(fields[u] as Tensor)));
			fields[u]?.copy_(unit(m.matmul(fields[v] as Tensor)));
		}
	};
	reparametrize(METHOD, module, name, {
		parts: { [original]: new Parameter(weight.detach().clone()) },
		buffers: { [u]: drawn(rows), [v]: drawn(columns) },
		advance: (fields) => {
			if (module.training) noGrad(() => follow(fields));
		},
		compute: (fields) =>
			composite(METHOD, () => {
				const w = fields[original] as Tensor;
				// Copies: the next call changes the vectors, which this one's gradient needs.
				const [left, right] = [u, v].map((key) => fields[key]?.clone());
				const sigma = (left as Tensor).dot(matrix(w).matmul(right as Tensor));
				return w.div(sigma);
			}),
	});
	return module;
}

export function removeSpectralNorm<M extends Module>(
	module: M,
	name = "weight",
): M {
	restore("removeSpectralNorm", METHOD, module, name);
	return module;
}
