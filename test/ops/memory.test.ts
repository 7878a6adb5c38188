/** What an operation allocates on its way is gone when its inputs and outputs are. */
import { expect, test } from "vitest";
import { backward } from "../../src/autograd/engine.js";
import { memory, noGrad } from "../../src/index.js";
import type { Tensor } from "../../src/tensor/tensor.js";
import { toList } from "./compare.js";
import { domainOf, dtypeFor, isData, lay, make, valuesFor } from "./inputs.js";
import { floats, type Sample } from "./sample.js";
import { samples } from "./samples.js";

/** Storages that exist: those in the linear memory, and those that moved out of it and have not come back. */
function living(): number {
	const { storages, spills, returns } = memory();
	return storages + spills - returns;
}

/** Transposed, so that copies are needed. */
function inputsOf(sample: Sample, dtype: "float32" | "float64"): Tensor[] {
	const shapes = sample.shapes[0] ?? [];
	return shapes.map((shape, i) => {
		const domain = domainOf(sample, i);
		const own = dtypeFor(domain, dtype);
		const { leaf } = lay("transposed", valuesFor(domain, own, shape, i));
		return make(leaf, own, isData(domain));
	});
}

function look(sample: Sample, leaves: readonly Tensor[]): Tensor[] {
	const shapes = sample.shapes[0] ?? [];
	return leaves.map((leaf, i) => {
		const shape = shapes[i] ?? [];
		return shape.length > 1
			? leaf.permute(shape.map((_, d) => shape.length - 1 - d))
			: leaf;
	});
}

function left(list: readonly Sample[], differentiate: boolean): string[] {
	const found: string[] = [];
	for (const sample of list)
		for (const dtype of floats) {
			if (sample.dtypes && !sample.dtypes.includes(dtype)) continue;
			const leaves = inputsOf(sample, dtype);
			const before = living() - leaves.length;
			const run = () => toList(sample.call(...look(sample, leaves)));
			const outputs = differentiate ? run() : noGrad(run);
			if (differentiate) {
				const roots = outputs.filter((y) => y.requiresGrad);
				const seeds = roots.map((y) => noGrad(() => y.filledLike(1)));
				backward(roots, seeds);
				for (const seed of seeds) seed.dispose();
			}
			for (const leaf of leaves) {
				leaf.grad?.dispose();
				leaf.dispose();
			}
			for (const output of outputs) output.dispose();
			const more = living() - before;
			if (more !== 0)
				found.push(`${sample.name ?? ""} ${dtype}: ${more} storages`);
		}
	return found;
}

const all = Object.entries(samples);
test.each(all)("%s leaves nothing behind", (_, list) => {
	expect(left(list, false)).toEqual([]);
});

const differentiable = all
	.map(([name, list]): [string, Sample[]] => [
		name,
		list.filter((sample) => sample.differentiable !== false),
	])
	.filter(([, list]) => list.length > 0);
test.each(differentiable)(
	"%s leaves nothing behind after backward",
	(_, list) => {
		expect(left(list, true)).toEqual([]);
	},
);
