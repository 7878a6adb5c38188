/** What PyTorch gives for embeddings with maxNorm and scaleGradByFreq, and for interpolation with antialias. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { nn, type Tensor, tensor } from "../../src/index.js";

const F = nn.functional;

interface Plain {
	readonly shape: readonly number[];
	readonly data: readonly number[];
}
interface Run {
	readonly value: Plain;
	readonly grad: Plain;
	readonly weight: Plain;
}

const recorded = JSON.parse(
	readFileSync(
		new URL("../fixtures/pytorch/rescaled.json", import.meta.url),
		"utf8",
	),
) as {
	index: number[][];
	embeddings: Run[];
	bags: Run[];
	images: Run[];
};

/** The inputs of the script. */
function numbers(...shape: number[]): Tensor {
	const n = shape.reduce((a, b) => a * b, 1);
	const data = Float64Array.from(
		{ length: n },
		(_, i) => (((i * 7 + 3) % 11) - 5) * 0.3,
	);
	return tensor(data).reshape(shape);
}

function expectEqual(actual: Tensor | null, { shape, data }: Plain): void {
	expect(actual?.shape).toEqual(shape);
	const found = actual?.toTypedArray() ?? [];
	data.forEach((value, i) => {
		expect(found[i]).toBeCloseTo(value, 9);
	});
}

function expectRun(leaf: Tensor, y: Tensor, run: Run): void {
	y.backward(numbers(...y.shape));
	expectEqual(y, run.value);
	expectEqual(leaf.grad, run.grad);
	if (run.weight !== undefined) expectEqual(leaf, run.weight);
}

const index = tensor(recorded.index, { dtype: "int32" });
const named = ({ value, grad, weight, ...settings }: Run) => settings;
const rows = <R extends Run>(runs: readonly R[]) =>
	runs.map((run) => [JSON.stringify(named(run)), run] as const);

test.each(rows(recorded.embeddings))("embedding %s", (_, run) => {
	const weight = numbers(5, 3).requiresGrad_();
	expectRun(weight, F.embedding(index, weight, named(run) as object), run);
});

test.each(rows(recorded.bags))("embeddingBag %s", (_, run) => {
	const weight = numbers(5, 3).requiresGrad_();
	const y = F.embeddingBag(index, weight, null, named(run) as object);
	expectRun(weight, y, run);
});

test.each(rows(recorded.images))("interpolate %s", (_, run) => {
	const x = numbers(1, 2, 6, 8).requiresGrad_();
	const y = F.interpolate(x, { ...named(run), antialias: true } as never);
	expectRun(x, y, run);
});
