import { noGrad } from "../autograd/mode.js";
import { Module } from "../nn/module/module.js";
import { BatchNorm1d, BatchNorm2d } from "../nn/norm/norm-module.js";
import type { Tensor } from "../tensor/tensor.js";
import { checkIterable } from "../value/arguments.js";
import { ValueError } from "../value/errors.js";
import { quote, say } from "../value/quote.js";

export type Batches = Iterable<Batch>;
type Batch = Tensor | readonly [Tensor, ...unknown[]];

/** What `updateBn` changes of a batch normalisation, and back. */
interface Norm {
	momentum: number | null;
	readonly running_mean: Tensor | null;
	readonly running_var: Tensor | null;
	readonly num_batches_tracked: Tensor | null;
}

export function updateBn(loader: Batches, model: Module): void {
	checkIterable("updateBn", "the loader", loader);
	if (!(model instanceof Module))
		throw new ValueError("updateBn", say`${quote(model)} is no module`);
	const norms = model
		.modules()
		.filter((m) => m instanceof BatchNorm1d || m instanceof BatchNorm2d)
		.filter((m) => m.running_mean !== null) as unknown as Norm[];
	if (norms.length === 0) return;
	const momenta = norms.map(({ momentum }) => momentum);
	const { training } = model;
	model.train();
	try {
		noGrad(() => {
			for (const norm of norms) {
				norm.running_mean?.zero_();
				norm.running_var?.fill_(1);
				norm.num_batches_tracked?.zero_();
				// The plain mean over all batches.
				norm.momentum = null;
			}
			for (const batch of loader)
				model(Array.isArray(batch) ? batch[0] : batch);
		});
	} finally {
		norms.forEach((norm, i) => {
			norm.momentum = momenta[i] as number | null;
		});
		model.train(training);
	}
}
