/** PyTorch's values and gradients at the edges of each function's domain, for gradients of 0, 1 and infinity. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as flambeau from "../../src/index.js";
import { type Tensor, tensor } from "../../src/index.js";

interface Recorded {
	readonly value: readonly (number | string)[];
	readonly grads: readonly (readonly (number | string)[] | null)[];
}

const recorded = JSON.parse(
	readFileSync(
		new URL("../fixtures/pytorch/edges.json", import.meta.url),
		"utf8",
	),
) as {
	one: string[];
	two: string[];
	grads: string[];
	of: Record<string, Recorded>;
};

const library: Readonly<Record<string, unknown>> = flambeau;
const words: Readonly<Record<string, number>> = {
	inf: Number.POSITIVE_INFINITY,
	"-inf": Number.NEGATIVE_INFINITY,
	nan: Number.NaN,
};
const numberOf = (text: number | string): number => words[text] ?? Number(text);
const column = (texts: readonly (number | string)[]) =>
	tensor(Float64Array.from(texts, numberOf));

const one = recorded.one.flatMap((x) => recorded.grads.map((g) => [x, g]));
const two = recorded.two.flatMap((x) =>
	recorded.two.flatMap((y) => recorded.grads.map((g) => [x, y, g])),
);

/** Where the result differs by more than rounding; 0 and -0 are one. */
function differences(
	actual: Tensor | null,
	expected: readonly (number | string)[],
	rows: readonly (readonly string[])[],
): string[] {
	const found = actual?.toTypedArray();
	return expected.flatMap((text, i) => {
		const [a, b] = [found?.[i] ?? 0, numberOf(text)];
		const near = Math.abs(a - b) <= 1e-9 * Math.abs(b) + 1e-12;
		return Object.is(a, b) || near || (a === 0 && b === 0)
			? []
			: [`${rows[i]}: ${a} instead of ${b}`];
	});
}

test.each(Object.entries(recorded.of))("%s", (name, { value, grads }) => {
	const rows = grads.length === 1 ? one : two;
	const leaves = grads.map((_, k) =>
		column(rows.map((row) => row[k] as string)).requiresGrad_(),
	);
	const fn = library[name] as (...xs: Tensor[]) => Tensor;
	const y = fn(...leaves);
	y.backward(column(rows.map((row) => row.at(-1) as string)));
	expect(differences(y.detach(), value, rows)).toEqual([]);
	grads.forEach((grad, k) => {
		if (grad !== null)
			expect(differences(leaves[k]?.grad ?? null, grad, rows)).toEqual([]);
	});
});
