import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
	DataLoader,
	randomSplit,
	TensorDataset,
} from "../../src/data/index.js";
import { arange, manualSeed, rand, type Tensor } from "../../src/index.js";

interface Case {
	seed: number;
	call: string;
	out: { data: number[] }[];
	rand_after: number[];
}

const file = new URL("../fixtures/streams.json.gz", import.meta.url);
const { cases } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as {
	cases: Case[];
};

function items(n: number) {
	return new TensorDataset(arange(n));
}

function batches(loader: Iterable<Tensor[]>): number[][] {
	return Array.from(loader, ([x]) => x?.tolist() as number[]);
}

const calls: Record<string, () => number[][]> = {
	"DataLoader(arange(20), batchSize 6, shuffle)": () =>
		batches(new DataLoader(items(20), { batchSize: 6, shuffle: true })),
	"DataLoader twice": () => {
		const loader = new DataLoader(items(9), { batchSize: 4, shuffle: true });
		return [...batches(loader), ...batches(loader)];
	},
	"randomSplit(10, [7, 3])": () =>
		randomSplit(items(10), [7, 3]).map((part) =>
			Array.from({ length: part.length }, (_, i) => part.get(i)[0].item()),
		),
};

describe("orders from a seed are PyTorch's", () => {
	for (const [call, run] of Object.entries(calls))
		for (const { seed, out, rand_after } of cases.filter(
			(c) => c.call === call,
		))
			test(`${call}, seed ${seed}`, () => {
				manualSeed(seed);
				expect(run()).toEqual(out.map((tensor) => tensor.data));
				expect(rand([2]).tolist()).toEqual(rand_after.map(Math.fround));
			});
});
