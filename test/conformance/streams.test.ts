import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { DataLoader, TensorDataset } from "../../src/data/index.js";
import {
	argmax,
	manualSeed,
	nn,
	noGrad,
	optim,
	rand,
	randn,
	type Tensor,
} from "../../src/index.js";
import type { PlainTensor } from "./cases.js";
import { tensorDifference } from "./compare.js";
import { calls } from "./stream-calls.js";

interface StreamCase {
	readonly seed: number;
	readonly call: string;
	readonly out: PlainTensor | readonly PlainTensor[];
	readonly rand_after: readonly number[] | null;
}

interface Run {
	readonly seed: number;
	readonly x_first_row: readonly number[];
	readonly losses: readonly number[];
	readonly accuracy: number;
}

const streams = JSON.parse(
	gunzipSync(
		readFileSync(new URL("../fixtures/streams.json.gz", import.meta.url)),
	).toString(),
) as { readonly cases: readonly StreamCase[]; readonly runs: readonly Run[] };

const floats = { tolerance: { rtol: 1e-6, atol: 1e-6 } };

function check(actual: Tensor, expected: PlainTensor, where: string): void {
	const rules = expected.dtype.startsWith("float")
		? floats
		: { tolerance: undefined };
	expect(tensorDifference(actual, expected, rules, where)).toBeUndefined();
}

describe("from a seed, as in PyTorch", () => {
	it.each(streams.cases.map((c) => [c.call, c.seed, c] as const))(
		"%s after manualSeed(%d)",
		(call, seed, { out, rand_after }) => {
			manualSeed(seed);
			const actual = (calls[call] as (typeof calls)[string])(seed);
			const expected = Array.isArray(out) ? out : [out];
			const results = Array.isArray(actual) ? actual : [actual];
			expect(results).toHaveLength(expected.length);
			for (const [i, one] of expected.entries())
				check(results[i], one, `result ${i}`);
			if (rand_after !== null)
				check(
					rand([2]),
					{ shape: [2], dtype: "float32", data: rand_after },
					"rand([2]) afterwards",
				);
		},
	);
});

/** The run that `streams` records: data, model, shuffles and dropout all come from one seed. */
function train(seed: number): {
	x: Tensor;
	losses: number[];
	accuracy: number;
} {
	manualSeed(seed);
	const x = randn([256, 20]);
	const w = randn([20, 3]);
	const y = argmax(x.matmul(w).add(randn([256, 3]).mul(0.3)), 1);
	const model = new nn.Sequential(
		new nn.Linear(20, 32),
		new nn.ReLU(),
		new nn.Dropout(0.2),
		new nn.Linear(32, 3),
	);
	const optimizer = new optim.Adam(model.parameters(), { lr: 1e-2 });
	const loader = new DataLoader(new TensorDataset(x, y), {
		batchSize: 32,
		shuffle: true,
	});
	const losses: number[] = [];
	for (let epoch = 0; epoch < 4; epoch++)
		for (const [input, target] of loader as Iterable<[Tensor, Tensor]>) {
			optimizer.zeroGrad();
			const loss = nn.functional.crossEntropy(model(input), target);
			loss.backward();
			optimizer.step();
			losses.push(loss.item());
		}
	model.eval();
	const guesses = argmax(
		noGrad(() => model(x)),
		1,
	);
	return { x, losses, accuracy: guesses.eq(y).float().mean().item() };
}

describe("a whole training run from a seed, as in PyTorch", () => {
	it.each(streams.runs)("with seed $seed", (run) => {
		const { x, losses, accuracy } = train(run.seed);
		const row = { shape: [20], dtype: "float32", data: run.x_first_row };
		check(x.select(0, 0), row, "the first row of x");
		expect(losses).toHaveLength(run.losses.length);
		// Sums may be taken in another order than PyTorch's.
		for (const [i, loss] of run.losses.entries())
			expect(Math.abs((losses[i] as number) - loss)).toBeLessThan(1e-4);
		expect(accuracy).toBeCloseTo(run.accuracy, 6);
	});
});
