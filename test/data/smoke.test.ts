import { expect, test } from "vitest";
import { arange, manualSeed, rand } from "../../src/index.js";
import { DataLoader, TensorDataset } from "../../src/data/index.js";
test("smoke", () => {
	manualSeed(0);
	const l = new DataLoader(new TensorDataset(arange(20)), { batchSize: 6, shuffle: true });
	console.log([...l].map(([x]) => x.tolist()), rand([2]).tolist());
});
