import { describe, expect, test } from "vitest";
import type { DType } from "../../src/value/dtype.js";
import { difference, toList } from "./compare.js";
import {
	domainOf,
	dtypeFor,
	type Layout,
	lay,
	layouts,
	make,
	valuesFor,
} from "./inputs.js";
import { floats, type Sample } from "./sample.js";
import { samples } from "./samples.js";

type Shapes = Sample["shapes"][number];

/** Runs a sample once; gives what differs from the oracle. */
function run(
	sample: Sample,
	shapes: Shapes,
	layout: Layout,
	dtype: DType,
): string | undefined {
	const laid = shapes.map((shape, i) => {
		const domain = domainOf(sample, i);
		const own = dtypeFor(domain, dtype);
		const { leaf, look, seen } = lay(layout, valuesFor(domain, own, shape, i));
		return { x: look(make(leaf, own)), seen };
	});
	const actual = toList(sample.call(...laid.map(({ x }) => x)));
	const wanted = sample.oracle(...laid.map(({ seen }) => seen));
	const expected = "data" in wanted ? [wanted] : wanted;
	const exact = dtype === "float64" ? 1e-10 : (sample.tolerance ?? 2e-6);
	if (actual.length < expected.length)
		return `${actual.length} results, expected ${expected.length}`;
	for (const [i, nd] of expected.entries()) {
		const out = actual[i];
		const problem = out === undefined ? "missing" : difference(out, nd, exact);
		if (problem !== undefined) return `result ${i}: ${problem}`;
	}
	return undefined;
}

function runAll(sample: Sample, layout: Layout): string[] {
	const problems: string[] = [];
	for (const dtype of sample.dtypes ?? floats)
		for (const shapes of sample.shapes) {
			const problem = run(sample, shapes, layout, dtype);
			if (problem !== undefined)
				problems.push(
					`${sample.name ?? ""} ${JSON.stringify(shapes)} ${dtype}: ${problem}`,
				);
		}
	return problems;
}

describe.each(Object.entries(samples))("%s", (_, list) => {
	test.each(layouts)("gives the oracle's values on %s inputs", (layout) => {
		expect(list.flatMap((sample) => runAll(sample, layout))).toEqual([]);
	});
});
