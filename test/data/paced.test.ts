/** Batches with pauses, in which the event loop gets its turn. */
import { describe, expect, expectTypeOf, test } from "vitest";
import { DataLoader, paced } from "../../src/data/index.js";
import { arange, type Tensor } from "../../src/index.js";

/** How often others had their turn until `work` was done. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
	let turns = 0;
	let running = true;
	const tick = () => {
		turns++;
		if (running) setImmediate(tick);
	};
	setImmediate(tick);
	await work;
	running = false;
	return turns;
}

async function batches(budgetMs: number): Promise<number[]> {
	const loader = new DataLoader(arange(20), { batchSize: 2 });
	const sums: number[] = [];
	for await (const batch of paced(loader, { budgetMs }))
		sums.push(batch.sum().item());
	return sums;
}

const expected = Array.from({ length: 10 }, (_, i) => 4 * i + 1);

describe("paced", () => {
	test("gives every batch in order, whatever the budget", async () => {
		expect(await batches(0)).toEqual(expected);
		expect(await batches(1e9)).toEqual(expected);
	});

	test("lets others run after each batch that uses up the budget", async () => {
		expect(await turnsDuring(batches(0))).toBeGreaterThanOrEqual(10);
	});

	test("does not pause within the budget", async () => {
		expect(await turnsDuring(batches(1e9))).toBeLessThanOrEqual(2);
	});

	test("gives what the loader gives, to the compiler too", () => {
		const batches = paced(new DataLoader(arange(4), 2));
		expectTypeOf(batches).toEqualTypeOf<
			AsyncGenerator<Tensor, void, undefined>
		>();
	});

	test("takes what is iterated, in both ways", async () => {
		async function* stream() {
			yield 1;
			yield 2;
		}
		const seen: number[] = [];
		for await (const x of paced(stream())) seen.push(x);
		for await (const x of paced([3])) seen.push(x);
		expect(seen).toEqual([1, 2, 3]);
	});

	test("ends the loader when the loop is left", async () => {
		let ended = false;
		function* items() {
			try {
				yield 1;
				yield 2;
			} finally {
				ended = true;
			}
		}
		for await (const _ of paced(items())) break;
		expect(ended).toBe(true);
	});

	test.each<[string, () => unknown, RegExp]>([
		[
			"a budget in words",
			() => paced([], { budgetMs: "8" as never }),
			/budgetMs is "8"/,
		],
		["a negative budget", () => paced([], { budgetMs: -1 }), /budgetMs is -1/],
		["NaN", () => paced([], { budgetMs: Number.NaN }), /budgetMs is NaN/],
		[
			"a misspelt option",
			() => paced([], { budget: 8 } as never),
			/unknown option "budget"/,
		],
		["a number for options", () => paced([], 8 as never), /the options are/],
		["what cannot be iterated", () => paced(3 as never), /^paced: /],
		["too many arguments", () => paced([], {}, 1 as never), /^paced: /],
	])("refuses %s", (_, call, message) => {
		expect(call).toThrow(message);
	});
});
