/**
 * Without `createGraph` most gradients come from fused kernels, with it from differentiable operations: two
 * implementations, compared here over every length, in float32 and float64.
 */
import { expect, test } from "vitest";
import { grad } from "../../src/index.js";
import type { Tensor } from "../../src/tensor/tensor.js";
import { difference, toList } from "./compare.js";
import { domainOf, dtypeFor, isData, make, valuesFor } from "./inputs.js";
import type { Nd } from "./reference.js";
import type { Sample } from "./sample.js";
import { samples } from "./samples.js";

type Shapes = Sample["shapes"][number];

function gradients(
	sample: Sample,
	shapes: Shapes,
	dtype: "float32" | "float64",
	createGraph: boolean,
): (Tensor | null)[] {
	const inputs = shapes.map((shape, i) => {
		const domain = domainOf(sample, i);
		const own = dtypeFor(domain, "float32");
		const values = valuesFor(domain, own, shape, i);
		return make(values, dtypeFor(domain, dtype), isData(domain));
	});
	const outputs = toList(sample.call(...inputs)).filter((y) => y.requiresGrad);
	const seeds = outputs.map((y, i) =>
		make(valuesFor("any", "float32", y.shape, i + 5), y.dtype),
	);
	const wanted = inputs.filter((x) => x.requiresGrad);
	return grad(outputs, wanted, seeds, { createGraph, allowUnused: true });
}

function problems(sample: Sample): string[] {
	const found: string[] = [];
	for (const shapes of sample.shapes) {
		const exact = gradients(sample, shapes, "float64", true);
		const kernels = {
			float32: gradients(sample, shapes, "float32", false),
			float64: gradients(sample, shapes, "float64", false),
		};
		for (const [dtype, list] of Object.entries(kernels))
			for (const [i, got] of list.entries()) {
				const wanted = exact[i];
				if (!got || !wanted) {
					if (got !== wanted)
						found.push(`input ${i} ${dtype}: only one has it`);
					continue;
				}
				const nd: Nd = {
					shape: wanted.shape,
					data: Array.from(wanted.toTypedArray()),
				};
				const allowed =
					dtype === "float64" ? 1e-9 : Math.max(1e-4, sample.tolerance ?? 0);
				const problem = difference(got, nd, allowed);
				if (problem !== undefined)
					found.push(
						`${sample.name ?? ""} ${JSON.stringify(shapes)} ${dtype}, input ${i}: ${problem}`,
					);
			}
	}
	return found;
}

const smooth = Object.entries(samples)
	.map(([name, list]): [string, Sample[]] => [
		name,
		list.filter((s) => s.differentiable !== false && s.smooth !== false),
	])
	.filter(([, list]) => list.length > 0);
test.each(smooth)(
	"%s has one gradient by kernels and by operations",
	(_, list) => {
		expect(list.flatMap(problems)).toEqual([]);
	},
);
