import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { type Family, families } from "./cases.js";
import { exceptions } from "./exceptions.js";
import { isRequired, requiredOperations } from "./required.js";
import { type Result, runFamily, table, withStatus } from "./run.js";

const byFamily = new Map<Family, readonly Result[]>();
afterAll(() => {
	console.log(`\n${table(byFamily)}`);
});

describe.each(families)("PyTorch's cases of the family %s", (family) => {
	it("pass wherever the library has the name", () => {
		const results = runFamily(family);
		byFamily.set(family, results);
		expect(
			withStatus(results, "failed").map(
				({ test, outcome }) => `${test.id}: ${outcome.message}`,
			),
		).toEqual([]);
	});

	it("are all supported where the library promises the name", () => {
		const missing = withStatus(
			byFamily.get(family) as readonly Result[],
			"unsupported",
		).filter(({ test }) => isRequired(test));
		expect(
			missing.map(({ test, outcome }) => `${test.id}: no ${outcome.name}`),
		).toEqual([]);
	});
});

describe("the lists of the runner", () => {
	it("cover every case of the index", () => {
		const index = JSON.parse(
			readFileSync(
				new URL("../fixtures/conformance/index.json", import.meta.url),
				"utf8",
			),
		) as { families: Record<string, { cases: number }> };
		const recorded = Object.entries(index.families).map(
			([family, { cases }]) => `${family} ${cases}`,
		);
		const ran = [...byFamily].map(
			([family, results]) => `${family} ${results.length}`,
		);
		expect(ran.sort()).toEqual(recorded.sort());
	});

	const all = () => [...byFamily.values()].flat().map(({ test }) => test);

	it("except only cases that exist", () => {
		const ids = new Set(all().map((test) => test.id));
		expect(Object.keys(exceptions).filter((id) => !ids.has(id))).toEqual([]);
	});

	it("require only operations that have cases", () => {
		const used = new Set(
			all().flatMap((test) => (test.kind === "op" ? [test.op] : [])),
		);
		expect([...requiredOperations].filter((op) => !used.has(op))).toEqual([]);
	});
});
