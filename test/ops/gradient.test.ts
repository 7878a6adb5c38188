import { describe, expect, test } from "vitest";

import { autograd, tensor } from "../../src/index.js";
import type { Tensor } from "../../src/tensor/tensor.js";
import { toList } from "./compare.js";
import {
	domainOf,
	dtypeFor,
	isData,
	type Layout,
	lay,
	layouts,
	make,
	valuesFor,
} from "./inputs.js";
import { count } from "./reference.js";
import type { Sample } from "./sample.js";
import { samples } from "./samples.js";

type Shapes = Sample["shapes"][number];

/** The first shapes, all that have no dimensions, and all that have no elements. */
function gradientShapes(sample: Sample): Shapes[] {
	return sample.shapes.filter(
		(shapes, i) =>
			i === 0 ||
			shapes.some((shape) => shape.length === 0 || count(shape) === 0),
	);
}

/** The function that looks at contiguous leaves through the layout, and the leaves. */
function through(sample: Sample, shapes: Shapes, layout: Layout) {
	const laid = shapes.map((shape, i) => {
		const domain = domainOf(sample, i);
		const dtype = dtypeFor(domain, "float64");
		const { leaf, look } = lay(layout, valuesFor(domain, dtype, shape, i));
		return { leaf: make(leaf, dtype, isData(domain)), look };
	});
	const fn = (...leaves: Tensor[]) =>
		toList(
			sample.call(
				...leaves.map((leaf, i) =>
					(laid[i] as { look: (x: Tensor) => Tensor }).look(leaf),
				),
			),
		).filter((out) => out.isFloatingPoint());
	return { fn, leaves: laid.map(({ leaf }) => leaf) };
}

/** What the check says, with the sample's shapes in front. */
function problems(
	check: typeof autograd.gradcheck,
	list: readonly Sample[],
	layout: Layout,
): string[] {
	const found: string[] = [];
	for (const sample of list)
		for (const shapes of gradientShapes(sample)) {
			const { fn, leaves } = through(sample, shapes, layout);
			// Where there is no value (the mean of nothing) there is no slope.
			if (fn(...leaves).some((out) => out.isnan().any().item())) continue;
			try {
				check(fn, leaves);
			} catch (error) {
				found.push(
					`${sample.name ?? ""} ${JSON.stringify(shapes)}: ${(error as Error).message}`,
				);
			}
		}
	return found;
}

const differentiable = Object.entries(samples)
	.map(([name, list]): [string, Sample[]] => [
		name,
		list.filter((sample) => sample.differentiable !== false),
	])
	.filter(([, list]) => list.length > 0);
const smooth = differentiable
	.map(([name, list]): [string, Sample[]] => [
		name,
		list.filter((sample) => sample.smooth !== false),
	])
	.filter(([, list]) => list.length > 0);

describe.each(differentiable)("%s", (_, list) => {
	test.each(layouts)("has the slope of its values on %s inputs", (layout) => {
		expect(problems(autograd.gradcheck, list, layout)).toEqual([]);
	});
});

describe.each(smooth)("%s", (_, list) => {
	test.each(["contiguous", "transposed", "expanded"] as const)(
		"has a gradient with the right slope on %s inputs",
		(layout) => {
			expect(problems(autograd.gradgradcheck, list, layout)).toEqual([]);
		},
	);
});

/** Every sample that stands aside from a check, with the reason. */
const exceptions = {
	smooth: {
		"sinc at 0": "PyTorch's gradient there is a constant 0",
		"std dim 0": "zero on expanded inputs, where a root has a corner",
	},
	differentiable: {
		float: "rounds to float32, coarser than the differences",
		nanToNum: "at NaN and infinities; there is a sample of finite numbers",
		scatter: "several values for one place; there is a sample of one for each",
	},
};

function label(name: string, sample: Sample): string {
	return sample.name === undefined ? name : `${name} ${sample.name}`;
}

const listed = Object.entries(samples).flatMap(([name, list]) =>
	list.map((sample) => ({ label: label(name, sample), sample })),
);

test("gradients of gradients are checked but where there is a reason", () => {
	const aside = listed
		.filter(
			({ sample }) =>
				sample.differentiable !== false && sample.smooth === false,
		)
		.map((entry) => entry.label);
	expect([...new Set(aside)].sort()).toEqual(
		Object.keys(exceptions.smooth).sort(),
	);
});

test("what is said not to be differentiable gives nothing that requires a gradient, but where there is a reason", () => {
	const wrong = listed
		.filter(
			({ sample: { differentiable, dtypes } }) =>
				differentiable === false && (dtypes?.includes("float64") ?? true),
		)
		.filter(({ sample }) => {
			const { fn, leaves } = through(
				sample,
				sample.shapes[0] as Shapes,
				"contiguous",
			);
			return fn(...leaves).some((out) => out.requiresGrad);
		})
		.map((entry) => entry.label);
	expect([...new Set(wrong)].sort()).toEqual(
		Object.keys(exceptions.differentiable).sort(),
	);
});

test("a wrong gradient is noticed", () => {
	const x = tensor([0.5, 1.5], { dtype: "float64", requiresGrad: true });
	expect(() => autograd.gradcheck((t) => t.mul(t.detach()), [x])).toThrow(
		/differences/,
	);
});
